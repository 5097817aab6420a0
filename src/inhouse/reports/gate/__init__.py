"""Formats of what the gate found: one file each."""
