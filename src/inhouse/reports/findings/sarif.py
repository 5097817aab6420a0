"""SARIF 2.1.0, as code scanning reads it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from inhouse.model.file_place import FilePlace
from inhouse.reports.encoding import document
from inhouse.reports.findings.found import Findings, Level, Row
from inhouse.reports.findings.kinds import kind_of
from inhouse.reports.visible import visible

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# Places are relative to the repository; whoever reads the file knows where that is.
_ROOT = "SRCROOT"


def sarif(findings: Findings) -> str:
    """Return one log with one run; its rules are those of its results."""
    codes: dict[str, Level] = {}
    for row in findings.rows:
        codes.setdefault(row.code, row.level)
    numbers = {code: at for at, code in enumerate(codes)}
    marks = findings.fingerprints()
    driver = {
        "name": findings.tool.name,
        "version": findings.tool.version,
        "rules": [_rule(code, level) for code, level in codes.items()],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"{findings.tool.name}-{findings.command}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [
            _result(row, numbers[row.code], mark, findings.file)
            for row, mark in zip(findings.rows, marks, strict=True)
        ],
    }
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, level: Level) -> dict[str, Any]:
    kind = kind_of(code, level)
    return {
        "id": visible(code),
        "shortDescription": {"text": _message(kind.short)},
        "fullDescription": {"text": _message(kind.full)},
        "help": {"text": _message(kind.help)},
        "defaultConfiguration": {"level": kind.level},
        "properties": {"tags": ["dependencies"]},
    }


def _result(row: Row, number: int, mark: str, file: str) -> dict[str, Any]:
    said = ". ".join(sentence.rstrip(". ") for sentence in row.sentences)
    place = row.place or FilePlace(file=file)
    return {
        "ruleId": visible(row.code),
        "ruleIndex": number,
        "level": row.level,
        "message": {"text": _message(f"{row.label}: {said}.")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.file), "uriBaseId": _ROOT},
                    "region": {"startLine": max(place.line, 1)},
                }
            }
        ],
        # The second is the one that code scanning of GitHub compares.
        "partialFingerprints": {"nameAndCode/v1": mark, "primaryLocationLineHash": mark},
    }


def _uri(path: str) -> str:
    """Return a path as a relative reference: `:`, `?`, `#` and the like are no syntax in it."""
    path = path.replace("\\", "/").lstrip("/")
    return quote(path.encode("utf-8", "replace"), safe="/")


def _message(text: str) -> str:
    """Return text in which no viewer finds a link or a place to fill in.

    Braces are doubled as the standard asks (3.11.5); a link needs its brackets side by side.
    """
    return visible(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
