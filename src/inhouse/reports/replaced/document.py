"""The replacements as one JSON document, schema version 1."""

from __future__ import annotations

from inhouse.model.replaced import Replaced
from inhouse.reports.encoding import document
from inhouse.reports.page import Page

FORMAT = "json"


def render(replaced: Replaced, page: Page) -> str:  # noqa: ARG001 - a document has no page
    """Return the report as JSON; the patch itself is the format `diff`."""
    return document(replaced.report)
