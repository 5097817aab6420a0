"""The audit as JUnit XML."""

from __future__ import annotations

from inhouse.model.report import Report
from inhouse.reports.page import Page

FORMAT = "junit"


def render(report: Report, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_audit import from_audit
    from inhouse.reports.findings.junit import junit

    return junit(from_audit(report))
