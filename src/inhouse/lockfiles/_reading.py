"""What all formats share: text to tables, and tables to checked values.

A wrong value raises `Malformed` with the path of keys that leads to it; `reading` turns that into
the LockfileError that a user sees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from packaging.utils import NormalizedName, canonicalize_name

from inhouse.errors import LockfileError
from inhouse.model.lock import Note
from inhouse.model.toml_text import toml_tables

T = TypeVar("T")
Table = dict[str, Any]

AGAIN = "lock the project again with its own tool"
MAX_PACKAGES = 20_000  # the largest of 20 real locks names 305
_CONFLICT = re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


class Malformed(Exception):  # noqa: N818 - a word of the parsers, never seen by users
    """A value is not what the format says; `where` is the path of keys to it."""

    def __init__(self, where: str, wrong: str, mend: str = AGAIN) -> None:
        super().__init__(where, wrong)
        self.where, self.wrong, self.mend = where, wrong, mend


@contextmanager
def reading(place: str) -> Iterator[None]:
    """Turn `Malformed` into a LockfileError with the place."""
    try:
        yield
    except Malformed as error:
        where = f"{place}: {_printable(error.where)}" if error.where else place
        raise LockfileError(where, _printable(error.wrong), error.mend) from None


def check_text(text: str, place: str) -> None:
    """Refuse text that no format can hold: empty, binary, or with merge conflicts."""
    if not text.strip("\ufeff \t\r\n"):
        raise LockfileError(place, "is empty", AGAIN)
    if "\0" in text:
        raise LockfileError(place, "is not text (it holds NUL bytes)", AGAIN)
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        raise LockfileError(f"{place}: line {line}", "has merge conflict markers", "resolve them")


def load_toml(text: str, place: str) -> Table:
    """Return the TOML document; LockfileError if it is none, or is nested beyond reason."""
    rows = text.count("\n[[package")
    if rows > MAX_PACKAGES:  # said before the long time that parsing it would take
        raise too_many(place, rows)
    data = _load(text, place, "TOML", toml_tables)
    for key in ("package", "packages"):
        rows = len(data[key]) if isinstance(data.get(key), list) else 0
        if rows > MAX_PACKAGES:
            raise too_many(place, rows)
    return data


def load_json(text: str, place: str) -> Table:
    """Return the JSON object; LockfileError if it is none, or is nested beyond reason."""
    rows = text.count("{")
    if rows > MAX_PACKAGES:
        raise too_many(place, rows)
    return _load(text, place, "JSON", json.loads)


def _load(text: str, place: str, kind: str, loads: Callable[[str], Any]) -> Table:
    check_text(text, place)
    try:
        data = loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise LockfileError(place, "is nested too deeply to be a lockfile", AGAIN) from None
    except ValueError as error:
        raise LockfileError(place, f"is not {kind}: {_printable(str(error))}", AGAIN) from None
    if not isinstance(data, dict):
        raise LockfileError(place, f"is not a {kind} object", AGAIN)
    return data


def too_many(place: str, rows: int) -> LockfileError:
    """Return the error for a lock that names more packages than are read."""
    wrong = f"names {rows:,} packages, and {MAX_PACKAGES:,} is the most that is read"
    return LockfileError(place, wrong, "lock fewer together")


def text_of(table: Table, key: str) -> str:
    """Return the string under `key`."""
    value = optional_text(table, key)
    if value is None:
        raise Malformed(key, "is missing")
    return value


def optional_text(table: Table, key: str) -> str | None:
    """Return the string under `key`, or None where there is none."""
    value = table.get(key)
    if value is None or (isinstance(value, str) and value.isprintable()):
        return value
    wrong = "holds control characters" if isinstance(value, str) else _not("a string", value)
    raise Malformed(key, wrong)


def size_of(table: Table, key: str) -> int | None:
    """Return the whole number under `key`, or None where there is none."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Malformed(key, _not("a size", value))
    return value


def texts(table: Table, key: str) -> tuple[str, ...]:
    """Return the list of strings under `key`, empty where there is none."""
    value = table.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Malformed(key, _not("a list of strings", value))
    if not all(each.isprintable() for each in value):
        raise Malformed(key, "holds control characters")
    return tuple(value)


def subtable(table: Table, key: str) -> Table:
    """Return the table under `key`, empty where there is none."""
    value = table.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Malformed(key, _not("a table", value))
    return value


def each(table: Table, key: str, build: Callable[[Table], T]) -> tuple[T, ...]:
    """Return `build` of each table of the list under `key`; errors say which one."""
    rows = table.get(key)
    if rows is None:
        return ()
    if not isinstance(rows, list):
        raise Malformed(key, _not("a list of tables", rows))
    built = []
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            raise Malformed(f"{key}[{index}]", _not("a table", row))
        try:
            built.append(build(row))
        except Malformed as error:
            where = f"{key}[{index}].{error.where}".rstrip(".")
            raise Malformed(where, error.wrong) from None
    return tuple(built)


def name_of(table: Table, key: str = "name") -> NormalizedName:
    """Return the normalised distribution name under `key`."""
    return normalised(text_of(table, key), key)


def normalised(name: str, where: str = "name") -> NormalizedName:
    """Return a distribution's name normalised; Malformed if it cannot be one."""
    if not _NAME.fullmatch(name):
        raise Malformed(where, f"{name[:60]!r} is not a distribution name")
    return canonicalize_name(name)


def check_version(found: tuple[int, ...], known: tuple[int, ...], shown: str) -> tuple[Note, ...]:
    """Refuse a newer major lock version, note a newer minor one."""
    if found[:1] > known[:1]:
        newest = ".".join(map(str, known))
        wrong = f"has lock version {shown}, and {newest} is the newest that is known"
        raise Malformed("", wrong, "a newer inhouse may know it")
    if found > known:
        text = f"lock version {shown} is newer than what is known; read as {known[0]}.x"
        return (Note(code="newer-lock-version", text=text),)
    return ()


def _printable(text: str) -> str:
    """Keep what a lock says from steering the terminal, and to one line of reasonable length."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[:300])


def _not(wanted: str, value: object) -> str:
    return f"should be {wanted}, not {type(value).__name__}"
