"""An entry of a lockfile as far as finding it needs, and the count of lines up to it."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A package as written, and the line of its name."""

    name: str
    version: str | None
    line: int


class Counter:
    """Turns offsets, asked for in rising order, into lines from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def line(self, at: int) -> int:
        """Return the line of the offset; no character is counted twice."""
        self._line += self._text.count("\n", self._at, at)
        self._at = at
        return self._line
