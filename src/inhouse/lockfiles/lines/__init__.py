"""Where in a lockfile each package stands, for reports that point at a line.

Much faster than reading the lock, and more forgiving: only entries are looked for, and a text that
is no lock of its format has fewer of them or none. All names are found in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from packaging.utils import NormalizedName, canonicalize_name

from inhouse.lockfiles import format_of
from inhouse.lockfiles.lines.entry import Entry
from inhouse.lockfiles.lines.json_entries import json_entries
from inhouse.lockfiles.lines.requirement_entries import requirement_entries
from inhouse.lockfiles.lines.toml_entries import toml_entries

Lines = Mapping[tuple[NormalizedName, str | None], int]

_FINDERS: dict[str, Callable[[str], Iterable[Entry]]] = {
    "pdm": toml_entries,
    "pipfile": json_entries,
    "poetry": toml_entries,
    "pylock": toml_entries,
    "requirements": requirement_entries,
    "uv": toml_entries,
}


def lines_of(text: str, file_name: str) -> Lines:
    """Return the line, from 1, of each package by name and version, in one pass over the text.

    Under the version None stands the first entry of a name, whatever its version. Empty where the
    file's name is that of no lockfile. Never raises, whatever the text.
    """
    chosen = format_of(PurePath(file_name).name)
    find = _FINDERS.get(chosen.FORMAT) if chosen is not None else None
    found: dict[tuple[NormalizedName, str | None], int] = {}
    for entry in find(text) if find is not None else ():
        name = canonicalize_name(entry.name)
        found.setdefault((name, None), entry.line)
        found.setdefault((name, entry.version), entry.line)
    return found


def line_in(lines: Lines, name: NormalizedName, version: str | None) -> int | None:
    """Return the line of a package's entry; that of another version where this one is not told."""
    found = lines.get((name, version))
    return lines.get((name, None)) if found is None else found


def line_of(text: str, file_name: str, name: NormalizedName, version: str | None) -> int | None:
    """Return the line of one package's entry; for several packages take `lines_of` once."""
    return line_in(lines_of(text, file_name), name, version)
