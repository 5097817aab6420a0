"""Entries of locks in TOML: `[[package]]` of uv, Poetry and PDM, `[[packages]]` of PEP 751.

Strings, comments and brackets are stepped over by one expression, so that a header or a name that
only stands in a string, a comment or a nested table is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inhouse.lockfiles.lines.entry import Counter, Entry
from inhouse.model.toml_spans import Header, Item, Statement, spans
from inhouse.model.toml_text import toml_tables

_KINDS = ("package", "packages", "distribution")  # the last as in uv's first locks
# What begins anywhere: a string (nothing in it counts), a comment, a bracket. What begins a line:
# a header, or one of the two keys; they count only outside all brackets. A list or table that is
# simple is stepped over as a whole, since most of a lock is made of them.
_TOKEN = re.compile(
    r"""
      (?P<skip> \"\"\"(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5} | '''(?:[^']|'{1,2}(?!'))*+'{3,5} )
    | ^[ \t]*+(?P<key>name|version|"name"|"version"|'name'|'version')[ \t]*+=[ \t]*+
        (?P<value>"[^"\\\n]*+"|'[^'\n]*+')(?!["'])
    | ^[ \t]*+(?P<header>\[)
    | (?P<simple> [\[{](?:[^"'{}\[\]\#\n]++|"[^"\\\n]*+"(?!"))*+[}\]] )
    | (?P<word> "(?:[^"\\\n]|\\[^\n])*+"(?!") | '[^'\n]*+'(?!') | \#[^\n]*+ )
    | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<torn>["'])
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_HEADER = re.compile(r"""\[\[[ \t]*(["']?)(?:package|packages|distribution)\1[ \t]*\]""")
# A lock in another style than its tool's is read with care and slowly, so only up to this.
_MAX_CHARACTERS = 1_000_000


def toml_entries(text: str) -> Iterator[Entry]:
    """Yield the entries in their order."""
    found = False
    for entry in _under_headers(text):
        found = True
        yield entry
    if not found and len(text) <= _MAX_CHARACTERS:
        yield from _in_any_style(text)


def _under_headers(text: str) -> Iterator[Entry]:
    counter = Counter(text)
    depth = 0
    inside = False
    values: dict[str, tuple[str, int]] = {}
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "torn":  # a string without an end: no TOML from here on
            break
        elif kind == "value" and not depth and inside:
            values.setdefault(match["key"].strip("\"'"), (match["value"][1:-1], match.start("key")))
        elif kind == "header" and depth > 0:  # a list in a list
            depth += 1
        elif kind == "header":
            yield from _entry(values, counter)
            values = {}
            inside = _HEADER.match(text, match.start("header")) is not None
            depth = 1
    yield from _entry(values, counter)


def _entry(values: dict[str, tuple[str, int]], counter: Counter) -> Iterator[Entry]:
    if "name" in values:
        name, at = values["name"]
        version = values["version"][0] if "version" in values else None
        yield Entry(name, version, counter.line(at))


def _in_any_style(text: str) -> Iterator[Entry]:
    """Yield the entries however they are written: as inline tables, with dotted keys."""
    try:
        toml_tables(text)
        found = spans(text)
    except (ValueError, RecursionError):
        return
    places: dict[tuple[str, int], dict[str, tuple[str, int]]] = {}
    for each in found:
        if isinstance(each, Header) or not each.path or each.path[0] not in _KINDS:
            continue
        for kind, number, key, written, at in _values(text, each):
            places.setdefault((kind, number), {})[key] = (written, at)
    counter = Counter(text)
    for values in places.values():
        yield from _entry(values, counter)


def _values(text: str, statement: Statement) -> Iterator[tuple[str, int, str, str, int]]:
    path, value = statement.path, statement.value
    kind = str(path[0])
    if len(path) == 3 and isinstance(path[1], int) and path[2] in ("name", "version"):
        written = text[value.start : value.end].strip("\"'")
        yield kind, path[1], str(path[2]), written, statement.start
    elif len(path) == 1 and value.kind == "array":
        for number, row in enumerate(value.items):
            for item in row.value.items:
                if _is_told(item):
                    written = text[item.value.start : item.value.end].strip("\"'")
                    yield kind, number, item.keys[0], written, item.start


def _is_told(item: Item) -> bool:
    return item.keys in (("name",), ("version",)) and item.value.kind == "scalar"
