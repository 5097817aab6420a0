"""The audit and the card on a terminal; golden/ holds whole pages.

`INHOUSE_GOLDEN=write pytest tests/reports` writes the pages anew.
"""

from __future__ import annotations

import dataclasses
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from inhouse.model.lock import Note
from inhouse.model.report import Report, ReportUsage
from inhouse.model.verdict import ADVICE, Advice, Reason, Tier
from inhouse.reports.audit.table import render
from inhouse.reports.card import table as card_table
from inhouse.reports.page import Page
from tests.reports.sample import KEPT, package, sample, sample_card, usage

pytestmark = pytest.mark.once

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "audit-40.txt": Page(width=40),
    "audit-80.txt": Page(width=80),
    "audit-80-ascii.txt": Page(width=80, ascii=True),
    "audit-80-color.txt": Page(width=80, color=True),
    "audit-120.txt": Page(width=120),
    "audit-120-all.txt": Page(width=120, everything=True),
}
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def check_golden(name: str, text: str) -> None:
    place = GOLDEN / name
    if os.environ.get("INHOUSE_GOLDEN") == "write":
        place.write_text(text, encoding="utf-8", newline="\n")
    assert text == place.read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_audit_looks_as_agreed(name: str) -> None:
    check_golden(name, render(sample(), PAGES[name]))


@pytest.mark.parametrize("width", [40, 80])
def test_the_card_looks_as_agreed(width: int) -> None:
    check_golden(f"card-{width}.txt", card_table.render(sample_card(), Page(width=width)))


@pytest.mark.parametrize("width", [40, 60, 71, 72, 76, 80, 88, 96, 99, 100, 104, 112, 120])
def test_the_audit_fits_its_page(width: int) -> None:
    lines = render(sample(), Page(width=width)).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_colour_adds_nothing_but_colour() -> None:
    assert ESCAPES.sub("", render(sample(), Page(color=True))) == render(sample(), Page())


def test_the_page_does_not_depend_on_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"NO_COLOR": "1", "COLUMNS": "33", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    assert render(sample(), PAGES["audit-80-color.txt"]) == (
        GOLDEN / "audit-80-color.txt"
    ).read_text("utf-8")


def test_groups_come_worst_first() -> None:
    text = render(sample(), Page())
    heads = re.findall(r"^(\w+) · \d+ packages?:", text, re.MULTILINE)
    assert heads == [advice for advice in ADVICE if advice in heads]


def test_kept_packages_are_counted_and_listed_only_when_asked() -> None:
    assert f"keep · {len(KEPT.split())} packages:" in render(sample(), Page())
    assert "  httpcore 4.5.6" not in render(sample(), Page())
    assert "  httpcore 4.5.6" in render(sample(), Page(everything=True))


def test_only_micro_packages_of_a_parent_are_named() -> None:
    tiers: dict[str, Tier] = {"idna-mini": "micro", "urllib3": "foundation", "dark": "unknown"}
    items = [
        package(name, "1", "upstream", tier, "Not asked for here.", parents=["requests"])
        for name, tier in tiers.items()
    ]
    text = render(sample(items), Page())
    assert "  requests  idna-mini\n  and 1 foundation, 1 unknown\n" in text
    assert "dark" not in text
    assert "  dark 1 " in render(sample(items), Page(everything=True))


def test_packages_whose_parents_are_not_known_have_a_line_of_their_own() -> None:
    asked = [("zipp", []), ("six", []), ("idna", ["requests"])]
    items = [
        dataclasses.replace(
            package(name, "1", "upstream", "micro", "No.", parents=parents), direct=False
        )
        for name, parents in asked
    ]
    text = render(sample(items), Page())
    assert "  requests         idna\n  not known which  six, zipp\n" in text


def test_nothing_to_do_is_said() -> None:
    text = render(sample([]), Page())
    assert "nothing to bring in-house" in text
    assert "0 packages, 0 direct" in text


def test_what_is_not_known_shows_as_unknown() -> None:
    item = package(
        "dark", None, "review", "unknown", "Its files could not be had.", sloc=None, names=None,
        advisories="unknown", missing={"sloc": "offline", "usage": "unreadable"},
    )  # fmt: skip
    text = render(sample([item]), Page())
    row = next(line for line in text.splitlines() if line.startswith("  dark"))
    assert row.split() == ["dark", "?", "of", "?", "?", "?", "0"]
    assert "1 unknown" in text
    assert "1 package could not be measured" in text


def test_a_package_that_nothing_uses_is_used_nowhere() -> None:
    item = package("six", "1.0", "drop", "micro", "Nothing imports it.", use=usage(0, 0))
    assert "nowhere" in render(sample([item]), Page())


def test_many_packages_with_one_sentence_share_it() -> None:
    items = [
        package(f"dark-{at}", "1.0", "review", "unknown", "Offline, nothing cached.", sloc=None)
        for at in range(276)
    ]
    text = render(sample(items), Page())
    assert text.count("Offline, nothing cached") == 1
    assert all(re.search(rf"\bdark-{at}\b", text) for at in range(276))
    assert len(text.splitlines()) < 90


def test_notes_of_one_kind_do_not_flood_the_page() -> None:
    notes = tuple(Note(code="fork", text=f"note {at}") for at in range(40))
    report = dataclasses.replace(sample([]), notes=notes)
    assert "37 more like it (fork)" in render(report, Page())
    assert render(report, Page(everything=True)).count("note: note ") == 40


def test_markup_is_text() -> None:
    item = package("six", "1.0", "review", "mid", "[red]no[/red] :smile: [link=x]y[/link]")
    assert "[red]no[/red] :smile: [link=x]y[/link]" in render(sample([item]), Page())


def hostile(text: str, advice: Advice) -> Report:
    item = package(text, text, advice, "mid", text, sheds=[text], use=usage(1, 1, text))
    reached = package(text, text, advice, "mid", text, parents=[text, text])
    report = sample([item, reached])
    project = dataclasses.replace(report.project, name=text, lockfile=text)
    return dataclasses.replace(report, project=project, notes=(Note(code=text, text=text),))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=40), st.sampled_from(ADVICE), st.integers(1, 140))
def test_no_text_of_a_package_reaches_the_terminal_raw(
    text: str, advice: Advice, width: int
) -> None:
    for everything in (False, True):
        shown = render(hostile(text, advice), Page(width=width, everything=everything))
        assert _harmless(shown)
        assert not [line for line in shown.splitlines() if line != line.rstrip(" ")]


@settings(max_examples=40, deadline=None)
@given(st.text("ab日\x1b[] :-", max_size=60), st.integers(72, 130))
def test_no_line_is_wider_than_the_page(text: str, width: int) -> None:
    card = dataclasses.replace(sample_card(), replacement=text, keep_when=(text, text))
    item = dataclasses.replace(card.package, reasons=(Reason(code="x", text=text),), name=text)
    card = dataclasses.replace(card, package=item)
    for shown in (
        render(hostile(text, "stdlib"), Page(width=width)),
        card_table.render(card, Page(width=width)),
    ):
        assert max(map(cell_len, shown.splitlines())) <= width
        assert _harmless(shown)


@given(st.text(st.characters(), max_size=40))
@settings(max_examples=30, deadline=None)
def test_ascii_pages_are_ascii(text: str) -> None:
    assert render(hostile(text, "drop"), Page(ascii=True)).isascii()


def _harmless(shown: str) -> bool:
    categories = {unicodedata.category(character) for character in shown if character != "\n"}
    return not categories & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _row(use: ReportUsage, **changes: object) -> str:
    item = package("thing", "1.0", "keep", "mid", "why", use=use, sloc=500, names=3)
    item = dataclasses.replace(item, **changes)  # type: ignore[arg-type]
    page = render(dataclasses.replace(sample(), packages=(item,)), Page(width=120, everything=True))
    return next(line for line in page.splitlines() if line.startswith("  thing 1.0"))


def test_what_is_only_named_is_not_called_imported() -> None:
    named = dataclasses.replace(usage(0, 2), kinds=("config",))
    assert "by name in 2 files" in _row(named)
    assert "  of 500  " in _row(named)
    assert "of 3" not in _row(named)


def test_no_use_is_no_line_used() -> None:
    assert "0 of 500" in _row(usage(0, 0))


def test_uses_that_are_no_calls_are_places_too() -> None:
    subclassed = dataclasses.replace(usage(0, 1, "thing.Mixin"), imported=True)
    assert "1 place in 1 file" in _row(subclassed)


def test_more_names_used_than_public_are_not_a_share() -> None:
    many = usage(9, 4, *(f"thing.part.name{at}" for at in range(9)))
    row = _row(many)
    assert "9 places in 4 files" in row
    assert "of 3" not in row


def test_advisories_that_nobody_was_asked_for_are_not_counted_as_none() -> None:
    report = sample()
    summary = dataclasses.replace(
        report.summary, advisories_unknown=report.summary.packages, vulnerabilities=0
    )
    page = render(dataclasses.replace(report, summary=summary), Page(width=80))
    assert "advisories: unknown for every package" in page
    assert "0 known vulnerabilities" not in page


def test_a_group_is_not_the_only_place_where_an_extra_asks_too() -> None:
    item = package("thing", "1.0", "keep", "mid", "why", groups=("dev",))
    elsewhere = (*item.reasons, Reason(code="asked-elsewhere", text="an extra asks, too"))
    both = (item, dataclasses.replace(item, name="other", reasons=elsewhere))
    page = render(dataclasses.replace(sample(), packages=both), Page(width=120, everything=True))
    assert page.count("(only in dev)") == 1
    assert page.count("(in dev, and in an extra or group left out)") == 1
