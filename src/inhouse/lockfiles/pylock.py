"""`pylock.toml` and `pylock.NAME.toml` (PEP 751).

Read here rather than through `packaging.pylock`, which takes twice as long and refuses
files over a name that is not normalised; a test holds the two against each other. What is installed
is decided by each entry's marker alone; who needs whom is optional, and most tools leave it out.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import unquote

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
    text_of,
    texts,
)
from inhouse.model.lock import Artifact, LockedPackage, Lockfile, Note, Requirement, Source

FORMAT = "pylock"

_FILENAME = re.compile(r"pylock(?:\.[^.]+)?\.toml")
_VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})")
_KNOWN = (1, 0)


def matches(filename: str) -> bool:
    """Tell whether the standard allows this file name."""
    return _FILENAME.fullmatch(filename) is not None


def parse(text: str, place: str = "pylock.toml") -> Lockfile:
    """Read a pylock file; LockfileError with the position of what is wrong."""
    data = load_toml(text, place)
    with reading(place):
        notes = _version_notes(data)
        if "packages" not in data:
            raise Malformed("packages", "is missing")
        packages = each(data, "packages", _package)
        indexes = {p.source.location: None for p in packages if p.source.kind == "registry"}
        return Lockfile(
            format=FORMAT,
            version=text_of(data, "lock-version"),
            packages=packages,
            requires_python=optional_text(data, "requires-python"),
            indexes=tuple(index for index in indexes if index),
            edges_known=any(package.edges_known for package in packages),
            notes=notes,
            groups=_names(data, "dependency-groups"),
            extras=_names(data, "extras"),
            default_groups=_names(data, "default-groups"),
            environments=texts(data, "environments"),
            listed=True,
        )


def _version_notes(data: Table) -> tuple[Note, ...]:
    shown = text_of(data, "lock-version")
    version = _VERSION.fullmatch(shown)
    if version is None:
        raise Malformed("lock-version", f"{shown[:40]!r} is not a version such as 1.0")
    return check_version((int(version[1]), int(version[2])), _KNOWN, shown)


def _names(table: Table, key: str) -> tuple[str, ...]:
    return tuple(normalised(name, key) for name in texts(table, key))


def _package(row: Table) -> LockedPackage:
    name = name_of(row)
    artifacts = each(row, "wheels", partial(_artifact, name))
    for key in ("sdist", "archive"):
        if key in row:
            artifacts += each({key: [row[key]]}, key, partial(_artifact, name))
    return LockedPackage(
        name=name,
        version=optional_text(row, "version"),
        source=_source(row),
        requirements=each(row, "dependencies", _edge),
        marker=optional_text(row, "marker"),
        artifacts=artifacts,
        requires_python=optional_text(row, "requires-python"),
        edges_known="dependencies" in row,
    )


def _source(row: Table) -> Source:
    vcs, directory, archive = (subtable(row, key) for key in ("vcs", "directory", "archive"))
    if vcs:
        place = optional_text(vcs, "url") or optional_text(vcs, "path")
        commit = optional_text(vcs, "commit-id")
        return Source(kind="git", location=f"{place}#{commit}" if place and commit else place)
    if directory:
        editable = directory.get("editable") is True
        return Source(kind="editable" if editable else "path", location=_path(directory))
    if archive:
        url = optional_text(archive, "url")
        return (
            Source(kind="url", location=url)
            if url
            else Source(kind="path", location=_path(archive))
        )
    return Source(kind="registry", location=optional_text(row, "index"))


def _path(table: Table) -> str | None:
    return optional_text(table, "path")


def _edge(row: Table) -> Requirement:
    """An entry of `dependencies` repeats as many keys of the entry it means as tell it apart."""
    told = any(key in row for key in ("vcs", "directory", "archive", "index"))
    return Requirement(
        name=name_of(row),
        version=optional_text(row, "version"),
        source=_source(row) if told else None,
    )


def _artifact(name: str, row: Table) -> Artifact:
    url, path = optional_text(row, "url"), optional_text(row, "path")
    filename = optional_text(row, "name") or _last(path or url or "") or name
    hashes = subtable(row, "hashes")
    return Artifact(
        kind="wheel" if filename.endswith(".whl") else "sdist",
        filename=filename,
        url=url,
        hashes=tuple((algorithm, text_of(hashes, algorithm)) for algorithm in sorted(hashes)),
        size=size_of(row, "size"),
        uploaded=_moment(row.get("upload-time")),
    )


def _last(place: str) -> str:
    path = place.partition("#")[0].partition("?")[0].replace("\\", "/").rstrip("/")
    return unquote(path.rpartition("/")[2])


def _moment(value: Any) -> str | None:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, date) else None
