"""Bring your tiny dependencies in-house, with proof."""

__version__ = "0.1.0"
