"""Closes what it opens."""

from contextlib import ExitStack, suppress

with ExitStack() as stack:
    stack.callback(print, "closed")
    print("open")

with suppress(KeyError):
    {}["none"]
