"""The audit as one JSON document, schema version 1: `audit.schema.json` beside the package."""

from __future__ import annotations

from inhouse.model.report import Report
from inhouse.reports.encoding import document
from inhouse.reports.page import Page

FORMAT = "json"


def render(report: Report, page: Page) -> str:  # noqa: ARG001 - a document has no page
    """Return the report as JSON."""
    return document(report)
