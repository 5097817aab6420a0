"""The gate's answer as annotations of GitHub Actions."""

from __future__ import annotations

from inhouse.model.gate import GateReport
from inhouse.reports.page import Page

FORMAT = "github"


def render(report: GateReport, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_gate import from_gate
    from inhouse.reports.findings.github import github

    return github(from_gate(report))
