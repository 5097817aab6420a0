"""What brings each newcomer: the graph of a changed lock, as far as it is about newcomers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from inhouse.gate.delta import Release
from inhouse.model.graph import ROOT, DependencyGraph, Node, Standing
from inhouse.model.lock import Lockfile, Note
from inhouse.pipeline.distributions import Distributions
from inhouse.pipeline.gating.list_names import group_of_list, needed_at_run_time
from inhouse.pipeline.gating.origins import Origins
from inhouse.pipeline.gating.own_parts import asked_for_by_own_parts
from inhouse.pipeline.linked import Linked
from inhouse.pipeline.project import OpenProject


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringers:
    """The direct packages that lead to a newcomer: new ones, and those that were there before."""

    new: tuple[str, ...]
    old: tuple[str, ...]


def graph_of(
    project: OpenProject,
    distributions: Distributions,
    before: frozenset[Release],
    origins: Origins,
) -> tuple[DependencyGraph, tuple[Note, ...]]:
    """Return the graph of every environment that the project's lock is for.

    Where the lock records no edges, only what is new or has another version than before can have
    brought something: only these are asked for their requirements.
    """
    from inhouse import linker

    lock = _vetted(project.lock, origins)
    metadata: dict[str, tuple[str, ...]] = {}
    notes: list[Note] = []
    if not lock.edges_known:
        changed = tuple(
            package
            for package in lock.packages
            if (str(package.name), package.version) not in before
            and origins.foreign(package) is None
        )
        metadata, found, _ = distributions.requirements(replace(lock, packages=changed))
        notes += [note for note in found if note.code != "edges-from-metadata"]
    selection = project.request.selection
    graph = linker.link(lock, project.manifest, project.target, selection, metadata)
    return asked_for_by_own_parts(graph), tuple(notes)


def bringers(graph: DependencyGraph, new: frozenset[str]) -> dict[str, Bringers]:
    """Return what brings each node whose key is in `new`: the nearest direct packages above it."""
    parents: defaultdict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.parent != ROOT:
            parents[edge.child].append(edge.parent)
    nodes = {node.key: node for node in graph.nodes}
    return {key: _above(key, parents, nodes, new) for key in new if key in nodes}


def _above(
    key: str, parents: Mapping[str, list[str]], nodes: Mapping[str, Node], new: frozenset[str]
) -> Bringers:
    found: dict[bool, set[str]] = {True: set(), False: set()}
    seen, waiting = {key}, list(parents.get(key, ()))
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        if nodes[each].direct:
            found[each in new].add(str(nodes[each].package.name))
        else:
            waiting.extend(parents.get(each, ()))
    return Bringers(new=tuple(sorted(found[True])), old=tuple(sorted(found[False])))


def only(graph: DependencyGraph, keys: Iterable[str], lock: Lockfile) -> Linked:
    """Return the part of a graph that is about some packages: their evidence is all that is had."""
    from inhouse import linker

    wanted = frozenset(keys)
    part = replace(
        graph,
        nodes=tuple(node for node in graph.nodes if node.key in wanted),
        edges=tuple(
            edge
            for edge in graph.edges
            if edge.child in wanted and (edge.parent in wanted or edge.parent == ROOT)
        ),
    )
    standings = [each for each in linker.standings(graph) if each.key in wanted]
    return Linked(
        graph=part,
        standings=tuple(_within(each, wanted) for each in standings),
        format=lock.format,
        requires_python=lock.requires_python,
        indexes=(),
        notes=graph.notes,
    )


def groups_of(node: Node, project: OpenProject) -> tuple[str, ...]:
    """Return the groups that bring a package; what an extra brings is installed with the project.

    A requirements file that says in its name what it is for stands for a group of that name, but
    for what the project says that it needs at run time: that may be locked there and nowhere else.
    """
    groups = {*node.groups, *(("runtime",) if node.extras else ())} or {"runtime"}
    listed = project.lock.format == "requirements"
    word = group_of_list(project.lock_name or "") if listed else None
    if word is not None and str(node.package.name) not in needed_at_run_time(project.manifest):
        groups = groups - {"runtime"} or {word}
    return tuple(sorted(groups))


def _vetted(lock: Lockfile, origins: Origins) -> Lockfile:
    return replace(lock, packages=tuple(origins.vetted(package) for package in lock.packages))


def _within(standing: Standing, wanted: frozenset[str]) -> Standing:
    return replace(standing, sheds=tuple(key for key in standing.sheds if key in wanted))
