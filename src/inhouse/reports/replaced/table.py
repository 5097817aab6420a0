"""The replacements as a page for people."""

from __future__ import annotations

from inhouse.model.replaced import Replaced
from inhouse.reports.page import Page

FORMAT = "table"


def render(replaced: Replaced, page: Page) -> str:
    """Return the page: each package with its proof, then the diff."""
    from inhouse.reports.terminal.replaced_page import draw

    return draw(replaced, page)
