"""What `replace` shows; golden/ holds whole pages."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from inhouse.cli.console import encoded
from inhouse.model.patch import FileChange, Patch, patch_of
from inhouse.model.replaced import Replaced
from inhouse.reports.page import Page
from inhouse.reports.replaced import document, patch_text, summary, table
from inhouse.reports.unified import unified
from tests.reports.replaced_sample import OWNED, sample_replaced
from tests.reports.test_table import check_golden


@pytest.mark.parametrize("width", [80, 120])
def test_the_page(width: int) -> None:
    check_golden(f"replaced-{width}.txt", table.render(sample_replaced(), Page(width=width)))


def test_new_files_are_named_and_shown_when_asked_for() -> None:
    assert "line_29" not in table.render(sample_replaced(), Page())
    assert "+line_29 = 29" in table.render(sample_replaced(), Page(everything=True))


def test_nothing_a_package_says_reaches_the_terminal_as_it_is() -> None:
    assert "\x1b" not in table.render(sample_replaced(), Page())
    assert "\x1b" not in summary.render(sample_replaced(), Page())


def test_nothing_planned_says_so() -> None:
    refused = sample_replaced().report.packages[1:2]
    empty = Replaced(report=replace(sample_replaced().report, packages=refused), patch=Patch())
    assert "Nothing changes; 1 package not replaced." in table.render(empty, Page())
    assert summary.render(empty, Page()) == "Nothing is replaced: toml stays.\n"


def test_the_summary_is_ten_lines_at_most() -> None:
    text = summary.render(sample_replaced(), Page())
    check_golden("replaced-summary.md", text)
    assert len(text.splitlines()) <= 10


def test_the_document_is_the_contract() -> None:
    found = json.loads(document.render(sample_replaced(), Page()))
    assert found["schema_version"] == 1
    first = found["packages"][0]
    wanted = {"name", "version", "strategy", "status", "reason", "sites", "left", "own_lines"}
    assert wanted | {"sheds", "files", "proof", "license"} <= set(first)
    assert first["sites"] == {"rewritten": 2, "left": 0}
    assert {"cases", "differences", "upstream_tests", "project_tests"} <= set(first["proof"])
    assert found["packages"][1]["left"][0] == {
        "file": "src/parcels/config.py",
        "line": 12,
        "why": "toml.dump writes, and tomllib cannot",
    }
    assert "patch" not in found


STATES = {
    "lf": (b"a\nb\nc\n", b"a\nB\nc\n"),
    "no final newline": (b"a\nb", b"a\nc"),
    "newline lost": (b"a\n", b"a"),
    "crlf": (b"a\r\nb\r\n", b"a\r\nc\r\n"),
    "form feed": (b"a\n\x0cb\nc\n", b"a\n\x0cb\nd\n"),
    "lone carriage return": (b"a\rb\nc\n", b"a\rb\nd\n"),
    "byte order mark": (b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb\n"),
    "latin-1": (b"x = '\xe9'\n", b"y = '\xe9'\n"),
    "added": (None, OWNED),
    "added without newline": (None, b"x"),
    "deleted": (b"a\nb\n", None),
    "added empty": (None, b""),
    "emptied": (b"a\n", b""),
}


@pytest.mark.parametrize("name", STATES)
def test_git_applies_the_diff(name: str, tmp_path: Path) -> None:
    before, after = STATES[name]
    place = tmp_path / "src" / "file.txt"
    place.parent.mkdir()
    if before is not None:
        place.write_bytes(before)
    change = FileChange(path="src/file.txt", before=before, after=after)
    text = patch_text.render(
        Replaced(report=sample_replaced().report, patch=patch_of([change])), Page()
    )
    assert text == unified(change)
    git = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(git, cwd=tmp_path, input=encoded(text, "utf-8"), check=True)
    assert (place.read_bytes() if place.exists() else None) == after
