"""A TOML text that is edited by its spans, each edit checked by reading the result again."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

from inhouse.codemod.manifest.edits import (
    Unsure,
    line_end,
    line_start,
    newline_of,
    without_range,
)
from inhouse.codemod.manifest.listed import Listed, with_item, without_item
from inhouse.codemod.manifest.orphans import start_with_comments
from inhouse.codemod.manifest.wanted import Wanted
from inhouse.errors import InputError
from inhouse.model.toml_spans import Header, Item, Path, Statement, Value, spans

MAX_DEPTH = 60  # of lists and tables in each other


class TomlText:
    """One state of a TOML file (without BOM): an edit returns the next state."""

    def __init__(self, text: str, file: str) -> None:
        """Read the text; InputError if it is no TOML or nested too deeply."""
        self.text, self.file = text, file
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
            _check_depth(self.data)
            self.parts = spans(text)
        except tomllib.TOMLDecodeError as error:
            wrong = f"is not TOML: {str(error).partition(chr(10))[0]}"
            raise InputError(file, wrong, "correct it") from None
        except (RecursionError, ValueError) as error:
            raise InputError(file, f"cannot be edited: {error}", "simplify it") from None

    def at(self, path: Path) -> Any:
        """Return the value at a path, None where there is none."""
        value: Any = self.data
        for key in path:
            if isinstance(value, dict) and isinstance(key, str):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return None
        return value

    def find(self, path: Path) -> tuple[Value, Value | None, int] | None:
        """Return the written value at a path, what holds it inline and its index there."""
        for part in self.parts:
            if isinstance(part, Statement) and part.path == path[: len(part.path)]:
                found = _inside(part.value, path[len(part.path) :])
                if found:
                    return found
        return None

    def offset(self, path: Path) -> int:
        """Return where what stands at a path begins, 0 if that cannot be told."""
        found = self.find(path)
        if found:
            return found[0].start
        starts = (part.start for part in self.parts if part.path[: len(path)] == path)
        return next(starts, 0)

    def without(self, path: Path, wanted: Wanted) -> TomlText:
        """Return the text without the item or key at a path; Unsure if that cannot be checked."""
        found = self.find(path)
        if found and found[1]:
            text = without_item(self.text, _listed(found[1]), found[2], wanted)
        else:
            text = self._without_lines(path, wanted)
        expected = copy.deepcopy(self.data)
        _delete(expected, path)
        return self._checked(text, expected, path)

    def with_item(self, path: Path, index: int, item: str) -> TomlText:
        """Return the text with a string (or inline table) put into the array at a path."""
        found = self.find(path)
        if not found or found[0].kind != "array":
            raise Unsure(self.offset(path), "is not written as a list")
        expected = copy.deepcopy(self.data)
        holder: Any = expected
        for key in path:
            holder = holder[key]
        holder.insert(index, tomllib.loads(f"x = {item}")["x"])
        text = with_item(self.text, _listed(found[0]), index, item)
        return self._checked(text, expected, path)

    def with_key(self, table: Path, line: str, *, after: Path | None = None) -> TomlText:
        """Return the text with a `key = value` line at the end of a table, or after a key.

        A table without a header of its own gets one, before the first one that lies in it.
        """
        expected = copy.deepcopy(self.data)
        holder: Any = expected
        for key in table:
            holder = holder.setdefault(key, {}) if isinstance(key, str) else holder[key]
        holder.update(tomllib.loads(line))
        at, lead, tail = self._room(table, after)
        new = newline_of(self.text)
        if at and not self.text[:at].endswith("\n"):
            lead, tail = new + lead, tail.removesuffix("~")
        text = f"{self.text[:at]}{lead.replace('~', new)}{line}{tail.replace('~', new)}"
        return self._checked(text + self.text[at:], expected, table)

    def with_value(self, path: Path, written: str, value: Any) -> TomlText:
        """Return the text with the value at a path written anew, which must then be `value`."""
        found = self.find(path)
        if not found:
            raise Unsure(self.offset(path), "cannot be found in the text")
        expected = copy.deepcopy(self.data)
        holder: Any = expected
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = value
        text = self.text[: found[0].start] + written + self.text[found[0].end :]
        return self._checked(text, expected, path)

    def with_block(self, block: str, after: Path, expected: dict[str, Any]) -> TomlText:
        """Return the text with a new table behind the last one that lies under `after`."""
        new = newline_of(self.text)
        last = [index for index, part in enumerate(self.parts) if part.path[: len(after)] == after]
        at = line_end(self.text, self._end(last[-1])) if last else len(self.text)
        lead = new if self.text[:at].endswith("\n") or not at else new + new
        tail = "" if at == len(self.text) and not self.text.endswith("\n") else new
        text = f"{self.text[:at]}{lead}{block.replace('~', new)}{tail}{self.text[at:]}"
        return self._checked(text, expected, after)

    def _room(self, table: Path, after: Path | None) -> tuple[int, str, str]:
        """Return where a new line of a table goes, and what stands before and behind it."""
        last = None
        inside: Path = ()
        for index, part in enumerate(self.parts):
            if isinstance(part, Header):
                inside = part.path
            if part.path == after:
                last = index
                break
            if inside == table:
                last = index
        if last is not None:
            at = line_end(self.text, self._end(last))
            return at, "", "~"
        for part in self.parts:
            if isinstance(part, Header) and part.path[: len(table)] == table:
                at = line_start(self.text, part.start)
                while at and self.text[line_start(self.text, at - 1) : at].startswith("#"):
                    at = line_start(self.text, at - 1)
                header = ".".join(str(key) for key in table)
                return at, f"[{header}]~" if table else "", "~~"
        if not table:
            return len(self.text), "", "~"
        raise Unsure(self.offset(table), "has no table that a line can be added to")

    def _end(self, index: int) -> int:
        part = self.parts[index]
        return part.end if isinstance(part, Header) else part.value.end

    def _without_lines(self, path: Path, wanted: Wanted) -> str:
        """Cut statements and whole tables at or below a path, from the last to the first."""
        text = self.text
        cuts: list[tuple[int, int]] = []
        done = -1
        for index, part in enumerate(self.parts):
            if index <= done or part.path[: len(path)] != path:
                continue
            done = self._last_of_table(index) if isinstance(part, Header) else index
            first, last = line_start(text, part.start), line_end(text, self._end(done))
            if text[first : part.start].strip():
                raise Unsure(part.start, "shares its line")
            first = start_with_comments(text, first, last, wanted, floor=0)
            if isinstance(part, Header):
                last = _blank_lines(text, last)
                if last == len(text):
                    first = len(text[:first].rstrip()) + len(newline_of(text))
            cuts.append((first, last))
        if not cuts:
            raise Unsure(self.offset(path), "cannot be found in the text")
        for first, last in reversed(cuts):
            text = without_range(text, first, last)
        return text

    def _last_of_table(self, index: int) -> int:
        """Return the index of the last statement under the header at `index`."""
        while index + 1 < len(self.parts) and isinstance(self.parts[index + 1], Statement):
            index += 1
        return index

    def _checked(self, text: str, expected: dict[str, Any], path: Path) -> TomlText:
        try:
            after = TomlText(text, self.file)
        except InputError:
            raise Unsure(self.offset(path), "cannot be edited without breaking the file") from None
        if _exactly(after.data) != _exactly(expected):
            raise Unsure(self.offset(path), "cannot be edited without changing something else")
        return after


def _blank_lines(text: str, at: int) -> int:
    while at < len(text) and not text[at : line_end(text, at)].strip():
        at = line_end(text, at)
    return at


def _listed(value: Value) -> Listed:
    items = tuple((item.start, item.value.end) for item in value.items)
    return Listed(open=value.start + 1, close=value.end - 1, items=items)


def _inside(value: Value, rest: Path) -> tuple[Value, Value | None, int] | None:
    holder, index = None, 0
    while rest:
        for number, item in enumerate(value.items):
            if _fits(item, number, rest, value.kind):
                holder, index = value, number
                rest = rest[1:] if value.kind == "array" else rest[len(item.keys) :]
                value = item.value
                break
        else:
            return None
    return value, holder, index


def _fits(item: Item, number: int, rest: Path, kind: str) -> bool:
    if kind == "array":
        return rest[0] == number
    return kind == "inline" and item.keys == rest[: len(item.keys)]


def _delete(data: Any, path: Path) -> None:
    for key in path[:-1]:
        data = data[key]
    del data[path[-1]]


def _exactly(value: Any) -> str:
    """Return a text that is the same for the same data, with 1, 1.0 and true told apart.

    Empty tables are left out: a header that goes may have made its parents.
    """
    if isinstance(value, dict):
        inner = [(key, _exactly(value[key])) for key in sorted(value)]
        return "{" + ",".join(f"{key!r}:{text}" for key, text in inner if text != "{}") + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_exactly, value)) + "]"
    return repr(value)


def _check_depth(value: Any, depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise ValueError(f"it is nested deeper than {MAX_DEPTH}")
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            _check_depth(item, depth + 1)
