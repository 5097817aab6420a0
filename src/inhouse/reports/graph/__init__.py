"""Formats of the dependency graph: one file each."""
