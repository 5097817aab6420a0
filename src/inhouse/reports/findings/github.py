"""Workflow commands of GitHub Actions: an annotation per finding at its line."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.reports.findings.found import LEVELS, Findings, Level, Row
from inhouse.reports.terminal.words import counted
from inhouse.reports.visible import visible

# GitHub shows this many of each kind for a step, and drops the others without a word.
SHOWN = 10
_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}
_TITLE = 200  # characters; GitHub cuts longer ones


def github(findings: Findings) -> str:
    """Return the commands, worst first, and one line of figures."""
    lines: list[str] = []
    left = 0
    for level in LEVELS:
        rows = [row for row in findings.rows if row.level == level]
        lines += [_command(row) for row in rows[:SHOWN]]
        left += len(rows[SHOWN:])
    lines.append(f"{findings.title}: {'; '.join(_figures(findings, left))}")
    return "\n".join(lines) + "\n"


def _figures(findings: Findings, left: int) -> Iterator[str]:
    yield findings.headline
    if left:
        yield f"{counted(left, 'further annotation')} left out"


def _command(row: Row) -> str:
    title = row.code if row.label == row.code else f"{row.code}: {row.label}"
    properties = {"title": title[:_TITLE]}
    if row.place is not None:
        properties = {"file": row.place.file, "line": str(max(row.place.line, 1))} | properties
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = "\n".join(map(visible, row.sentences))
    return f"::{_COMMANDS[row.level]} {said}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
