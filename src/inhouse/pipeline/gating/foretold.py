"""What the gate would say of a package that is not added yet, by the project's own settings."""

from __future__ import annotations

from datetime import UTC, datetime

from inhouse.gate.judgement import Stand, judge
from inhouse.model.view import GateWord
from inhouse.pipeline.examined import Examined
from inhouse.pipeline.gating.candidates import candidate_of
from inhouse.pipeline.gating.graphs import Bringers


def foretold(found: Examined) -> GateWord:
    """Judge the one package that was examined as if the project asked for it."""
    settings, (judged,) = found.project.settings, found.judged
    nobody = {judged.subject.standing.key: Bringers(new=(), old=())}
    evidence = found.gathered.evidence
    candidate = candidate_of(found.project, judged, found.graph, nobody, evidence)
    stand = Stand(
        policy=settings.gate,
        vendor_lines=settings.thresholds.vendor_lines,
        today=datetime.now(UTC).date(),
        allowances=tuple((each, "base") for each in settings.allow),
    )
    answer = judge((candidate,), stand)
    name = candidate.newcomer.name
    said = [finding.text for finding in answer.findings if finding.name in ("", name)]
    said += [f"allowed: {each.reason}" for each in answer.allowed]
    return GateWord(
        passes=answer.passed,
        reasons=tuple(said),
        alternative=None if answer.passed else candidate.alternative,
    )
