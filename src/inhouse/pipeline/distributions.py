"""The files of locked packages, measured; what was measured before is not opened again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from inhouse.evidence.contents import Contents, UnreadableError
from inhouse.evidence.index.sources import NamedIndex, configured_indexes
from inhouse.evidence.measure import measure
from inhouse.evidence.obtain import Obtained, Wanted, obtain
from inhouse.model.codec import pack, unpack
from inhouse.model.evidence import Maybe, Measurement, Missing
from inhouse.model.graph import Node, key_of
from inhouse.model.lock import Lockfile, Note
from inhouse.model.progress import Progress
from inhouse.pipeline.project import OpenProject

if TYPE_CHECKING:
    from inhouse.evidence.index.lookup import Lookup

_KIND = "measure"
MISMATCH = "hash-mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One package's measurement and the handle by which its files can be read again."""

    measurement: Maybe[Measurement]
    contents: Contents | None
    size_bytes: Maybe[int]
    native_wheels: Maybe[bool]


class Distributions:
    """Gets and measures distributions for one project; collects notes on the way."""

    def __init__(self, project: OpenProject, progress: Progress) -> None:
        self.project, self.progress = project, progress
        self.notes: list[Note] = []
        self._measured: dict[str, Measurement | None] = {}

    @cached_property
    def lookup(self) -> Lookup | None:
        """The way to the indexes; None in a run that opens no socket."""
        if self.project.request.offline:
            return None
        from inhouse.evidence.index.client import IndexClient
        from inhouse.evidence.index.lookup import Lookup

        chosen = self.project.request.index_url
        named = [NamedIndex(url=url) for url in self.project.manifest.indexes]
        found = configured_indexes(named)
        self.notes += found.notes
        urls = (chosen,) if chosen else found.urls
        client = IndexClient(found.credentials, cert=found.cert, proxy=found.proxy)
        return Lookup(client, urls)

    def close(self) -> None:
        """End every request under way."""
        lookup = self.__dict__.get("lookup")
        if lookup is not None:
            lookup.client.close()

    def requirements(self, lock: Lockfile) -> tuple[dict[str, tuple[str, ...]], list[Note], bool]:
        """Return Requires-Dist by key for the lock's entries, notes, and if all could be had."""
        from inhouse.evidence.requirements import metadata_of

        blind = [package for package in lock.packages if not package.edges_known]
        self.progress.stage("reading requirements of packages", 0, len(blind))
        wanted = [Wanted(key=key_of(each.name, each.version), package=each) for each in blind]
        found = metadata_of(
            wanted,
            environment=self.project.environment,
            store=self.project.store,
            lookup=self.lookup,
        )
        known = {k: lines for k, lines in found.items() if not isinstance(lines, Missing)}
        missing = {k: why.reason for k, why in found.items() if isinstance(why, Missing)}
        text = f"the lock records no edges; those of {len(known)} packages come from their metadata"
        notes = [Note(code="edges-from-metadata", text=text)]
        if missing:
            key, reason = min(missing.items())
            text = f"the requirements of {len(missing)} packages are unknown, first {key}: {reason}"
            notes.append(Note(code="requirements-unknown", text=text))
        return known, notes, not missing

    def measure_all(self, nodes: Iterable[Node]) -> dict[str, Measured]:
        """Return what was found out about each node's files, by key."""
        nodes = tuple(nodes)
        wanted = [Wanted(key=n.key, package=n.package, direct=n.direct) for n in nodes]
        found: dict[str, Measured] = {}
        for answer in obtain(
            wanted,
            environment=self.project.environment,
            store=self.project.store,
            lookup=self.lookup,
            known=self._is_known,
        ):
            found[answer.key] = self._measure(answer)
            self.progress.stage("measuring packages", len(found), len(wanted))
        return found

    def _measure(self, answer: Obtained) -> Measured:
        self.notes += answer.notes
        if answer.hash_mismatch and isinstance(answer.contents, Missing):
            self.notes.append(Note(code=MISMATCH, text=f"{answer.key}: {answer.contents.reason}"))
        contents = answer.contents
        if isinstance(contents, Missing):
            measurement: Maybe[Measurement] = contents
        else:
            measurement = self._measurement(contents)
            if answer.native_wheels is True and not isinstance(measurement, Missing):
                measurement = replace(measurement, native=True)
        return Measured(
            measurement=measurement,
            contents=None if isinstance(contents, Missing) else contents,
            size_bytes=answer.size_bytes,
            native_wheels=answer.native_wheels,
        )

    def _measurement(self, contents: Contents) -> Maybe[Measurement]:
        known = self._recall(contents.artifact)
        if known is not None:
            return known
        try:
            measured = measure(contents)
        except UnreadableError as error:
            return Missing(f"{contents.filename} cannot be read: {error}")
        self.project.store.put(_KIND, contents.artifact, pack(measured))
        self._measured[contents.artifact] = measured
        return measured

    def _is_known(self, artifact: str) -> bool:
        return self._recall(artifact) is not None

    def _recall(self, artifact: str) -> Measurement | None:
        if artifact not in self._measured:
            stored = self.project.store.get(_KIND, artifact)
            try:
                self._measured[artifact] = None if stored is None else unpack(Measurement, stored)
            except ValueError:
                self._measured[artifact] = None
        return self._measured[artifact]
