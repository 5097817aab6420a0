"""Counts code lines: physical lines that are not blank, not a comment, not a docstring."""

from __future__ import annotations

from collections.abc import Iterable

_STARTS = ('"', "'")
_PREFIXES = "rRuUbBfFtT"


def code_lines(
    lines: list[str], docs: Iterable[tuple[int, int]], strings: Iterable[tuple[int, int]]
) -> int:
    """Return the number of code lines.

    `docs` are the first and last lines (1-based) of strings that stand alone as a statement;
    `strings` those of other strings that span lines, inside which `#` starts no comment.
    """
    marks = [_holds_code(line) for line in lines]
    for first, last in strings:
        for number in range(first, min(last, len(lines))):
            marks[number] = bool(lines[number].strip())
    for first, last in docs:
        shares = not lines[first - 1].lstrip().lstrip(_PREFIXES).startswith(_STARTS)
        for number in range(first - 1 + shares, min(last, len(lines))):
            marks[number] = False
    return sum(marks)


def _holds_code(line: str) -> bool:
    bare = line.strip()
    return bool(bare) and bare[0] != "#"
