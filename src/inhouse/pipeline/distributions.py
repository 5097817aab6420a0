"""The files of locked packages, measured; what was measured before is not opened again."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from inhouse.errors import UsageError
from inhouse.evidence.contents import Contents, UnreadableError
from inhouse.evidence.index.credentials import Credentials
from inhouse.evidence.index.sources import NamedIndex, usable
from inhouse.evidence.obtain import Obtained, Wanted, obtain
from inhouse.model.codec import pack, unpack
from inhouse.model.evidence import Maybe, Measurement, Missing, TooLarge
from inhouse.model.graph import Node, key_of
from inhouse.model.lock import Lockfile, Note
from inhouse.model.progress import Progress
from inhouse.pipeline.failures import Failures
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
    torn: bool = False  # what was downloaded is not what was locked


class Distributions:
    """Gets and measures distributions for one project; collects notes on the way."""

    def __init__(self, project: OpenProject, progress: Progress) -> None:
        self.project, self.progress = project, progress
        self.notes: list[Note] = []
        self.failures = Failures(project.store, _surroundings(project))
        self._measured: dict[str, Measurement | None] = {}

    @cached_property
    def lookup(self) -> Lookup | None:
        """The way to the indexes; None in a run that opens no socket."""
        if self.project.request.offline:
            return None
        chosen = self.project.request.index_url
        if chosen is not None:
            if not usable((chosen,))[0]:
                raise UsageError(f"--index-url {chosen!r}: not the http or https URL of an index")
            from inhouse.evidence.index.client import IndexClient
            from inhouse.evidence.index.lookup import Lookup

            return Lookup(IndexClient(Credentials((chosen,))), (chosen,))
        from inhouse.evidence.index.configured import ConfiguredLookup

        return ConfiguredLookup(NamedIndex(url=url) for url in self.project.manifest.indexes)

    @property
    def wavered(self) -> bool:
        """Whether an index failed in a way that may be over by the next run."""
        lookup = self.__dict__.get("lookup")
        return lookup is not None and bool(lookup.client.wavered)

    @property
    def unreachable(self) -> bool:
        """Whether an index gave no answer that could be used."""
        lookup = self.__dict__.get("lookup")
        return lookup is not None and bool(lookup.client.unreachable)

    def close(self) -> None:
        """End every request under way."""
        lookup = self.__dict__.get("lookup")
        if lookup is not None:
            lookup.close()
            # An index that is not asked only matters where something could not be had.
            told = getattr(lookup, "notes", ())
            self.notes += [n for n in told if n.code != "index-skipped" or self.failures.any]

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
        text = f"the lock records no edges: from metadata, {len(known)} of {len(blind)} packages"
        notes = [Note(code="edges-from-metadata", text=text)]
        if missing:
            key, reason = min(missing.items())
            count = f"{len(missing)} of {len(blind)} packages"
            text = f"the requirements of {count} are unknown, first {key}: {reason}"
            notes.append(Note(code="requirements-unknown", text=text))
        return known, notes, not missing

    def measure_all(self, nodes: Iterable[Node]) -> dict[str, Measured]:
        """Return what was found out about each node's files, by key."""
        wanted: list[Wanted] = []
        found: dict[str, Measured] = {}
        for node in nodes:
            asked = Wanted(key=node.key, package=node.package, direct=node.direct)
            failed = self._failed_lately(asked)
            if failed is None:
                wanted.append(asked)
            else:
                found[node.key] = failed
        total = len(wanted) + len(found)
        for answer in obtain(
            wanted,
            environment=self.project.environment,
            store=self.project.store,
            lookup=self.lookup,
            known=self._is_known,
        ):
            found[answer.key] = self._measure(answer)
            self.progress.stage("measuring packages", len(found), total)
        self._remember_failures(wanted, found)
        return found

    def _failed_lately(self, wanted: Wanted) -> Measured | None:
        reason = self.failures.recall("files", key_of_release(wanted))
        if reason is None:
            return None
        return Measured(
            measurement=Missing(reason),
            contents=None,
            size_bytes=Missing(reason),
            native_wheels=Missing(reason),
        )

    def _remember_failures(self, wanted: list[Wanted], found: dict[str, Measured]) -> None:
        failed = [each for each in wanted if isinstance(found[each.key].measurement, Missing)]
        if self.project.request.offline or not failed or self.wavered:
            return
        for each in failed:
            answer = found[each.key]
            reason = answer.measurement
            if not isinstance(reason, Missing) or isinstance(reason, TooLarge):
                continue  # too large is an answer
            if answer.contents is None and not answer.torn:
                self.failures.remember("files", key_of_release(each), reason.reason)

    def _measure(self, answer: Obtained) -> Measured:
        self.notes += answer.notes
        if answer.hash_mismatch and isinstance(answer.contents, Missing):
            self.notes.append(Note(code=MISMATCH, text=f"{answer.key}: {answer.contents.reason}"))
        contents = answer.contents
        if isinstance(contents, Missing):
            measurement: Maybe[Measurement] = contents
        else:
            measurement = self._measurement(contents)
            contents.release()
            if answer.native_wheels is True and not isinstance(measurement, Missing):
                measurement = replace(measurement, native=True)
        return Measured(
            measurement=measurement,
            contents=None if isinstance(contents, Missing) else contents,
            size_bytes=answer.size_bytes,
            native_wheels=answer.native_wheels,
            torn=answer.hash_mismatch,
        )

    def deepen(self, found: Measured) -> Measured:
        """Return the figures of a package whose size alone said that it is not small."""
        measurement, contents = found.measurement, found.contents
        if contents is None or isinstance(measurement, Missing):
            return found
        if not isinstance(measurement.sloc, TooLarge):
            return found
        deeper = self._measurement(contents, deep=True)
        if not isinstance(deeper, Missing) and found.native_wheels is True:
            deeper = replace(deeper, native=True)
        return replace(found, measurement=deeper)

    def _measurement(self, contents: Contents, *, deep: bool = False) -> Maybe[Measurement]:
        known = self._recall(contents.artifact, deep=deep)
        if known is not None:
            return known
        from inhouse.evidence.measure import LIMITS, SMALL, measure

        gc.enable()
        try:
            measured = measure(contents, limits=LIMITS if deep else SMALL)
        except UnreadableError as error:
            return Missing(f"{contents.filename} cannot be read: {error}")
        key = _key(contents.artifact, deep)
        self.project.store.put(_KIND, key, pack(measured))
        self._measured[key] = measured
        return measured

    def _is_known(self, artifact: str) -> bool:
        return self._recall(artifact) is not None

    def _recall(self, artifact: str, *, deep: bool = False) -> Measurement | None:
        key = _key(artifact, deep)
        if key not in self._measured:
            stored = self.project.store.get(_KIND, key)
            try:
                self._measured[key] = None if stored is None else unpack(Measurement, stored)
            except ValueError:
                self._measured[key] = None
        return self._measured[key]


def _key(artifact: str, deep: bool) -> str:
    return f"{artifact} deep" if deep else artifact


def key_of_release(wanted: Wanted) -> str:
    """Return what tells one release of one index from all others."""
    return f"{wanted.key} {wanted.package.source.location}"


def _surroundings(project: OpenProject) -> str:
    """Return what else could give a package's files: another environment or index."""
    environment = project.environment
    place = environment.root if environment is not None else None
    return f"{place} {project.request.index_url} {project.request.offline}"
