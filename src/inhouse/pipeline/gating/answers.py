"""The gate's report: what was found about newcomers, allowances, settings and locks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from inhouse.model.gate import Finding, GateReport
from inhouse.model.lock import Note
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.moves import name_in
from inhouse.pipeline.gating.order import GateOutcome
from inhouse.pipeline.gating.policies import Policies
from inhouse.pipeline.tool import TOOL

if TYPE_CHECKING:  # most changes lock nothing new
    from inhouse.gate.candidate import Candidate
    from inhouse.gate.judgement import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the comparison brought; `locked` is None where no name was asked for."""

    candidates: tuple[Candidate, ...] = ()
    removed: tuple[str, ...] = ()
    locked: frozenset[str] | None = None
    locks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()


def answer(
    seen: Seen,
    base: BaseSide,
    chosen: Policies,
    tables: Mapping[str, Any] | None,
    placed: Callable[[Finding], Finding],
) -> GateOutcome:
    """Return the report and 0 or 1; `placed` gives a finding about settings its place."""
    judged = _judged(seen, chosen)
    findings = (*(judged.findings if judged else ()), *seen.findings, *_policy_findings(chosen))
    findings = tuple(each if each.place else placed(each) for each in findings)
    findings = tuple(sorted(findings, key=lambda each: each.level != "error"))
    passed = all(each.level != "error" for each in findings)
    report = GateReport(
        schema_version=1,
        tool=TOOL,
        passed=passed,
        project=name_in(tables),
        lockfile=", ".join(seen.locks) or None,
        base=base.shown,
        head="the working tree",
        base_commit=base.point.commit if base.point is not None else None,
        policy=chosen.which,
        added=tuple(each.newcomer for each in seen.candidates),
        removed=seen.removed,
        findings=findings,
        allowed=judged.allowed if judged is not None else (),
        notes=tuple(dict.fromkeys((*seen.notes, *_base_notes(base)))),
    )
    return GateOutcome(report=report, exit_code=0 if passed else 1)


def _judged(seen: Seen, chosen: Policies) -> Judgement | None:
    """Return the findings about newcomers and allowances; None where there are neither."""
    if not seen.candidates and not chosen.allowances:
        return None
    from inhouse.gate.judgement import Stand, judge

    stand = Stand(
        policy=chosen.judging.gate,
        vendor_lines=chosen.judging.thresholds.vendor_lines,
        today=datetime.now(UTC).date(),
        allowances=chosen.allowances,
        locked=seen.locked,
    )
    return judge(seen.candidates, stand)


def _policy_findings(chosen: Policies) -> Iterable[Finding]:
    if not chosen.changed:
        return
    keys = ", ".join(chosen.changed)
    judged = "what was there before" if chosen.which == "base" else "the change itself"
    fails = "policy-changed" in chosen.judging.gate.also_fail
    yield Finding(
        name="",
        version=None,
        code="policy-changed",
        text=f"[tool.inhouse] changes in {keys}; judged by {judged}",
        path=(),
        alternative=None,
        level="error" if fails else "note",
    )


def _base_notes(base: BaseSide) -> Iterable[Note]:
    if base.was is not None:
        text = f"the project was moved: the base has it in {base.was or 'the repository itself'}"
        yield Note(code="moved", text=text)
    if base.first:
        text = "the repository holds no commit yet: all that is locked now is accepted as its start"
        yield Note(code="first-commit", text=text)
    elif base.is_lock:
        text = "compared with a file: the settings of the working tree judge"
        yield Note(code="base-file", text=text)
    elif base.point is not None and base.point.same:
        text = "the commit that is checked out is the base: only what is not committed is new"
        yield Note(code="same-commit", text=text)
