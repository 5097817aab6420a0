"""The code quality report of GitLab: a JSON list with one object per finding."""

from __future__ import annotations

from inhouse.model.file_place import FilePlace
from inhouse.reports.encoding import document
from inhouse.reports.findings.found import Findings, Level
from inhouse.reports.visible import visible

_SEVERITIES: dict[Level, str] = {"error": "major", "warning": "minor", "note": "info"}


def gitlab(findings: Findings) -> str:
    """Return the list; a finding without a place of its own stands at the lock."""
    rows = []
    for row, mark in zip(findings.rows, findings.fingerprints(), strict=True):
        place = row.place or FilePlace(file=findings.file)
        said = ". ".join(sentence.rstrip(". ") for sentence in row.sentences)
        rows.append(
            {
                "description": visible(f"{row.label}: {said}."),
                "check_name": visible(row.code),
                "fingerprint": mark,
                "severity": _SEVERITIES[row.level],
                "location": {
                    "path": visible(place.file),
                    "lines": {"begin": max(place.line, 1)},
                },
            }
        )
    return document(rows)
