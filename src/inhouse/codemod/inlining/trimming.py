"""Takes lines out of a text, and the blank lines that would be left over."""

from __future__ import annotations

from collections.abc import Iterable

from inhouse.codemod.inlining.source import Edit, Source


def trimmed(source: Source, dropped: set[int], edits: Iterable[Edit]) -> str:
    """Return the text without the dropped lines (from 1) and with the edits made.

    Between what is left stand as many blank lines as stood on one side of the gap, the larger.
    """
    lines = source.lines
    gone = set(dropped)
    for start, end in _runs(lines, dropped):
        gone.update(range(start, end + 1))
        before, after = start - 1, end + 1
        while before >= 1 and not lines[before - 1].strip():
            before -= 1
        while after <= len(lines) and not lines[after - 1].strip():
            after += 1
        above, below = start - 1 - before, after - 1 - end
        if before < 1:
            gone.update(range(1, after))
        elif after > len(lines):
            gone.update(range(before + 1, len(lines) + 1))
        else:
            gone.update(range(start - min(above, below), start))
    made = [Edit(source.line_start(line), source.line_start(line + 1), "") for line in gone]
    text = source.changed([*made, *edits])
    return text.strip("\n") + "\n" if text.strip() else ""


def _runs(lines: list[str], dropped: set[int]) -> list[tuple[int, int]]:
    """Return stretches of dropped lines; blank lines between two do not part them."""
    runs: list[tuple[int, int]] = []
    for line in sorted(dropped):
        if line > len(lines):
            continue
        between = range(runs[-1][1] + 1, line) if runs else range(0)
        if runs and all(not lines[number - 1].strip() for number in between):
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs
