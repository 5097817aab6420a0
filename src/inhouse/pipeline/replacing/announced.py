"""What a rule announces of the two sides of its proof."""

from __future__ import annotations

from collections.abc import Iterable

from inhouse.model.rule import RuleSymbol
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.stubs import imports_below
from inhouse.pipeline.replacing.subject import Subject
from inhouse.verifier.matching import Known


def own_modules(subject: Subject, draft: Draft) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the modules of both sides where a rule's code or the standard library takes over."""
    rule = subject.judged.subject.rule
    if rule is None or draft.strategy not in ("stdlib", "snippet"):
        return None
    theirs = {name.partition(".")[0] for name in imports_below(subject)}
    ours = {(each.to or "").partition(".")[0] for each in rule.symbols} - {"", "_inhouse"}
    if draft.home is not None:
        ours.add(draft.home.dotted.partition(".")[0])
    return frozenset(theirs), frozenset(ours | theirs)


def renamed_errors(subject: Subject, draft: Draft) -> dict[str, tuple[str, ...]]:
    """Return what the rule renames, so that a renamed exception counts as the same."""
    rule = subject.judged.subject.rule
    if rule is None or draft.strategy not in ("stdlib", "snippet"):
        return {}
    return renamed(rule.symbols)


def renamed(symbols: Iterable[RuleSymbol]) -> dict[str, tuple[str, ...]]:
    """Return by the name in the package what each symbol is called where it was replaced.

    In a proof our own code goes by the package's name too, so its classes have two names.
    """
    found: dict[str, tuple[str, ...]] = {}
    for each in symbols:
        if each.status == "rewritten" and each.to is not None:
            place, _, leaf = each.to.rpartition(".")
            theirs = f"{each.name.partition('.')[0]}.{leaf}"
            found[each.name] = (each.to, theirs) if place == "_inhouse" else (each.to,)
    return found


def known_of(subject: Subject) -> tuple[Known, ...]:
    """Return the differences that the package's rule announces."""
    rule = subject.judged.subject.rule
    if rule is None:
        return ()
    return tuple(
        Known(
            text=each.text,
            symbols=each.symbols,
            original=each.original,
            replacement=each.replacement,
            values=each.values,
        )
        for each in rule.differences
        if each.original or each.replacement or each.values
    )
