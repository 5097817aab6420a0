"""Why a package is here: paths of names from the project to it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping

from inhouse.model.graph import ROOT, DependencyGraph

Children = Mapping[str, list[str]]


def why(graph: DependencyGraph, key: str) -> tuple[tuple[str, ...], ...]:
    """Return one shortest path of names, project first, through each parent of a package.

    Shortest first. A parent that is only reached through the package itself gives no path. Empty
    for a key that the graph does not hold, or that nothing leads to.
    """
    before = shortest(graph, avoid=key)
    parents = {edge.parent for edge in graph.edges if edge.child == key and edge.parent != key}
    paths = [(*trail(before, parent), key) for parent in parents if parent in before]
    named = (named_path(graph, path) for path in paths)
    return tuple(sorted(named, key=lambda path: (len(path), path)))


def shortest(graph: DependencyGraph, avoid: str | None = None) -> dict[str, str]:
    """Return each reachable key's predecessor on one shortest path; ROOT is its own."""
    children: defaultdict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        children[edge.parent].append(edge.child)
    before = {ROOT: ROOT}
    waiting = deque([ROOT])
    while waiting:
        parent = waiting.popleft()
        for child in children[parent]:
            if child not in before and child != avoid:
                before[child] = parent
                waiting.append(child)
    return before


def trail(before: Mapping[str, str], key: str) -> tuple[str, ...]:
    """Return the keys from ROOT to `key`, both included."""
    keys = [key]
    while keys[-1] != ROOT:
        keys.append(before[keys[-1]])
    return tuple(reversed(keys))


def named_path(graph: DependencyGraph, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of keys, the project's for ROOT."""
    names = {node.key: str(node.package.name) for node in graph.nodes}
    return tuple(graph.project if key == ROOT else names[key] for key in keys)
