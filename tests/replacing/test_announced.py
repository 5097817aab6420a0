"""What a rule renames counts as the same, and nothing else does."""

from __future__ import annotations

from inhouse.model.proof import Outcome
from inhouse.model.rule import RuleSymbol
from inhouse.pipeline.replacing.announced import renamed
from inhouse.verifier.matching import Sameness


def raised(name: str) -> Outcome:
    return Outcome(kind="raised", type=name, value="", message="no date")


def same(original: str, replacement: str) -> bool:
    symbols = [
        RuleSymbol(name="dates.ParseError", status="rewritten", to="_inhouse.ParseError"),
        RuleSymbol(name="dates.Other", status="rewritten", to="ValueError"),
        RuleSymbol(name="dates.Kept", status="refused"),
    ]
    sameness = Sameness(errors=renamed(symbols))
    return sameness.difference(raised(original), raised(replacement)) is None


def test_another_error_is_a_difference() -> None:
    assert not same("dates.inner.ParseError", "ValueError")
    assert not same("dates.inner.ParseError", "dates.OtherError")
    assert not same("dates.inner.Kept", "dates.Kept")
    assert not same("dates.Other", "dates.ValueError")


def test_our_own_class_goes_by_both_names() -> None:
    assert same("dates.inner.ParseError", "dates.ParseError")
    assert same("dates.ParseError", "_inhouse.ParseError")


def test_what_the_rule_names_stands_for_it() -> None:
    assert same("dates.Other", "ValueError")
