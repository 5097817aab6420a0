"""The audit as annotations of GitHub Actions."""

from __future__ import annotations

from inhouse.model.report import Report
from inhouse.reports.page import Page

FORMAT = "github"


def render(report: Report, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_audit import from_audit
    from inhouse.reports.findings.github import github

    return github(from_audit(report))
