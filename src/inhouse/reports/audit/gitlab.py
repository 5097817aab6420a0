"""The audit as a code quality report of GitLab."""

from __future__ import annotations

from inhouse.model.report import Report
from inhouse.reports.page import Page

FORMAT = "gitlab"


def render(report: Report, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_audit import from_audit
    from inhouse.reports.findings.gitlab import gitlab

    return gitlab(from_audit(report))
