"""What an audit gives back."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A report and the exit code that goes with it: 0, or 3 where something was left undone."""

    report: Report
    exit_code: int
