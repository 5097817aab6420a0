"""What each package means in the graph: who needs it, and what leaves with it (dominators)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from inhouse.errors import InputError
from inhouse.linker.paths import shortest, trail
from inhouse.linker.selection import RUNTIME
from inhouse.model.graph import ROOT, DependencyGraph, Node, Standing

# Names in all paths and sheds together. Real projects of 300 packages have some 3,000; a chain as
# long as a hostile lock allows would fill the memory.
MAX_SIZE = 3_000_000


def standings(graph: DependencyGraph) -> tuple[Standing, ...]:
    """Return one Standing for each node, in the graph's order.

    A package that nothing leads to (its parents are not known) counts as held by the project for
    `sheds`, and its path is the project and itself. InputError for a graph that is all chains.
    """
    parents: defaultdict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.parent != edge.child:
            parents[edge.child].append(edge.parent)
    names = {node.key: str(node.package.name) for node in graph.nodes}
    shipped = frozenset(n.key for n in graph.nodes if n.extras or RUNTIME in n.groups)
    names[ROOT] = graph.project
    before = shortest(graph)
    strays = _entries(graph, before)
    held = _held(graph, strays)
    found, size = [], 0
    for node in graph.nodes:
        subtree = _subtree(held, node.key)
        found.append(_standing(node, parents[node.key], subtree, names, before, shipped))
        size += len(subtree) + len(found[-1].path)
        if size > MAX_SIZE:
            raise InputError(
                graph.project,
                "its packages need each other in chains too long to follow",
                "check what made the lockfile",
            )
    return tuple(found)


def _standing(
    node: Node,
    parents: list[str],
    subtree: frozenset[str],
    names: dict[str, str],
    before: dict[str, str],
    shipped: frozenset[str],
) -> Standing:
    others = [parent for parent in parents if parent not in subtree and parent != ROOT]
    stays = others if node.direct else []
    path = trail(before, node.key) if node.key in before else (ROOT, node.key)
    return Standing(
        key=node.key,
        name=node.package.name,
        version=node.package.version,
        direct=node.direct,
        groups=node.groups,
        extras=node.extras,
        required_by=tuple(sorted({names[parent] for parent in parents if parent != ROOT})),
        path=tuple(names[key] for key in path),
        sheds=() if stays else tuple(sorted(subtree)),
        stays_through=tuple(sorted({names[parent] for parent in stays})),
        stays_shipped=tuple(sorted({names[parent] for parent in stays if parent in shipped})),
    )


def _entries(graph: DependencyGraph, reached: Iterable[str]) -> list[str]:
    """Return keys from which all that the project does not lead to is reached.

    Those without a parent first; then, for circles that nothing leads to, the smallest key left.
    """
    seen = set(reached)
    children: defaultdict[str, list[str]] = defaultdict(list)
    needed: set[str] = set()
    for edge in graph.edges:
        children[edge.parent].append(edge.child)
        needed.add(edge.child)
    left = [node.key for node in graph.nodes if node.key not in seen]
    entries = []
    for key in sorted(left, key=lambda key: (key in needed, key)):
        if key in seen:
            continue
        entries.append(key)
        waiting = [key]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting.extend(children[each])
    return entries


def _held(graph: DependencyGraph, strays: Iterable[str]) -> dict[str, list[str]]:
    """Return the dominator tree: for a key, the keys that are reached only through it."""
    import networkx

    digraph = networkx.DiGraph()
    digraph.add_node(ROOT)
    digraph.add_nodes_from(node.key for node in graph.nodes)
    digraph.add_edges_from((edge.parent, edge.child) for edge in graph.edges)
    digraph.add_edges_from((ROOT, key) for key in strays)
    held: dict[str, list[str]] = {node.key: [] for node in graph.nodes}
    for key, dominator in networkx.immediate_dominators(digraph, ROOT).items():
        # The root's own dominator is None or the root, depending on the release of networkx.
        if key != ROOT and dominator != ROOT:
            held[dominator].append(key)
    return held


def _subtree(held: dict[str, list[str]], key: str) -> frozenset[str]:
    below = [key]
    for each in below:
        below.extend(held[each])
    return frozenset(below)
