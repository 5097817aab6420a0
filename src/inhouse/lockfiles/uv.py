"""`uv.lock`, and the `NAME.py.lock` of scripts.

The entries of the workspace's own projects become `Lockfile.members`; what they ask for is taken
from their `dependencies`, `optional-dependencies` and `dev-dependencies`, which name the exact
version of each fork. Conflicting extras and groups appear in markers as `extra-3-foo-bar` and
`group-3-foo-bar` (kind, length of the project's name, project, extra or group).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from packaging.utils import NormalizedName

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
    size_of,
    subtable,
    texts,
)
from inhouse.model.lock import (
    Artifact,
    LockedPackage,
    Lockfile,
    Member,
    Note,
    Requirement,
    RequirementSet,
    Source,
    SourceKind,
)

FORMAT = "uv"

Entry = tuple[Table, LockedPackage]
Specifiers = dict[NormalizedName, str | None]

_KNOWN = (1, 5)  # version and revision
_KINDS: dict[str, SourceKind] = {
    "registry": "registry",
    "git": "git",
    "url": "url",
    "path": "path",
    "directory": "path",
    "editable": "editable",
    "virtual": "workspace",
}


def matches(filename: str) -> bool:
    """Tell whether uv writes its locks under this name."""
    return filename == "uv.lock" or filename.endswith(".py.lock")


def parse(text: str, place: str = "uv.lock") -> Lockfile:
    """Read a uv.lock; LockfileError with the position of what is wrong."""
    data = load_toml(text, place)
    with reading(place):
        notes = _version_notes(data)
        python = optional_text(data, "requires-python")
        manifest = subtable(data, "manifest")
        declared = {normalised(name, "manifest.members") for name in texts(manifest, "members")}
        entries = each(data, "package", lambda row: (row, _package(row)))
        own = [entry for entry in entries if _is_member(entry, declared)]
        packages = tuple(entry[1] for entry in entries if not _is_member(entry, declared))
        root = _projectless_root(manifest, entries, python)
        found = {p.source.location: None for _, p in entries if p.source.kind == "registry"}
        return Lockfile(
            format=FORMAT,
            version=".".join(str(part) for part in _version(data)),
            packages=packages,
            members=root + tuple(_member(*entry, python) for entry in own),
            requires_python=python,
            indexes=tuple(url for url in found if url),
            notes=notes,
            environments=texts(data, "supported-markers"),
        )


def _version(data: Table) -> tuple[int, int]:
    version = size_of(data, "version")
    if version is None:
        raise Malformed("version", "is missing, so this is not a uv.lock")
    return version, size_of(data, "revision") or 0


def _version_notes(data: Table) -> tuple[Note, ...]:
    version, revision = _version(data)
    shown = f"{version} (revision {revision})" if revision else str(version)
    return check_version((version, revision), _KNOWN, shown)


def _package(row: Table) -> LockedPackage:
    name, source = name_of(row), _source(row)
    artifacts = each(row, "wheels", partial(_artifact, "wheel", name, source))
    sdist = subtable(row, "sdist")
    if sdist:
        artifacts += each({"sdist": [sdist]}, "sdist", partial(_artifact, "sdist", name, source))
    return LockedPackage(
        name=name,
        version=optional_text(row, "version"),
        source=source or Source(kind="unknown"),
        requirements=each(row, "dependencies", _requirement),
        extras=_sets(row, "optional-dependencies"),
        artifacts=artifacts,
    )


def _source(row: Table) -> Source | None:
    table = subtable(row, "source")
    for kind, meaning in _KINDS.items():
        if kind in table:
            return Source(kind=meaning, location=optional_text(table, kind))
    return Source(kind="unknown") if table else None


def _requirement(row: Table, known: Specifiers | None = None) -> Requirement:
    name = name_of(row)
    return Requirement(
        name=name,
        extras=tuple(normalised(extra, "extra") for extra in texts(row, "extra")),
        marker=optional_text(row, "marker"),
        specifier=known.get(name) if known else None,
        version=optional_text(row, "version"),
        source=_source(row),
    )


def _sets(
    row: Table, key: str, build: Callable[[str], Callable[[Table], Requirement]] | None = None
) -> tuple[RequirementSet, ...]:
    table = subtable(row, key)
    return tuple(
        RequirementSet(
            name=normalised(name, key),
            requirements=each(table, name, build(name) if build else _requirement),
        )
        for name in table
    )


def _artifact(kind: str, name: str, source: Source | None, row: Table) -> Artifact:
    url, hashed = optional_text(row, "url"), optional_text(row, "hash")
    place = optional_text(row, "filename") or optional_text(row, "path")
    origin = source.location if source and source.kind in ("url", "path") else None
    if url is None and source and source.kind == "url":
        url = origin
    algorithm, _, digest = (hashed or "").partition(":")
    return Artifact(
        kind="wheel" if kind == "wheel" else "sdist",
        filename=_filename(place or url or origin or name),
        url=url,
        hashes=((algorithm, digest),) if digest else (),
        size=size_of(row, "size"),
        uploaded=_moment(row),
    )


def _filename(place: str) -> str:
    last = place.partition("#")[0].partition("?")[0].replace("\\", "/").rstrip("/")
    return unquote(last.rpartition("/")[2])


def _moment(row: Table) -> str | None:
    value = row.get("upload-time")
    return value if isinstance(value, str) or value is None else str(value)


def _is_member(entry: Entry, declared: set[NormalizedName]) -> bool:
    """A lock with one project at its root does not declare it: its source is the root folder."""
    row, package = entry
    source = subtable(row, "source")
    local = any(kind in source for kind in ("editable", "virtual", "directory"))
    return local and (package.name in declared if declared else package.source.location == ".")


def _member(row: Table, package: LockedPackage, python: str | None) -> Member:
    metadata = subtable(row, "metadata")
    wanted = _specifiers(metadata, "requires-dist")
    groups = subtable(metadata, "requires-dev")

    def in_group(name: str) -> Callable[[Table], Requirement]:
        return partial(_requirement, known=_specifiers(groups, name))

    def in_extra(_: str) -> Callable[[Table], Requirement]:
        return partial(_requirement, known=wanted)

    extras = _sets(row, "optional-dependencies", in_extra)
    dev_groups = _sets(row, "dev-dependencies", in_group)
    provided = (normalised(name, "provides-extras") for name in texts(metadata, "provides-extras"))
    empty = {name: None for name in provided if name not in {extra.name for extra in extras}}
    return Member(
        name=package.name,
        path=package.source.location or ".",
        version=package.version,
        requirements=each(row, "dependencies", partial(_requirement, known=wanted)),
        extras=extras + tuple(RequirementSet(name=name) for name in empty),
        dev_groups=dev_groups,
        default_groups=_defaults(row, dev_groups),
        requires_python=python,
    )


def _defaults(row: Table, groups: tuple[RequirementSet, ...]) -> tuple[str, ...]:
    """Return the default groups: recorded where they are not uv's own default, `dev`."""
    value = row.get("default-groups", ["dev"])
    if value == "all":
        return tuple(group.name for group in groups)
    return tuple(normalised(name, "default-groups") for name in texts({"": value}, ""))


def _specifiers(table: Table, key: str) -> Specifiers:
    """Return what was asked for, by name; nothing for a name that is asked for in two ways."""
    found: Specifiers = {}
    for name, specifier in each(
        table, key, lambda row: (name_of(row), optional_text(row, "specifier"))
    ):
        found[name] = specifier if found.get(name, specifier) == specifier else None
    return found


def _projectless_root(
    manifest: Table, entries: tuple[Entry, ...], python: str | None
) -> tuple[Member, ...]:
    """Return what a root without a project (or a script) asks for: `[manifest]`, not resolved."""
    by_name: dict[NormalizedName, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(entry[1].name, []).append(entry)

    def resolved(table: Table, key: str) -> tuple[Requirement, ...]:
        rows = each(table, key, lambda row: _asked(row, by_name))
        return tuple(requirement for row in rows for requirement in row)

    groups = subtable(manifest, "dependency-groups")
    requirements = resolved(manifest, "requirements")
    if not groups and not requirements:
        return ()
    sets = tuple(
        RequirementSet(
            name=normalised(name, "dependency-groups"), requirements=resolved(groups, name)
        )
        for name in groups
    )
    return (Member(name=None, requirements=requirements, dev_groups=sets, requires_python=python),)


def _asked(row: Table, by_name: dict[NormalizedName, list[Entry]]) -> tuple[Requirement, ...]:
    """One requirement per locked version of the name, limited to the forks that version is for."""
    name, marker = name_of(row), optional_text(row, "marker")
    candidates = by_name.get(name, [])
    return tuple(
        Requirement(
            name=name,
            extras=tuple(normalised(extra, "extras") for extra in texts(row, "extras")),
            marker=_both(marker, _forks(entry) if len(candidates) > 1 else None),
            specifier=optional_text(row, "specifier"),
            version=package.version,
            source=package.source,
        )
        for entry, package in candidates
    )


def _forks(row: Table) -> str | None:
    return " or ".join(f"({marker})" for marker in texts(row, "resolution-markers")) or None


def _both(one: str | None, other: str | None) -> str | None:
    return f"({one}) and ({other})" if one and other else one or other
