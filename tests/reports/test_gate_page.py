"""The gate on a terminal; golden/ holds whole pages (`INHOUSE_GOLDEN=write` writes them anew)."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from inhouse.model.gate import Allowed, Finding
from inhouse.model.lock import Note
from inhouse.reports.gate.table import render
from inhouse.reports.page import Page
from tests.reports.gate_sample import gate_sample, newcomer
from tests.reports.test_table import check_golden

pytestmark = pytest.mark.once

PAGES = {
    "gate-40.txt": Page(width=40),
    "gate-80.txt": Page(width=80),
    "gate-80-ascii.txt": Page(width=80, ascii=True),
    "gate-80-color.txt": Page(width=80, color=True),
    "gate-120-all.txt": Page(width=120, everything=True),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_gate_looks_as_agreed(name: str) -> None:
    check_golden(name, render(gate_sample(), PAGES[name]))


def test_nothing_new_is_one_line_and_its_notes() -> None:
    quiet = dataclasses.replace(
        gate_sample((), ()), removed=(), allowed=(), notes=(), base="1a2b3c4d5e (main)"
    )
    assert render(quiet, Page()) == "gate passed: nothing new against 1a2b3c4d5e (main)\n"
    told = dataclasses.replace(quiet, notes=(Note(code="x", text="a word " * 20),))
    lines = render(told, Page(width=40)).splitlines()
    assert lines[1].startswith("note: a word")
    assert all(line.startswith("      a") for line in lines[2:])


def test_an_allowance_is_offered_only_where_it_helps() -> None:
    def errors(*said: tuple[str, str]) -> str:
        found = tuple(
            Finding(name=name, version="1", code=code, text="x", path=(), alternative=None)
            for name, code in said
        )
        return render(gate_sample(found, (newcomer("a", "1", "micro", "vendor"),)), Page())

    assert "inhouse allow a " in errors(("old", "foreign-index"), ("a", "new-micro"))
    for said in (("a", "denied"), ("old", "foreign-index"), ("", "too-many-new")):
        assert "inhouse allow" not in errors(said)
    assert "inhouse allow" not in errors(("a", "new-micro"), ("a", "denied"))
    assert "see below" in errors(("old", "foreign-index"))


def test_a_long_list_is_cut_and_says_so() -> None:
    added = tuple(newcomer(f"p{n}", "1", "mid", "keep") for n in range(40))
    notes = tuple(
        Finding(name=f"n{n}", version="1", code="unknown", text="x", path=(), alternative=None,
                level="note")
        for n in range(30)
    )  # fmt: skip
    report = gate_sample(notes, added)
    short = render(report, Page())
    assert "28 more" in short
    assert "18 more; --all lists them" in short
    whole = render(report, Page(everything=True))
    assert "p39" in whole and "n29" in whole


hostile = st.text(
    st.sampled_from("ab \x1b[31m\u202e\u200b\n\r\t\x07\x9b:%[]`|<>&\ud800"), max_size=30
)


@given(hostile, hostile, hostile, st.sampled_from([20, 40, 80]))
def test_nothing_that_a_terminal_obeys_gets_through(
    name: str, text: str, reason: str, width: int
) -> None:
    finding = Finding(
        name=name, version=text, code="new-micro", text=text, path=(name, text, reason),
        alternative=reason,
    )  # fmt: skip
    allowed = Allowed(name=name, reason=reason, until=text, who=reason, since="head")
    report = dataclasses.replace(
        gate_sample((finding, dataclasses.replace(finding, level="note"))),
        allowed=(allowed,), base=text, project=name, lockfile=reason, removed=(name,),
        notes=(Note(code="x", text=text),),
    )  # fmt: skip
    for page in (Page(width=width), Page(width=width, everything=True)):
        shown = render(report, page)
        assert all(line.isprintable() for line in shown.splitlines())
        assert "inhouse allow" not in shown or "\u202e" not in shown
    assert render(report, Page(width=width, ascii=True)).isascii()


@given(st.sampled_from([40, 60, 80, 120]))
def test_lines_fit_the_page(width: int) -> None:
    for line in render(gate_sample(), Page(width=width)).splitlines():
        fits = cell_len(line) <= width or line.lstrip().startswith("inhouse allow")
        assert fits, line
