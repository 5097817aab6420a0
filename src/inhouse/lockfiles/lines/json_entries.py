"""Entries of Pipfile.lock: the keys of its categories."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from inhouse.lockfiles.lines.entry import Counter, Entry

_TOKEN = re.compile(
    r'(?P<word>"(?:[^"\\]|\\.)*+")(?P<key>\s*+:)?|(?P<sign>[\[\]{}])|(?P<torn>")', re.DOTALL
)


def json_entries(text: str) -> Iterator[Entry]:
    """Yield the entries in their order; `_meta` is no category."""
    counter = Counter(text)
    path: list[str] = []  # the last key on each level of nesting
    opened: tuple[str, int] | None = None
    version: str | None = None
    for match in _TOKEN.finditer(text):
        sign = match["sign"]
        if match["torn"]:  # a string without an end: no JSON from here on
            return
        if sign in ("{", "["):
            path.append("")
        elif sign:
            if len(path) == 3 and opened is not None:
                yield Entry(opened[0], version, counter.line(opened[1]))
                opened, version = None, None
            del path[-1:]
        elif match["key"]:
            if path:
                path[-1] = _plain(match["word"])
            if len(path) == 2 and path[0] != "_meta":
                opened, version = (path[1], match.start()), None
        elif len(path) == 3 and path[2] == "version" and opened is not None:
            version = _plain(match["word"]).strip().lstrip("=").strip()


def _plain(word: str) -> str:
    if "\\" not in word:
        return word[1:-1]
    try:
        return str(json.loads(word, strict=False))
    except ValueError:
        return ""
