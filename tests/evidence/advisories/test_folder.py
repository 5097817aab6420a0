"""A folder of OSV files: what it answers, and what a file that cannot be read does to it."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from inhouse.evidence.advisories import AdvisorySource, advisory_source, ask
from inhouse.evidence.advisories.folder import MAX_FILE_BYTES
from inhouse.model.evidence import Advisory, AdvisoryAnswer
from tests.evidence.advisories.asking import Shelf, ask_one

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "advisories"
EACH = FIXTURES / "one-of-each"


def folder(path: Path) -> AdvisorySource:
    return advisory_source(str(path))


def test_not_named_is_clean_as_far_as_the_folder_goes() -> None:
    assert ask_one(folder(EACH), "idna", "3.4") == AdvisoryAnswer(
        state="clean", reason=f"in none of the 3 advisories of {EACH}"
    )


@pytest.mark.parametrize(
    ("name", "version", "state"),
    [
        ("two-lines", "1.26.17", "clean"),
        ("two-lines", "1.27", "clean"),
        ("two-lines", "2.0.6", "clean"),
        ("two-lines", "2.0rc1", "clean"),
        ("two-lines", "0.dev0", "vulnerable"),
        ("two-lines", "1.26.16", "vulnerable"),
        ("two-lines", "1.26.17.dev1", "vulnerable"),
        ("two-lines", "2.0", "vulnerable"),
        ("two-lines", "2.0.6rc1", "vulnerable"),
        ("only-elsewhere", "1.0", "clean"),
        ("taken-back", "1.0", "clean"),
        ("listed", "1.1", "clean"),
        ("listed", "1.0.0", "vulnerable"),
        ("listed", "1.1-1", "vulnerable"),
        ("listed", "2004-final", "vulnerable"),
        ("listed", "2005-final", "unknown"),
        ("last-bad", "1.4", "clean"),
        ("last-bad", "1.9", "vulnerable"),
        ("last-bad", "1.9.1", "clean"),
        ("commits-only", "1.0", "unknown"),
    ],
)
def test_versions_are_compared_as_pep_440_says(name: str, version: str, state: str) -> None:
    assert ask_one(folder(EACH), name, version).state == state


def test_identifiers_and_mending_versions() -> None:
    assert ask_one(folder(EACH), "two-lines", "2.0.1").advisories == (
        Advisory(id="CVE-2024-90001", aliases=("EX-2024-0001",), fixed_in=("1.26.17", "2.0.6")),
    )


def test_a_file_that_cannot_be_read_leaves_nothing_clean() -> None:
    source = folder(FIXTURES / "one-file-is-cut-off")
    result = ask([("idna", "3.4"), ("two-lines", "2.0")], source, Shelf())
    clean, bad = result.answers.values()
    assert clean.state == "unknown"
    assert "EX-2024-0002.json" in clean.reason
    assert "is not JSON" in clean.reason
    assert bad.state == "vulnerable"
    (note,) = result.notes[:1]
    assert note.code == "advisory-unread"
    assert note.text.endswith("EX-2024-0002.json: is not JSON")


def test_an_empty_folder_knows_nothing(tmp_path: Path) -> None:
    (tmp_path / "PYSEC-1.yaml").write_text("id: PYSEC-1\n")
    answer = ask_one(folder(tmp_path))
    assert (answer.state, answer.reason) == ("unknown", f"{tmp_path} holds no advisories")


def test_a_zip_answers_like_the_folder_it_was_made_from(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(EACH.rglob("*.json")):
            archive.write(path, path.relative_to(EACH).as_posix())
    for place in tmp_path, tmp_path / "all.zip":
        assert ask_one(folder(place), "listed", "1.0").state == "vulnerable"
        assert ask_one(folder(place), "listed", "1.1").state == "clean"


@pytest.mark.parametrize("offline", [False, True])
def test_a_folder_needs_no_network(offline: bool) -> None:
    result = ask([("listed", "1.0")], folder(EACH), Shelf(), offline=offline)
    assert result.answers["listed", "1.0"].state == "vulnerable"


GOOD: dict[str, Any] = {"id": "EX-1", "affected": []}
RANGE = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}


def about(**entry: Any) -> dict[str, Any]:
    package = {"ecosystem": "PyPI", "name": "idna"}
    return GOOD | {"affected": [{"package": package, **entry}]}


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[" * 100_000, id="deep nesting"),
        pytest.param(b'{"a": ' + b"9" * 10_000 + b"}", id="long number"),
        pytest.param(b"\xff\x00\xfe", id="bytes"),
        pytest.param(b" " * (MAX_FILE_BYTES + 1), id="too large"),
        pytest.param([], id="list"),
        pytest.param({"name": "package.json"}, id="something else"),
        pytest.param(GOOD | {"schema_version": "2.0"}, id="newer format"),
        pytest.param(GOOD | {"withdrawn": False}, id="withdrawn on no day"),
        pytest.param(GOOD | {"aliases": "CVE-1"}, id="aliases are text"),
        pytest.param(GOOD | {"affected": {}}, id="affected is no list"),
        pytest.param(GOOD | {"affected": [{"package": "idna"}]}, id="package is text"),
        pytest.param(GOOD | {"affected": [{"package": {"name": 1}}]}, id="name is a number"),
    ],
)
def test_a_document_that_could_be_about_anything(tmp_path: Path, document: Any) -> None:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    (tmp_path / "odd.json").write_bytes(data)
    (tmp_path / "fine.json").write_text(json.dumps(GOOD))
    result = ask([("flask", "1.0")], folder(tmp_path), Shelf())
    assert result.answers["flask", "1.0"].state == "unknown"
    assert "odd.json" in result.notes[0].text


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({}, id="no versions"),
        pytest.param({"versions": "3.4"}, id="versions are text"),
        pytest.param({"ranges": [1]}, id="range is a number"),
        pytest.param({"ranges": [RANGE | {"events": []}]}, id="begins nowhere"),
        pytest.param({"ranges": [RANGE | {"events": [{"introduced": "x"}]}]}, id="no version"),
        pytest.param({"ranges": [RANGE | {"events": [{"introduced": 0}]}]}, id="a number"),
        pytest.param({"ranges": [RANGE | {"events": [{"bad": "1"}]}]}, id="no bound"),
    ],
)
def test_a_malformed_entry_is_unknown_for_its_package_alone(tmp_path: Path, entry: Any) -> None:
    (tmp_path / "odd.json").write_text(json.dumps(about(**entry)))
    answers = ask([("idna", "3.4"), ("flask", "1.0")], folder(tmp_path), Shelf()).answers
    assert answers["idna", "3.4"].state == "unknown"
    assert answers["flask", "1.0"].state == "clean"


def test_a_limit_ends_a_range(tmp_path: Path) -> None:
    events = [{"introduced": "1.0"}, {"limit": "2.0"}]
    (tmp_path / "a.json").write_text(json.dumps(about(ranges=[RANGE | {"events": events}])))
    states = [ask_one(folder(tmp_path), "idna", text).state for text in ("0.9", "1.5", "2.0")]
    assert states == ["clean", "vulnerable", "clean"]


def test_escapes_in_an_identifier_are_never_passed_on(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(about(versions=["3.4"]) | {"id": "\x1b[2J"}))
    answer = ask_one(folder(tmp_path))
    assert (answer.state, answer.reason) == (
        "unknown",
        "an advisory was dropped: its identifier is malformed",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_and_a_circle_of_links_do_not_hang_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    os.mkfifo(tmp_path / "pipe.zip")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    result = ask([("idna", "3.4")], folder(tmp_path), Shelf())
    assert result.answers["idna", "3.4"].state == "unknown"
    assert sorted(note.text.rpartition("/")[2] for note in result.notes[:3]) == [
        "broken.zip: is not a zip that can be read (BadZipFile)",
        "pipe.json: is not a regular file",
        "pipe.zip: is not a regular file",
    ]
