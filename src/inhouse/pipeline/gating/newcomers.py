"""The newcomers of one changed lock, each with its evidence and what it is judged by."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from inhouse.gate.candidate import Candidate
from inhouse.gate.delta import Release
from inhouse.gate.size import counts
from inhouse.model.evidence import Maybe, Measurement, Missing
from inhouse.model.gate import Newcomer
from inhouse.model.graph import DependencyGraph, Node, key_of
from inhouse.model.lock import LockedPackage, Note
from inhouse.model.progress import Progress
from inhouse.model.settings import GatePolicy
from inhouse.pipeline.distributions import MISMATCH, Distributions
from inhouse.pipeline.gathered import gather
from inhouse.pipeline.gating.base_side import BaseSide, declared
from inhouse.pipeline.gating.candidates import candidate_of, unplaced, unseen
from inhouse.pipeline.gating.graphs import Bringers, bringers, graph_of, groups_of, only
from inhouse.pipeline.gating.hearsay import note_of, unfounded
from inhouse.pipeline.gating.origins import Origins
from inhouse.pipeline.gating.own_parts import asked_for
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
    look = _Look(project, frozenset(key_of(*release) for release in added), base, origins)
    try:
        progress.stage("reading what is new")
        graph, notes = graph_of(project, distributions, base.locked, origins)
        made = look.at(graph, distributions)
        doubtful = {f"{key_of(n.name, n.version)}" for n in _passing_for_others(made, project)}
        wrong = unfounded(graph, doubtful, distributions, origins) if doubtful else {}
        if wrong:
            names = {node.key: str(node.package.name) for node in graph.nodes}
            notes += tuple(note_of(names[key], said) for key, said in wrong.items())
            made = look.at(asked_for(graph, wrong), distributions)
    finally:
        distributions.close()
    told = (*notes, *graph.notes, *distributions.notes, *look.notes)
    return Found(
        candidates=tuple(made),
        notes=told,
        implied=look.implied,
        torn=any(note.code == MISMATCH for note in told),
        unreachable=distributions.unreachable,
    )


class _Look:
    """A look at the newcomers of one graph; `notes` and `implied` are those of the last one."""

    def __init__(
        self, project: OpenProject, keys: frozenset[str], base: BaseSide, origins: Origins
    ) -> None:
        self._project, self._keys, self._base, self._origins = project, keys, base, origins
        self.notes: tuple[Note, ...] = ()
        self.implied = 0

    def at(self, graph: DependencyGraph, distributions: Distributions) -> list[Candidate]:
        """Return what each is judged by."""
        project = self._project
        brought = bringers(graph, self._keys)
        kept = _counted(graph, self._keys, brought, project, self._base)
        foreign = _foreign(project, kept, self._origins)
        part = only(graph, kept - foreign.keys(), project.lock)
        gathered = not_used_yet(
            gather(
                project,
                part,
                distributions,
                upkeep=wants_upkeep(project.settings.gate),
                worth_reading=partial(may_fail, project),
            )
        )
        judged = judge(project, part, gathered, today())
        keys = {node.key for node in graph.nodes}
        self.notes, self.implied = gathered.notes, len(self._keys & keys) - len(kept)
        found = [candidate_of(project, each, part, brought, gathered.evidence) for each in judged]
        found += [
            unseen(project, node, brought, foreign[node.key])
            for node in graph.nodes
            if node.key in foreign
        ]
        return found + self._nowhere(keys)

    def _nowhere(self, keys: Container[str]) -> list[Candidate]:
        """Return what no environment holds, where all are looked at: said, as it is locked."""
        if not self._project.target.universal:
            return []
        return [
            unplaced(self._project, package)
            for package in self._project.lock.packages
            if (key := key_of(package.name, package.version)) in self._keys and key not in keys
        ]


def _passing_for_others(made: list[Candidate], project: OpenProject) -> Iterator[Newcomer]:
    """Yield what passes, or is not looked at, only because another package needs it."""
    policy = project.settings.gate
    more = policy.also_fail or policy.deny_licenses or policy.stale_years is not None
    for each in made:
        newcomer = each.newcomer
        if newcomer.direct or policy.transitive == "all" or not counts(newcomer, policy):
            continue
        if more or newcomer.tier in policy.tiers:
            yield newcomer


def today() -> date:
    """Return today's date in UTC."""
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


def may_fail(project: OpenProject, node: Node, measured: Maybe[Measurement]) -> bool:
    """Tell whether the use of a package can decide about it: it is direct, and may be tiny."""
    policy = project.settings.gate
    groups = {"*", *groups_of(node, project)}
    if not node.direct or not groups.intersection(policy.groups):
        return False
    rule = project.catalogue.get(str(node.package.name))
    if rule is not None and rule.tier in policy.tiers:
        return True
    if isinstance(measured, Missing) or isinstance(measured.sloc, Missing):
        return False
    return "micro" in policy.tiers and measured.sloc <= project.settings.thresholds.sloc


def wants_upkeep(policy: GatePolicy) -> bool:
    """Tell whether a policy asks for what only an index knows."""
    return policy.stale_years is not None or bool(_UPKEEP.intersection(policy.also_fail))
