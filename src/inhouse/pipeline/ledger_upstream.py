"""Whether the newest release still has the definitions that were taken, as they were taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packaging.version import Version

from inhouse.evidence.contents import Contents
from inhouse.evidence.obtain import Wanted, obtain
from inhouse.model.evidence import Maybe, Missing
from inhouse.model.graph import key_of
from inhouse.model.lock import LockedPackage, Source
from inhouse.model.report import ReportUpstream
from inhouse.model.taken import LedgerEntry
from inhouse.pipeline.distributions import Distributions, key_of_release
from inhouse.pipeline.ledger_digests import digests_in, recall
from inhouse.pipeline.ledger_origins import Newest, Origins

_NOT_COPIED = Missing("none of its code was copied")


def upstream_of(
    distributions: Distributions, entries: Sequence[LedgerEntry], indexes: Iterable[str]
) -> list[Maybe[ReportUpstream]]:
    """Compare each entry with its origin's newest release; answers in the entries' order.

    One page of the index and one archive per origin, within the limits of any direct package.
    """
    distributions.progress.stage("looking at the origins of in-house code")
    copied = [entry for entry in entries if entry.taken]
    newest = dict(zip(copied, Origins(distributions, indexes).newest(copied), strict=True))
    newer = {e: at for e, at in newest.items() if isinstance(at, Newest) and _is_newer(at, e)}
    files = _files(distributions, newer)
    return [_compared(distributions, entry, newest.get(entry), files) for entry in entries]


def _is_newer(newest: Newest, entry: LedgerEntry) -> bool:
    return Version(newest.version) > Version(entry.version)


def _compared(
    distributions: Distributions,
    entry: LedgerEntry,
    newest: Maybe[Newest] | None,
    files: dict[Newest, Maybe[Contents]],
) -> Maybe[ReportUpstream]:
    if newest is None:
        return _NOT_COPIED
    if isinstance(newest, Missing):
        return newest
    if not _is_newer(newest, entry):
        return Missing(f"{newest.version} is the newest release")
    contents = files[newest]
    if isinstance(contents, Missing):
        return Missing(f"{newest.version} is newer; {contents.reason}")
    digests = digests_in(distributions.project.store, contents, entry)
    contents.release()
    if isinstance(digests, Missing):
        return Missing(f"{newest.version} is newer; {digests.reason}")
    there = {name: digests[name] for name, _ in entry.taken}
    return ReportUpstream(
        newest=newest.version,
        taken=len(entry.taken),
        changed=tuple(name for name, old in entry.taken if there[name] not in (None, old)),
        vanished=tuple(name for name, _ in entry.taken if there[name] is None),
    )


def _files(
    distributions: Distributions, newer: dict[LedgerEntry, Newest]
) -> dict[Newest, Maybe[Contents]]:
    """Return the files of the newest releases; what was compared before is not opened again."""
    store, failures = distributions.project.store, distributions.failures
    found: dict[Newest, Maybe[Contents]] = {}
    wanted: dict[str, tuple[Newest, Wanted]] = {}
    for at in dict.fromkeys(newer.values()):
        asked = _wanted(at)
        failed = failures.recall("files", key_of_release(asked))
        if failed is None:
            wanted[asked.key] = (at, asked)
        else:
            found[at] = Missing(failed)

    def known(artifact: str) -> bool:
        compared = {e for e in newer if recall(store, artifact, e) is not None}
        names = {e.name for e in compared}
        return bool(names) and compared >= {e for e in newer if e.name in names}

    for answer in obtain(
        [asked for _, asked in wanted.values()],
        environment=None,
        store=store,
        lookup=distributions.lookup,
        known=known,
    ):
        at, asked = wanted[answer.key]
        contents = answer.contents
        found[at] = contents
        lasting = not distributions.project.request.offline and not distributions.wavered
        if isinstance(contents, Missing) and lasting and not answer.hash_mismatch:
            failures.remember("files", key_of_release(asked), contents.reason)
    return found


def _wanted(newest: Newest) -> Wanted:
    package = LockedPackage(
        name=newest.name,
        version=newest.version,
        source=Source(kind="registry", location=newest.index),
        edges_known=False,
    )
    return Wanted(key=key_of(newest.name, newest.version), package=package, direct=True)
