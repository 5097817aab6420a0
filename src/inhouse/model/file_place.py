"""A place in a file, as other tools point at it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlace:
    """A place in a file of the project: path relative to its repository, line from 1.

    Line 1 stands for the whole file where no line is known.
    """

    file: str
    line: int = 1
