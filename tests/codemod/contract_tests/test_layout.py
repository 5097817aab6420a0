"""Expressions in short lines."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.codemod.contract_tests.layout import WIDTH, laid_out, quoted

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=8)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=20), inner, max_size=6)
    ),
    max_leaves=30,
)


@pytest.mark.parametrize("source", ["'a\"b'", "'\"'", '"a"', "'''a'''", "1", "f(", "'a\\'b\"'"])
def test_strings_that_would_need_escapes_stay(source: str) -> None:
    assert quoted(source) == source


def test_strings_get_double_quotes() -> None:
    assert quoted("{'a': f(b'x', r'\\d', 'don\\'t')}") == '{"a": f(b"x", r"\\d", "don\'t")}'


@given(VALUES, st.integers(0, 16), st.integers(0, 20))
def test_the_value_is_the_same_however_it_is_laid_out(
    value: object, indent: int, before: int
) -> None:
    lines = laid_out(repr(value), indent, before, 1)
    assert ast.literal_eval("\n".join(lines)) == value


@given(st.lists(st.text(max_size=300), min_size=1, max_size=5))
def test_long_values_are_broken_up(value: list[str]) -> None:
    assert all(len(line) + 8 <= WIDTH for line in laid_out(repr(value), 8, 0, 1))


def test_a_comparison_is_broken_on_the_side_that_is_long() -> None:
    assert laid_out(f"f({'a' * 50!r}, {'b' * 50!r}) == {'c'!r}", 4, 7) == [
        "f(",
        f'    "{"a" * 50}",',
        f'    "{"b" * 50}",',
        ') == "c"',
    ]
