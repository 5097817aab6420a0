"""The keys and values of a TOML text with their lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from inhouse.model.toml_spans import Header, Path, Value, spans
from inhouse.model.toml_text import toml_tables


class TomlPlace(NamedTuple):
    """A table, list or value, by its path of keys and positions.

    `line` is that of its header or key, in a list its own.
    """

    path: Path
    value: Any
    line: int


def toml_places(text: str) -> Iterator[TomlPlace]:
    """Yield all in their order; none where the text is no TOML."""
    text = text.removeprefix("\ufeff")
    try:
        document: Any = toml_tables(text)
        found = spans(text)
    except (ValueError, RecursionError):
        return
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    for each in found:
        if isinstance(each, Header):
            places: Iterator[tuple[Path, int]] = iter([(each.path, each.start)])
        else:
            places = _within(each.path, each.start, each.value)
        for path, at in places:
            yield TomlPlace(path, _at(document, path), bisect_right(starts, at))


def _within(path: Path, start: int, value: Value) -> Iterator[tuple[Path, int]]:
    yield path, start
    for position, item in enumerate(value.items):
        inner = (*path, *item.keys) if item.keys else (*path, position)
        yield from _within(inner, item.start, item.value)


def _at(document: Any, path: Path) -> Any:
    for key in path:
        try:
            document = document[key]
        except (KeyError, IndexError, TypeError):
            return None
    return document
