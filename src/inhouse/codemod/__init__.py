"""Edits in memory: bytes and values in, bytes and values out."""
