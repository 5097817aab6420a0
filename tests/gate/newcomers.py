"""Candidates for the judges, written in a line."""

from __future__ import annotations

from datetime import date
from typing import Any

from inhouse.gate.candidate import Candidate
from inhouse.gate.judgement import Stand
from inhouse.model.gate import FilePlace, Newcomer
from inhouse.model.settings import Allowance, GatePolicy
from inhouse.model.verdict import Reason

TODAY = date(2026, 6, 1)
FACTS = ("alternative", "replaceable", "status", "yanked", "last_release", "sdist_only", "license")


def candidate(name: str = "tiny", **said: Any) -> Candidate:
    facts = {key: said.pop(key) for key in (*FACTS, "foreign") if key in said}
    values: dict[str, Any] = {
        "version": "1.0",
        "direct": True,
        "groups": ("runtime",),
        "path": ("shop", name),
        "brought_by": (),
        "through": (),
        "tier": "micro",
        "advice": "vendor",
        "confidence": "medium",
        "rule": None,
        "sloc": 12,
        "own_lines": None,
        "reasons": (Reason(code="small-code", text="12 lines of code"),),
        "place": FilePlace(file="uv.lock", line=3),
        **said,
    }
    return Candidate(newcomer=Newcomer(name=name, **values), **{"license": "MIT", **facts})


def stand(*allow: Allowance, since: Any = "base", locked: Any = None, **policy: Any) -> Stand:
    return Stand(
        policy=GatePolicy(**policy),
        vendor_lines=200,
        today=TODAY,
        allowances=tuple((each, since) for each in allow),
        locked=locked,
    )


def reason(code: str) -> tuple[Reason, ...]:
    return (Reason(code="small-code", text="12 lines"), Reason(code=code, text=code))
