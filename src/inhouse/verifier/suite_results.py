"""What a test run reported, and the comparison of two runs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from inhouse.model.proof import SuiteRun
from inhouse.verifier.suite_process import Ended

_LARGEST = 64 << 20
SHOWN_LOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Identifiers of tests that passed and that failed; None where only the exit code is known."""

    ended: Ended
    passed: frozenset[str] | None = None
    failed: frozenset[str] = frozenset()

    @property
    def green(self) -> bool:
        """Whether the command said that all is well."""
        return self.ended.code == 0


def read_junit(path: Path, ended: Ended) -> Results:
    """Return the results in a JUnit file, those of the exit code where there is no sound one."""
    try:
        if path.stat().st_size > _LARGEST:
            return Results(ended=ended)
        root = ET.fromstring(path.read_bytes())  # noqa: S314  expat bounds entities by itself
    except (OSError, ET.ParseError, ValueError):
        return Results(ended=ended)
    passed: set[str] = set()
    failed: set[str] = set()
    for case in root.iter("testcase"):
        name = f"{case.get('classname', '')}::{case.get('name', '')}".removeprefix("::")
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed.add(name)
        elif "skipped" not in kinds:
            passed.add(name)
    return Results(ended=ended, passed=frozenset(passed - failed), failed=frozenset(failed))


def compared(
    before: Results, after: Results, *, unsteady: frozenset[str] = frozenset()
) -> SuiteRun:
    """Return what two runs say together; `unsteady` tests came out otherwise without a change."""
    if before.passed is None or after.passed is None:
        return _by_code(before, after)
    lost = sorted(before.passed - after.passed - unsteady)
    notes = []
    if before.failed:
        count = len(before.failed)
        notes.append(f"{count} failed before the change, too" if count > 1 else "one failed before")
    if not before.green and not before.failed:
        notes.append(f"the run did not end well before the change: {before.ended.why}")
    if after.ended.code is None:
        notes.append("the run after the change took too long")
    if unsteady & before.passed - after.passed:
        notes.append("tests that come and go without a change are not counted")
    if not before.passed:
        notes.append("no test passed before the change")
    if len(lost) > SHOWN_LOST:
        notes.append(f"{len(lost)} are lost, the first {SHOWN_LOST} are named")
    return SuiteRun(
        passed=len(after.passed),
        failed=len(after.failed),
        failed_before=len(before.failed),
        lost=tuple(lost[:SHOWN_LOST]),
        note="; ".join(notes),
    )


def _by_code(before: Results, after: Results) -> SuiteRun:
    note = "only exit codes are compared"
    if not before.green:
        note = f"the command fails before the change: {before.ended.why}"
    elif not after.green:
        note = f"the command fails after the change: {after.ended.why}"
    lost = ("the command as a whole",) if before.green and not after.green else ()
    return SuiteRun(
        passed=int(after.green),
        failed=int(not after.green),
        failed_before=int(not before.green),
        lost=lost,
        ids=False,
        note=note,
    )
