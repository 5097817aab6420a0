"""What is asked of the gate, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inhouse.model.gate import GateReport
from inhouse.pipeline.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class GateOrder:
    """`base` is a commit, a branch or a lock's file; None: to be found."""

    request: Request
    base: str | None = None
    policy: Literal["base", "head"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateOutcome:
    """The report and the exit code: 0 passed, 1 failed, 3 not all could be looked at."""

    report: GateReport
    exit_code: int
