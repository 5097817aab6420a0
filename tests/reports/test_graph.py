"""The drawings of the graph."""

from __future__ import annotations

import dataclasses
import re

from hypothesis import given
from hypothesis import strategies as st

from inhouse.model.view import GraphLink, GraphNode, GraphView
from inhouse.reports.graph import dot, mermaid
from inhouse.reports.page import Page
from tests.reports.sample import sample_graph

STRING = r'"(?:[^"\\\n]|\\.)*"'
DOT_LINE = re.compile(
    rf"digraph dependencies {{|}}|  rankdir=LR;|  (?:node|edge) \[.*\];"
    rf"|  {STRING} \[label={STRING}, [^\"]*(?:\"#\w+\"(?:, penwidth=2)?|style=bold)\];"
    rf"|  {STRING} -> {STRING};"
)
MERMAID_LINE = re.compile(
    r"flowchart LR|  n0\(\[\"[\w #;.\-+!,/:=]*\"\]\)"
    r"|  n\d+\[\"[\w #;.\-+!,/:=]*\"\]:::(?:micro|mid|foundation|unknown)"
    r"|  n\d+ --> n\d+|  classDef \w+ [\w:#,\-]+|  class [n\d,]+ direct"
)


def drawn(text: str) -> GraphView:
    node = GraphNode(
        key=text or "x", name=text, version=text, tier="mid", advice="keep", direct=True
    )
    link = GraphLink(parent="", child=node.key)
    return dataclasses.replace(sample_graph(), project=text, nodes=(node,), links=(link,))


@given(st.text(st.characters() | st.sampled_from('"\\[]<>;#{}\n'), max_size=30))
def test_no_name_breaks_out_of_its_string(text: str) -> None:
    for line in dot.render(drawn(text), Page()).splitlines():
        assert DOT_LINE.fullmatch(line), line
    for line in mermaid.render(drawn(text), Page()).splitlines():
        assert MERMAID_LINE.fullmatch(line), line


def test_dot_has_each_node_and_link_once() -> None:
    text = dot.render(sample_graph(), Page())
    assert text.count("fillcolor") == 4
    assert text.count(" -> ") == 4
    assert '"a==1" [label="a 1", fillcolor="#f6c344", penwidth=2];' in text
    assert '"b" -> "a==2";' in text


def test_mermaid_has_each_node_and_link_once() -> None:
    text = mermaid.render(sample_graph(), Page())
    assert text.startswith('flowchart LR\n  n0(["parcel-tracker"])\n  n1["a 1"]:::micro\n')
    assert text.count(" --> ") == 4
    assert "  class n1,n3 direct\n" in text


def test_a_graph_of_nothing_is_still_a_graph() -> None:
    empty = GraphView(project="p", nodes=(), links=())
    assert dot.render(empty, Page()).endswith("}\n")
    assert mermaid.render(empty, Page()) == 'flowchart LR\n  n0(["p"])\n'
