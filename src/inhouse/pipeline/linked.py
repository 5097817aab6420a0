"""The graph of the target environment and what each package means in it, kept between runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inhouse.model.codec import pack, unpack
from inhouse.model.graph import DependencyGraph, Standing
from inhouse.model.lock import Note
from inhouse.pipeline.distributions import Distributions
from inhouse.pipeline.project import OpenProject

_KIND = "linked"
_LOGIN = re.compile(r"://[^/\s@:'\"]*+:[^/\s@'\"]++@")  # a password has no place in the cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What linking gave: the graph, the standings in the graph's order, the lock's own facts."""

    graph: DependencyGraph
    standings: tuple[Standing, ...]
    format: str
    requires_python: str | None
    indexes: tuple[str, ...]
    notes: tuple[Note, ...]


def linked(project: OpenProject, distributions: Distributions) -> Linked:
    """Return the graph from the cache, where nothing that decides it has changed, else anew."""
    key = f"{project.identity} {project.target} {project.request.selection}"
    stored = project.store.get(_KIND, key)
    if stored is not None:
        try:
            found: Linked = unpack(Linked, stored)
        except ValueError:
            pass
        else:
            return found
    made, complete = _link(project, distributions)
    packed = pack(made)
    if complete and not _LOGIN.search(repr(packed)):
        project.store.put(_KIND, key, packed)
    return made


def _link(project: OpenProject, distributions: Distributions) -> tuple[Linked, bool]:
    from inhouse import linker

    lock = project.lock
    metadata: dict[str, tuple[str, ...]] = {}
    notes: list[Note] = list(lock.notes)
    complete = True
    if not lock.edges_known:
        metadata, edge_notes, complete = distributions.requirements(lock)
        notes += edge_notes
    graph = linker.link(lock, project.manifest, project.target, project.request.selection, metadata)
    made = Linked(
        graph=graph,
        standings=linker.standings(graph),
        format=lock.format,
        requires_python=lock.requires_python,
        indexes=lock.indexes,
        notes=(*notes, *graph.notes),
    )
    return made, complete
