"""Replacing packages: from the audit's verdict to a proven patch."""
