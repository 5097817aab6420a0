"""Pipfile: `[packages]`, `[dev-packages]` and categories of one's own."""

from __future__ import annotations

from typing import Any

from inhouse.manifests.declared import (
    Declared,
    Malformed,
    Table,
    name_at,
    reading,
    rows_at,
    table_at,
    text_at,
)
from inhouse.manifests.pyproject import load
from inhouse.model.lock import Requirement, RequirementSet, Source
from inhouse.model.requirement_text import normalised_extras, source_of

RESERVED = {"source", "requires", "pipenv", "scripts", "pipfile", "packages", "dev-packages"}
_MARKER_KEYS = (
    "os_name",
    "sys_platform",
    "platform_machine",
    "platform_python_implementation",
    "platform_system",
    "python_version",
    "python_full_version",
    "implementation_name",
)


def read_pipfile(text: str, file: str = "Pipfile") -> Declared:
    """Read the text; InputError with the place of what is wrong."""
    data = load(text, file)
    with reading(file):
        groups = [RequirementSet(name="dev", requirements=_category(data, "dev-packages"))]
        groups += [
            RequirementSet(name=name_at(key, key), requirements=_category(data, key))
            for key, value in data.items()
            if key not in RESERVED and isinstance(value, dict)
        ]
        urls = (text_at(row, "url", "source") for row in rows_at(data, "source", ""))
        return Declared(
            requirements=_category(data, "packages"),
            groups=tuple(group for group in groups if group.requirements),
            requires_python=_python(table_at(data, "requires")),
            tools=("pipfile",),
            indexes=tuple(url for url in urls if url),
        )


def _python(requires: Table) -> str | None:
    if full := text_at(requires, "python_full_version", "requires"):
        return f"=={full}"
    version = text_at(requires, "python_version", "requires")
    return f"=={version}.*" if version and version != "*" else None


def _category(data: Table, key: str) -> tuple[Requirement, ...]:
    table = table_at(data, key)
    return tuple(_requirement(name, value, f"{key}.{name}") for name, value in table.items())


def _requirement(written: str, value: Any, where: str) -> Requirement:
    if isinstance(value, str):
        value = {"version": value}
    if not isinstance(value, dict):
        raise Malformed(where, "should be a version or a table")
    version = text_at(value, "version", where) or "*"
    try:
        extras = normalised_extras(value.get("extras", []))
    except ValueError as error:
        raise Malformed(f"{where}.extras", str(error)) from None
    return Requirement(
        name=name_at(written, where),
        extras=extras,
        marker=_marker(value, where),
        specifier=None if version == "*" else version,
        source=_source(value, where),
    )


def _marker(value: Table, where: str) -> str | None:
    clauses = [text_at(value, "markers", where)]
    for key in _MARKER_KEYS:
        clause = text_at(value, key, where)
        clauses.append(f"{key} {clause}" if clause else None)
    found = [clause for clause in clauses if clause]
    if len(found) > 1:
        found = [f"({clause})" if " or " in clause else clause for clause in found]
    return " and ".join(found) or None


def _source(value: Table, where: str) -> Source | None:
    if git := text_at(value, "git", where):
        ref = text_at(value, "ref", where)
        return Source(kind="git", location=f"{git}@{ref}" if ref else git)
    place = next(
        filter(None, (text_at(value, key, where) for key in ("path", "file", "url"))), None
    )
    if place is None:
        return None
    source = source_of(place)
    if value.get("editable") is True and source.kind == "path":
        return Source(kind="editable", location=source.location)
    return source
