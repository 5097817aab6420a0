"""The graph in Mermaid, as Markdown pages show it, coloured by tier."""

from __future__ import annotations

from inhouse.model.graph import ROOT
from inhouse.model.view import GraphView
from inhouse.reports.graph_style import COLOURS, label
from inhouse.reports.page import Page
from inhouse.reports.visible import visible

FORMAT = "mermaid"

_PLAIN = frozenset(" .-_+!,/:=")


def render(view: GraphView, page: Page) -> str:  # noqa: ARG001 - a drawing has no page
    """Return one flowchart; node identifiers are numbers, as names are not safe there."""
    numbers = {ROOT: "n0"} | {node.key: f"n{at}" for at, node in enumerate(view.nodes, start=1)}
    lines = ["flowchart LR", f'  n0(["{_escaped(view.project)}"])']
    lines += [
        f'  {numbers[node.key]}["{_escaped(label(node))}"]:::{node.tier}' for node in view.nodes
    ]
    lines += [
        f"  {numbers[link.parent]} --> {numbers[link.child]}"
        for link in view.links
        if link.parent in numbers and link.child in numbers
    ]
    tiers = sorted({node.tier for node in view.nodes})
    lines += [f"  classDef {tier} fill:{COLOURS[tier]},color:#1f2328" for tier in tiers]
    bold = [numbers[node.key] for node in view.nodes if node.direct]
    if bold:
        lines += ["  classDef direct stroke-width:3px", f"  class {','.join(bold)} direct"]
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    """Return text for a quoted label: all that Mermaid or HTML could read as syntax as a number."""
    return "".join(
        character
        if (character.isascii() and character.isalnum()) or character in _PLAIN
        else f"#{ord(character)};"
        for character in visible(text)
    )
