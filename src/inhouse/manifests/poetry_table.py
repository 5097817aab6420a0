"""`[tool.poetry]`: dependencies, groups and extras with Poetry's own constraints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inhouse.manifests.declared import (
    Declared,
    Malformed,
    Table,
    joined,
    name_at,
    rows_at,
    table_at,
    text_at,
    texts_at,
)
from inhouse.model.lock import Requirement, RequirementSet, Source
from inhouse.model.requirement_text import normalised_extras
from inhouse.model.version_ranges import as_specifier, python_marker

_AT = "tool.poetry"
_MAIN = "main"  # the group that is installed with the project, however it is written


def poetry_table(poetry: Table) -> Declared:
    """Read the table; optional dependencies are in the extras that name them, and nowhere else."""
    main = table_at(poetry, "dependencies")
    found = list(_dependencies(main, f"{_AT}.dependencies"))
    legacy = table_at(poetry, "dev-dependencies")
    groups = [_set("dev", legacy, f"{_AT}.dev-dependencies")] if legacy else []
    defaults = ["dev"] if legacy else []
    for name in table_at(poetry, "group"):
        group = table_at(poetry, "group", name)
        where = f"{_AT}.group.{name}"
        if name == _MAIN:
            found += _dependencies(table_at(group, "dependencies"), f"{where}.dependencies")
            continue
        read = _set(name, table_at(group, "dependencies"), f"{where}.dependencies")
        includes = tuple(name_at(each, where) for each in texts_at(group, "include-groups", where))
        groups.append(
            RequirementSet(name=read.name, requirements=read.requirements, includes=includes)
        )
        if group.get("optional") is not True:
            defaults.append(read.name)
    optional = [wanted for wanted, is_optional in found if is_optional]
    title = text_at(poetry, "name", _AT)
    python = main.get("python")
    return Declared(
        name=name_at(title, f"{_AT}.name") if title else None,
        version=text_at(poetry, "version", _AT),
        requirements=tuple(wanted for wanted, is_optional in found if not is_optional),
        extras=tuple(_extras(table_at(poetry, "extras"), optional)),
        groups=joined(groups),
        default_groups=tuple(dict.fromkeys(defaults)),
        requires_python=_constraint(python, f"{_AT}.dependencies.python") if python else None,
        indexes=tuple(
            url for row in rows_at(poetry, "source", _AT) if (url := text_at(row, "url", _AT))
        ),
    )


def optional_groups(poetry: Table) -> set[str]:
    """Return the names of the groups that are not installed by default."""
    groups = table_at(poetry, "group")
    return {
        name_at(name, f"{_AT}.group")
        for name in groups
        if name != _MAIN and table_at(groups, name).get("optional") is True
    }


def _set(name: str, table: Table, where: str) -> RequirementSet:
    return RequirementSet(
        name=name_at(name, where),
        requirements=tuple(wanted for wanted, _ in _dependencies(table, where)),
    )


def _extras(table: Table, optional: list[Requirement]) -> Iterator[RequirementSet]:
    where = f"{_AT}.extras"
    for extra in table:
        wanted: list[Requirement] = []
        for text in texts_at(table, extra, where):
            name = name_at(text.partition("[")[0].split()[0] if text.strip() else "", where)
            known = [each for each in optional if each.name == name]
            wanted += known or [Requirement(name=name)]
        yield RequirementSet(name=name_at(extra, where), requirements=tuple(wanted))


def _dependencies(table: Table, where: str) -> Iterator[tuple[Requirement, bool]]:
    for written, value in table.items():
        if written.lower() == "python":
            continue
        at = f"{where}.{written}"
        name = name_at(written, at)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, str):
                entry = {"version": entry}
            if not isinstance(entry, dict):
                raise Malformed(at, "should be a constraint or a table")
            yield (
                Requirement(
                    name=name,
                    extras=_extra_names(entry, at),
                    marker=_marker(entry, at),
                    specifier=_constraint(entry.get("version", "*"), f"{at}.version"),
                    source=_source(entry, at),
                ),
                entry.get("optional") is True,
            )


def _extra_names(entry: Table, where: str) -> tuple[str, ...]:
    try:
        return normalised_extras(entry.get("extras", []))
    except ValueError as error:
        raise Malformed(f"{where}.extras", str(error)) from None


def _marker(entry: Table, where: str) -> str | None:
    python, platform = text_at(entry, "python", where), text_at(entry, "platform", where)
    clauses = [
        text_at(entry, "markers", where),
        _python_marker(python, where) if python else None,
        f'sys_platform == "{platform}"' if platform and '"' not in platform else None,
    ]
    found = [clause for clause in clauses if clause]
    if len(found) > 1:
        found = [f"({clause})" if " or " in clause else clause for clause in found]
    return " and ".join(found) or None


def _python_marker(text: str, where: str) -> str | None:
    try:
        return python_marker(text)
    except ValueError as error:
        raise Malformed(f"{where}.python", str(error)) from None


def _constraint(value: Any, where: str) -> str | None:
    if not isinstance(value, str):
        raise Malformed(where, f"should be a constraint, not {type(value).__name__}")
    try:
        return as_specifier(value)
    except ValueError as error:
        raise Malformed(where, str(error)) from None


def _source(entry: Table, where: str) -> Source | None:
    if git := text_at(entry, "git", where):
        revision = next(
            filter(None, (text_at(entry, key, where) for key in ("rev", "tag", "branch"))), None
        )
        return Source(kind="git", location=f"{git}@{revision}" if revision else git)
    if path := text_at(entry, "path", where) or text_at(entry, "file", where):
        return Source(kind="editable" if entry.get("develop") else "path", location=path)
    url = text_at(entry, "url", where)
    return Source(kind="url", location=url) if url else None
