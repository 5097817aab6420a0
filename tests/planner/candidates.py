"""Builders for the planner's tests: a small direct package that the audit would slice."""

from __future__ import annotations

from typing import Any

from inhouse.model.verdict import Advice, Reason, Verdict
from inhouse.planner.candidate import Candidate
from tests.classifier.subjects import subject


def verdict(advice: Advice, text: str = "small and used in one place") -> Verdict:
    return Verdict(
        tier="micro",
        advice=advice,
        confidence="high",
        rule=None,
        reasons=(Reason(code="small-code", text=text),),
    )


def candidate(advice: Advice = "slice", **changes: Any) -> Candidate:
    found = subject(**changes)
    return Candidate(
        standing=found.standing,
        verdict=verdict(advice),
        measurement=found.evidence.measurement,
        usage=found.evidence.usage,
        rule=found.rule,
        python=found.python,
        optional_for=found.evidence.optional_for,
    )
