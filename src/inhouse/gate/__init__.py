"""Newcomers + policy + allowances -> findings. Pure: no file, no clock, no network."""
