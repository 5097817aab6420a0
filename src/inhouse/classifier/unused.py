"""Advice for a direct package of which no use was found."""

from __future__ import annotations

from inhouse.classifier import guards
from inhouse.classifier.choice import Choice
from inhouse.classifier.subject import Subject
from inhouse.model.verdict import Reason, Tier


def choose(subject: Subject, tier: Tier, why: Reason) -> Choice:
    """Return `drop` only for a small package that nothing could load by another way."""
    found = _found(subject)
    soft = guards.soft_dependency(subject)
    if soft and subject.rule is not None and subject.rule.reason == "superseded":
        return Choice("review", "low", found, (*soft, why))  # its hosts do without it, too
    if soft:
        return Choice("keep", "medium", soft[0], (found, why))
    if tier == "foundation":
        kept = _at_work(subject, why)
        return Choice("keep", "low", kept, (found, why)) if kept else _review(found, why)
    if tier != "micro" or guards.keep_reasons(subject) or _commands(subject):
        return _review(found, why)
    if why.code == "no-code" and subject.brings:
        brought = ", ".join(each.key.split("==")[0] for each in subject.brings[:3])
        text = f"all it does is to require {brought}, which may work unseen"
        return Choice("review", "low", found, (Reason(code="brings", text=text), why))
    if subject.partial:
        text = "the extras or groups that are left out may use it"
        return Choice("review", "low", found, (Reason(code="left-out", text=text), why))
    return Choice("drop", "medium", found, (why,), 0)


def _found(subject: Subject) -> Reason:
    text = "no file of the project imports or names it"
    parents = subject.standing.stays_through
    if parents:
        more = f" and {len(parents) - 3} more" if len(parents) > 3 else ""
        text += f"; it comes with {', '.join(parents[:3])}{more} anyway"
    return Reason(code="unused", text=text)


def _review(found: Reason, why: Reason) -> Choice:
    return Choice("review", "low", found, (why,))


def _at_work(subject: Subject, why: Reason) -> Reason | None:
    """Return the sign that the package does its work unseen; data without code is such, too."""
    for reason in guards.keep_reasons(subject):
        if reason.code in guards.AT_WORK_UNSEEN:
            return reason
    measured = subject.measured
    codes = {trait.code for trait in measured.traits} if measured is not None else set()
    return why if {"no-code", "data-table"} <= codes else None


def _commands(subject: Subject) -> bool:
    measured = subject.measured
    return measured is None or bool(measured.console_scripts)
