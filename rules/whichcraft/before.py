"""Looks for programs."""

from whichcraft import which

print(which("no-such-program-at-all"))
print(which(__file__, 0) == __file__)
