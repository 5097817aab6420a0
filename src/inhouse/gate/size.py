"""Whether a newcomer fails for what it is: tiny, and something else at hand."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

from inhouse.gate.candidate import Candidate
from inhouse.model.gate import Finding, Newcomer
from inhouse.model.licences import permissive
from inhouse.model.settings import GatePolicy
from inhouse.model.verdict import REPLACING

RUNTIME = "runtime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The policy, and the lines that are worth owning for one package."""

    policy: GatePolicy
    vendor_lines: int


def findings(
    candidate: Candidate, bounds: Bounds, failing: Container[str] = ()
) -> Iterator[Finding]:
    """Yield what there is to say of a newcomer's size; `failing` are direct ones that fail."""
    newcomer = candidate.newcomer
    if newcomer.tier == "unknown":
        yield from _unknown(candidate, bounds.policy)
        return
    if newcomer.tier not in bounds.policy.tiers:
        return
    why = _passes(candidate, bounds, failing)
    level: Literal["error", "note"] = "note" if why else "error"
    text = f"new and {_kind(newcomer)}: {_said(newcomer)}"
    yield Finding(
        name=newcomer.name,
        version=newcomer.version,
        code=f"new-{newcomer.tier}",
        text=f"{text}; passes: {why}" if why else text,
        path=newcomer.path,
        alternative=candidate.alternative,
        level=level,
        place=newcomer.place,
    )


def counts(newcomer: Newcomer, policy: GatePolicy) -> bool:
    """Tell whether the policy looks at the groups that bring a newcomer."""
    if "*" in policy.groups:
        return True
    return any(group in policy.groups for group in groups_of(newcomer))


def groups_of(newcomer: Newcomer) -> tuple[str, ...]:
    """Return the groups; what none is known of is installed with the project."""
    return newcomer.groups or (RUNTIME,)


def _passes(candidate: Candidate, bounds: Bounds, failing: Container[str]) -> str:
    """Return why a newcomer of a tier that fails passes all the same, "" where it does not."""
    newcomer, policy = candidate.newcomer, bounds.policy
    if not counts(newcomer, policy):
        return f"only in {', '.join(groups_of(newcomer))}, which the policy leaves out"
    if not newcomer.direct:
        return _transitive(candidate, policy, failing)
    if newcomer.tier != "micro":
        return ""  # who lists a larger tier means all of it
    if newcomer.advice == "keep":
        return "there is a reason to keep it"
    if newcomer.advice in REPLACING or newcomer.advice == "swap":
        return ""
    if any(reason.code == "use-unknown" for reason in newcomer.reasons):
        return _not_used(candidate, bounds.vendor_lines)
    return "a person should look at it first"


def _transitive(candidate: Candidate, policy: GatePolicy, failing: Container[str]) -> str:
    newcomer = candidate.newcomer
    if policy.transitive == "all":
        return ""
    if policy.transitive == "none":
        return "the policy looks at direct packages only"
    if newcomer.through:
        were = "was" if len(newcomer.through) == 1 else "were"
        return f"it comes with {_names(newcomer.through)}, which {were} there before"
    if not newcomer.brought_by:
        return "it is not known what brings it"
    if policy.transitive == "new":
        return ""
    # The project can only drop what it asks for: without a reason to, a failure would be noise.
    if any(name in failing for name in newcomer.brought_by):
        return ""
    return f"it comes with {_names(newcomer.brought_by)}, which alone can drop it"


def _not_used(candidate: Candidate, vendor_lines: int) -> str:
    """Return why what the project does not use yet passes: it is not known to be easy to own."""
    newcomer = candidate.newcomer
    if candidate.replaceable:
        return ""
    if newcomer.sloc is None or newcomer.sloc > vendor_lines:
        return "it would be much to own, and nothing uses it yet"
    if candidate.license is None or not permissive(candidate.license):
        return "its licence does not let it be copied with a notice, and nothing uses it yet"
    return ""


def _unknown(candidate: Candidate, policy: GatePolicy) -> Iterator[Finding]:
    newcomer = candidate.newcomer
    fails = "unknown" in policy.also_fail and counts(newcomer, policy)
    if candidate.foreign is not None and not fails:
        return  # the finding about where it is from says it all
    yield Finding(
        name=newcomer.name,
        version=newcomer.version,
        code="unknown",
        text=f"new, and could not be judged: {_said(newcomer)}",
        path=newcomer.path,
        alternative=candidate.alternative,
        level="error" if fails else "note",
        place=newcomer.place,
    )


def _said(newcomer: Newcomer) -> str:
    """Return the reason to show: of what only others can drop, what it is and not where it is."""
    told = [
        reason.text for reason in newcomer.reasons if reason.code not in ("transitive", "stays")
    ]
    text = told[0] if told else "nothing more is known"
    return text.removeprefix("could not be measured: ").rstrip(".")


def _kind(newcomer: Newcomer) -> str:
    return "tiny" if newcomer.tier == "micro" else newcomer.tier


def _names(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
