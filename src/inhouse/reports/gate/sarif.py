"""The gate's answer as SARIF 2.1.0."""

from __future__ import annotations

from inhouse.model.gate import GateReport
from inhouse.reports.page import Page

FORMAT = "sarif"


def render(report: GateReport, page: Page) -> str:  # noqa: ARG001 - its place is a file
    """Return the text."""
    from inhouse.reports.findings.from_gate import from_gate
    from inhouse.reports.findings.sarif import sarif

    return sarif(from_gate(report))
