"""The gate's shortest answer, drawn without anything that takes time to load."""

from __future__ import annotations

from inhouse.model.gate import GateReport
from inhouse.reports.page import Page
from inhouse.reports.visible import visible


def nothing_new(report: GateReport, page: Page) -> str:
    """Return one line: no lock holds a package that the base does not."""
    text = f"gate passed: nothing new against {report.base}"
    return visible(text, ascii_only=page.ascii) + "\n"
