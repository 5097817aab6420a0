"""What a package is (tier) and what to do about it here (advice)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tier = Literal["micro", "mid", "foundation", "unknown"]
Advice = Literal[
    "drop", "stdlib", "snippet", "slice", "vendor", "swap", "upstream", "review", "keep"
]
Confidence = Literal["high", "medium", "low"]

TIERS: tuple[Tier, ...] = ("micro", "mid", "foundation", "unknown")
# Worst first: the order in which reports list them.
ADVICE: tuple[Advice, ...] = (
    "drop",
    "stdlib",
    "snippet",
    "slice",
    "vendor",
    "swap",
    "upstream",
    "review",
    "keep",
)
# Advice after which the project owns or rewrites code and the package leaves.
REPLACING: frozenset[Advice] = frozenset({"drop", "stdlib", "snippet", "slice", "vendor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a verdict came out as it did; `code` is stable, `text` is for people."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Tier, advice and how sure we are: three separate axes.

    `own_lines` is the code the project would own after following the advice, None where nothing
    changes hands or it is not known. The first reason is the sentence a report shows.
    """

    tier: Tier
    advice: Advice
    confidence: Confidence
    rule: str | None
    reasons: tuple[Reason, ...]
    own_lines: int | None = None
