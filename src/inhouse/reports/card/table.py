"""The card of one package for a person at a terminal."""

from __future__ import annotations

from inhouse.model.view import Card
from inhouse.reports.page import Page

FORMAT = "table"


def render(card: Card, page: Page) -> str:
    """Return the card as labelled lines."""
    from inhouse.reports.terminal.card_page import compose  # brings rich

    return compose(card, page).text()
