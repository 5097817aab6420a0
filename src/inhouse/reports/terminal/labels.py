"""Labelled lines: a dim label on the left, text that wraps beside it."""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.reports.terminal.sheet import Part, Sheet

_WIDTH = 12  # cells, the longest label and its gap


def put(sheet: Sheet, label: str, parts: Sequence[Part]) -> None:
    """Add one labelled line; without a label it continues the one above."""
    sheet.flow(parts, hanging=_WIDTH, lead=(label, "dim"))
