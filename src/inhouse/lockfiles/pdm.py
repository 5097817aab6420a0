"""`pdm.lock`, lock versions 2 to 4.x.

A package wanted with extras has an entry of its own that repeats name and version; it becomes an
extra of the plain entry here. With the strategy `inherit_metadata` entries say their groups and
markers; without it only the way from the manifest decides. What the project asks for is not in the
lock: the manifest says it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from inhouse.lockfiles._entries import artifact, either, group_names, united
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
from inhouse.model.requirement_text import editable, requirement

FORMAT = "pdm"

_KNOWN = (4, 5, 0)
_DEFAULT = "default"  # PDM's name for what the model calls "runtime"
Key = tuple[str, str | None, Source]


def matches(filename: str) -> bool:
    """Tell whether PDM writes its locks under this name."""
    return filename == "pdm.lock" or (filename.startswith("pdm.") and filename.endswith(".lock"))


def parse(text: str, place: str = "pdm.lock") -> Lockfile:
    """Read a pdm.lock; LockfileError with the position of what is wrong."""
    data = load_toml(text, place)
    with reading(place):
        metadata = subtable(data, "metadata")
        if not metadata:
            raise Malformed("metadata", "is missing, so this is not a pdm.lock")
        version, notes = _lock_version(metadata)
        files = _old_files(metadata)
        entries = each(data, "package", partial(_entry, files=files))
        return Lockfile(
            format=FORMAT,
            version=version,
            packages=tuple(_merged(entries)),
            requires_python=_requires_python(metadata),
            notes=notes,
        )


def _lock_version(metadata: Table) -> tuple[str, tuple[Note, ...]]:
    shown = optional_text(metadata, "lock_version")
    if shown is None:
        raise Malformed("metadata.lock_version", "is missing, so this is not a pdm.lock")
    parts = shown.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        raise Malformed("metadata.lock_version", f"{shown[:40]!r} is not a version")
    found = tuple(map(int, parts))
    # A micro version never changes what a reader has to know.
    return shown, check_version(found[:2], _KNOWN[:2], shown)


def _requires_python(metadata: Table) -> str | None:
    targets = each(metadata, "targets", lambda row: optional_text(row, "requires_python"))
    return targets[0] if len(set(targets)) == 1 else None


def _old_files(metadata: Table) -> dict[str, tuple[Artifact, ...]]:
    """Return the files by "name version", where locks before 4.0 keep them."""
    table = subtable(metadata, "files")
    return {key: each(table, key, artifact) for key in table}


def _entry(row: Table, files: dict[str, tuple[Artifact, ...]]) -> LockedPackage:
    name, version = name_of(row), optional_text(row, "version")
    wanted = tuple(_requirement(text) for text in texts(row, "dependencies"))
    extras = tuple(sorted(normalised(extra, "extras") for extra in texts(row, "extras")))
    return LockedPackage(
        name=name,
        version=version,
        source=_source(row),
        requirements=tuple(each for each in wanted if not (extras and each.name == name)),
        wanted_extras=extras,
        marker=optional_text(row, "marker"),
        groups=group_names(row, _DEFAULT),
        artifacts=each(row, "files", artifact) or files.get(f"{row['name']} {version}", ()),
        requires_python=_python(optional_text(row, "requires_python")),
    )


def _python(text: str | None) -> str | None:
    return None if text in (None, "", "*") else text


def _requirement(text: str) -> Requirement:
    try:
        if text.startswith("-e "):
            return editable(text[3:].strip())
        return requirement(text)
    except ValueError as error:
        raise Malformed("dependencies", str(error)) from None


def _source(row: Table) -> Source:
    if git := optional_text(row, "git"):
        revision = optional_text(row, "revision") or optional_text(row, "ref")
        return Source(kind="git", location=f"{git}@{revision}" if revision else git)
    if path := optional_text(row, "path"):
        return Source(kind="editable" if row.get("editable") else "path", location=path)
    if url := optional_text(row, "url"):
        return Source(kind="url", location=url)
    return Source(kind="registry")


def _merged(entries: Iterable[LockedPackage]) -> list[LockedPackage]:
    """Make one package of all entries that share name, version and source."""
    together: dict[Key, list[LockedPackage]] = {}
    for entry in entries:
        together.setdefault((entry.name, entry.version, entry.source), []).append(entry)
    return [_one(same) for same in together.values()]


def _one(same: list[LockedPackage]) -> LockedPackage:
    plain = [entry for entry in same if not entry.wanted_extras] or same
    if len(same) == 1 and not same[0].wanted_extras:
        return same[0]
    groups = [entry.groups for entry in same if entry.groups is not None]
    # An entry with extras stands for the plain one too, where that one is missing.
    only_extras = plain is same
    return replace(
        plain[0],
        requirements=() if only_extras else united(entry.requirements for entry in plain),
        wanted_extras=(),
        marker=either(entry.marker for entry in plain),
        groups=tuple(dict.fromkeys(g for each in groups for g in each)) if groups else None,
        artifacts=united(entry.artifacts for entry in same),
        extras=_extras(same),
    )


def _extras(same: list[LockedPackage]) -> tuple[RequirementSet, ...]:
    """Give each extra what the entries that hold it ask for, the entry of it alone if there is one.

    A way to the package names all extras of the entry it means, so their union is what it asks for.
    """
    found: dict[str, tuple[Requirement, ...]] = {}
    for entry in sorted(same, key=lambda entry: len(entry.wanted_extras)):
        new = [extra for extra in entry.wanted_extras if extra not in found]
        for extra in new or entry.wanted_extras[-1:]:
            found[extra] = united((found.get(extra, ()), entry.requirements))
    return tuple(RequirementSet(name=extra, requirements=found[extra]) for extra in sorted(found))
