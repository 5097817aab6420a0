"""Entries of requirements files, each at the first line of its requirement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inhouse.lockfiles._requirement_entries import UnnamedError, entry_of
from inhouse.lockfiles.lines.entry import Entry
from inhouse.model.requirement_lines import Line, logical_lines

# The usual line, and all of it: `name[extra]==1.0`, then the end, a marker or an option.
_PIN = re.compile(
    r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\]\s*)?={2,3}\s*([\w.!+-]+)\s*"
    r"(?=$|;|\s-)"
)


def requirement_entries(text: str) -> Iterator[Entry]:
    """Yield the entries in their order; a line that pip would not read is none."""
    for line in logical_lines(text):
        pin = _PIN.match(line.text)
        if pin:
            yield Entry(pin[1], pin[2], line.number)
        else:
            yield from _unusual(line)


def _unusual(line: Line) -> Iterator[Entry]:
    option = line.option
    if option is not None and option[0] not in ("-e", "--editable"):
        return
    try:
        entry = entry_of(line, option[1] if option else None)
    except (UnnamedError, ValueError):
        return
    if entry is not None:
        yield Entry(entry.name, entry.version, line.number)
