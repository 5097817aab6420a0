"""Whether what a changed lock says of who needs a newcomer is so.

Who writes a lock by hand can put a package under another one, old or large, that does not need
it. The other one's own metadata tells; it is only asked where that decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from inhouse.model.graph import ROOT, DependencyGraph, Node, key_of
from inhouse.model.lock import LockedPackage, Note
from inhouse.model.requirement_text import requirement
from inhouse.pipeline.distributions import Distributions
from inhouse.pipeline.gating.origins import Origins
from inhouse.pipeline.gating.own_parts import is_own


def unfounded(
    graph: DependencyGraph, keys: Iterable[str], distributions: Distributions, origins: Origins
) -> dict[str, tuple[str, ...]]:
    """Return those of the packages that nothing needs, with the names that are said to.

    Where the metadata of one that might need it cannot be had, the lock is believed.
    """
    nodes = {node.key: node for node in graph.nodes}
    said = {key: _parents(graph, key, nodes) for key in keys}
    asked = {node.key: node for parents in said.values() for node in parents}
    if any(not parents and not _is_told(nodes.values(), key) for key, parents in said.items()):
        asked = nodes  # it may come with any of them
    wanted = [_blind(node.package, origins) for node in asked.values() if not is_own(node.package)]
    lock = replace(distributions.project.lock, packages=tuple(wanted))
    metadata, _, _ = distributions.requirements(lock) if wanted else ({}, [], True)
    names = {key: _names(lines) for key, lines in metadata.items()}
    found = {}
    for key, parents in said.items():
        told = not parents and _is_told(nodes.values(), key)
        possible = parents or (() if told else tuple(nodes.values()))
        if all(_denies(each, nodes[key], names) for each in possible):
            found[key] = tuple(str(each.package.name) for each in parents)
    return found


def note_of(name: str, said: tuple[str, ...]) -> Note:
    """Return what to tell of a package that is judged as what the project asks for."""
    if said:
        needs = "needs" if len(said) == 1 else "need"
        text = f"{name}: the lock says that {', '.join(said[:3])} {needs} it, which is not so"
    else:
        text = f"{name}: nothing that is locked needs it"
    return Note(code="not-needed", text=f"{text}; it counts as what the project asks for")


def _parents(graph: DependencyGraph, key: str, nodes: Mapping[str, Node]) -> tuple[Node, ...]:
    named = {edge.parent for edge in graph.edges if edge.child == key and edge.parent != ROOT}
    return tuple(nodes[parent] for parent in sorted(named - {key}) if parent in nodes)


def _is_told(nodes: Iterable[Node], key: str) -> bool:
    """Tell whether the lock says of every other package what it needs."""
    return all(node.package.edges_known for node in nodes if node.key != key)


def _blind(package: LockedPackage, origins: Origins) -> LockedPackage:
    return replace(origins.vetted(package), edges_known=False)


def _denies(parent: Node, child: Node, names: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a package's own metadata is known and does not name another one."""
    if parent.key == child.key:
        return True
    known = names.get(key_of(parent.package.name, parent.package.version))
    return known is not None and str(child.package.name) not in known


def _names(lines: Iterable[str]) -> frozenset[str]:
    found = set()
    for line in lines:
        try:
            found.add(str(requirement(line).name))
        except ValueError:  # an installer leaves such a line out, too
            continue
    return frozenset(found)
