"""The JSON document and its schema."""

from __future__ import annotations

import dataclasses
import importlib.resources
import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from inhouse.model.lock import Note
from inhouse.model.report import Report
from inhouse.reports.audit.document import render
from inhouse.reports.card import document as card_document
from inhouse.reports.page import Page
from tests.reports.sample import sample, sample_card

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]


def schema() -> dict[str, Any]:
    place = importlib.resources.files("inhouse.reports") / "audit.schema.json"
    loaded: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return loaded


def with_note(text: str) -> Report:
    return dataclasses.replace(sample(), notes=(Note(code="x", text=text),))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), "one"),
        (("packages", 0, "tier"), "tiny"),
        (("packages", 0, "facts", "sloc"), "many"),
        (("summary", "own_lines"), None),
        (("project", "target"), None),
    ],
)
def test_the_schema_refuses_what_a_report_never_is(path: tuple[Any, ...], value: object) -> None:
    data = json.loads(render(sample(), Page()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema())


def test_the_schema_refuses_a_report_without_a_key() -> None:
    data = json.loads(render(sample(), Page()))
    del data["packages"][0]["sheds"]
    with pytest.raises(jsonschema.ValidationError, match="'sheds' is a required property"):
        jsonschema.validate(data, schema())


def test_a_report_is_valid() -> None:
    jsonschema.validate(json.loads(render(sample(), Page())), schema())
    jsonschema.validate(json.loads(render(sample([]), Page())), schema())


def test_keys_stand_in_the_order_of_the_contract() -> None:
    data = json.loads(render(sample(), Page()))
    assert list(data) == [
        "schema_version", "tool", "project", "summary", "packages", "ledger", "notes",
    ]  # fmt: skip
    assert list(data["packages"][0]["facts"])[:4] == ["source", "sloc", "files", "public_names"]
    assert list(data["summary"]["by_tier"]) == ["micro", "mid", "foundation", "unknown"]
    assert data["packages"][0]["sheds"]["packages"] == ["six==1.17.0"]


def test_the_page_changes_nothing() -> None:
    wide = Page(width=300, color=True, ascii=True, everything=True)
    assert render(sample(), wide) == render(sample(), Page())


@pytest.mark.parametrize("text", ["\x1b[31m\x9b\u202e\u2028\x00", "für 日本", "a\nb"])
def test_the_document_is_ascii_and_the_text_survives(text: str) -> None:
    written = render(with_note(text), Page())
    assert written.isascii()
    assert "\x1b" not in written
    assert json.loads(written)["notes"][0]["text"] == text


def test_half_characters_become_the_replacement_character() -> None:
    assert json.loads(render(with_note("a\udcff"), Page()))["notes"][0]["text"] == "a\ufffd"


def test_a_card_is_one_document() -> None:
    data = json.loads(card_document.render(sample_card(), Page()))
    assert data["package"]["name"] == "pytz"
    assert data["why"][1] == ["parcel-tracker", "celery", "pytz"]


def test_the_schema_is_what_the_types_generate() -> None:
    generate = pytest.importorskip("pydantic") and _generator()
    assert schema() == json.loads(generate.schema_text())


def _generator() -> Any:
    import importlib.util

    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
