"""What can be had without the network: the installed environment first, then the cache."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from inhouse.evidence.candidates import (
    Candidate,
    best,
    from_lock,
    locked_hashes,
    native_wheels,
)
from inhouse.evidence.contents import Entry, UnreadableError
from inhouse.evidence.deferred import DeferredContents
from inhouse.evidence.environment import Environment
from inhouse.evidence.index.project import normal_version
from inhouse.evidence.installed import InstalledContents
from inhouse.evidence.obtained import Known, Obtained, ObtainLimits, Wanted
from inhouse.evidence.store import Store
from inhouse.model.evidence import Maybe, Missing, TooLarge
from inhouse.model.lock import LockedPackage, Note

_RELEASE = "release"
_LISTING = "listing"
_ELSEWHERE = {
    "git": "it comes from a repository, which is not fetched",
    "path": "it is a file or folder beside the project, not a published package",
    "editable": "it is a folder beside the project, not a published package",
    "workspace": "it is a part of this project, not a published package",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A package that was not at hand: its file if that is known, and what was tried."""

    wanted: Wanted
    candidate: Candidate | None
    native: Maybe[bool]
    reasons: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """Looks for packages in the environment and the cache."""

    environment: Environment | None
    store: Store
    limits: ObtainLimits
    known: Known

    def find(self, wanted: Wanted) -> Obtained | Search:
        """Return the package's files, or what to search for."""
        package = wanted.package
        named = from_lock(package)
        native = native_wheels(named)
        candidate, recorded = self.candidate(package, named)
        if isinstance(native, Missing) and recorded is not None:
            native = recorded
        reasons: tuple[str, ...] = ()
        installed = self._installed(package)
        if isinstance(installed, InstalledContents):
            size = candidate.size if candidate else None
            return Obtained(
                key=wanted.key,
                contents=installed,
                size_bytes=_size(size),
                native_wheels=native,
            )
        if installed is not None:
            reasons = (installed,)
        notes = tuple(Note(code="environment-not-used", text=reason) for reason in reasons)
        if package.source.kind in _ELSEWHERE:
            reason = _joined((_ELSEWHERE[package.source.kind], *reasons))
            return _nothing(wanted, reason, candidate, native, notes)
        if package.version is None and package.source.kind != "url":
            reason = _joined(("the lock gives it no version", *reasons))
            return _nothing(wanted, reason, candidate, native, notes)
        search = Search(
            wanted=wanted, candidate=candidate, native=native, reasons=reasons, notes=notes
        )
        return (candidate and self.cached(search, candidate)) or search

    def candidate(
        self, package: LockedPackage, named: list[Candidate]
    ) -> tuple[Candidate | None, bool | None]:
        """Return the file to look at, as the lock or an earlier run has it, and if it is native."""
        chosen = best(named)
        if chosen is not None and (chosen.size is not None or self._have(chosen)):
            return chosen, None
        record = self.store.get(_RELEASE, release_key(package))
        found = _recorded(record, locked_hashes(package)) if isinstance(record, dict) else None
        if found is None:
            return chosen, None
        native = record.get("native") if isinstance(record, dict) else None
        return replace(found, url=chosen.url if chosen else None), (
            native if isinstance(native, bool) else None
        )

    def remember(self, package: LockedPackage, candidate: Candidate, native: Maybe[bool]) -> None:
        """Keep what was learnt about a release whose lock says less."""
        value = {
            "kind": candidate.kind,
            "filename": candidate.filename,
            "sha256": candidate.sha256,
            "size": candidate.size,
            "native": native if isinstance(native, bool) else None,
        }
        self.store.put(_RELEASE, release_key(package), value)

    def remember_listing(self, sha256: str | None, listing: tuple[Entry, ...]) -> None:
        """Keep the file list of a wheel that is too large to download."""
        if sha256 is not None:
            self.store.put(_LISTING, sha256, [[entry.path, entry.size] for entry in listing])

    def listing(self, sha256: str | None) -> tuple[Entry, ...] | None:
        """Return a file list that was kept."""
        rows = self.store.get(_LISTING, sha256) if sha256 else None
        if not isinstance(rows, list):
            return None
        try:
            return tuple(Entry(str(path), int(size)) for path, size in rows)
        except (TypeError, ValueError):
            return None

    def too_large(self, search: Search, candidate: Candidate) -> Obtained:
        """Say that a file is too large to be looked at."""
        limit = self.limits.of(search.wanted)
        size = candidate.size if candidate.size is not None else f"more than {limit}"
        what = "direct package" if search.wanted.direct else "package that could be micro"
        reason = (
            f"not downloaded: {candidate.filename} has {size} bytes, above the limit of "
            f"{limit} for a {what}"
        )
        return Obtained(
            key=search.wanted.key,
            contents=TooLarge(
                _joined((reason, *search.reasons)),
                candidate.size if candidate.size is not None else limit,
            ),
            size_bytes=_size(candidate.size),
            native_wheels=search.native,
            listing=self.listing(candidate.sha256),
            notes=search.notes,
        )

    def nothing(self, search: Search, *reasons: str) -> Obtained:
        """Say that a package could not be had."""
        reason = _joined((*search.reasons, *reasons))
        return _nothing(search.wanted, reason, search.candidate, search.native, search.notes)

    def _have(self, candidate: Candidate) -> bool:
        sha256 = candidate.sha256
        return sha256 is not None and (
            # Read in full: a damaged copy is none, and is then fetched again.
            self.known(f"sha256:{sha256}") or self.store.get_blob(sha256) is not None
        )

    def cached(self, search: Search, candidate: Candidate) -> Obtained | None:
        """Return the answer where the cache or the known size gives it, None to go on."""
        sha256 = candidate.sha256
        if sha256 is not None and self._have(candidate):
            store = self.store
            contents = DeferredContents(
                sha256, candidate.filename, lambda: store.get_blob(sha256), "cache"
            )
            return Obtained(
                key=search.wanted.key,
                contents=contents,
                size_bytes=_size(candidate.size),
                native_wheels=search.native,
                notes=search.notes,
            )
        if candidate.size is None or candidate.size <= self.limits.of(search.wanted):
            return None
        answer = self.too_large(search, candidate)
        listable = search.wanted.direct and candidate.kind == "wheel"
        return None if listable and answer.listing is None else answer

    def _installed(self, package: LockedPackage) -> InstalledContents | str | None:
        held = self.environment.named(package.name) if self.environment else ()
        if not held:
            return None
        if len(held) > 1:
            return f"the environment holds {package.name} more than once"
        installed = held[0]
        if package.version is not None and (
            normal_version(installed.version) != normal_version(package.version)
        ):
            return (
                f"the environment holds {package.name} {installed.version}, "
                f"the lock says {package.version}"
            )
        try:
            contents = InstalledContents(installed)
            if not self.known(contents.artifact):
                contents.check()
        except UnreadableError as error:
            return f"the installed {package.name} cannot be used: {error}"
        return contents


def release_key(package: LockedPackage) -> str:
    """Return a cache key that changes with everything that decides which file is meant."""
    hashes = ",".join(sorted(f"{name}:{value}" for name, value in locked_hashes(package)))
    digest = hashlib.sha256(hashes.encode("utf-8", "replace")).hexdigest()
    return f"{package.name}=={package.version} {package.source.location} {digest}"


def _recorded(record: dict[str, Any], locked: frozenset[tuple[str, str]]) -> Candidate | None:
    filename, sha256, size = record.get("filename"), record.get("sha256"), record.get("size")
    if not isinstance(filename, str) or not isinstance(sha256, str | None):
        return None
    pair = ("sha256", sha256 or "")
    if locked and any(name == "sha256" for name, _ in locked) and pair not in locked:
        return None
    return Candidate(
        kind="wheel" if filename.endswith(".whl") else "sdist",
        filename=filename,
        url=None,
        hashes=(pair,) if sha256 else (),
        size=size if isinstance(size, int) else None,
    )


def _size(size: int | None) -> Maybe[int]:
    return size if size is not None else Missing("the size of its archive is not known")


def _joined(reasons: tuple[str, ...]) -> str:
    return "; ".join(dict.fromkeys(reasons)) or "it was not found anywhere"


def _nothing(
    wanted: Wanted,
    reason: str,
    candidate: Candidate | None,
    native: Maybe[bool],
    notes: tuple[Note, ...],
) -> Obtained:
    return Obtained(
        key=wanted.key,
        contents=Missing(reason),
        size_bytes=_size(candidate.size if candidate else None),
        native_wheels=native,
        notes=notes,
    )
