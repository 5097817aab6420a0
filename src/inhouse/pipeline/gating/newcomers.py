"""The newcomers of one changed lock, each with its evidence and what it is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from inhouse.gate.candidate import Candidate
from inhouse.gate.delta import Release
from inhouse.model.evidence import Maybe, Measurement, Missing
from inhouse.model.graph import DependencyGraph, Node, key_of
from inhouse.model.lock import LockedPackage, Note
from inhouse.model.progress import Progress
from inhouse.model.settings import GatePolicy
from inhouse.pipeline.distributions import MISMATCH, Distributions
from inhouse.pipeline.gathered import gather
from inhouse.pipeline.gating.base_side import BaseSide, declared
from inhouse.pipeline.gating.candidates import candidate_of, unseen
from inhouse.pipeline.gating.graphs import Bringers, bringers, graph_of, groups_of, only
from inhouse.pipeline.gating.origins import Origins
from inhouse.pipeline.newcomer import not_used_yet
from inhouse.pipeline.project import OpenProject
from inhouse.pipeline.verdicts import judge

_UPKEEP = frozenset({"archived", "quarantined", "deprecated", "yanked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one lock brought, and whether all of it could be looked at."""

    candidates: tuple[Candidate, ...]
    notes: tuple[Note, ...]
    implied: int = 0  # names of a first lock that came with what was asked for before
    torn: bool = False  # a file was not what the lock says
    unreachable: bool = False


def newcomers_of(
    project: OpenProject,
    added: frozenset[Release],
    base: BaseSide,
    origins: Origins,
    progress: Progress,
) -> Found:
    """Examine the added releases of one lock; nothing is asked about any other package."""
    distributions = Distributions(project, progress)
    try:
        progress.stage("reading what is new")
        graph, notes = graph_of(project, distributions, base.locked, origins)
        keys = frozenset(key_of(*release) for release in added)
        brought = bringers(graph, keys)
        kept = _counted(graph, keys, brought, project, base)
        foreign = _foreign(project, kept, origins)
        part = only(graph, kept - foreign.keys(), project.lock)
        policy = project.settings.gate
        gathered = not_used_yet(
            gather(
                project,
                part,
                distributions,
                upkeep=_wants_upkeep(policy),
                worth_reading=partial(_may_fail, project),
            )
        )
    finally:
        distributions.close()
    judged = judge(project, part, gathered, _today())
    made = [candidate_of(project, each, part, brought, gathered.evidence) for each in judged]
    made += [
        unseen(project, node, brought, foreign[node.key])
        for node in graph.nodes
        if node.key in foreign
    ]
    told = (*notes, *graph.notes, *distributions.notes, *gathered.notes)
    return Found(
        candidates=tuple(made),
        notes=told,
        implied=len(keys) - len(kept),
        torn=any(note.code == MISMATCH for note in told),
        unreachable=distributions.unreachable,
    )


def _today() -> date:
    from datetime import UTC, datetime

    return datetime.now(UTC).date()


def _counted(
    graph: DependencyGraph,
    keys: frozenset[str],
    brought: Mapping[str, Bringers],
    project: OpenProject,
    base: BaseSide,
) -> frozenset[str]:
    """Return the keys that are really new: of a first lock, not what was there implicitly."""
    nodes = {node.key: node for node in graph.nodes if node.key in keys}
    if base.locks:
        return frozenset(nodes)
    asked = set(declared(project.manifest))
    computed = "setup.py" in base.side.files.names()
    found = set()
    for key, node in nodes.items():
        if node.direct:
            # What neither side's files say in so many words was there before, for all we know.
            if not computed or str(node.package.name) in asked:
                found.add(key)
        elif brought[key].new and not brought[key].old:
            found.add(key)
    return frozenset(found)


def _foreign(project: OpenProject, keys: frozenset[str], origins: Origins) -> dict[str, str]:
    locked = {key_of(each.name, each.version): each for each in project.lock.packages}
    found: dict[str, str] = {}
    for key in keys:
        package: LockedPackage | None = locked.get(key)
        host = origins.foreign(package) if package is not None else None
        if host is not None:
            found[key] = host
    return found


def _may_fail(project: OpenProject, node: Node, measured: Maybe[Measurement]) -> bool:
    """Tell whether the use of a package can decide about it: it is direct, and may be tiny."""
    policy = project.settings.gate
    groups = {"*", *groups_of(node, project.lock_name or "", project.lock.format)}
    if not node.direct or not groups.intersection(policy.groups):
        return False
    rule = project.catalogue.get(str(node.package.name))
    if rule is not None and rule.tier in policy.tiers:
        return True
    if isinstance(measured, Missing) or isinstance(measured.sloc, Missing):
        return False
    return "micro" in policy.tiers and measured.sloc <= project.settings.thresholds.sloc


def _wants_upkeep(policy: GatePolicy) -> bool:
    return policy.stale_years is not None or bool(_UPKEEP.intersection(policy.also_fail))
