"""Imports of packages that are too large to be parsed, found by the look of their lines.

A large package is never small itself, but it may be the host that uses a small one when it is
there. Indented imports stand in a function, a `try` or an `if`, so the package can do without.
"""

from __future__ import annotations

import re

from inhouse.evidence.contents import Contents, Entry, UnreadableError

MAX_BYTES = 30_000_000
_IMPORT = re.compile(
    rb"^([ \t]*)(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+))", re.MULTILINE
)


def skimmed_imports(
    contents: Contents, code: tuple[Entry, ...], own: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (guarded, plain) names that are imported, own ones left out, as dotted prefixes."""
    guarded: set[str] = set()
    plain: set[str] = set()
    left = MAX_BYTES
    for entry in code:
        left -= entry.size
        if left < 0:
            break
        try:
            data = contents.read(entry.path)
        except UnreadableError:
            continue
        for indent, source, names in _IMPORT.findall(data):
            found = guarded if indent else plain
            for name in _names(source, names):
                found.update(_prefixes(name))
    mine = {name.partition(".")[0] for name in own}
    return _others(guarded - plain, mine), _others(plain, mine)


def _names(source: bytes, names: bytes) -> list[str]:
    if source:
        return [source.decode("ascii", "ignore")]
    parts = (part.split() for part in names.split(b","))
    return [part[0].decode("ascii", "ignore") for part in parts if part]


def _prefixes(name: str) -> set[str]:
    parts = name.split(".")[:3]
    if not all(parts):
        return set()  # relative
    return {".".join(parts[:end]) for end in range(1, len(parts) + 1)}


def _others(names: set[str], mine: set[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if name.partition(".")[0] not in mine))
