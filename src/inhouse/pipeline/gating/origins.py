"""Which places may be asked for a newcomer: those that the base or this machine names.

A change can name any index in its lock or manifest. Nothing is asked there, and who reads the
report is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from inhouse.evidence.index.credentials import Origin, host_of, origin_of
from inhouse.evidence.index.pip_settings import default_index
from inhouse.evidence.index.sources import base_of, configured_indexes
from inhouse.model.lock import LockedPackage, Lockfile, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Index URLs without login, and the origins of files, that may be asked.

    `default` is what installers ask where nobody says otherwise: known, but no reason to ask it.
    """

    indexes: frozenset[str]
    files: frozenset[Origin]
    default: frozenset[str]

    def foreign(self, package: LockedPackage) -> str | None:
        """Return the host of a place that only the change names, None where there is none."""
        location = package.source.location
        if location is None or package.source.kind not in ("registry", "url"):
            return None
        if package.source.kind == "url":
            return None if _origin(location) in self.files else host_of(location)
        known = base_of(location) in self.indexes | self.default
        return None if known or _origin(location) is None else host_of(location)

    def vetted(self, package: LockedPackage) -> LockedPackage:
        """Return the package without addresses that may not be asked."""
        source = package.source
        if source.kind == "registry" and source.location is not None:
            if base_of(source.location) not in self.indexes:
                source = Source(kind="registry")
        elif self.foreign(package) is not None:
            source = Source(kind="unknown")
        artifacts = tuple(
            each if each.url is None or _origin(each.url) in self.files else replace(each, url=None)
            for each in package.artifacts
        )
        return replace(package, source=source, artifacts=artifacts)


def origins_of(locks: Iterable[Lockfile], named: Iterable[str], chosen: str | None) -> Origins:
    """Return the places that the base's locks, its manifests (`named`) and the machine name.

    `chosen` is the value of `--index-url`, which stands for the machine's settings.
    """
    by_locks: set[str] = set()
    files: set[Origin | None] = set()
    for lock in locks:
        by_locks |= {base_of(url) for url in lock.indexes}
        for package in lock.packages:
            source = package.source
            if source.kind == "registry" and source.location:
                by_locks.add(base_of(source.location))
            if source.kind == "url" and source.location:
                files.add(_origin(source.location))
            files |= {_origin(each.url) for each in package.artifacts if each.url}
    machine = {base_of(chosen)} if chosen else set(configured_indexes().urls)
    indexes = by_locks | {base_of(url) for url in named} | machine
    files |= {_origin(url) for url in indexes}
    files.discard(None)
    return Origins(
        indexes=frozenset(indexes),
        files=frozenset(each for each in files if each is not None),
        default=frozenset() if by_locks else _default(),
    )


def _default() -> frozenset[str]:
    try:
        return frozenset({base_of(default_index())})
    except Exception:  # noqa: BLE001 - a private interface of pip may fail in any way
        return frozenset()


def _origin(url: str) -> Origin | None:
    try:
        return origin_of(url)
    except ValueError:
        return None
