"""The graph in DOT, the language of Graphviz, coloured by tier."""

from __future__ import annotations

from inhouse.model.graph import ROOT
from inhouse.model.view import GraphView
from inhouse.reports.graph_style import COLOURS, label
from inhouse.reports.page import Page
from inhouse.reports.visible import visible

FORMAT = "dot"


def render(view: GraphView, page: Page) -> str:  # noqa: ARG001 - a drawing has no page
    """Return one directed graph; node identifiers are the packages' keys."""
    lines = [
        "digraph dependencies {",
        "  rankdir=LR;",
        '  node [shape=box, style="rounded,filled", fontname="sans-serif", color="#57606a"];',
        '  edge [color="#57606a"];',
        f"  {_quoted(ROOT)} [label={_quoted(view.project)}, shape=plaintext, style=bold];",
    ]
    for node in view.nodes:
        attributes = f'label={_quoted(label(node))}, fillcolor="{COLOURS[node.tier]}"'
        attributes += ", penwidth=2" if node.direct else ""
        lines.append(f"  {_quoted(node.key)} [{attributes}];")
    lines += [f"  {_quoted(link.parent)} -> {_quoted(link.child)};" for link in view.links]
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
