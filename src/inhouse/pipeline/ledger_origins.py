"""The newest release of what was taken in-house, found on the index of its origin."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.utils import InvalidName, NormalizedName, canonicalize_name
from packaging.version import InvalidVersion, Version

from inhouse.evidence.crew import in_flight
from inhouse.evidence.index.project import ProjectPage
from inhouse.evidence.index.sources import base_of, usable
from inhouse.evidence.index.trouble import IndexTroubleError
from inhouse.evidence.upkeep import DAY
from inhouse.model.evidence import Maybe, Missing
from inhouse.model.taken import LedgerEntry
from inhouse.pipeline.distributions import Distributions

if TYPE_CHECKING:
    from inhouse.evidence.index.lookup import Lookup

_KIND = "newest"
_WORKERS = 5  # as for release dates: the pages are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest release, and the index that has it."""

    name: NormalizedName
    version: str
    index: str


class Origins:
    """Asks for the newest release of each origin, once a day."""

    def __init__(self, distributions: Distributions, indexes: Iterable[str]) -> None:
        self._distributions = distributions
        self._store = distributions.project.store
        self._indexes = tuple(base_of(index) for index in usable(list(indexes))[0])

    def newest(self, entries: Iterable[LedgerEntry]) -> list[Maybe[Newest]]:
        """Return an answer for each entry, in their order."""
        listed = list(entries)
        found: dict[int, Maybe[Newest]] = {}
        asked: list[tuple[int, LedgerEntry]] = []
        for at, entry in enumerate(listed):
            known = _unusable(entry) or self._held(entry)
            if known is not None:
                found[at] = known
            else:
                asked.append((at, entry))
        lookup = self._distributions.lookup
        if lookup is None:
            nothing = Missing("it is not in the cache, and the run is offline")
            found |= {at: nothing for at, _ in asked}
        elif asked:
            configured = (base_of(index) for index in lookup.indexes)
            indexes = tuple(dict.fromkeys((*self._indexes, *configured)))

            def ask(item: tuple[int, LedgerEntry]) -> tuple[int, Maybe[Newest]]:
                return item[0], _on_indexes(item[1], lookup, indexes)

            for at, answer in in_flight(ask, asked, _WORKERS):
                found[at] = answer
                self._keep(listed[at], answer)
        return [found[at] for at in range(len(listed))]

    def _held(self, entry: LedgerEntry) -> Maybe[Newest] | None:
        failed = self._distributions.failures.recall(_KIND, self._key(entry))
        if failed is not None:
            return Missing(failed)
        value = self._store.get(_KIND, self._key(entry))
        try:
            saved, version, index = value  # type: ignore[misc]  # what misfits is not used
            age = time.time() - float(saved)
        except (TypeError, ValueError):
            return None
        if not 0 <= age < DAY or not isinstance(version, str) or not isinstance(index, str):
            return None
        return Newest(name=canonicalize_name(entry.name), version=version, index=index)

    def _keep(self, entry: LedgerEntry, answer: Maybe[Newest]) -> None:
        if isinstance(answer, Newest):
            value = [time.time(), answer.version, answer.index]
            self._store.put(_KIND, self._key(entry), value)
        elif not self._distributions.wavered:
            self._distributions.failures.remember(_KIND, self._key(entry), answer.reason)

    def _key(self, entry: LedgerEntry) -> str:
        project = self._distributions.project
        places = (project.request.index_url, project.manifest.indexes, self._indexes)
        return f"{entry.name}=={entry.version} {entry.artifact} {places}"


def _unusable(entry: LedgerEntry) -> Missing | None:
    try:
        canonicalize_name(entry.name, validate=True)
        Version(entry.version)
    except (InvalidName, InvalidVersion):
        return Missing("the ledger's name or version is none that an index could have")
    return None


def _on_indexes(entry: LedgerEntry, lookup: Lookup, indexes: Iterable[str]) -> Maybe[Newest]:
    name = canonicalize_name(entry.name)
    reasons: list[str] = []
    for index in indexes:
        try:
            page = lookup.page(index, name)
        except IndexTroubleError as error:
            reasons.append(error.reason)
            continue
        doubt = _other_project(page, entry)
        newest = newest_version(page, entry.version)
        if doubt is not None:
            reasons.append(doubt)
        elif newest is None:
            reasons.append("the index has no release of it")
        else:
            return Newest(name=name, version=newest, index=index)
    return Missing("; ".join(dict.fromkeys(reasons)) or "no index is configured")


def _other_project(page: ProjectPage, entry: LedgerEntry) -> str | None:
    """Say why the page may be of a stranger who has the same name; None where it is not.

    Anyone may publish under the name of a private package, and that is not where it comes from.
    """
    files = page.of_version(entry.version)
    if not files:
        return f"the index has no {entry.name} {entry.version} any more"
    digests = {digest.lower() for file in files for kind, digest in file.hashes if kind == "sha256"}
    taken = entry.artifact.removeprefix("sha256:")
    if entry.artifact.startswith("sha256:") and digests and taken not in digests:
        return f"the index has other files of {entry.name} {entry.version} than the one taken"
    return None


def newest_version(page: ProjectPage, version: str) -> str | None:
    """Return the newest release with a file that is not yanked.

    A pre-release counts only where the one taken is a pre-release, or where there is nothing else.
    """
    found: dict[Version, str] = {}
    for file in page.files:
        if file.version is None or file.yanked is True:
            continue
        try:
            found[Version(file.version)] = file.version
        except InvalidVersion:
            continue
    final = [each for each in found if not each.is_prerelease]
    chosen = list(found) if Version(version).is_prerelease or not final else final
    return found[max(chosen)] if chosen else None
