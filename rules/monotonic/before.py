"""Measures that time does not run back."""

from monotonic import monotonic

start = monotonic()
print(monotonic() >= start)
