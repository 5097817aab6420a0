"""Formats of the card that `explain` shows: one file each."""
