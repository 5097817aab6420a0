"""Advice by measured facts alone: copy the used part, copy the whole, or leave it."""

from __future__ import annotations

import re

from inhouse.classifier import guards, licences, unused
from inhouse.classifier.choice import Choice
from inhouse.classifier.subject import Subject
from inhouse.classifier.tier import TierFinding
from inhouse.model.evidence import Measurement, Slice, Usage
from inhouse.model.used_names import used_names
from inhouse.model.verdict import Reason

# A slice this near to the whole is easier to review as the whole package.
WHOLE = 0.7
# Of a package that is not micro, only a small part is worth copying.
PART = 0.25


def choose(subject: Subject, finding: TierFinding) -> Choice:
    """Return slice or vendor only where the code, its use and its licence allow it."""
    first = finding.reasons[0]
    usage, measured = subject.usage, subject.measured
    if usage is not None and not usage.imported and not usage.kinds:
        return unused.choose(subject, finding.tier, first)
    if finding.tier == "unknown":
        return Choice("review", "low", first)
    if measured is None:
        return Choice("keep", "high", first)
    if finding.tier == "foundation":
        part = _part_of_foundation(subject, finding, measured)
        return part or Choice("keep", "high", *_first(subject, measured, first))
    if usage is None:
        return _without_use(subject, finding, first)
    by_name = _by_name(usage)
    if by_name:
        return Choice("keep", "medium", by_name, (first,))
    return _copy(subject, finding, measured, usage)


def _without_use(subject: Subject, finding: TierFinding, first: Reason) -> Choice:
    reason = getattr(subject.evidence.usage, "reason", "")
    unseen = Reason(code="use-unknown", text=f"its use was not seen: {reason}")
    if finding.tier == "micro":
        return Choice("review", "low", first, (unseen,))
    return Choice("keep", "low", first, (unseen,))


def _first(
    subject: Subject, measured: Measurement, first: Reason
) -> tuple[Reason, tuple[Reason, ...]]:
    """Say of what is not small how it is used, before its size and before who else uses it."""
    usage, whole = subject.usage, measured.sloc
    if usage is None or not usage.kinds:
        return first, ()
    named = _by_name(usage)
    if named is not None and first.code in guards.AFTER_SIZE | {"large", "mid-size"}:
        return named, (first,)
    larger = isinstance(whole, int) and whole > subject.settings.thresholds.sloc
    if larger and usage.imported and first.code == "soft-dependency":
        return _use_reason(subject.slice, measured, usage), (first,)
    return first, ()


def _by_name(usage: Usage) -> Reason | None:
    if set(usage.kinds) == {"config"}:
        text = "it is run or configured by name, never imported"
        return Reason(code="by-name", text=text)
    if set(usage.kinds) <= {"config", "dynamic"}:
        return Reason(code="by-name", text="it is loaded by name, never imported")
    if set(usage.kinds) == {"typing"}:
        return Reason(code="typing-only", text="only type checkers need it")
    return None


def _part_of_foundation(
    subject: Subject, finding: TierFinding, measured: Measurement
) -> Choice | None:
    """Return `review` where all that speaks for keeping lies outside a small, certain used part."""
    part, usage, whole = subject.slice, subject.usage, measured.sloc
    if part is None or usage is None or not isinstance(whole, int) or not part.paths:
        return None
    if part.opaque or usage.opaque or "config" in usage.kinds:
        return None
    if part.lines > subject.settings.thresholds.slice_lines or part.lines > PART * whole:
        return None
    signs = {reason.code for reason in finding.reasons} - {"mid-size"}
    places = [trait.evidence for trait in measured.traits if trait.code in signs]
    if not signs <= guards.WEAK & {trait.code for trait in measured.traits}:
        return None
    if not all(_lies_outside(evidence, part.paths) for evidence in places):
        return None
    doubts = licences.doubts(measured.license)
    return Choice("review", "medium", _use_reason(part, measured, usage), doubts)


def _lies_outside(evidence: str, paths: tuple[str, ...]) -> bool:
    """Tell whether every place that a trait was seen at is known and in none of the files."""
    places = [re.match(r"(\S+\.py):\d+ ", each) for each in evidence.split("; ")]
    return all(place is not None and place[1] not in paths for place in places)


def _copy(subject: Subject, finding: TierFinding, measured: Measurement, usage: Usage) -> Choice:
    part, whole = subject.slice, measured.sloc
    first = finding.reasons[0]
    if not isinstance(whole, int):
        return Choice("review", "low", first)
    trusted = part is not None and not part.opaque and not usage.opaque
    small = part is not None and part.lines <= subject.settings.thresholds.slice_lines
    worth = part is not None and part.lines <= PART * whole
    if finding.tier == "mid" and not (trusted and small and worth):
        return Choice("keep", "medium", _use_reason(part, measured, usage), (first,))
    if "config" in usage.kinds:
        also = Reason(code="by-name", text="it is also run or configured by name")
        return Choice("review" if finding.tier == "micro" else "keep", "medium", also, (first,))
    doubts = (*guards.review_reasons(subject), *licences.doubts(measured.license))
    if doubts:
        return Choice("review", "medium", doubts[0], (*doubts[1:], first))
    most = subject.settings.thresholds.vendor_lines
    if part is not None and trusted and part.lines <= min(WHOLE * whole, most):
        reason = _use_reason(part, measured, usage)
        return Choice("slice", "medium", reason, (first,), part.lines)
    if finding.tier == "micro" and whole > most:
        text = f"{_lines(whole)} would be much to own for one package"
        return Choice("review", "medium", Reason(code="much-to-own", text=text), (first,))
    if finding.tier == "micro":
        reason = Reason(code="small-code", text=f"all of it is {_lines(whole)}, as cheap to own")
        return Choice("vendor", "medium", reason, (first,), whole)
    return Choice("keep", "medium", first)


def _use_reason(part: Slice | None, measured: Measurement, usage: Usage) -> Reason:
    names = used_names(use.symbol for use in usage.symbols)
    if part is None or not isinstance(measured.sloc, int):
        places = f"{usage.files} file{'' if usage.files == 1 else 's'}"
        return Reason(code="used", text=f"used in {places}")
    text = f"uses {names}"
    if isinstance(measured.public_names, int) and measured.public_names >= names:
        text += f" of {measured.public_names:,}"
    text += f" name{'' if names == 1 and 'of' not in text else 's'}"
    text += f", {part.lines:,} of {_lines(measured.sloc)}"
    return Reason(code="use-share", text=text)


def _lines(count: int) -> str:
    return f"{count:,} line{'' if count == 1 else 's'}"
