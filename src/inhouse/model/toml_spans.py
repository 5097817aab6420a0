"""Where in a TOML text each key, value and item stands.

Only for texts that tomllib has read: what is not TOML is never met here. Each edit is checked
with tomllib afterwards, so a place that is told wrong is a refusal, never a wrong edit.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Literal

Key = str | int
Path = tuple[Key, ...]

_BLANK = re.compile(r"[ \t]*")
_SKIP = re.compile(r"(?:\s|#[^\n]*+)*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_SCALAR = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]+"
    r"|[^\s,\]}#]+",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value from `start` to `end`; `items` are those of an array or an inline table."""

    kind: Literal["array", "inline", "scalar"]
    start: int
    end: int
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of an array (no `keys`) or of an inline table, from its key to its value's end."""

    keys: tuple[str, ...]
    start: int
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`key = value`; `path` is the whole path, with the index where a table is repeated."""

    path: Path
    start: int
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """`[path]` or, repeated, `[[path]]`, from bracket to bracket."""

    path: Path
    start: int
    end: int
    repeated: bool


def spans(text: str) -> tuple[Header | Statement, ...]:
    """Return headers and statements in their order; ValueError where the text surprises."""
    found: list[Header | Statement] = []
    table: Path = ()
    counts: dict[Path, int] = {}
    at = _skip(text, 0)
    while at < len(text):
        if text[at] == "[":
            header = _header(text, at, counts)
            found.append(header)
            table, at = header.path, header.end
        else:
            keys, after = _keys(text, at)
            value = _value(text, _expect(text, after, "="))
            found.append(Statement(path=table + keys, start=at, value=value))
            at = value.end
        at = _skip(text, at)
    return tuple(found)


def _skip(text: str, at: int) -> int:
    match = _SKIP.match(text, at)
    return match.end() if match else at


def _blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _expect(text: str, at: int, sign: str) -> int:
    at = _blank(text, at)
    if not text.startswith(sign, at):
        raise ValueError(f"{sign!r} is not where it should be")
    return _blank(text, at + len(sign))


def _keys(text: str, at: int) -> tuple[tuple[str, ...], int]:
    keys = []
    while True:
        match = _KEY.match(text, at)
        if match is None:
            raise ValueError("a key is not where it should be")
        word = match[0]
        keys.append(tomllib.loads(f"x = {word}")["x"] if word[0] in "\"'" else word)
        after = _blank(text, match.end())
        if not text.startswith(".", after):
            return tuple(keys), match.end()
        at = _blank(text, after + 1)


def _header(text: str, at: int, counts: dict[Path, int]) -> Header:
    repeated = text.startswith("[[", at)
    keys, after = _keys(text, _blank(text, at + 1 + repeated))
    path: Path = ()
    for depth, key in enumerate(keys, start=1):
        path += (key,)
        if path not in counts and not (repeated and depth == len(keys)):
            continue
        if repeated and depth == len(keys):
            counts[path] = counts.get(path, 0) + 1
        path += (counts[path] - 1,)
    after = _blank(text, after)
    end = after + 1 + repeated
    if text[after:end] != "]" * (1 + repeated):
        raise ValueError("a header does not end where it should")
    return Header(path=path, start=at, end=end, repeated=repeated)


def _value(text: str, at: int) -> Value:
    sign = text[at : at + 1]
    if sign == "[":
        return _list(text, at, "array", "]")
    if sign == "{":
        return _list(text, at, "inline", "}")
    match = _SCALAR.match(text, at)
    if match is None:
        raise ValueError("a value is not where it should be")
    return Value(kind="scalar", start=at, end=match.end())


def _list(text: str, start: int, kind: Literal["array", "inline"], close: str) -> Value:
    items = []
    at = _skip(text, start + 1)
    while not text.startswith(close, at):
        keys: tuple[str, ...] = ()
        begin = at
        if kind == "inline":
            keys, after = _keys(text, at)
            at = _expect(text, after, "=")
        value = _value(text, at)
        items.append(Item(keys=keys, start=begin, value=value))
        at = _skip(text, value.end)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith(close, at):
            raise ValueError(f"{close!r} is not where it should be")
    return Value(kind=kind, start=start, end=at + 1, items=tuple(items))
