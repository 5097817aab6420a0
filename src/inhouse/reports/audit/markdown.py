"""The audit as Markdown for a comment or a summary."""

from __future__ import annotations

from inhouse.model.report import Report
from inhouse.reports.page import Page

FORMAT = "markdown"


def render(report: Report, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_audit import from_audit
    from inhouse.reports.findings.markdown import markdown

    return markdown(from_audit(report))
