"""Joins a lockfile with the project's manifest into the graph of one target environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inhouse.linker.entrances import entrances
from inhouse.linker.markers import Markers
from inhouse.linker.selection import choose, members_of
from inhouse.linker.units import Unit, Units
from inhouse.linker.walk import EXTRA, Walk
from inhouse.model.graph import ROOT, DependencyGraph, Edge, Node
from inhouse.model.lock import Lockfile, Manifest, Member, Note, Selection
from inhouse.model.target import Target

NOTHING_KNOWN: Mapping[str, tuple[str, ...]] = {}


def link(
    lock: Lockfile,
    manifest: Manifest,
    target: Target,
    selection: Selection,
    metadata: Mapping[str, tuple[str, ...]] = NOTHING_KNOWN,
) -> DependencyGraph:
    """Return what the target environment holds for the selection, and who needs what.

    `metadata` gives the Requires-Dist lines by node key, for entries whose lock records no
    requirements. All projects of a workspace are roots; they are no nodes themselves, and what
    they ask for is direct. With a universal target no marker of the environment counts and,
    unless the selection drops the default groups, every entry of the lock is kept. A target that
    the lock is not meant for holds nothing, and a note says so. Raises UsageError for an extra or
    group that does not exist.
    """
    members = members_of(lock, manifest)
    chosen = choose(lock, manifest, selection, universal=target.universal)
    markers = Markers(target)
    if lock.environments and not any(map(markers.hold, lock.environments)):
        return DependencyGraph(nodes=(), edges=(), notes=(_not_meant_for(lock, target),))
    units = Units(lock, members, metadata)
    walk = Walk(units, markers, chosen)
    told = any(member.requirements or member.extras or member.dev_groups for member in members)
    installed = walk.run(
        () if told or units.listed else entrances(units),
        keep_all=target.universal and not selection.no_dev,
    )
    edges = dict(walk.edges)
    for key in _roots(lock, installed, edges):
        edges[ROOT, key] = Edge(parent=ROOT, child=key)
    nodes = [_node(unit, walk, (ROOT, unit.key) in edges) for unit in installed]
    return DependencyGraph(
        nodes=tuple(sorted(nodes, key=lambda node: node.key)),
        edges=tuple(edges[pair] for pair in sorted(edges)),
        notes=(*_notes(installed, markers), *(_unlocked(walk) if _is_whole(lock) else ())),
        project=_project_name((*manifest.members, *lock.members)),
    )


def _roots(
    lock: Lockfile, installed: set[Unit], edges: Mapping[tuple[str, str], Edge]
) -> list[str]:
    """Return the keys without a parent, where that is what tells that the project asks for them.

    It is where nothing else says what is direct, and in a list without edges of its own once the
    requirements of all its entries are known.
    """
    told = any(parent == ROOT for parent, _ in edges)
    if told and (lock.edges_known or not all(unit.known for unit in installed)):
        return []
    needed = {child for _, child in edges}
    return [unit.key for unit in installed if unit.key not in needed]


def _node(unit: Unit, walk: Walk, direct: bool) -> Node:
    assert unit.package is not None
    labels = walk.labels[unit, ""]
    return Node(
        key=unit.key,
        package=unit.package,
        direct=direct,
        groups=tuple(sorted(name for name in labels if not name.startswith(EXTRA))),
        extras=tuple(sorted(name[len(EXTRA) :] for name in labels if name.startswith(EXTRA))),
    )


def _not_meant_for(lock: Lockfile, target: Target) -> Note:
    meant = " or ".join(f"({marker})" for marker in lock.environments)
    text = f"the lock is not meant for {target.platform} with Python {target.python}, only for"
    return Note(code="environment-not-locked", text=f"{text} {meant}; choose another target")


def _notes(installed: Iterable[Unit], markers: Markers) -> tuple[Note, ...]:
    notes = []
    unknown = [unit.package for unit in installed if unit.package and not unit.known]
    silent = sum(not package.required_by for package in unknown)
    if silent:
        text = f"what {silent} of the locked packages require is not recorded: edges unknown"
        notes.append(Note(code="edges-unknown", text=text))
    if markers.unreadable:
        first = min(markers.unreadable)[:60]
        text = f"{len(markers.unreadable)} markers cannot be read and count as true: {first!r}"
        notes.append(Note(code="marker-unreadable", text=text))
    return tuple(notes)


def _is_whole(lock: Lockfile) -> bool:
    """Tell whether the lock is for the whole project, not a list made from some of its files."""
    return lock.edges_known and not any(package.required_by for package in lock.packages)


def _unlocked(walk: Walk) -> tuple[Note, ...]:
    """Say what the projects ask for and the lock does not hold: it is older than the manifest."""
    names = sorted(walk.unlocked)
    if not names:
        return ()
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    text = f"the lock does not hold what the project asks for: {shown}; lock it again"
    return (Note(code="not-locked", text=text),)


def _project_name(members: tuple[Member, ...]) -> str:
    named = [member for member in members if member.name]
    root = next((member for member in named if member.path == "."), None)
    return str((root or named[0]).name) if named else "project"
