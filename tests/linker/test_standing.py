from __future__ import annotations

import dataclasses
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.errors import InputError
from inhouse.linker import standings, why
from inhouse.model.graph import ROOT, DependencyGraph, Edge, Node, Standing
from tests.linker.locks import package


def graph(*pairs: tuple[str, str]) -> DependencyGraph:
    """A graph of its edges; the empty name is the project."""
    keys = sorted({key for pair in pairs for key in pair} - {ROOT})
    return DependencyGraph(
        nodes=tuple(
            Node(
                key=key,
                package=package(key),
                direct=(ROOT, key) in pairs,
                groups=("runtime",),
                extras=(),
            )
            for key in keys
        ),
        edges=tuple(Edge(parent=a, child=b) for a, b in sorted(set(pairs))),
        project="app",
    )


def standing(of: DependencyGraph, key: str) -> Standing:
    return next(each for each in standings(of) if each.key == key)


def test_an_empty_graph_has_no_standings() -> None:
    assert standings(graph()) == ()


def test_what_stays_through_another_parent_sheds_nothing() -> None:
    made = graph(("", "a"), ("", "b"), ("b", "a"), ("a", "c"))
    a = standing(made, "a")
    assert (a.sheds, a.stays_through, a.required_by) == ((), ("b",), ("b",))
    assert standing(made, "b").sheds == ("b",)


def test_parents_that_only_development_needs_are_told_apart() -> None:
    made = graph(("", "a"), ("", "b"), ("", "tool"), ("b", "a"), ("tool", "a"))
    nodes = tuple(
        dataclasses.replace(node, groups=("dev",)) if node.key == "tool" else node
        for node in made.nodes
    )
    a = standing(dataclasses.replace(made, nodes=nodes), "a")
    assert (a.stays_through, a.stays_shipped) == (("b", "tool"), ("b",))


def test_a_parent_that_only_it_leads_to_does_not_hold_it() -> None:
    made = graph(("", "a"), ("a", "b"), ("b", "a"), ("a", "a"))
    a = standing(made, "a")
    assert (a.sheds, a.stays_through, a.required_by) == (("a", "b"), (), ("b",))


def test_a_transitive_package_sheds_what_only_it_leads_to() -> None:
    made = graph(("", "a"), ("a", "b"), ("b", "c"), ("b", "d"), ("a", "d"))
    b = standing(made, "b")
    assert (b.sheds, b.stays_through, b.path) == (("b", "c"), (), ("app", "a", "b"))


def test_circles_that_nothing_leads_to_still_have_standings() -> None:
    made = graph(("", "a"), ("x", "y"), ("y", "x"), ("y", "z"))
    assert standing(made, "x").sheds == ("x", "y", "z")
    assert standing(made, "y").path == ("app", "y")


def test_a_hostile_chain_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("inhouse.linker.standing.MAX_SIZE", 1_000)
    names = ["", *(f"p{number:03}" for number in range(50))]
    with pytest.raises(InputError, match="chains too long"):
        standings(graph(*pairwise(names)))


def test_why_gives_one_path_per_parent_shortest_first() -> None:
    made = graph(("", "a"), ("", "x"), ("a", "b"), ("b", "x"), ("x", "loop"), ("loop", "x"))
    assert why(made, "x") == (("app", "x"), ("app", "a", "b", "x"))
    assert why(made, "loop") == (("app", "x", "loop"),)


def test_why_of_what_is_not_there_is_empty() -> None:
    assert why(graph(("", "a")), "b") == ()


NAMES = st.sampled_from([ROOT, *"abcdefghi"])
EDGES = st.lists(st.tuples(NAMES, NAMES.filter(bool)), max_size=40)


def reachable(pairs: list[tuple[str, str]], without: str | None = None) -> set[str]:
    children = defaultdict(list)
    for parent, child in pairs:
        children[parent].append(child)
    seen, waiting = {ROOT}, [ROOT]
    while waiting:
        for child in children[waiting.pop()]:
            if child not in seen and child != without:
                seen.add(child)
                waiting.append(child)
    return seen


@given(EDGES)
def test_sheds_is_what_becomes_unreachable(pairs: list[tuple[str, str]]) -> None:
    whole = reachable(pairs)
    pairs = [(a, b) for a, b in pairs if a in whole]
    for each in standings(graph(*pairs)):
        if each.direct:
            without_asking = [pair for pair in pairs if pair != (ROOT, each.key)]
            left = reachable(without_asking)
        else:
            left = reachable(pairs, without=each.key)
        assert set(each.sheds) == whole - left
        others = reachable(pairs, without=each.key) - {ROOT}
        holders = {a for a, b in pairs if b == each.key and a in others}
        assert set(each.stays_through) == (holders if each.direct else set())


@given(EDGES)
def test_paths_are_paths_and_the_first_is_the_shortest(pairs: list[tuple[str, str]]) -> None:
    made = graph(*pairs)
    for each in standings(made):
        paths = why(made, each.key)
        if each.key not in reachable(pairs):
            assert paths == ()
            continue
        assert len(paths[0]) == len(each.path)
        parents = [path[-2] for path in paths]
        assert len(parents) == len(set(parents))
        for path in paths:
            assert (path[0], path[-1]) == ("app", each.key)
            steps = [ROOT, *path[1:]]
            assert len(set(steps)) == len(steps)
            assert all(step in pairs for step in pairwise(steps))
