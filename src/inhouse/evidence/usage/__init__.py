"""Finds every use of every locked package in the project's own files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inhouse.evidence.usage.index import Load, Save, SourceTree, scan_tree_files
from inhouse.evidence.usage.merge import merge
from inhouse.evidence.usage.owners import PackageNames
from inhouse.model.evidence import Usage
from inhouse.model.lock import Note

__all__ = ["PackageNames", "SourceTree", "UsageResult", "find_usage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageResult:
    """Usage by distribution name, for all that were asked about, and what could not be read."""

    usages: dict[str, Usage]
    notes: tuple[Note, ...] = ()


def find_usage(
    tree: SourceTree,
    packages: Iterable[PackageNames],
    *,
    load: Load | None = None,
    save: Save | None = None,
) -> UsageResult:
    """Scan the project and tell the uses of each package.

    `load` and `save` keep one JSON value between runs, so that unchanged files are not read again.
    """
    files, notes = scan_tree_files(tree, load, save)
    sizes = {rel: facts[0] for rel, facts in tree.stats.items()}
    computed = [f"{rel}:{line}" for rel, uses in sorted(files.items()) for line in uses.computed]
    if computed:
        text = f"{len(computed)} imports by a computed name are not followed, first {computed[0]}"
        if len(computed) == 1:
            text = f"an import by a computed name is not followed: {computed[0]}"
        notes = (*notes, Note(code="computed-import", text=text))
    return UsageResult(usages=merge(files, packages, sizes), notes=notes)
