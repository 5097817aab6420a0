"""The audit as SARIF 2.1.0."""

from __future__ import annotations

from inhouse.model.report import Report
from inhouse.reports.page import Page

FORMAT = "sarif"


def render(report: Report, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_audit import from_audit
    from inhouse.reports.findings.sarif import sarif

    return sarif(from_audit(report))
