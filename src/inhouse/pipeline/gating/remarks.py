"""What a changed lock says that no comparison of names shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from inhouse.evidence.index.credentials import host_of
from inhouse.evidence.index.sources import base_of
from inhouse.model.gate import FilePlace, Finding
from inhouse.model.lock import LockedPackage, Lockfile, Source
from inhouse.model.settings import GatePolicy
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.order import GateOrder
from inhouse.pipeline.gating.own_parts import is_own
from inhouse.pipeline.gating.places import Places

_UNSEEN = ("remote-include", "unnamed-requirement")
_PLACE = re.compile(r"(?P<file>.*): line (?P<line>\d+): (?P<said>.*)", re.DOTALL)
_FOLDER = re.compile(  # a path that ends in no archive: the project's own
    r"(?:-e )?(?:[./~]|[\w.-]+/)(?!\S*://)(?!\S*\.(?:whl|zip|tar|t?gz|tbz|bz2|xz)\b)"
)
_REVISION = re.compile(r"[?#].*|@[^@/]*$", re.DOTALL)
_LOGIN = re.compile(r"(?<=//)[^/@]*@|^[^/@]*@")
Locks = Mapping[str, Lockfile]


def remarks(
    locks: Locks, base: BaseSide, policy: GatePolicy, places: Places, order: GateOrder
) -> tuple[Finding, ...]:
    """Return findings about entries without a name, and known names from elsewhere."""
    found = [*_unnamed(locks, base, policy)]
    moved = list(_moved(locks, base.locks))
    if moved:
        from inhouse.pipeline.gating.origins import origins_of

        origins = origins_of(base.locks, base.manifest.indexes, order.request.index_url)
        for lock, package in moved:
            if package.source.kind == "git":
                where = f"the repository {_place_of(package.source)}"
            elif (host := origins.foreign(package)) is not None:
                where = f"{host}, which neither the base nor this machine names"
            else:
                continue
            place = places.in_lock(package, lock)
            text = f"was there before, and is now locked from {where}: nothing was asked there"
            found.append(
                _finding(str(package.name), package.version, "foreign-index", text, policy, place)
            )
    return tuple(dict.fromkeys(found))


def _unnamed(locks: Locks, base: BaseSide, policy: GatePolicy) -> Iterator[Finding]:
    """Yield entries that nothing is known of: what they bring has no name before it is fetched."""
    known = {_said(note.text) for each in base.locks for note in each.notes if note.code in _UNSEEN}
    for lock in locks.values():
        for note in lock.notes:
            said = _said(note.text)
            if note.code not in _UNSEEN or said in known or _FOLDER.match(said):
                continue
            match = _PLACE.fullmatch(note.text)
            place = None
            if match:
                place = FilePlace(file=base.prefix + match["file"], line=int(match["line"]))
            text = f"new, and could not be judged: {said}"
            yield _finding("", None, "unknown", text, policy, place)


def _moved(locks: Locks, before: Iterable[Lockfile]) -> Iterator[tuple[str, LockedPackage]]:
    """Yield packages that were locked before under this name, and now come from elsewhere."""
    known: dict[str, set[tuple[str, str]]] = {}
    for lock in before:
        for package in lock.packages:
            known.setdefault(str(package.name), set()).add(_origin(package.source))
    for name, lock in locks.items():
        for package in lock.packages:
            origins = known.get(str(package.name))
            if origins and not is_own(package) and _origin(package.source) not in origins:
                yield name, package


def _origin(source: Source) -> tuple[str, str]:
    place = source.location or ""
    if source.kind == "registry":
        return ("registry", base_of(place) if place else "")
    if source.kind == "url":
        return ("url", host_of(place))
    return (source.kind, _place_of(source) if source.kind == "git" else "")


def _place_of(source: Source) -> str:
    """Return a repository's address without revision, scheme and login."""
    place = _REVISION.sub("", source.location or "")
    return _LOGIN.sub("", place).partition("://")[2].removesuffix(".git") or place


def _said(text: str) -> str:
    match = _PLACE.fullmatch(text)
    return match["said"] if match else text


def _finding(
    name: str,
    version: str | None,
    code: Literal["unknown", "foreign-index"],
    text: str,
    policy: GatePolicy,
    place: FilePlace | None,
) -> Finding:
    return Finding(
        name=name,
        version=version,
        code=code,
        text=text,
        path=(),
        alternative=None,
        level="error" if code in policy.also_fail else "note",
        place=place,
    )
