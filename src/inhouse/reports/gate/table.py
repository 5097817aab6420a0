"""What the gate found, for a person at a terminal."""

from __future__ import annotations

from inhouse.model.gate import GateReport
from inhouse.reports.page import Page

FORMAT = "table"


def render(report: GateReport, page: Page) -> str:
    """Return the report as aligned text, what fails first."""
    if not (report.added or report.removed or report.findings):
        from inhouse.reports.gate_line import nothing_new

        return nothing_new(report, page)
    from inhouse.reports.terminal.gate_page import compose  # brings rich

    return compose(report, page).text()
