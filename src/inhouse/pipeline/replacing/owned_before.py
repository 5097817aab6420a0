"""What the project has taken in-house already."""

from __future__ import annotations

from collections.abc import Sequence

from packaging.utils import canonicalize_name

from inhouse.codemod.inlining import read_ledger
from inhouse.model.replaced import PackageReplaced, Sites
from inhouse.model.taken import LedgerEntry
from inhouse.pipeline.examined import Examined
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.workspace import Workspace

LEDGER = "_inhouse/ledger.toml"


def ledgers(workspace: Workspace) -> dict[str, tuple[LedgerEntry, ...]]:
    """Return the entries of every ledger of the project, by its path; InputError for a bad one."""
    paths = [path for path in workspace.config_files() if f"/{path}".endswith(f"/{LEDGER}")]
    return {path: read_ledger(workspace.read(path).decode("utf-8")) for path in paths}


def already_owned(
    overlay: Overlay, asked: Sequence[str], examined: Examined
) -> dict[str, PackageReplaced]:
    """Return, by the name asked for, what is owned and no longer locked: nothing to do."""
    locked = {each.subject.standing.name for each in examined.judged}
    known = {
        entry.name: entry for entries in ledgers(overlay.workspace).values() for entry in entries
    }
    found = {}
    for name in asked:
        entry = known.get(canonicalize_name(name))
        if entry is not None and canonicalize_name(name) not in locked:
            found[name] = _done(entry)
    return found


def all_owned(workspace: Workspace, asked: Sequence[str]) -> tuple[PackageReplaced, ...] | None:
    """Return what was asked for where all of it is owned already, else None."""
    known = {entry.name: entry for entries in ledgers(workspace).values() for entry in entries}
    names = [canonicalize_name(name) for name in asked]
    if not names or not all(name in known for name in names):
        return None
    return tuple(_done(known[name]) for name in names)


def _done(entry: LedgerEntry) -> PackageReplaced:
    return PackageReplaced(
        name=entry.name,
        version=entry.version,
        strategy=entry.strategy,
        status="applied",
        reason=f"in-house since {entry.date}; nothing to do",
        sites=Sites(rewritten=0, left=0),
        left=(),
        own_lines=0,
        sheds=(),
        files=(),
        proof=None,
        license=entry.licence,
    )
