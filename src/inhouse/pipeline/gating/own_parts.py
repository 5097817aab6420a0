"""Packages that are the project's own, and what the project asks for through them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from inhouse.model.graph import ROOT, DependencyGraph, Edge
from inhouse.model.lock import LockedPackage, Source
from inhouse.model.requirement_text import artifact_name

_ARCHIVES = (".whl", ".zip", ".tar", ".tgz", ".tbz", ".gz", ".bz2", ".xz", ".zst", ".egg")


def is_own_source(source: Source) -> bool:
    """Tell whether a source is a folder of the project; an archive in one holds others' code."""
    if source.kind == "workspace":
        return True
    if source.kind not in ("editable", "path"):
        return False
    place = (source.location or "").partition("#")[0].lower()
    if source.kind == "path":
        return not place.endswith(_ARCHIVES) and artifact_name(place) is None
    return "+" not in place.partition(":")[0] and not place.startswith(("http:", "https:"))


def is_own(package: LockedPackage) -> bool:
    """Tell whether a locked package is a folder of the project."""
    return is_own_source(package.source)


def asked_for_by_own_parts(graph: DependencyGraph) -> DependencyGraph:
    """Return the graph with what the project's own folders need as what the project asks for."""
    own = frozenset(node.key for node in graph.nodes if is_own(node.package))
    return _moved(graph, [edge for edge in graph.edges if edge.parent in own])


def asked_for(graph: DependencyGraph, keys: Iterable[str]) -> DependencyGraph:
    """Return the graph with these packages as what the project asks for, and nobody else."""
    wanted = frozenset(keys)
    known = {edge.child for edge in graph.edges}
    moved = [edge for edge in graph.edges if edge.child in wanted and edge.parent != ROOT]
    return _moved(graph, (*moved, *(Edge(parent=ROOT, child=key) for key in wanted - known)))


def _moved(graph: DependencyGraph, edges: Iterable[Edge]) -> DependencyGraph:
    """Return the graph with edges from the project in place of these."""
    gone = {(edge.parent, edge.child) for edge in edges}
    children = {child for _, child in gone}
    kept = {(e.parent, e.child): e for e in graph.edges if (e.parent, e.child) not in gone}
    for key in children:
        kept.setdefault((ROOT, key), Edge(parent=ROOT, child=key))
    return replace(
        graph,
        nodes=tuple(
            replace(node, direct=True) if node.key in children else node for node in graph.nodes
        ),
        edges=tuple(kept[pair] for pair in sorted(kept)),
    )
