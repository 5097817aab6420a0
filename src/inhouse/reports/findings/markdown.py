"""Markdown for the comment on a pull request: short, with details folded away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inhouse.reports.findings.found import Cell, Code, Findings, Row, Section
from inhouse.reports.findings.markdown_text import code, prose

# Bytes. A comment of GitHub holds 65,536 characters; longer ones vanish.
MOST = 60_000
_FRAME = 400  # what a table needs beside its rows
_WORDS = {"error": "fails", "warning": "warning", "note": "note"}
_COLUMNS = ("", "package", "why", "instead", "where")


class _Paper:
    """Collects lines as long as they fit; what is left out is counted."""

    def __init__(self, tables: int) -> None:
        self._lines: list[str] = []
        self._room = MOST - _FRAME * (tables + 1)

    def put(self, *lines: str) -> None:
        """Add lines that are there whatever happens; the frames have room for them."""
        self._lines += lines

    def table(self, columns: Sequence[str], rows: Iterable[str]) -> None:
        """Add a table with as many of the rows as fit, whole ones only."""
        self.put("", f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns))
        left = 0
        for row in rows:
            size = len(row.encode("utf-8")) + 1
            if left or size > self._room:
                left += 1
                continue
            self._room -= size
            self._lines.append(row)
        if left:
            self.put("", f"*{left:,} more left out: a comment holds no more.*")

    def text(self) -> str:
        """Return the page."""
        return "\n".join([*self._lines, ""])


def markdown(findings: Findings) -> str:
    """Return a page of at most `MOST` bytes.

    Its first line is a comment by which a later run finds the page, to take its place.
    """
    paper = _Paper(len(findings.sections) + 1)
    paper.put(f"<!-- inhouse {findings.command} -->", f"### {findings.title}", "")
    paper.put(f"{prose(findings.headline)}.")
    if findings.rows:
        paper.table(_COLUMNS, (_line(_cells(row)) for row in findings.rows))
    for section in findings.sections:
        _fold(paper, section)
    about = " · ".join(f"{what} {_shown(cell, 80)}" for what, cell in findings.about)
    tool = f"{findings.tool.name} {findings.tool.version}"
    paper.put("", f"{about} · {prose(tool)}")
    return paper.text()


def _fold(paper: _Paper, section: Section) -> None:
    paper.put("", f"<details><summary>{prose(section.title)}</summary>")
    paper.table(section.columns, map(_line, section.rows))
    paper.put("", "</details>")


def _cells(row: Row) -> tuple[Cell, ...]:
    place = f"{row.place.file}:{row.place.line}" if row.place is not None else ""
    why = [each.rstrip(".") for each in (row.text, row.way) if each]
    return (
        _WORDS[row.level],
        Code(row.label),
        ". ".join(why) + ".",
        row.instead or "",
        Code(place),
    )


def _line(cells: Iterable[Cell]) -> str:
    return f"| {' | '.join(map(_shown, cells))} |"


def _shown(cell: Cell, longest: int | None = None) -> str:
    text = cell.text if isinstance(cell, Code) else cell
    text = text if longest is None else text[:longest]
    return code(text) if isinstance(cell, Code) else prose(text)
