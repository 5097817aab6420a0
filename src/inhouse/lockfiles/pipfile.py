"""`Pipfile.lock`: pinned versions by category, without any edges.

A package that is locked for several categories becomes one entry with all their groups, wanted
where any of them wants it. The category `develop` is the group `dev`, as in the manifest. An entry
names the index that the Pipfile names for it; without one it comes from the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packaging.utils import NormalizedName

from inhouse.lockfiles._entries import either, hash_pair, united
from inhouse.lockfiles._reading import (
    Malformed,
    Table,
    check_version,
    each,
    load_json,
    normalised,
    optional_text,
    reading,
    size_of,
    subtable,
    text_of,
    texts,
)
from inhouse.model.lock import LockedPackage, Lockfile, Source
from inhouse.model.requirement_text import artifact_name, source_of

FORMAT = "pipfile"

_KNOWN = (6,)
_GROUPS = {"default": "runtime", "develop": "dev"}
# Locks before `markers` was one expression name each variable as a key of its own.
_MARKER_KEYS = (
    "os_name",
    "sys_platform",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_system",
    "platform_version",
    "python_version",
    "python_full_version",
    "implementation_name",
    "implementation_version",
)
Key = tuple[NormalizedName, str | None, Source]


def matches(filename: str) -> bool:
    """Tell whether pipenv writes its locks under this name."""
    return filename == "Pipfile.lock"


def parse(text: str, place: str = "Pipfile.lock") -> Lockfile:
    """Read a Pipfile.lock; LockfileError with the position of what is wrong."""
    data = load_json(text, place)
    with reading(place):
        meta = subtable(data, "_meta")
        if not meta:
            raise Malformed("_meta", "is missing, so this is not a Pipfile.lock")
        spec = size_of(meta, "pipfile-spec") or _KNOWN[0]
        notes = check_version((spec,), _KNOWN, str(spec))
        sources = dict(each(_under(meta, "_meta"), "_meta.sources", _index))
        first = next(iter(sources.values()), None)
        together: dict[Key, list[LockedPackage]] = {}
        for entry in _entries(data, sources):
            together.setdefault(_key(entry, first), []).append(entry)
        return Lockfile(
            format=FORMAT,
            version=str(spec),
            packages=tuple(_one(same) for same in together.values()),
            requires_python=_python(subtable(meta, "requires")),
            indexes=tuple(sources.values()),
            edges_known=False,
            notes=notes,
        )


def _under(table: Table, prefix: str) -> Table:
    return {f"{prefix}.{key}": value for key, value in table.items()}


def _index(row: Table) -> tuple[str, str]:
    return optional_text(row, "name") or text_of(row, "url"), text_of(row, "url")


def _python(requires: Table) -> str | None:
    if full := optional_text(requires, "python_full_version"):
        return f"=={full}"
    version = optional_text(requires, "python_version")
    return f"=={version}.*" if version and version != "*" else None


def _entries(data: Table, sources: dict[str, str]) -> Iterator[LockedPackage]:
    for category in data:
        if category == "_meta":
            continue
        group = _GROUPS.get(category) or normalised(category, "category")
        for written, row in subtable(data, category).items():
            where = f"{category}.{written}"
            if not isinstance(row, dict):
                raise Malformed(where, "should be a table")
            try:
                yield _entry(normalised(written, ""), row, group, sources)
            except Malformed as error:
                raise Malformed(f"{where}.{error.where}".rstrip("."), error.wrong) from None


def _entry(name: NormalizedName, row: Table, group: str, sources: dict[str, str]) -> LockedPackage:
    source = _source(row, sources)
    named = artifact_name(source.location or "") if source.kind in ("url", "path") else None
    return LockedPackage(
        name=name,
        version=_version(row) or (named[1] if named and named[0] == name else None),
        source=source,
        marker=_marker(row),
        groups=(group,),
        edges_known=False,
        hashes=tuple(pair for text in texts(row, "hashes") if (pair := hash_pair(text))),
        wanted_extras=tuple(sorted(normalised(x, "extras") for x in texts(row, "extras"))),
    )


def _version(row: Table) -> str | None:
    text = (optional_text(row, "version") or "").strip()
    pinned = text.lstrip("=").strip()
    return pinned if text.startswith("==") and pinned and "*" not in pinned else None


def _source(row: Table, sources: dict[str, str]) -> Source:
    if git := optional_text(row, "git"):
        ref = optional_text(row, "ref")
        return Source(kind="git", location=f"{git}@{ref}" if ref else git)
    place = optional_text(row, "path") or optional_text(row, "file") or optional_text(row, "url")
    if place:
        source = source_of(place)
        editable = row.get("editable") is True and source.kind == "path"
        return replace(source, kind="editable") if editable else source
    index = optional_text(row, "index")
    return Source(kind="registry", location=sources.get(index) if index else None)


def _key(entry: LockedPackage, first: str | None) -> Key:
    source = entry.source
    if source.kind == "registry" and source.location is None:
        source = replace(source, location=first)
    return entry.name, entry.version, source


def _marker(row: Table) -> str | None:
    clauses = [optional_text(row, "markers")]
    for key in _MARKER_KEYS:
        clause = optional_text(row, key)
        clauses.append(f"{key} {clause}" if clause else None)
    found = [clause for clause in clauses if clause]
    if len(found) > 1:
        found = [f"({clause})" if " or " in clause else clause for clause in found]
    return " and ".join(found) or None


def _one(same: list[LockedPackage]) -> LockedPackage:
    if len(same) == 1:
        return same[0]
    return replace(
        same[0],
        source=next((entry.source for entry in same if entry.source.location), same[0].source),
        marker=either(entry.marker for entry in same),
        groups=united(entry.groups or () for entry in same),
        hashes=united(entry.hashes for entry in same),
        wanted_extras=tuple(sorted(united(entry.wanted_extras for entry in same))),
    )
