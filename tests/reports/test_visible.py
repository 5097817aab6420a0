"""Making text of packages safe to show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.reports.visible import visible


@pytest.mark.parametrize(
    "text", ["", "six 1.17.0", "für Zoë", "日本語", "[bold]x[/bold]", ":smile:"]
)
def test_honest_text_is_left_alone(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("a\nb\tc\r", "a b c "),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("a\u200bb", "a\\u200bb"),
        ("\udcff", "\\udcff"),
        ("\U000e0001", "\\U000e0001"),
        ("a\u2028b\u00a0c", "a b c"),
        ("\x00\x7f", "\\x00\\x7f"),
    ],
)
def test_what_a_terminal_would_act_on_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_only_ascii_where_nothing_else_can_be_shown() -> None:
    assert visible("Zoë 日", ascii_only=True) == "Zo\\xeb \\u65e5"


def test_overlong_text_is_cut_and_says_so() -> None:
    assert visible("x" * 5_000_000).endswith("x [cut, 5,000,000 characters]")


@given(st.text(st.characters()))
def test_nothing_that_does_not_print_is_left(text: str) -> None:
    shown = visible(text)
    assert shown.isprintable()
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs"}
    assert visible(text, ascii_only=True).isascii()
