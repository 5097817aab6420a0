"""Advice for a direct package of which no use was found."""

from __future__ import annotations

from inhouse.classifier import guards
from inhouse.classifier.choice import Choice
from inhouse.classifier.subject import Subject
from inhouse.model.verdict import Reason, Tier


def choose(subject: Subject, tier: Tier, why: Reason) -> Choice:
    """Return `drop` only for a small package that nothing could load by another way."""
    text = "no file of the project imports or names it"
    found = Reason(code="unused", text=text)
    soft = guards.soft_dependency(subject)
    if soft and subject.rule is not None and subject.rule.reason == "superseded":
        return Choice("review", "low", found, (*soft, why))  # its hosts do without it, too
    if soft:
        return Choice("keep", "medium", soft[0], (found, why))
    if tier == "foundation":
        kept = guards.keep_reasons(subject)
        return Choice("keep" if kept else "review", "low", kept[0] if kept else found, (found, why))
    if tier != "micro" or guards.keep_reasons(subject) or _commands(subject):
        return Choice("review", "low", found, (why,))
    if subject.partial:
        text = "the extras or groups that are left out may use it"
        return Choice("review", "low", found, (Reason(code="left-out", text=text), why))
    return Choice("drop", "medium", found, (why,), 0)


def _commands(subject: Subject) -> bool:
    measured = subject.measured
    return measured is None or bool(measured.console_scripts)
