"""What packages require, from their own metadata, for lockfiles that record no edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email.parser import HeaderParser
from typing import TYPE_CHECKING

from inhouse.evidence.at_hand import release_key
from inhouse.evidence.candidates import (
    Candidate,
    best,
    from_lock,
    has_hash,
    index_order,
    is_own_index,
    locked_hashes,
)
from inhouse.evidence.candidates import from_page as candidates_of_page
from inhouse.evidence.contents import UnreadableError
from inhouse.evidence.crew import in_flight
from inhouse.evidence.deferred import open_archive
from inhouse.evidence.environment import Environment
from inhouse.evidence.index.credentials import host_of
from inhouse.evidence.index.project import normal_version
from inhouse.evidence.index.trouble import IndexTroubleError
from inhouse.evidence.installed import installed_metadata
from inhouse.evidence.obtained import ObtainLimits, Wanted
from inhouse.evidence.store import Store
from inhouse.model.evidence import Maybe, Missing
from inhouse.model.lock import LockedPackage

if TYPE_CHECKING:
    from inhouse.evidence.index.lookup import Lookup

Requires = Maybe[tuple[str, ...]]
_KIND = "requires-dist"
_METADATA_BYTES = 2_000_000
_MAX_LINES = 5_000
_TAIL = 65_536
_PARTIAL = 206


def metadata_of(
    wanted: Iterable[Wanted],
    *,
    environment: Environment | None,
    store: Store,
    lookup: Lookup | None,
    limits: ObtainLimits | None = None,
) -> dict[str, Requires]:
    """Return the `Requires-Dist` lines by key: environment, cache, `.metadata`, wheel."""
    found: dict[str, Requires] = {}
    asked: list[Wanted] = []
    for each in wanted:
        at_hand = _installed(environment, each.package)
        if at_hand is None:
            at_hand = _cached(store, each.package)
        if at_hand is not None:
            found[each.key] = at_hand
        elif lookup is None:
            found[each.key] = Missing("its metadata is not at hand, and the run is offline")
        else:
            asked.append(each)
    if lookup is not None and asked:
        index, bounds = lookup, limits or ObtainLimits()

        def ask(item: Wanted) -> tuple[str, Requires]:
            return item.key, _asked(item, index, store, bounds)

        found |= dict(in_flight(ask, asked, bounds.workers))
    return found


def requires_dist(metadata: str) -> tuple[str, ...]:
    """Return the `Requires-Dist` lines of a METADATA text."""
    headers = HeaderParser().parsestr(metadata)
    return tuple(" ".join(str(v).split()) for v in headers.get_all("Requires-Dist") or [])[
        :_MAX_LINES
    ]


def _installed(environment: Environment | None, package: LockedPackage) -> Requires | None:
    held = environment.named(package.name) if environment else ()
    if len(held) != 1:
        return None
    version = package.version
    if version is not None and normal_version(held[0].version) != normal_version(version):
        return None
    text = installed_metadata(held[0])
    return requires_dist(text) if text is not None else None


def _cached(store: Store, package: LockedPackage) -> Requires | None:
    lines = store.get(_KIND, release_key(package))
    if isinstance(lines, list) and all(isinstance(line, str) for line in lines):
        return tuple(lines)
    chosen = best(from_lock(package))
    data = store.get_blob(chosen.sha256) if chosen is not None and chosen.sha256 else None
    return _opened(data, chosen) if data is not None and chosen is not None else None


def _opened(data: bytes, candidate: Candidate) -> Requires | None:
    try:
        contents = open_archive(data, candidate.filename, "cache")
    except UnreadableError:
        return None
    if not getattr(contents, "requires_known", True):  # only a source distribution may not say
        return Missing("only a build of its source distribution would tell its requirements")
    return requires_dist(contents.metadata or "")


def _asked(wanted: Wanted, lookup: Lookup, store: Store, limits: ObtainLimits) -> Requires:
    package = wanted.package
    reasons: list[str] = []
    for answer in _answers(package, lookup, store, limits, reasons):
        if isinstance(answer, Missing):
            reasons.append(answer.reason)
            continue
        store.put(_KIND, release_key(package), list(answer))
        return answer
    return Missing("; ".join(dict.fromkeys(reasons)) or "no index has its metadata")


def _answers(
    package: LockedPackage, lookup: Lookup, store: Store, limits: ObtainLimits, reasons: list[str]
) -> Iterator[Requires]:
    """Yield what each place says; only a file whose hash is the lock's speaks for it."""
    locked = locked_hashes(package)
    if package.version is None or package.source.kind not in ("registry", "unknown"):
        return
    for index in index_order(package, lookup.indexes):
        if not locked and not is_own_index(package, index):
            continue
        try:
            page = lookup.page(index, package.name)
        except IndexTroubleError as error:
            reasons.append(error.reason)
            continue
        chosen = best(candidates_of_page(page.of_version(package.version), locked))
        if chosen is None:
            reasons.append(f"{host_of(index)} does not have this version")
            continue
        yield _of_file(chosen, lookup, store, limits)
        # What the page says was read from whichever file was there first: another may ask for more.
        newest = page.newest is not None and (
            normal_version(page.newest) == normal_version(package.version)
        )
        if newest and page.requires_dist is not None:
            yield page.requires_dist


def _of_file(candidate: Candidate, lookup: Lookup, store: Store, limits: ObtainLimits) -> Requires:
    url = candidate.url or ""
    if candidate.kind == "wheel":
        text = _small_part(url, lookup)
        if text is not None and text.lstrip().startswith("Metadata-Version:"):
            return requires_dist(text)
    try:
        reply = lookup.client.get(url, limit=limits.direct)
    except IndexTroubleError as error:
        return Missing(error.reason)
    if not has_hash(reply.body, candidate):
        return Missing(f"the downloaded {candidate.filename} does not have the hash in the lock")
    store.put_blob(reply.body)
    answer = _opened(reply.body, candidate)
    return answer if answer is not None else Missing(f"{candidate.filename} cannot be read")


def _small_part(url: str, lookup: Lookup) -> str | None:
    """Return METADATA as served beside the wheel, else from the end of the wheel."""
    from inhouse.evidence.zip_directory import remote_metadata

    client = lookup.client
    try:
        reply = client.get(url + ".metadata", limit=_METADATA_BYTES)
        return reply.body.decode("utf-8", "replace")
    except IndexTroubleError:
        pass  # not every index has it
    try:
        reply = client.get(url, tail=_TAIL, limit=_TAIL)
        if reply.total is None or reply.status != _PARTIAL:
            return None
        return remote_metadata(reply.body, reply.total)
    except (IndexTroubleError, UnreadableError):
        return None
