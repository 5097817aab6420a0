"""One entry of the report for code that was taken in-house."""

from __future__ import annotations

from collections.abc import Container

from packaging.utils import canonicalize_name

from inhouse.model.evidence import Missing
from inhouse.model.report import LedgerEntry
from inhouse.pipeline.ledger_owned import Owned
from inhouse.pipeline.reported import vulnerabilities_of

_FEW = 3


def ledger_report(owned: Owned, locked: Container[str]) -> LedgerEntry:
    """Return the entry; `locked` are the names of all packages in the lock."""
    entry, files, upstream = owned.recorded.entry, owned.files, owned.upstream
    lines = files.lines
    return LedgerEntry(
        name=entry.name,
        version=entry.version,
        license=entry.licence,
        symbols=entry.symbols,
        strategy=entry.strategy,
        file=owned.recorded.file,
        date=entry.date,
        proof=entry.proof,
        lines=None if isinstance(lines, Missing) else lines,
        edited=files.edited,
        gone=files.gone,
        locked=canonicalize_name(entry.name) in locked,
        advisories=owned.advisories.state,
        vulnerabilities=vulnerabilities_of(owned.advisories),
        upstream=None if isinstance(upstream, Missing) else upstream,
        missing=_missing(owned),
    )


def _missing(owned: Owned) -> dict[str, str]:
    missing: dict[str, str] = {}
    if owned.recorded.entry.licence is None:
        missing["license"] = "the ledger names none"
    if isinstance(owned.files.lines, Missing):
        missing["lines"] = owned.files.lines.reason
    unread = owned.files.unread
    if unread:
        more = f" and {len(unread) - _FEW} more" if len(unread) > _FEW else ""
        missing["edited"] = "; ".join(unread[:_FEW]) + more
    if owned.advisories.state == "unknown":
        missing["advisories"] = owned.advisories.reason
    if isinstance(owned.upstream, Missing):
        missing["upstream"] = owned.upstream.reason
    return missing
