"""Measures that time does not run back."""

from time import monotonic

start = monotonic()
print(monotonic() >= start)
