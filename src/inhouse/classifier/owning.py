"""Advice by measured facts alone: copy the used part, copy the whole, or leave it."""

from __future__ import annotations

from inhouse.classifier import guards, licences, unused
from inhouse.classifier.choice import Choice
from inhouse.classifier.subject import Subject
from inhouse.classifier.tier import TierFinding
from inhouse.model.evidence import Measurement, Slice, Usage
from inhouse.model.verdict import Reason

# A slice this near to the whole is easier to review as the whole package.
WHOLE = 0.7
# Of a package that is not micro, only a small part is worth copying.
PART = 0.25


def choose(subject: Subject, finding: TierFinding) -> Choice:
    """Return slice or vendor only where the code, its use and its licence allow it."""
    first = finding.reasons[0]
    usage, measured = subject.usage, subject.measured
    if finding.tier == "unknown":
        return Choice("review", "low", first)
    if usage is not None and not usage.imported and not usage.kinds:
        return unused.choose(subject, finding.tier, first)
    if finding.tier == "foundation" or measured is None:
        return Choice("keep", "high", first)
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


def _by_name(usage: Usage) -> Reason | None:
    if set(usage.kinds) <= {"config", "dynamic"}:
        return Reason(code="by-name", text="it is loaded by name, never imported")
    if set(usage.kinds) == {"typing"}:
        return Reason(code="typing-only", text="only type checkers need it")
    return None


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
    doubts = (*guards.review_reasons(subject), *licences.doubts(measured.license))
    if doubts:
        return Choice("review", "medium", doubts[0], (*doubts[1:], first))
    if part is not None and trusted and part.lines <= WHOLE * whole:
        reason = _use_reason(part, measured, usage)
        return Choice("slice", "medium", reason, (first,), part.lines)
    if finding.tier == "micro":
        reason = Reason(code="small-code", text=f"all of it is {_lines(whole)}, as cheap to own")
        return Choice("vendor", "medium", reason, (first,), whole)
    return Choice("keep", "medium", first)


def _use_reason(part: Slice | None, measured: Measurement, usage: Usage) -> Reason:
    names = len([use for use in usage.symbols if "." in use.symbol])
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
