"""What the gate found as one JSON document, schema version 1: `gate.schema.json`."""

from __future__ import annotations

from inhouse.model.gate import GateReport
from inhouse.reports.encoding import document
from inhouse.reports.page import Page

FORMAT = "json"


def render(report: GateReport, page: Page) -> str:  # noqa: ARG001 - a document has no page
    """Return the report as JSON."""
    return document(report)
