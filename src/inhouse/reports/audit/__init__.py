"""Formats of the audit report: one file each."""
