from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import Marker

from inhouse.linker.markers import Markers, compiled
from tests.linker.environments import target

UNREADABLE = [
    "what is this",
    "python_version",
    "python_version >= '3.8' and",
    "python_version >= '3.8' python_version < '4'",
    "(python_version >= '3.8'",
    "python_version >= '3.8')",
    "()",
    "python_version >= '3.8",
    "nonsense == 'x'",
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_is_true_and_remembered(text: str) -> None:
    markers = Markers(target())
    assert markers.hold(text)
    assert markers.unreadable


def test_no_marker_holds() -> None:
    assert Markers(target()).hold(None)


def test_a_deeply_nested_marker_is_read() -> None:
    depth = 100_000
    text = "(" * depth + "python_version < '3'" + ")" * depth
    assert not Markers(target()).hold(text)


@pytest.mark.parametrize("operator", ["==", "!="])
def test_several_extras_may_be_active_at_once(operator: str) -> None:
    markers = Markers(target())
    both = f"extra {operator} 'one' and 'Two' {operator} extra"
    assert markers.hold(both, frozenset({"one", "two"})) == (operator == "==")
    assert markers.hold(both) == (operator == "!=")


def test_lists_of_extras_and_groups() -> None:
    markers = Markers(target())
    assert markers.hold("'A_b' in extras", frozenset({"a-b"}))
    assert markers.hold("'dev' not in dependency_groups", frozenset({"dev"}))
    assert not markers.hold("'dev' in dependency_groups", frozenset({"dev"}))
    assert markers.hold("'dev' in dependency_groups", groups=frozenset({"dev"}))


def test_universal_keeps_what_any_environment_would() -> None:
    markers = Markers(target(universal=True))
    assert markers.hold("sys_platform == 'win32' and python_version < '2'")
    assert not markers.hold("sys_platform == 'win32' and extra == 'one'")
    assert markers.hold("extra != 'group-3-foo-one' and extra == 'group-3-foo-one'")


def test_and_binds_closer_than_or() -> None:
    assert compiled("a == 'x' or b == 'x' and c == 'x'") == (
        ("a", "==", "'x'"),
        ("b", "==", "'x'"),
        ("c", "==", "'x'"),
        "and",
        "or",
    )


COMPARISONS = st.sampled_from(
    [
        "python_version >= '3.12'",
        "python_full_version < '3.11'",
        "python_full_version == '3.12.*'",
        "'3.12' ~= python_version",
        "sys_platform == 'win32'",
        "'linux' in sys_platform",
        "os_name not in 'nt java'",
        'platform_machine != "arm64"',
        "implementation_name == 'cpython'",
        "platform_release >= '5'",
    ]
)
MARKERS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map("".join),
        inner.map("({})".format),
    ),
)


@given(MARKERS, st.sampled_from(["linux", "windows", "macos"]), st.sampled_from(["3.11", "3.13"]))
def test_answers_are_those_of_packaging(text: str, platform: str, python: str) -> None:
    chosen = target(platform, python)
    markers = Markers(chosen)
    assert markers.hold(text) == Marker(text).evaluate(chosen.marker_environment())
    assert not markers.unreadable


@given(st.text(alphabet="()'\" andorextrapython_version=<>!~in3.", max_size=60) | st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert Markers(target()).hold(text) in (True, False)
