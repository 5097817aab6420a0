"""Outcomes of the proof as a report shows them."""

from __future__ import annotations

from inhouse.model.proof import Compared, Outcome, SuiteRun
from inhouse.model.replaced import FoundDifference, TestCounts


def lost(suite: SuiteRun, whose: str) -> str:
    """Return one sentence about tests that do not pass any more, "" where all do."""
    if not suite.lost:
        return ""
    count = len(suite.lost)
    return f"{whose} lose {count}: {suite.lost[0]}" + (" and others" if count > 1 else "")


def counts(suite: SuiteRun) -> TestCounts:
    """Return a suite's run as it is reported."""
    return TestCounts(
        passed=suite.passed,
        failed=suite.failed,
        failed_before=suite.failed_before,
        excused=suite.excused,
        lost=suite.lost,
        note=suite.note,
    )


def difference(found: Compared) -> FoundDifference:
    """Return one case with both outcomes."""
    reachable = True if found.trial.script.origin == "call site" else None
    return FoundDifference(
        call=_call(found),
        original=_shown(found.original),
        replacement=_shown(found.replacement),
        known=found.known,
        reachable=reachable,
    )


def _call(found: Compared) -> str:
    """Return the last line of the script with its values in place."""
    script, values = found.trial.script, found.trial.values
    call = script.original.rstrip().rpartition("\n")[2]
    given = [f"{hole.name} = {value}" for hole, value in zip(script.holes, values, strict=False)]
    return f"{call}  with {', '.join(given)}" if given else call


def _shown(outcome: Outcome) -> str:
    if outcome.kind == "value":
        return outcome.shown or outcome.literal or outcome.type
    if outcome.kind == "stopped":
        return f"stopped: {outcome.message}"
    return f"{outcome.type}: {outcome.message}" if outcome.message else outcome.type
