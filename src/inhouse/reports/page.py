"""What a renderer may know of the place where its text will be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Width in terminal cells, whether colour and more than ASCII can be shown, and how much.

    `everything` lists the kept packages one by one too.
    """

    width: int = 80
    color: bool = False
    ascii: bool = False
    everything: bool = False
