"""The card of one package as one JSON document."""

from __future__ import annotations

from inhouse.model.view import Card
from inhouse.reports.encoding import document
from inhouse.reports.page import Page

FORMAT = "json"


def render(card: Card, page: Page) -> str:  # noqa: ARG001 - a document has no page
    """Return the card as JSON."""
    return document(card)
