"""The gate's answer as a code quality report of GitLab."""

from __future__ import annotations

from inhouse.model.gate import GateReport
from inhouse.reports.page import Page

FORMAT = "gitlab"


def render(report: GateReport, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_gate import from_gate
    from inhouse.reports.findings.gitlab import gitlab

    return gitlab(from_gate(report))
