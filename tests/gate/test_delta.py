"""What is new between two locks: by identity, whatever else moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.gate.delta import Release, delta, major

names = st.sampled_from(["a", "b", "c", "d-e", "f"])
versions = st.sampled_from(["1.0", "1.9", "2.0", "2!1.0", "1", None])
locks = st.frozensets(st.tuples(names, versions), max_size=8)
identities = st.sampled_from(["name", "major"])


@pytest.mark.parametrize(
    ("version", "wanted"),
    [(None, ""), ("1.2.3", "1"), ("v2", "2"), ("1!3.0", "1!3"), ("2024.1+local.1", "2024")],
)
def test_the_major_version(version: str | None, wanted: str) -> None:
    assert major(version) == wanted


def test_an_upgrade_is_new_only_where_the_major_version_counts() -> None:
    base: list[Release] = [("a", "1.0"), ("b", "1.0")]
    head: list[Release] = [("a", "2.0"), ("b", "1.9")]
    assert delta(base, head).added == ()
    assert delta(base, head, identity="major").added == (("a", "2.0"),)


@given(locks, locks, st.frozensets(names), identities)
def test_nothing_known_is_ever_new(
    base: frozenset[Release], head: frozenset[Release], accepted: frozenset[str], identity: str
) -> None:
    chosen = "name" if identity == "name" else "major"
    found = delta(base, head, accepted=accepted, identity=chosen)  # type: ignore[arg-type]
    new = {name for name, _ in found.added}
    assert set(found.added) <= head
    assert not new & (accepted - {name for name, _ in base})
    if chosen == "name":
        assert not new & {name for name, _ in base}
        assert new == {name for name, _ in head} - {name for name, _ in base} - accepted
    assert set(found.removed) == {name for name, _ in base} - {name for name, _ in head}


@given(locks, locks, identities)
def test_removing_makes_nothing_new_and_adding_nothing_known(
    base: frozenset[Release], more: frozenset[Release], identity: str
) -> None:
    chosen = "name" if identity == "name" else "major"
    assert delta(base | more, base, identity=chosen).added == ()  # type: ignore[arg-type]
    assert delta(base, base, identity=chosen).added == ()  # type: ignore[arg-type]
    added = delta(base, base | more, identity=chosen).added  # type: ignore[arg-type]
    assert set(added) <= more - base


@given(locks, locks, locks)
def test_a_wider_base_finds_no_more(
    base: frozenset[Release], more: frozenset[Release], head: frozenset[Release]
) -> None:
    assert set(delta(base | more, head).added) <= set(delta(base, head).added)


def test_a_major_version_of_what_was_asked_for_and_locked_is_new() -> None:
    found = delta([("a", "1.0")], [("a", "2.0"), ("b", "1")], accepted=["a", "b"], identity="major")
    assert found.added == (("a", "2.0"),)
