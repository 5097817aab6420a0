"""`--output FORMAT=FILE`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from inhouse.cli.console import Console
from inhouse.cli.outputs import check_room, parse, write_all
from inhouse.errors import IncompleteError, UsageError
from tests.command_line import ROOT, inhouse
from tests.reports.sample import sample, sample_graph

pytestmark = pytest.mark.once

WEBSHOP = ROOT / "fixtures" / "webshop"
POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX files")


@pytest.mark.parametrize("value", ["json", "=x", "json=", "", "=", "xml=x"])
def test_what_is_not_a_format_and_a_file_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="--output"):
        parse("audit", [value])


def test_a_file_that_cannot_be_written_is_said_and_the_others_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    values = [
        f"json={tmp_path / 'nowhere' / 'a.json'}",
        f"json={tmp_path / 'folder'}",
        f"json={tmp_path / 'b.json'}",
    ]
    assert not write_all(parse("audit", values), sample(), Console())
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all("cannot be written" in line for line in lines)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.json", "folder"]


def test_each_format_goes_to_its_file(tmp_path: Path) -> None:
    report, page = tmp_path / "a=b.json", tmp_path / "audit.txt"
    outputs = parse("audit", [f"json={report}", f"table={page}"])
    assert write_all(outputs, sample(), Console())
    assert json.loads(report.read_text("utf-8"))["schema_version"] == 1
    assert "own 141 lines" in page.read_text("utf-8")


def test_a_graph_goes_to_its_file(tmp_path: Path) -> None:
    outputs = parse("graph", [f"dot={tmp_path / 'g.dot'}"])
    assert write_all(outputs, sample_graph(), Console())
    assert (tmp_path / "g.dot").read_text("utf-8").startswith("digraph")


@POSIX
def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    assert write_all(parse("audit", [f"json={link}"]), sample(), Console())
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert target.read_text("utf-8").startswith("{")


@POSIX
def test_a_new_file_has_the_mode_of_new_files(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("")
    assert write_all(parse("audit", [f"json={tmp_path / 'new'}"]), sample(), Console())
    assert (tmp_path / "new").stat().st_mode == plain.stat().st_mode


@POSIX
def test_a_device_is_written_to_and_never_replaced() -> None:
    assert write_all(parse("audit", ["json=/dev/null"]), sample(), Console())
    assert Path("/dev/null").is_char_device()


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "audit.json"
    place.write_text("old")

    def refuse(*paths: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert not write_all(parse("audit", [f"json={place}"]), sample(), Console())
    assert place.read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_an_audit_writes_all_formats_at_once(tmp_path: Path) -> None:
    names = {"markdown": "md", "sarif": "sarif", "github": "txt", "gitlab": "json", "junit": "xml"}
    options = [f"--output={name}={tmp_path / f'a.{end}'}" for name, end in names.items()]
    quiet = ["--offline", "--no-cache", "--advisories", "none", "--format", "github"]
    done = inhouse("audit", WEBSHOP, *quiet, *options)
    assert done.code == 0, done.err
    written = sorted(path.suffix for path in tmp_path.iterdir())
    assert written == sorted(f".{end}" for end in names.values())
    assert (tmp_path / "a.txt").read_text("utf-8") == done.out
    log = json.loads((tmp_path / "a.sarif").read_text("utf-8"))
    assert log["version"] == "2.1.0"
    assert (tmp_path / "a.md").read_text("utf-8").startswith("<!-- inhouse audit -->\n")


@pytest.mark.parametrize(
    ("place", "why"), [(".", "it is a folder"), ("gone/r.json", "its folder is not there")]
)
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    place: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(IncompleteError, match=why):
        check_room(parse("replaced", [f"json={tmp_path / place}"]))


def test_a_place_that_can_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("{}")
    check_room(parse("replaced", [f"json={tmp_path / 'old.json'}", f"table={tmp_path / 'new'}"]))
