"""What a package is: micro, mid, foundation or unknown. Thresholds: docs/verdict.md."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion

from inhouse.classifier import guards
from inhouse.classifier.subject import Subject
from inhouse.model.evidence import Measurement, Missing, TooLarge
from inhouse.model.verdict import Reason, Tier

# Of what is too large to be looked at, the tier by bytes alone; both are kept.
FOUNDATION_BYTES = 400_000
# From here on a person would name the size of a package before a detail of its code.
LARGE_SLOC = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TierFinding:
    """A tier, why, and whether measured facts (not only a rule) say so."""

    tier: Tier
    reasons: tuple[Reason, ...]
    measured: bool


def tier_of(subject: Subject) -> TierFinding:
    """Return the tier by the rule where one holds for this version, else by measured facts."""
    rule = subject.rule
    if rule is not None and rule_holds(subject):
        reasons = (Reason(code=rule.reason, text=rule.summary),)
        return TierFinding(tier=rule.tier, reasons=reasons, measured=False)
    return measured_tier(subject)


def rule_holds(subject: Subject) -> bool:
    """Tell whether the rule speaks of the locked version."""
    rule, version = subject.rule, subject.standing.version
    if rule is None:
        return False
    if rule.versions is None or version is None:
        return True
    try:
        return SpecifierSet(rule.versions).contains(version, prereleases=True)
    except InvalidVersion:
        return False


def measured_tier(subject: Subject) -> TierFinding:
    """Return the tier by measured facts alone; a missing fact never makes a package small."""
    too_large = _known_large(subject)
    if too_large and too_large.tier == "foundation":
        return too_large
    keep = guards.keep_reasons(subject)
    if keep:  # what was seen holds, whatever else could not be
        return TierFinding(tier="foundation", reasons=_with_size(subject, keep), measured=True)
    if too_large:
        return too_large
    missing = guards.unknown_facts(subject)
    if missing:
        reasons = (Reason(code="unknown", text=f"could not be measured: {missing[0]}"),)
        return TierFinding(tier="unknown", reasons=reasons, measured=False)
    found = subject.measured
    assert found is not None  # unknown_facts says why where it is None
    small = _small(subject, found)
    if small:
        return TierFinding(tier="micro", reasons=small, measured=True)
    return TierFinding(tier="mid", reasons=(_size_reason("mid-size", found),), measured=True)


def _with_size(subject: Subject, keep: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Put the size of a large package before signs that say less."""
    found = subject.measured
    if found is None or not isinstance(found.sloc, int) or found.sloc <= LARGE_SLOC:
        return keep
    before = tuple(reason for reason in keep if reason.code not in guards.AFTER_SIZE)
    after = tuple(reason for reason in keep if reason.code in guards.AFTER_SIZE)
    return (*before, _size_reason("mid-size", found), *after)


def _known_large(subject: Subject) -> TierFinding | None:
    whole = subject.evidence.measurement
    limits = subject.settings.thresholds
    size = whole if isinstance(whole, Missing) else whole.sloc
    if isinstance(size, TooLarge):
        text = f"too large to be a small package ({size.bytes / 1000:,.0f} kB)"
        tier: Tier = "foundation" if size.bytes >= FOUNDATION_BYTES else "mid"
        return TierFinding(tier=tier, reasons=(Reason(code="large", text=text),), measured=True)
    if isinstance(size, int) and not isinstance(whole, Missing) and size > limits.foundation_sloc:
        reasons = (_size_reason("large", whole),)
        return TierFinding(tier="foundation", reasons=reasons, measured=True)
    return None


def _small(subject: Subject, found: Measurement) -> tuple[Reason, ...]:
    """Return why the measured package is micro; empty if it is not."""
    limits = subject.settings.thresholds
    sloc, names = _number(found.sloc), _number(found.public_names)
    total, worst = _number(found.sum_complexity), _number(found.max_complexity)
    if limits.max_complexity is not None and worst > limits.max_complexity:
        return ()
    requirements = found.requires_dist
    many = not isinstance(requirements, Missing) and _runtime(requirements) > limits.requirements
    if sloc == 0 and not many:
        return (Reason(code="no-code", text="it holds no code of its own"),)
    if many:
        return ()
    if sloc <= limits.sloc and names <= limits.public_names and total <= limits.sum_complexity:
        return (_size_reason("small-code", found),)
    return ()


def _runtime(requirements: tuple[str, ...]) -> int:
    """Count requirements outside extras."""
    return sum("extra ==" not in text and "extra==" not in text for text in requirements)


def _number(fact: int | Missing) -> int:
    if isinstance(fact, Missing):
        raise TypeError(fact.reason)  # callers have checked `unknown_facts`
    return fact


def _size_reason(code: str, found: Measurement) -> Reason:
    lines, names = _number(found.sloc), found.public_names
    text = f"{lines:,} lines of code"
    if isinstance(names, int):
        text += f" behind {names} public name{'' if names == 1 else 's'}"
    return Reason(code=code, text=text)
