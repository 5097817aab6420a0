"""The advice part of a verdict while it is being found."""

from __future__ import annotations

from typing import NamedTuple

from inhouse.model.verdict import Advice, Confidence, Reason


class Choice(NamedTuple):
    """Advice, confidence, the reason to show, further reasons, and the lines to own."""

    advice: Advice
    confidence: Confidence
    reason: Reason
    more: tuple[Reason, ...] = ()
    own_lines: int | None = None
