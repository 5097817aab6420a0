"""Which newcomers fail, which pass with a word, and which an allowance lets through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from inhouse.gate import conditions, size
from inhouse.gate.candidate import Candidate
from inhouse.model.gate import Allowed, Finding
from inhouse.model.settings import Allowance, GatePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What newcomers are judged by; `vendor_lines` are worth owning for one package.

    `allowances` are those in force, each with who has seen it; `locked` are the names of all
    packages that the head locks, None where that was not looked at.
    """

    policy: GatePolicy
    vendor_lines: int
    today: date
    allowances: tuple[tuple[Allowance, Literal["base", "head"]], ...] = ()
    locked: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Findings, errors first, and the allowances that let a newcomer pass."""

    findings: tuple[Finding, ...]
    allowed: tuple[Allowed, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing fails."""
        return all(finding.level != "error" for finding in self.findings)


def judge(candidates: Sequence[Candidate], stand: Stand) -> Judgement:
    """Judge all newcomers; the order of the candidates is kept within each level."""
    findings: list[Finding] = []
    allowed: list[Allowed] = []
    counted: set[str] = set()  # by name: one package may be locked in several versions
    bounds = size.Bounds(policy=stand.policy, vendor_lines=stand.vendor_lines)
    failing = _failing(candidates, bounds)
    for each in candidates:
        found = [
            *size.findings(each, bounds, failing),
            *conditions.findings(each, stand.policy, stand.today),
        ]
        entry = _allowance(each.newcomer.name, stand)
        looked_at = {each.newcomer.name} if size.counts(each.newcomer, stand.policy) else set()
        if entry is None:
            counted |= looked_at
            findings += found
            continue
        allowance, since = entry
        if _expired(allowance, stand.today):
            counted |= looked_at
            findings += [_expired_finding(finding, allowance) for finding in found]
            continue
        findings += [finding for finding in found if finding.code == "denied"]
        allowed.append(
            Allowed(
                name=allowance.name,
                reason=allowance.reason,
                until=allowance.until,
                who=allowance.who,
                since=since,
            )
        )
    findings += _too_many(len(counted), stand.policy)
    findings += _about_allowances({each.newcomer.name for each in candidates}, stand)
    ordered = sorted(findings, key=lambda finding: finding.level != "error")
    return Judgement(findings=tuple(ordered), allowed=tuple(dict.fromkeys(allowed)))


def _failing(candidates: Sequence[Candidate], bounds: size.Bounds) -> frozenset[str]:
    """Return the direct newcomers that fail for what they are."""
    return frozenset(
        each.newcomer.name
        for each in candidates
        if each.newcomer.direct
        and any(finding.level == "error" for finding in size.findings(each, bounds))
    )


def _allowance(name: str, stand: Stand) -> tuple[Allowance, Literal["base", "head"]] | None:
    """Return the entry for a name: of several, one that is still in force."""
    entries = [entry for entry in stand.allowances if entry[0].name == name]
    valid = [entry for entry in entries if not _expired(entry[0], stand.today)]
    return next(iter(valid or entries), None)


def _expired(allowance: Allowance, today: date) -> bool:
    return allowance.until is not None and allowance.until < today.isoformat()


def _expired_finding(finding: Finding, allowance: Allowance) -> Finding:
    if finding.level != "error" or finding.code == "denied":
        return finding
    return Finding(
        name=finding.name,
        version=finding.version,
        code="allow-expired",
        text=f"{finding.text}; it was allowed until {allowance.until} ({allowance.reason})",
        path=finding.path,
        alternative=finding.alternative,
        place=finding.place,
    )


def _too_many(count: int, policy: GatePolicy) -> Iterable[Finding]:
    if policy.max_new is None or count <= policy.max_new:
        return
    packages = "package is" if count == 1 else "packages are"
    yield Finding(
        name="",
        version=None,
        code="too-many-new",
        text=f"{count:,} {packages} new, and the policy takes {policy.max_new:,} at a time",
        path=(),
        alternative=None,
    )


def _about_allowances(newcomers: set[str], stand: Stand) -> Iterable[Finding]:
    """Say of entries that name no newcomer that they have ended, or are of no use."""
    for allowance, _ in stand.allowances:
        if allowance.name in newcomers:
            continue
        if stand.locked is not None and allowance.name not in stand.locked:
            code, text = "allow-unused", "is allowed, and no lock holds it: the entry can go"
        elif _expired(allowance, stand.today):
            code = "allow-expired"
            text = f"was allowed until {allowance.until}, which is over: look at it again"
        else:
            continue
        yield Finding(
            name=allowance.name,
            version=None,
            code=code,
            text=text,
            path=(),
            alternative=None,
            level="note",
        )
