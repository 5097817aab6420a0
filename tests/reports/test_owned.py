"""What the audit page says of code that is in-house already."""

from __future__ import annotations

import dataclasses
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from inhouse.model.report import LedgerEntry, ReportUpstream, Vulnerability
from inhouse.reports.audit.table import render
from inhouse.reports.page import Page
from tests.reports.sample import sample

PLAIN = LedgerEntry(
    name="tiny", version="1.0", license="MIT", symbols=("tiny.one",), strategy="slice",
    file="_inhouse/ledger.toml", date="2026-01-02", proof="none was run", lines=7,
    advisories="clean", missing={"upstream": "1.0 is the newest release"},
)  # fmt: skip
FOUND = (Vulnerability(id="PYSEC-2026-7", aliases=(), fixed_in=()),)


def page(*entries: LedgerEntry, width: int = 400, everything: bool = False) -> str:
    report = dataclasses.replace(sample([]), ledger=entries)
    return render(report, Page(width=width, everything=everything))


def line(**changes: object) -> str:
    shown = page(dataclasses.replace(PLAIN, **changes)).splitlines()  # type: ignore[arg-type]
    return next(each for each in shown if each.startswith("  tiny 1.0"))


def test_a_project_that_owns_nothing_says_nothing_of_it() -> None:
    assert "in-house ·" not in page()


def test_an_entry_without_news_is_one_line() -> None:
    assert line() == (
        "  tiny 1.0  slice, 7 lines · no known vulnerability · upstream: 1.0 is the newest release"
    )


def test_what_is_not_known_is_not_called_clean() -> None:
    shown = line(advisories="unknown", lines=None, missing={})
    assert "? lines · advisories unknown · upstream: not known" in shown


@pytest.mark.parametrize(
    ("strategy", "said"),
    [
        ("slice", "(of the whole package, perhaps in code that was not taken)"),
        ("snippet", "(of the package, none of whose code was taken)"),
        ("vendor", ""),
    ],
)
def test_whom_an_advisory_concerns_is_said(strategy: str, said: str) -> None:
    shown = line(strategy=strategy, advisories="vulnerable", vulnerabilities=FOUND)
    assert f"PYSEC-2026-7, no fixed version {said}".rstrip() + " ·" in shown


@pytest.mark.parametrize(
    ("changed", "vanished", "said"),
    [
        ((), (), "upstream changed none of 5 taken definitions in 1.4"),
        (("m:a", "m:b"), (), "upstream changed 2 of 5 taken definitions in 1.4: a, b"),
        ((), ("m:",), "upstream removed 1 of 5 taken definitions in 1.4: statements"),
        (
            ("m:a",),
            ("n:b",),
            "upstream changed 1 and removed 1 of 5 taken definitions in 1.4: a, b",
        ),
    ],
)
def test_upstream_changes_are_counted(
    changed: tuple[str, ...], vanished: tuple[str, ...], said: str
) -> None:
    upstream = ReportUpstream(newest="1.4", taken=5, changed=changed, vanished=vanished)
    assert said in line(upstream=upstream, missing={})


def test_names_are_given_in_full_when_asked() -> None:
    upstream = ReportUpstream(newest="1.4", taken=5, changed=("m:a",), vanished=("m:",))
    entry = dataclasses.replace(PLAIN, upstream=upstream, edited=("x/_inhouse/a.py",))
    shown = page(entry, everything=True)
    assert "in 1.4: m:a, m:(statements) · edited since: x/_inhouse/a.py" in shown


def test_what_became_of_the_files_is_said() -> None:
    shown = line(locked=True, gone=("a.py", "b.py"), edited=("c.py",), missing={"edited": "why"})
    assert "still in the lock · 2 files gone: a.py, b.py · edited since: 1 file" in shown
    assert shown.endswith("not compared: why")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=40), st.integers(20, 140), st.booleans())
def test_no_text_of_a_ledger_reaches_the_terminal_raw(
    text: str, width: int, everything: bool
) -> None:
    entry = LedgerEntry(
        name=text, version=text, license=text, symbols=(text,), strategy=text, file=text,
        date=text, proof=text, edited=(text,), gone=(text,), advisories="vulnerable",
        vulnerabilities=(Vulnerability(id=text, aliases=(text,), fixed_in=(text,)),),
        upstream=ReportUpstream(newest=text, taken=1, changed=(text,), vanished=(f"{text}:",)),
        missing={"edited": text, "upstream": text},
    )  # fmt: skip
    shown = page(
        entry, dataclasses.replace(entry, upstream=None), width=width, everything=everything
    )
    found = {unicodedata.category(each) for each in shown if each != "\n"}
    assert not found & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert max(map(cell_len, shown.splitlines())) <= width
