"""`poetry.lock`, lock versions 1.x and 2.x.

The lock does not say what the project asks for: the manifest does. Poetry 2 adds to every entry the
groups it was locked for and a marker, which may differ by group and ask for extras of the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from packaging.utils import NormalizedName, canonicalize_name

from inhouse.lockfiles._entries import artifact, either, group_names
from inhouse.lockfiles._extra_clauses import Holds, Outcome, names_extra, without_extras
from inhouse.lockfiles._reading import (
    Malformed,
    Table,
    check_version,
    each,
    load_toml,
    name_of,
    normalised,
    optional_text,
    reading,
    subtable,
    text_of,
    texts,
)
from inhouse.model.lock import (
    Artifact,
    LockedPackage,
    Lockfile,
    Note,
    Requirement,
    RequirementSet,
    Source,
)
from inhouse.model.requirement_text import requirement
from inhouse.model.version_ranges import allows, as_specifier, python_marker

FORMAT = "poetry"

_KNOWN = (2, 1)
_MAIN = "main"  # Poetry's name for what the model calls "runtime"
Versions = dict[NormalizedName, list[LockedPackage]]
Offered = dict[NormalizedName, tuple[str, ...]]  # what each extra of a package asks for


def matches(filename: str) -> bool:
    """Tell whether Poetry writes its locks under this name."""
    return filename == "poetry.lock"


def parse(text: str, place: str = "poetry.lock") -> Lockfile:
    """Read a poetry.lock; LockfileError with the position of what is wrong."""
    data = load_toml(text, place)
    with reading(place):
        metadata = subtable(data, "metadata")
        if not metadata:
            raise Malformed("metadata", "is missing, so this is not a poetry.lock")
        version, notes = _lock_version(metadata)
        hashes = _old_files(metadata)
        packages = each(data, "package", partial(_package, hashes=hashes))
        versions: Versions = {}
        for package in packages:
            versions.setdefault(package.name, []).append(package)
        rows = iter(packages)
        packages = each(data, "package", lambda row: _with_edges(row, next(rows), versions))
        project_extras = subtable(data, "extras")
        for extra in project_extras:  # the manifest says the same and more
            texts(project_extras, extra)
        found = {p.source.location: None for p in packages if p.source.kind == "registry"}
        return Lockfile(
            format=FORMAT,
            version=version,
            packages=packages,
            requires_python=_specifier(optional_text(metadata, "python-versions")),
            indexes=tuple(url for url in found if url),
            notes=notes,
        )


def _lock_version(metadata: Table) -> tuple[str, tuple[Note, ...]]:
    shown = optional_text(metadata, "lock-version") or "1.0"
    parts = shown.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        raise Malformed("metadata.lock-version", f"{shown[:40]!r} is not a version")
    return shown, check_version(tuple(map(int, parts)), _KNOWN, shown)


def _old_files(metadata: Table) -> dict[str, tuple[Artifact, ...]]:
    """Return the files that lock versions before 2.0 keep apart from the packages."""
    table = subtable(metadata, "files")
    return {normalised(name, "metadata.files"): each(table, name, artifact) for name in table}


def _package(row: Table, hashes: dict[str, tuple[Artifact, ...]]) -> LockedPackage:
    name, version = name_of(row), text_of(row, "version")
    artifacts = each(row, "files", artifact) or hashes.get(name, ())
    return LockedPackage(
        name=name,
        version=version,
        source=_source(row),
        marker=_package_marker(row),
        groups=group_names(row, _MAIN),
        artifacts=artifacts,
        requires_python=_specifier(optional_text(row, "python-versions")),
        yanked=bool(row.get("yanked")),
    )


def _source(row: Table) -> Source:
    table = subtable(row, "source")
    kind, url = optional_text(table, "type"), optional_text(table, "url")
    if kind == "git":
        revision = optional_text(table, "resolved_reference") or optional_text(table, "reference")
        return Source(kind="git", location=f"{url}@{revision}" if revision else url)
    if kind == "directory":
        return Source(kind="editable" if row.get("develop") else "path", location=url)
    if kind in ("file", "url"):
        return Source(kind="path" if kind == "file" else "url", location=url)
    return Source(kind="registry", location=url)


def _package_marker(row: Table) -> str | None:
    """Return the entry's marker; where it differs by group, one that asks for the group, too.

    `in dependency_groups` is how pylock.toml says the same; the main group is always active.
    """
    if not isinstance(row.get("markers"), dict):
        return optional_text(row, "markers")
    table = subtable(row, "markers")
    by_group = {normalised(group, "markers"): optional_text(table, group) for group in table}
    choices: list[str | None] = []
    for written in texts(row, "groups"):
        group = normalised(written, "groups")
        marker = by_group.get(group)
        if group != _MAIN:
            active = f'"{group}" in dependency_groups'
            marker = f"{active} and ({marker})" if marker else active
        choices.append(marker)
    return either(choices)


def _with_edges(row: Table, package: LockedPackage, versions: Versions) -> LockedPackage:
    plain: list[Requirement] = []
    offered = _offered_extras(row)
    by_extra = {extra: _own_extras(offers, package) for extra, offers in offered.items()}
    for wanted, optional in _dependencies(row, versions):
        asks_extra = bool(wanted.marker and names_extra(wanted.marker))
        if asks_extra or not optional:
            kept = _under(wanted, lambda _: False)
            plain += [kept] if kept else []
        if asks_extra or optional:
            for extra in _extras_of(wanted, offered):
                kept = _under(wanted, partial(_is_it, extra))
                by_extra[extra] += [kept] if kept else []
    return replace(
        package,
        requirements=tuple(plain),
        extras=tuple(
            RequirementSet(name=extra, requirements=tuple(wanted))
            for extra, wanted in by_extra.items()
        ),
    )


def _is_it(wanted: str, extra: str) -> bool:
    return wanted == extra


def _extras_of(wanted: Requirement, offered: Offered) -> Iterator[NormalizedName]:
    """Yield the extras that bring in an optional dependency: by its marker, else by their lists."""
    if wanted.marker and names_extra(wanted.marker):
        without = _outcome(wanted.marker, lambda _: False)
        for extra in offered:
            if _outcome(wanted.marker, partial(_is_it, extra)) not in (False, without):
                yield extra
        return
    for extra, names in offered.items():
        if any(_named(text) == wanted.name for text in names):
            yield extra


def _under(wanted: Requirement, holds: Holds) -> Requirement | None:
    """Return the requirement with the extras of its marker decided, None if it is not wanted."""
    if not wanted.marker:
        return wanted
    outcome = _outcome(wanted.marker, holds)
    if outcome is False:
        return None
    return replace(wanted, marker=None if outcome is True else outcome)


def _outcome(marker: str, holds: Holds) -> Outcome:
    if not names_extra(marker):
        return marker
    try:
        return without_extras(marker, holds)
    except ValueError as error:
        raise Malformed("dependencies", str(error)) from None


def _offered_extras(row: Table) -> Offered:
    table = subtable(row, "extras")
    return {normalised(extra, "extras"): texts(table, extra) for extra in table}


def _own_extras(offers: tuple[str, ...], package: LockedPackage) -> list[Requirement]:
    """Return where an extra is made of other extras of the same package (`all = ["pkg[a,b]"]`)."""
    found = []
    for text in offers:
        if "[" in text and _named(text) == package.name:
            try:
                wanted = requirement(text)
            except ValueError as error:
                raise Malformed("extras", str(error)) from None
            found.append(replace(wanted, version=package.version))
    return found


def _named(text: str) -> str:
    """Return the name that a requirement starts with; old metadata is not always PEP 508."""
    return canonicalize_name(re.split(r"[\s(\[;<>=!~@]", text.strip(), maxsplit=1)[0])


def _dependencies(row: Table, versions: Versions) -> Iterator[tuple[Requirement, bool]]:
    """Yield every dependency of an entry, and whether only extras want it."""
    for written, value in subtable(row, "dependencies").items():
        where = f"dependencies.{written}"
        name = normalised(written, where)
        for wanted in value if isinstance(value, list) else [value]:
            if isinstance(wanted, str):
                wanted = {"version": wanted}
            if not isinstance(wanted, dict):
                raise Malformed(where, "should be a constraint or a table")
            try:
                yield _dependency(name, wanted, versions), wanted.get("optional") is True
            except Malformed as error:
                raise Malformed(f"{where}.{error.where}", error.wrong) from None


def _dependency(name: NormalizedName, table: dict[str, Any], versions: Versions) -> Requirement:
    asked = optional_text(table, "version") or "*"
    found = [text for text in (optional_text(table, "markers"), _python(table)) if text]
    if len(found) > 1:
        found = [f"({text})" if " or " in text else text for text in found]
    locked = [each for each in versions.get(name, ()) if allows(asked, each.version or "")]
    chosen = locked[0].version if len(locked) == 1 and len(versions[name]) > 1 else None
    return Requirement(
        name=name,
        extras=tuple(sorted(normalised(extra, "extras") for extra in texts(table, "extras"))),
        marker=" and ".join(found) or None,
        specifier=_specifier(asked),
        version=chosen,
    )


def _python(table: Table) -> str | None:
    text = optional_text(table, "python")
    try:
        return python_marker(text) if text else None
    except ValueError as error:
        raise Malformed("python", str(error)) from None


def _specifier(text: str | None) -> str | None:
    """Return a constraint in terms of PEP 440; None where it allows all or cannot be read."""
    try:
        return as_specifier(text) if text else None
    except ValueError:
        return None
