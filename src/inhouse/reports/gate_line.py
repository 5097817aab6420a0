"""The gate's shortest answer, drawn without anything that takes time to load."""

from __future__ import annotations

from textwrap import wrap

from inhouse.model.gate import GateReport
from inhouse.reports.page import Page
from inhouse.reports.visible import visible


def nothing_new(report: GateReport, page: Page) -> str:
    """Return one line, and one for each note: no lock holds a package that the base does not."""
    lines = [f"gate passed: nothing new against {report.base}"]
    width = max(page.width, 20)
    for note in report.notes:
        lines += wrap(f"note: {note.text}", width, subsequent_indent=" " * 6)
    return "".join(f"{visible(line, ascii_only=page.ascii)}\n" for line in lines)
