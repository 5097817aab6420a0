"""What to do about a package in this project; docs/verdict.md has the order in words."""

from __future__ import annotations

from inhouse.classifier import owning, ruled
from inhouse.classifier.choice import Choice
from inhouse.classifier.copying import needs_more
from inhouse.classifier.subject import Subject
from inhouse.classifier.tier import TierFinding, rule_holds, tier_of
from inhouse.model.evidence import Usage
from inhouse.model.verdict import REPLACING, Confidence, Reason, Verdict

_DOUBTS_OF_A_COPY = frozenset(
    {
        "licence",
        "licence-unknown",
        "needs-more",
        "persisted-format",
        "dynamic",
        "by-name",
        "use-share",
        "tiny",
    }
)


def classify(subject: Subject) -> Verdict:
    """Return tier, advice and confidence with their reasons; the first is the one to show."""
    finding = tier_of(subject)
    choice = _choose(subject, finding)
    reasons = _ordered(subject, finding, choice)
    return Verdict(
        tier=finding.tier,
        advice=choice.advice,
        confidence=choice.confidence,
        rule=subject.rule.id if subject.rule is not None and rule_holds(subject) else None,
        reasons=reasons,
        own_lines=choice.own_lines if choice.advice in REPLACING else None,
    )


def _choose(subject: Subject, finding: TierFinding) -> Choice:
    allowed = _allowed(subject)
    if allowed:
        return allowed
    if not subject.standing.direct:
        return _transitive(subject, finding)
    choice = ruled.choose(subject) if rule_holds(subject) else owning.choose(subject, finding)
    return _nothing_gained(subject, _carrying(subject, _copied_alone(subject, choice)))


def _allowed(subject: Subject) -> Choice | None:
    for allowance in subject.settings.allow:
        expired = allowance.until is not None and allowance.until < subject.today.isoformat()
        if allowance.name == subject.standing.name and not expired:
            text = f"reviewed and kept: {allowance.reason}"
            return Choice("keep", "high", Reason(code="allowed", text=text))
    return None


def _transitive(subject: Subject, finding: TierFinding) -> Choice:
    """Only a parent can drop what the project does not ask for itself."""
    standing = subject.standing
    parents = ", ".join(standing.required_by[:3])
    more = len(standing.required_by) - 3
    parents += f" and {more} more" if more > 0 else ""
    text = f"comes with {parents}; only they can drop it"
    if not parents:  # a list without edges, of packages whose metadata could not be had
        text = "it is not known what asks for it"
    if len(standing.required_by) == 1:
        text = f"comes with {parents}, which alone can drop it"
    usage = subject.usage
    confidence: Confidence = "high" if finding.tier != "unknown" else "low"
    extra: tuple[Reason, ...] = ()
    if usage is not None and usage.imported and not usage.only_tests:
        extra = (_undeclared(subject, usage),)
    return Choice("upstream", confidence, Reason(code="transitive", text=text), extra)


def _undeclared(subject: Subject, usage: Usage) -> Reason:
    place = f"imported in {_files(usage.files)}"
    if subject.asked_elsewhere:
        text = f"{place}; an extra or group that is left out asks for it"
        return Reason(code="left-out", text=text)
    return Reason(code="undeclared", text=f"{place}, but the project does not ask for it")


def _copied_alone(subject: Subject, choice: Choice) -> Choice:
    """A copy that makes other packages the project's own requirements asks for a second look."""
    more = needs_more(subject, choice.advice)
    if more is None:
        return choice
    return Choice("review", "medium", more, (choice.reason, *choice.more))


def _carrying(subject: Subject, choice: Choice) -> Choice:
    """What the project imports and has only through this package must be asked for first."""
    if not subject.carries or choice.advice not in REPLACING:
        return choice
    it = "it" if len(subject.carries) == 1 else "them"
    text = f"the project imports {', '.join(subject.carries[:3])} and has {it} only through this"
    carries = Reason(code="carries", text=text)
    if choice.advice == "drop":
        return Choice("review", "medium", carries, (choice.reason, *choice.more))
    return choice._replace(more=(carries, *choice.more))


def _nothing_gained(subject: Subject, choice: Choice) -> Choice:
    """A package that stays through others is not worth copying; say so first."""
    through = subject.standing.stays_through
    if not through or choice.reason.code == "unused":  # that says it already
        return choice
    names = ", ".join(through[:3]) + (f" and {len(through) - 3} more" if len(through) > 3 else "")
    verb = "needs" if len(through) == 1 else "need"
    if "runtime" in subject.standing.groups and not subject.standing.stays_shipped:
        text = f"stays in development, where {names} {verb} it too"
        return choice._replace(more=(Reason(code="stays", text=text), *choice.more))
    stays = Reason(code="stays", text=f"stays installed anyway: {names} {verb} it too")
    reasons = (choice.reason, *choice.more)
    if choice.advice in ("snippet", "slice", "vendor") or _of_a_copy(choice):
        return Choice("keep", choice.confidence, stays, reasons)
    return Choice(choice.advice, choice.confidence, stays, reasons, choice.own_lines)


def _of_a_copy(choice: Choice) -> bool:
    """Tell whether a second look was only asked for because a copy is in doubt."""
    return choice.advice == "review" and choice.reason.code in _DOUBTS_OF_A_COPY


def _ordered(subject: Subject, finding: TierFinding, choice: Choice) -> tuple[Reason, ...]:
    reasons = [choice.reason, *choice.more, *finding.reasons]
    if subject.standing.direct and subject.asked_elsewhere:
        text = "an extra or group that is left out asks for it, too"
        reasons.append(Reason(code="asked-elsewhere", text=text))
    advisories = subject.evidence.advisories
    if advisories.state == "vulnerable":
        known = ", ".join(advisory.id for advisory in advisories.advisories[:3])
        reasons.append(Reason(code="vulnerable", text=f"known vulnerabilities: {known}"))
    unique: dict[tuple[str, str], Reason] = {}
    for reason in reasons:
        unique.setdefault((reason.code, reason.text), reason)
    return tuple(unique.values())


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"
