"""What a policy may fail a newcomer for beside its size: upkeep, files, name, licence, origin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from inhouse.gate.candidate import Candidate
from inhouse.gate.denied_licences import is_denied
from inhouse.gate.size import counts
from inhouse.model.gate import Finding
from inhouse.model.settings import GatePolicy

DAYS_OF_A_YEAR = 365.25
_STATUS = {
    "archived": "its project is archived: nobody maintains it",
    "quarantined": "its index has put it in quarantine: do not install it",
    "deprecated": "its project calls it deprecated",
}


def findings(candidate: Candidate, policy: GatePolicy, today: date) -> Iterator[Finding]:
    """Yield what the policy's further switches say; what is not known fails nothing."""
    newcomer = candidate.newcomer
    if newcomer.name in policy.deny:
        yield _finding(candidate, "denied", "new, and the policy denies it by name")
    if candidate.foreign is not None:
        text = f"new, and locked from {candidate.foreign}, which neither the base nor this machine"
        text += " names: nothing was asked there"
        level: Literal["error", "note"] = "error" if "foreign-index" in policy.also_fail else "note"
        yield _finding(candidate, "foreign-index", text, level)
    if not _is_asked(candidate, policy):
        return
    for code, text in _of_upkeep(candidate, today, policy.stale_years):
        if code in policy.also_fail or code == "stale":
            yield _finding(candidate, code, f"new, and {text}")
    if is_denied(candidate.license, policy.deny_licenses):
        text = f"new, and its licence {candidate.license} is one that the policy denies"
        yield _finding(candidate, "license", text)


def _is_asked(candidate: Candidate, policy: GatePolicy) -> bool:
    """Tell whether the project can do something about it: it is direct, or its bringer is new."""
    newcomer = candidate.newcomer
    if not counts(newcomer, policy):
        return False
    new = newcomer.direct or (bool(newcomer.brought_by) and not newcomer.through)
    return new or policy.transitive == "all"


def _of_upkeep(candidate: Candidate, today: date, years: int | None) -> Iterator[tuple[str, str]]:
    if candidate.status in _STATUS:
        yield candidate.status or "", _STATUS[candidate.status or ""]
    if candidate.yanked:
        yield "yanked", "its authors have withdrawn this release"
    if candidate.sdist_only:
        yield "sdist-only", "it has no wheel: installing it runs its build"
    age = _age(candidate.last_release, today)
    if years is not None and age is not None and age > years:
        span = f"{years} year{'' if years == 1 else 's'}"
        yield "stale", f"its last release, of {candidate.last_release}, is more than {span} old"


def _age(day: str | None, today: date) -> float | None:
    try:
        return None if day is None else (today - date.fromisoformat(day[:10])).days / DAYS_OF_A_YEAR
    except ValueError:
        return None


def _finding(
    candidate: Candidate, code: str, text: str, level: Literal["error", "note"] = "error"
) -> Finding:
    newcomer = candidate.newcomer
    return Finding(
        name=newcomer.name,
        version=newcomer.version,
        code=code,
        text=text,
        path=newcomer.path,
        alternative=candidate.alternative,
        level=level,
        place=newcomer.place,
    )
