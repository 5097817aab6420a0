"""Advice where the catalogue has a rule: it holds only for the uses and Pythons it covers."""

from __future__ import annotations

from packaging.version import Version

from inhouse.classifier import owning, unused
from inhouse.classifier.choice import Choice
from inhouse.classifier.guards import soft_dependency
from inhouse.classifier.subject import Subject
from inhouse.classifier.tier import measured_tier
from inhouse.model.evidence import SymbolUse, Usage
from inhouse.model.rule import Rule, RuleSymbol, lost_needs
from inhouse.model.verdict import REPLACING, Confidence, Reason


def choose(subject: Subject) -> Choice:
    """Return the rule's advice for this project's uses, or its `otherwise` and why."""
    rule = subject.rule
    assert rule is not None  # the caller has asked `rule_holds`
    summary = Reason(code=rule.reason, text=rule.summary)
    if rule.advice not in REPLACING:
        return _kept(subject, rule, summary)
    soft = soft_dependency(subject) if rule.reason in ("tiny", "keep") else []
    if soft:
        return Choice("keep", "high", soft[0], (summary,))
    if rule.min_python and Version(rule.min_python) > Version(subject.python):
        text = f"the replacement needs Python {rule.min_python}; this supports {subject.python}"
        return Choice("keep", "high", Reason(code="python", text=text), (summary,))
    usage = subject.usage
    if usage is None:
        return Choice(rule.advice, "low", summary, _unseen(subject), _own_lines(subject, rule))
    if not usage.imported and not usage.kinds:
        if (
            rule.reason == "shim" and rule.advice == "drop"
        ):  # an empty package is not used under its own name
            return Choice("drop", "high", summary, (), 0)
        return unused.choose(subject, rule.tier, summary)
    why = (*_needs(rule, subject), *_not_covered(rule, usage))
    if why:  # of a guarded import, too: what falls back may do less
        return _otherwise(subject, rule, summary, why)
    confidence: Confidence = "high" if _verified(rule, usage) else "medium"
    if rule.reason == "superseded" and set(usage.kinds) == {"guarded"}:
        text = "every import has a fallback: if that is the standard library, only it need stay"
        return Choice("drop", "medium", Reason(code="guarded", text=text), (summary,), 0)
    return Choice(rule.advice, confidence, summary, (), _own_lines(subject, rule))


def _kept(subject: Subject, rule: Rule, summary: Reason) -> Choice:
    usage = subject.usage
    if usage is not None and not usage.imported and not usage.kinds:
        return unused.choose(subject, rule.tier, summary)
    return Choice(rule.advice, "high", summary)


def _otherwise(subject: Subject, rule: Rule, summary: Reason, why: tuple[Reason, ...]) -> Choice:
    """Return the rule's second advice; of a tiny thing the used part may still be worth taking."""
    if rule.reason == "tiny":
        measured = owning.choose(subject, measured_tier(subject))
        if measured.advice == "slice":
            return measured._replace(more=(*measured.more, *why))
    return Choice(rule.otherwise, "medium", why[0], (*why[1:], summary))


def _unseen(subject: Subject) -> tuple[Reason, ...]:
    missing = subject.evidence.usage
    text = f"its use was not seen: {getattr(missing, 'reason', '')}"
    return (Reason(code="use-unknown", text=text),)


def _needs(rule: Rule, subject: Subject) -> tuple[Reason, ...]:
    lost = lost_needs(rule, subject.standing.sheds)
    text = f"what takes its place needs {', '.join(lost)}, which only this brings: require it first"
    return (Reason(code="needs", text=text),) if lost else ()


def _not_covered(rule: Rule, usage: Usage) -> tuple[Reason, ...]:
    """Return why the uses go past what the rule covers; empty if all are covered."""
    reasons = [
        Reason(code="opaque", text=f"not all of its use can be told: {text}")
        for text in usage.opaque[:3]
    ]
    any_name = rule.advice in ("slice", "vendor", "drop") and not rule.symbols
    for use in () if any_name else usage.symbols:
        reason = _use_not_covered(rule, use)
        if reason:
            reasons.append(reason)
    if rule.advice == "stdlib":
        reasons += [
            Reason(code="passed-on", text=f"{name} is offered to other modules, for any use of it")
            for name in usage.passed_on
            if not _holds_for_others(rule, name)
        ]
    if "config" in usage.kinds or "dynamic" in usage.kinds:
        reasons.append(Reason(code="by-name", text="it is also loaded by name"))
    return tuple(reasons)


def _use_not_covered(rule: Rule, use: SymbolUse) -> Reason | None:
    covered = symbol_for(rule, use.symbol)
    if covered is None:
        if "." not in use.symbol:  # the import itself; its uses are listed by name
            return None
        return Reason(code="uncovered", text=f"{use.symbol} has no replacement in the rule")
    if covered.status == "refused":
        return Reason(code="refused", text=f"{use.symbol}: {covered.why or 'has no equal'}")
    if covered.keywords is not None:
        foreign = [name for name in use.keywords if name not in covered.keywords]
        if foreign:
            words = ", ".join(foreign)
            text = f"{use.symbol} is called with {words}, which its replacement does not take"
            return Reason(code="call-shape", text=text)
        if use.star_arguments:
            return Reason(code="call-shape", text=f"{use.symbol} is called with unpacked arguments")
    if use.as_value and covered.name == use.symbol and _for_calls_only(covered):
        return Reason(code="call-shape", text=f"{use.symbol} is also used without being called")
    return None


def _for_calls_only(symbol: RuleSymbol) -> bool:
    """Tell whether a rewrite answers for calls alone; other advice leaves that to a person."""
    if symbol.status != "rewritten":
        return False
    return symbol.pair is not None or symbol.contexts == ("call",)


def _holds_for_others(rule: Rule, name: str) -> bool:
    """Tell whether a name may come to mean what the rule says, whatever its takers do with it."""
    covered = symbol_for(rule, name)
    if covered is None:
        return False
    if covered.status != "rewritten" or covered.name != name:
        return True
    below = any(each.name.startswith(f"{name}.") for each in rule.symbols)
    return covered.holds_for_others and not below


def symbol_for(rule: Rule, name: str) -> RuleSymbol | None:
    """Return the entry that covers a used name: itself, an owner of it, or a `.*` above it."""
    best: RuleSymbol | None = None
    for symbol in rule.symbols:
        stem = symbol.name.removesuffix(".*")
        covers = name == stem or name.startswith(f"{stem}.")
        if covers and (best is None or len(stem) > len(best.name.removesuffix(".*"))):
            best = symbol
    return best


def _verified(rule: Rule, usage: Usage) -> bool:
    """Return whether all that the rule says of these uses is run against the package.

    A contract covers what the codemod may rewrite; advice beyond that is a person's word.
    """
    if not all(item.verified for item in rule.differences):
        return False
    if not rule.complete:
        return bool(rule.differences)
    used = [symbol_for(rule, use.symbol) for use in usage.symbols]
    return all(each is None or each.status == "rewritten" for each in used)


def _own_lines(subject: Subject, rule: Rule) -> int | None:
    if rule.advice in ("drop", "stdlib"):
        return 0
    if rule.advice == "slice" and subject.slice is not None:
        return subject.slice.lines
    found = subject.measured
    if rule.advice in ("slice", "vendor") and found is not None and isinstance(found.sloc, int):
        return found.sloc
    return rule.own_lines
