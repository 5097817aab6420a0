"""Newcomers that no lock holds yet: judged by their newest release, as `explain` does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from packaging.utils import canonicalize_name

from inhouse.errors import IncompleteError
from inhouse.gate.candidate import Candidate
from inhouse.model.gate import FilePlace, Newcomer
from inhouse.model.graph import key_of
from inhouse.model.lock import Note
from inhouse.model.progress import Progress
from inhouse.model.verdict import Reason
from inhouse.pipeline.distributions import Distributions
from inhouse.pipeline.gathered import gather
from inhouse.pipeline.gating.asked import Asked
from inhouse.pipeline.gating.candidates import candidate_of
from inhouse.pipeline.gating.graphs import Bringers
from inhouse.pipeline.gating.newcomers import Found, may_fail, today, wants_upkeep
from inhouse.pipeline.newcomer import alone, not_used_yet, release_of
from inhouse.pipeline.project import OpenProject
from inhouse.pipeline.verdicts import judge

MAX_ASKED = 100  # a change that asks for more without locking them is told to lock


def unlocked_newcomers(project: OpenProject, asked: Asked, progress: Progress) -> Found:
    """Examine what is asked for and not locked; the versions are not known, so the newest."""
    distributions = Distributions(project, progress)
    names = sorted(asked)
    try:
        made = [
            _of(project, name, asked[name], distributions)
            if count < MAX_ASKED
            else _unknown(project, name, asked[name], "too much is asked for without being locked")
            for count, name in enumerate(names)
        ]
    finally:
        distributions.close()
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    text = f"asked for and locked without a version, or not at all: {shown}; "
    text += "the newest release was looked at"
    notes = (Note(code="not-locked", text=text), *distributions.notes)
    return Found(candidates=tuple(made), notes=notes, unreachable=distributions.unreachable)


def _of(
    project: OpenProject, name: str, groups: frozenset[str], distributions: Distributions
) -> Candidate:
    try:
        package = release_of(distributions, canonicalize_name(name), None)
    except IncompleteError as error:
        return _unknown(project, name, groups, str(error))
    part = alone(project, package)
    gathered = not_used_yet(
        gather(
            project,
            part,
            distributions,
            upkeep=wants_upkeep(project.settings.gate),
            worth_reading=partial(may_fail, project),
        )
    )
    (judged,) = judge(project, part, gathered, today())
    nobody = {key_of(name, package.version): Bringers(new=(), old=())}
    made = candidate_of(project, judged, part, nobody, gathered.evidence)
    return replace(made, newcomer=replace(made.newcomer, groups=tuple(sorted(groups))))


def _unknown(project: OpenProject, name: str, groups: frozenset[str], why: str) -> Candidate:
    known = f"{name} is not in the lock and could not be looked up: "
    newcomer = Newcomer(
        name=name,
        version=None,
        direct=True,
        groups=tuple(sorted(groups)),
        path=(project.name or "project", name),
        brought_by=(),
        through=(),
        tier="unknown",
        advice="review",
        confidence="low",
        rule=None,
        sloc=None,
        own_lines=None,
        reasons=(Reason(code="unknown", text=why.removeprefix(known)),),
        place=FilePlace(file=project.lock_name or ""),
    )
    return Candidate(newcomer=newcomer)
