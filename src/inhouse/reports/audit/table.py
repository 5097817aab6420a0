"""The audit for a person at a terminal."""

from __future__ import annotations

from inhouse.model.report import Report
from inhouse.reports.page import Page

FORMAT = "table"


def render(report: Report, page: Page) -> str:
    """Return the report as aligned text, worst first."""
    from inhouse.reports.terminal.audit_page import compose  # brings rich

    return compose(report, page).text()
