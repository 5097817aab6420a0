"""What a package is. Cases in which it must not be called micro come first."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from inhouse.classifier import classify
from inhouse.model.evidence import Missing, TooLarge, Trait
from inhouse.model.settings import LITERATURE, Settings
from tests.classifier.subjects import measurement, subject

NEEDED = [
    "sloc",
    "public_names",
    "max_complexity",
    "sum_complexity",
    "native",
    "data_bytes",
    "longest_literal",
    "requires_dist",
]


@pytest.mark.parametrize("fact", NEEDED)
def test_a_missing_fact_is_unknown_and_named(fact: str) -> None:
    torn: dict[str, Any] = {fact: Missing("the file is torn")}
    measured = dataclasses.replace(measurement(), **torn)
    verdict = classify(subject(measured=measured))
    assert (verdict.tier, verdict.advice, verdict.confidence) == ("unknown", "review", "low")
    assert "the file is torn" in verdict.reasons[0].text


def test_nothing_measured_is_unknown() -> None:
    verdict = classify(subject(measured=Missing("not in the cache, and offline")))
    assert (verdict.tier, verdict.advice) == ("unknown", "review")


def test_too_large_to_look_at_is_foundation() -> None:
    verdict = classify(subject(measured=TooLarge("past the limit", 9_000_000)))
    assert (verdict.tier, verdict.advice) == ("foundation", "keep")
    assert "9,000 kB" in verdict.reasons[0].text


@pytest.mark.parametrize(
    "trait",
    ["security", "protocol", "platform", "shared-identity", "stub-only", "plugin", "accelerator"],
)
def test_a_sign_to_keep_beats_smallness(trait: str) -> None:
    verdict = classify(subject(traits=(trait,)))
    assert (verdict.tier, verdict.advice) == ("foundation", "keep")
    assert trait in {reason.code for reason in verdict.reasons}


def test_a_sign_that_was_seen_holds_though_the_rest_is_missing() -> None:
    blind = Missing("compiled code only (tiny.so)")
    measured = measurement(native=True, sloc=blind, public_names=blind, sum_complexity=blind)
    verdict = classify(subject(measured=measured))
    assert (verdict.tier, verdict.advice) == ("foundation", "keep")
    assert verdict.reasons[0].text == "it holds compiled code"


def test_compiled_code_is_kept_though_its_python_was_too_large_to_read() -> None:
    measured = measurement(native=True, sloc=TooLarge("past the limit", 200_000))
    assert classify(subject(measured=measured)).tier == "foundation"
    plain = measurement(native=False, sloc=TooLarge("past the limit", 200_000))
    assert classify(subject(measured=plain)).tier == "mid"


def test_the_size_of_what_is_not_small_comes_before_weak_signs() -> None:
    traits = (
        Trait(code="platform", evidence="tiny/a.py:1 imports winreg; tiny/b.py:2 x; 3 more"),
        Trait(code="security", evidence="tiny/a.py:9 imports ssl; tiny/b.py:9 imports ssl"),
    )
    small = classify(subject(measured=measurement(traits=traits)))
    assert [reason.code for reason in small.reasons] == ["security", "platform"]
    assert small.reasons[0].text.endswith("(tiny/a.py:9 imports ssl and 1 more)")
    assert small.reasons[1].text.endswith("(tiny/a.py:1 imports winreg and 4 more)")
    shared = Trait(code="shared-identity", evidence="tiny/a.py:3 a local")
    large = classify(subject(measured=measurement(traits=(shared, *traits), sloc=3000)))
    codes = [reason.code for reason in large.reasons]
    assert codes == ["security", "mid-size", "shared-identity", "platform"]


def test_compiled_code_data_and_tables_are_kept() -> None:
    for change in ({"native": True}, {"data_bytes": 20_001}, {"longest_literal": 61}):
        verdict = classify(subject(measured=measurement(**change)))
        assert verdict.tier == "foundation", change


def test_a_soft_dependency_is_kept() -> None:
    verdict = classify(subject(optional_for=("jsonschema",)))
    assert verdict.tier == "foundation"
    assert "jsonschema" in verdict.reasons[0].text


@pytest.mark.parametrize(
    ("change", "tier"),
    [
        ({"sloc": 450, "public_names": 20, "sum_complexity": 100}, "micro"),
        ({"sloc": 451}, "mid"),
        ({"public_names": 21}, "mid"),
        ({"sum_complexity": 101}, "mid"),
        ({"requires_dist": ("a", "b")}, "micro"),
        ({"requires_dist": ("a", "b", "c")}, "mid"),
        ({"requires_dist": ("a", "b", 'c; extra == "x"')}, "micro"),
        ({"sloc": 8001}, "foundation"),
        ({"sloc": 0, "public_names": 0}, "micro"),
    ],
)
def test_limits_are_inclusive(change: dict[str, object], tier: str) -> None:
    assert classify(subject(measured=measurement(**change))).tier == tier


def test_the_literature_profile_is_narrower() -> None:
    settings = Settings(profile="literature", thresholds=LITERATURE)
    assert classify(subject(measured=measurement(sloc=35), settings=settings)).tier == "micro"
    assert classify(subject(measured=measurement(sloc=36), settings=settings)).tier == "mid"
    branchy = measurement(sloc=30, max_complexity=11)
    assert classify(subject(measured=branchy, settings=settings)).tier == "mid"
