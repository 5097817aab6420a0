"""What one manifest file says, and how to read checked values out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from packaging.utils import NormalizedName

from inhouse.errors import InputError
from inhouse.model.lock import Note, Requirement, RequirementSet
from inhouse.model.requirement_text import checked_name, requirement

Table = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One file's share of a `Member` and of the `Manifest`.

    `default_groups` is None where the file leaves it to the tool; `tools` are the lock formats of
    the tools that its tables configure, `backend` that of its build backend.
    """

    name: NormalizedName | None = None
    version: str | None = None
    requirements: tuple[Requirement, ...] = ()
    extras: tuple[RequirementSet, ...] = ()
    groups: tuple[RequirementSet, ...] = ()
    default_groups: tuple[str, ...] | None = None
    requires_python: str | None = None
    tools: tuple[str, ...] = ()
    backend: str | None = None
    indexes: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


class Malformed(Exception):  # noqa: N818 - a word of the readers, never seen by users
    """A value is not what the file's format says; `where` is the path of keys to it."""

    def __init__(self, where: str, wrong: str) -> None:
        super().__init__(where, wrong)
        self.where, self.wrong = where, wrong


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Turn `Malformed` into an InputError that names the file and the place in it."""
    try:
        yield
    except Malformed as error:
        place = f"{file}: {error.where}" if error.where else file
        raise InputError(place, error.wrong, "correct it") from None


def table_at(table: Table, *path: str) -> Table:
    """Return the table at a path of keys, empty where there is none."""
    for depth, key in enumerate(path, start=1):
        value = table.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise Malformed(".".join(path[:depth]), f"should be a table, not {_kind(value)}")
        table = value
    return table


def text_at(table: Table, key: str, where: str) -> str | None:
    """Return the string under `key`, None where there is none."""
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.isprintable():
        wrong = (
            "holds control characters" if isinstance(value, str) else _expected("a string", value)
        )
        raise Malformed(f"{where}.{key}".lstrip("."), wrong)
    return value


def texts_at(table: Table, key: str, where: str) -> tuple[str, ...]:
    """Return the list of strings under `key`, empty where there is none."""
    value = table.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Malformed(f"{where}.{key}".lstrip("."), _expected("a list of strings", value))
    return tuple(value)


def rows_at(table: Table, key: str, where: str) -> tuple[Table, ...]:
    """Return the list of tables under `key`, empty where there is none."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Malformed(f"{where}.{key}".lstrip("."), _expected("a list of tables", value))
    return tuple(value)


def name_at(text: str, where: str) -> NormalizedName:
    """Return a name normalised; Malformed if it is none."""
    try:
        return checked_name(text)
    except ValueError as error:
        raise Malformed(where, str(error)) from None


def requirements_of(lines: Iterable[str], where: str) -> tuple[Requirement, ...]:
    """Read PEP 508 requirements; Malformed with the index of the one that is wrong."""
    found = []
    for index, line in enumerate(lines):
        try:
            found.append(requirement(line))
        except ValueError as error:
            raise Malformed(f"{where}[{index}]", str(error)) from None
    return tuple(found)


def sets_of(table: Table, where: str) -> tuple[RequirementSet, ...]:
    """Read a table of lists of requirements: the extras or groups of a project."""
    return tuple(
        RequirementSet(
            name=name_at(key, where),
            requirements=requirements_of(texts_at(table, key, where), f"{where}.{key}"),
        )
        for key in table
    )


def joined(sets: Iterable[RequirementSet]) -> tuple[RequirementSet, ...]:
    """Make one set of those with the same name."""
    found: dict[str, RequirementSet] = {}
    for each in sets:
        before = found.get(each.name)
        found[each.name] = (
            each
            if before is None
            else RequirementSet(
                name=each.name,
                requirements=tuple(dict.fromkeys((*before.requirements, *each.requirements))),
                includes=tuple(dict.fromkeys((*before.includes, *each.includes))),
                of_list=before.of_list and each.of_list,
            )
        )
    return tuple(found.values())


def _kind(value: object) -> str:
    return type(value).__name__


def _expected(wanted: str, value: object) -> str:
    return f"should be {wanted}, not {_kind(value)}"
