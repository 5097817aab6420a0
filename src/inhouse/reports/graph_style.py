"""What the graph formats have in common: labels, and one light colour per tier."""

from __future__ import annotations

from inhouse.model.verdict import Tier
from inhouse.model.view import GraphNode

# Told apart in print and by colour-blind readers: they differ in lightness as well.
COLOURS: dict[Tier, str] = {
    "micro": "#f6c344",
    "mid": "#cfe2f3",
    "foundation": "#f6f8fa",
    "unknown": "#d0d7de",
}


def label(node: GraphNode) -> str:
    """Return `name version`."""
    return f"{node.name} {node.version}" if node.version else node.name
