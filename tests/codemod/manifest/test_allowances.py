"""Entries of `allow`, added and changed: nothing else in the file moves."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.codemod.manifest.allowances import with_allowance
from inhouse.errors import InputError
from inhouse.model.settings import Allowance
from inhouse.settings import read

SIX = Allowance(name="six", reason="still needed")
LISTED = """\
[tool.inhouse]  # ours
allow = [  # reviewed
    { name = "Six", reason = "old", until = 2027-01-31 },  # by hand
]

[tool.other]
x = 1
"""
TABLES = """\
[project]
name = "x"

# kept by the team
[[tool.inhouse.allow]]
name = "Six"  # as it is spelled
reason = "old"  # why
until = "2027-01-31"

[tool.other]
x = 1
"""


def edited(text: str, entry: Allowance = SIX) -> tuple[str, str]:
    after, done = with_allowance(text.encode(), entry, "pyproject.toml")
    return after.decode(), done


@pytest.mark.parametrize("text", [LISTED, TABLES])
def test_the_same_entry_changes_nothing(text: str) -> None:
    entry = Allowance(name="six", reason="old", until="2027-01-31")
    assert edited(text, entry) == (text, "unchanged")


@pytest.mark.parametrize("text", ["x = ", "allow = [", "a = " + "[" * 100_000])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        edited(text)


def test_an_entry_is_changed_where_it_stands() -> None:
    assert edited(LISTED) == (
        LISTED.replace(
            '{ name = "Six", reason = "old", until = 2027-01-31 }',
            '{ name = "Six", reason = "still needed" }',
        ),
        "changed",
    )
    assert edited(TABLES) == (
        TABLES.replace('"old"', '"still needed"').replace('until = "2027-01-31"\n', ""),
        "changed",
    )
    more = Allowance(name="six", reason="old", until="2027-01-31", who="Ada")
    assert edited(TABLES, more)[0] == TABLES.replace(
        'until = "2027-01-31"\n', 'until = "2027-01-31"\nwho = "Ada"\n'
    )


def test_an_entry_joins_the_others_in_their_form() -> None:
    entry = Allowance(name="toml", reason='the "old" one', until="2027-02-28")
    inline = '    { name = "toml", reason = "the \\"old\\" one", until = 2027-02-28 },\n'
    assert edited(LISTED, entry)[0] == LISTED.replace("]\n\n", f"{inline}]\n\n")
    block = (
        '\n[[tool.inhouse.allow]]\nname = "toml"\nreason = "the \\"old\\" one"\n'
        "until = 2027-02-28\n"
    )
    assert edited(TABLES, entry)[0] == TABLES.replace('31"\n', f'31"\n{block}')


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff[project]\r\nname = 'x'\r\n"
    after, _ = with_allowance(text.encode(), SIX, "pyproject.toml")
    assert after.startswith(text.encode())
    assert after.count(b"\n") == after.count(b"\r\n")


texts = st.text(
    st.characters(categories=["L", "N", "P", "S"], include_characters=' ~"\\'), min_size=1
).filter(lambda text: text.strip() == text)


@given(texts, st.none() | texts, st.sampled_from(["", LISTED, TABLES, "a = 1"]))
def test_what_is_written_is_read_back_and_twice_is_once(
    reason: str, who: str | None, text: str
) -> None:
    entry = Allowance(name="six", reason=reason, who=who)
    after, _ = edited(text, entry)
    settings = read(tomllib.loads(after.removeprefix("\ufeff")), "pyproject.toml")
    assert entry in settings.allow
    assert len(settings.allow) == 1
    assert edited(after, entry) == (after, "unchanged")
