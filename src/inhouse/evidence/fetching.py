"""Gets a package's archive from an index, checked against the lock, within the size limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from inhouse.evidence.archive import shown
from inhouse.evidence.at_hand import AtHand, Search
from inhouse.evidence.candidates import (
    Candidate,
    best,
    from_page,
    has_hash,
    index_order,
    is_own_index,
    locked_hashes,
    native_wheels,
)
from inhouse.evidence.contents import Entry, UnreadableError
from inhouse.evidence.deferred import DeferredContents
from inhouse.evidence.index.client import Reply
from inhouse.evidence.index.credentials import host_of
from inhouse.evidence.index.lookup import Lookup
from inhouse.evidence.index.project import usable_url
from inhouse.evidence.index.trouble import IndexTroubleError, Trouble
from inhouse.evidence.obtained import Obtained
from inhouse.evidence.upkeep import keep_upkeep
from inhouse.evidence.wheel import root_path
from inhouse.evidence.zip_directory import directory_bounds, remote_listing
from inhouse.model.evidence import Missing
from inhouse.model.lock import LockedPackage, Note

_TAIL = 65_536  # holds the directory of a wheel of some 600 files
_LONGEST_TAIL = 4_000_000
_PARTIAL = 206


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    search: Search


class Fetching:
    """Fetches packages; used by many threads at once."""

    def __init__(self, at_hand: AtHand, lookup: Lookup) -> None:
        self._at_hand, self._lookup = at_hand, lookup

    def fetch(self, search: Search) -> Obtained:
        """Return the package's files or why there are none; never raises for a bad index."""
        reasons: list[str] = []
        try:
            for found in self._located(search, reasons):
                try:
                    return self._take(found.search, found.candidate)
                except IndexTroubleError as error:
                    reasons.append(error.reason)
                    if error.kind is Trouble.STOPPED:
                        break
        except (UnreadableError, OSError, ValueError, RecursionError) as error:
            reasons.append(shown(str(error)))
        candidate = search.candidate
        limit = self._at_hand.limits.of(search.wanted)
        if candidate is not None and candidate.size is not None and candidate.size > limit:
            return self._at_hand.too_large(search, candidate)
        return self._at_hand.nothing(search, *reasons)

    def _located(self, search: Search, reasons: list[str]) -> Iterator[_Found]:
        """Yield the file where the lock says it is, then where the indexes say it is."""
        candidate, package = search.candidate, search.wanted.package
        if candidate is not None and candidate.url is not None and usable_url(candidate.url):
            yield _Found(candidate, search)
        if package.source.kind == "url":
            return
        for index in self._indexes(package, reasons):
            try:
                found = self._on_index(index, search, reasons)
            except IndexTroubleError as error:
                reasons.append(error.reason)
                if error.kind is Trouble.STOPPED:
                    return
                continue
            if found is not None:
                yield found

    def _indexes(self, package: LockedPackage, reasons: list[str]) -> list[str]:
        """Return the indexes to ask: others than the lock's only if a hash prevents mix-ups."""
        found: list[str] = []
        for index in index_order(package, self._lookup.indexes):
            if is_own_index(package, index) or locked_hashes(package):
                found.append(index)
            else:
                host = host_of(index)
                reasons.append(f"the lock has no hash by which a file of {host} can be trusted")
        return found

    def _on_index(self, index: str, search: Search, reasons: list[str]) -> _Found | None:
        package = search.wanted.package
        direct = search.wanted.direct
        find = self._lookup.page_with_status if direct else self._lookup.page
        page = find(index, package.name)
        keep_upkeep(self._at_hand.store, package, page, index)
        files = page.of_version(package.version or "")
        locked = locked_hashes(package)
        candidates = from_page(files, locked)
        chosen = best(candidates)
        if chosen is None:
            lacking = "no file with a hash of the lock" if files and locked else "no file"
            host = host_of(index)
            reasons.append(f"{host} has {lacking} for {package.name} {package.version}")
            return None
        native = search.native
        if isinstance(native, Missing):
            native = native_wheels(from_page(files, frozenset()))
        if search.candidate is None or search.candidate.size is None:
            self._at_hand.remember(package, chosen, native)
        notes = search.notes
        if not is_own_index(package, index):
            text = (
                f"files of {host_of(package.source.location or '')} were taken "
                f"from {host_of(index)}, each with the hash that the lock names"
            )
            notes = (*notes, Note(code="other-index", text=text))
        return _Found(chosen, replace(search, native=native, notes=notes, candidate=chosen))

    def _take(self, search: Search, candidate: Candidate) -> Obtained:
        cached = self._at_hand.cached(search, candidate)
        if cached is not None:
            return cached
        limit = self._at_hand.limits.of(search.wanted)
        if candidate.size is not None and candidate.size > limit:
            return self._too_large(search, candidate)
        assert candidate.url is not None
        try:
            reply = self._lookup.client.get(candidate.url, limit=limit)
        except IndexTroubleError as error:
            if error.kind is not Trouble.TOO_LARGE:
                raise
            if candidate.size is not None:  # that much was not what made it look small enough
                return self._not_what_was_locked(search, candidate, "size")
            return self._too_large(search, replace(candidate, size=error.size))
        if "html" in reply.headers.get("content-type", ""):
            reason = f"{host_of(reply.url)} answered with a web page"
            raise IndexTroubleError(Trouble.SENSELESS, reason)
        if not has_hash(reply.body, candidate):
            return self._not_what_was_locked(search, candidate, "hash")
        if candidate.size not in (None, len(reply.body)):
            return self._not_what_was_locked(search, candidate, "size")
        return self._kept(search, candidate, reply)

    def _kept(self, search: Search, candidate: Candidate, reply: Reply) -> Obtained:
        store, data = self._at_hand.store, reply.body
        sha256 = store.put_blob(data)
        kept = store.has_blob(sha256)
        if candidate.size is None or candidate.sha256 is None:
            learnt = replace(candidate, size=len(data), hashes=(("sha256", sha256),))
            self._at_hand.remember(search.wanted.package, learnt, search.native)
        return Obtained(
            key=search.wanted.key,
            contents=DeferredContents(
                sha256,
                candidate.filename,
                (lambda: store.get_blob(sha256)) if kept else (lambda: data),
                candidate.kind,
            ),
            size_bytes=len(data),
            native_wheels=search.native,
            notes=search.notes,
        )

    def _not_what_was_locked(self, search: Search, candidate: Candidate, lacks: str) -> Obtained:
        where = "in the lock" if locked_hashes(search.wanted.package) else "that its index names"
        name = shown(candidate.filename)
        reason = f"the downloaded {name} does not have the {lacks} {where}; it was not looked at"
        answer = self._at_hand.nothing(search, reason)
        note = Note(code="hash-mismatch", text=reason)
        return replace(answer, hash_mismatch=True, notes=(*answer.notes, note))

    def _too_large(self, search: Search, candidate: Candidate) -> Obtained:
        if search.candidate is None or search.candidate.size is None:
            self._at_hand.remember(search.wanted.package, candidate, search.native)
        answer = self._at_hand.too_large(search, candidate)
        listable = search.wanted.direct and candidate.kind == "wheel"
        if not listable or candidate.url is None or answer.listing is not None:
            return answer
        listing = self._listing(candidate.url)
        self._at_hand.remember_listing(candidate.sha256, listing)
        return replace(answer, listing=listing or None)

    def _listing(self, url: str) -> tuple[Entry, ...]:
        """Return the paths below site-packages of a remote wheel; empty if it cannot be had.

        A host that does not answer at all is an IndexTroubleError: the file may be elsewhere.
        """
        tail = _TAIL
        for _ in range(2):
            try:
                reply = self._lookup.client.get(url, tail=tail, limit=max(tail, _TAIL))
            except IndexTroubleError as error:
                if error.kind in (Trouble.UNREACHABLE, Trouble.ABSENT, Trouble.REFUSED):
                    raise
                return ()
            if reply.status != _PARTIAL or reply.total is None:
                return ()
            try:
                listed = remote_listing(reply.body, reply.total)
                if listed is not None:
                    placed = ((root_path(entry.path), entry.size) for entry in listed)
                    return tuple(Entry(path, size) for path, size in placed if path is not None)
                tail = reply.total - directory_bounds(reply.body, reply.total).start
            except UnreadableError:
                return ()
            if tail > _LONGEST_TAIL:
                return ()
        return ()
