"""Gives each package its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from inhouse.classifier import Subject, classify, readiness_of
from inhouse.model.evidence import Readiness
from inhouse.model.verdict import Verdict
from inhouse.pipeline.gathered import Gathered
from inhouse.pipeline.leaving import Leaving
from inhouse.pipeline.linked import Linked
from inhouse.pipeline.project import OpenProject


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A package with its verdict."""

    subject: Subject
    verdict: Verdict
    readiness: Readiness


def judge(project: OpenProject, graph: Linked, gathered: Gathered, today: date) -> list[Judged]:
    """Return a verdict for each standing, in the graph's order."""
    python = oldest_python(project.requires_python or graph.requires_python, project.target.python)
    leaving = Leaving(graph.graph, gathered.evidence)
    out = project.left_out
    judged = []
    for standing in graph.standings:
        subject = Subject(
            standing=leaving.without_carried(standing),
            evidence=gathered.evidence[standing.key],
            rule=project.catalogue.get(standing.name),
            settings=project.settings,
            python=python,
            today=today,
            brings=leaving.brought(standing),
            carries=leaving.carried(standing),
            asked_elsewhere=standing.name in out.names,
            partial=bool(out.extras or out.groups),
        )
        judged.append(
            Judged(subject=subject, verdict=classify(subject), readiness=readiness_of(subject))
        )
    return judged


def oldest_python(requires_python: str | None, target: str) -> str:
    """Return the oldest Python a rewrite has to work on: the lower bound, else the target."""
    try:
        bounds = [
            Version(part.version.removesuffix(".*"))
            for part in SpecifierSet(requires_python or "")
            if part.operator in (">=", "~=", "==", "===", ">")
        ]
    except InvalidSpecifier:
        return target
    return str(max(bounds)) if bounds else target
