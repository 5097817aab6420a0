"""The gate's answer as Markdown for a comment or a summary."""

from __future__ import annotations

from inhouse.model.gate import GateReport
from inhouse.reports.page import Page

FORMAT = "markdown"


def render(report: GateReport, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_gate import from_gate
    from inhouse.reports.findings.markdown import markdown

    return markdown(from_gate(report))
