"""Counts code lines: physical lines that are not blank, not a comment, not a docstring."""

from __future__ import annotations

from collections.abc import Iterable

_STARTS = ('"', "'")
_PREFIXES = "rRuUbBfFtT"


def code_lines(
    lines: list[str], docs: Iterable[tuple[int, int, int]], strings: Iterable[tuple[int, int]]
) -> int:
    """Return the number of code lines.

    `docs` are the first and last lines (1-based) and the end column (in UTF-8 bytes) of strings
    that stand alone as a statement; `strings` the lines of other
    strings that span lines, inside which `#` starts no comment.
    """
    marks = [_holds_code(line) for line in lines]
    for first, last in strings:
        for number in range(first, min(last, len(lines))):
            marks[number] = bool(lines[number].strip())
    for first, last, column in docs:
        shares = not lines[first - 1].lstrip().lstrip(_PREFIXES).startswith(_STARTS)
        for number in range(first - 1 + shares, min(last, len(lines))):
            marks[number] = False
        if last <= len(lines) and _holds_code(_after(lines[last - 1], column)):
            marks[last - 1] = True
    return sum(marks)


def _holds_code(line: str) -> bool:
    bare = line.strip()
    return bool(bare) and bare[0] != "#"


def _after(line: str, column: int) -> str:
    rest = line[column:] if line.isascii() else line.encode()[column:].decode("utf-8", "replace")
    return rest.lstrip().removeprefix(";")
