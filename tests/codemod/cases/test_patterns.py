"""Texts that patterns match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.codemod.cases.patterns import matched_by


@pytest.mark.parametrize("pattern", ["", "word", "(", "[", "a{5000}b|(", "x" * 500])
def test_what_is_no_pattern_or_cannot_be_shown_gives_nothing(pattern: str) -> None:
    assert matched_by(pattern) == ()


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"&#(\d+);", "&#97;"),
        (r"&#x([\da-fA-F]+);", "&#x97;"),
        (r"(?i)(quiz)$", "quiz"),
        (r"^(ox)en", "oxen"),
        (r"([^aeiouy]|qu)y$", "quy"),
        (r"[A-Z]+", "AA"),
        (r"(a)\1", "aa"),
        (r"(?<=\d),(?=\d)", "9,9"),
    ],
)
def test_a_text_that_matches_is_made(pattern: str, text: str) -> None:
    assert text in matched_by(pattern)


@given(st.text("ab(|)[]*+?\\d\\w.^$&#;-", max_size=12))
def test_everything_made_is_matched(pattern: str) -> None:
    for text in matched_by(pattern):
        assert re.search(pattern, text)
