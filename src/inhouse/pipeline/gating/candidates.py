"""A newcomer with what is known of it, from its verdict and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from inhouse.classifier.tier import rule_holds
from inhouse.gate.alternatives import alternative
from inhouse.gate.candidate import Candidate
from inhouse.gate.size import counts
from inhouse.model.evidence import Evidence, Maybe, Missing, T
from inhouse.model.gate import FilePlace, Newcomer
from inhouse.model.graph import Node
from inhouse.model.lock import LockedPackage
from inhouse.model.settings import GatePolicy
from inhouse.model.verdict import REPLACING, Reason
from inhouse.pipeline.gating.graphs import Bringers, groups_of
from inhouse.pipeline.linked import Linked
from inhouse.pipeline.project import OpenProject
from inhouse.pipeline.verdicts import Judged


def candidate_of(
    project: OpenProject,
    judged: Judged,
    part: Linked,
    brought: Mapping[str, Bringers],
    evidence: Mapping[str, Evidence],
) -> Candidate:
    """Return what a newcomer is judged by."""
    standing, verdict = judged.subject.standing, judged.verdict
    found = evidence[standing.key]
    node = next(node for node in part.graph.nodes if node.key == standing.key)
    measured = None if isinstance(found.measurement, Missing) else found.measurement
    newcomer = Newcomer(
        name=str(standing.name),
        version=standing.version,
        direct=standing.direct,
        groups=groups_of(node, project),
        path=standing.path,
        brought_by=brought[standing.key].new,
        through=brought[standing.key].old,
        tier=verdict.tier,
        advice=verdict.advice,
        confidence=verdict.confidence,
        rule=verdict.rule,
        sloc=None if measured is None else _known(measured.sloc),
        own_lines=verdict.own_lines,
        reasons=verdict.reasons,
        place=FilePlace(file=project.lock_name or ""),
    )
    rule = judged.subject.rule if rule_holds(judged.subject) else None
    upkeep = None if isinstance(found.upkeep, Missing) else found.upkeep
    return Candidate(
        newcomer=newcomer,
        alternative=alternative(newcomer, rule),
        replaceable=rule is not None and (rule.advice in REPLACING or rule.advice == "swap"),
        status=None if upkeep is None else _known(upkeep.status),
        yanked=node.package.yanked or (None if upkeep is None else _known(upkeep.yanked)),
        last_release=None if upkeep is None else _known(upkeep.last_release),
        sdist_only=_sdist_only(node, None if measured is None else measured.source),
        license=None if measured is None else _known(measured.license),
    )


def merged(one: Candidate, other: Candidate, policy: GatePolicy) -> Candidate:
    """Return one release as two locks have it: what counts, and what is asked for, comes first."""

    def rank(each: Candidate) -> tuple[bool, bool]:
        return counts(each.newcomer, policy), each.newcomer.direct

    first, second = sorted((one, other), key=rank, reverse=True)
    groups = {*first.newcomer.groups, *second.newcomer.groups}
    return replace(first, newcomer=replace(first.newcomer, groups=tuple(sorted(groups))))


def unseen(
    project: OpenProject, node: Node, brought: Mapping[str, Bringers], host: str
) -> Candidate:
    """Return a newcomer that nothing was asked about, as only the change names where it is."""
    text = f"{host} is not asked, as only this change names it"
    made = _blank(project, node.package, text)
    newcomer = replace(
        made,
        direct=node.direct,
        groups=groups_of(node, project),
        brought_by=brought[node.key].new,
        through=brought[node.key].old,
    )
    return Candidate(newcomer=newcomer, foreign=host)


def unplaced(project: OpenProject, package: LockedPackage) -> Candidate:
    """Return a newcomer that is locked for no environment, group or extra that there is."""
    text = "it is locked for no environment, group or extra of the project"
    return Candidate(newcomer=_blank(project, package, text))


def _blank(project: OpenProject, package: LockedPackage, why: str) -> Newcomer:
    return Newcomer(
        name=str(package.name),
        version=package.version,
        direct=False,
        groups=(),
        path=(project.name or "project", str(package.name)),
        brought_by=(),
        through=(),
        tier="unknown",
        advice="review",
        confidence="low",
        rule=None,
        sloc=None,
        own_lines=None,
        reasons=(Reason(code="unknown", text=f"could not be measured: {why}"),),
        place=FilePlace(file=project.lock_name or ""),
    )


def _sdist_only(node: Node, source: str | None) -> bool | None:
    kinds = {artifact.kind for artifact in node.package.artifacts}
    if kinds:
        return "wheel" not in kinds
    return True if source == "sdist" else None


def _known(value: Maybe[T]) -> T | None:
    return None if isinstance(value, Missing) else value
