"""Choosing the environment that markers are evaluated for."""

from __future__ import annotations

import platform as this_platform
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import Marker, default_environment
from packaging.specifiers import SpecifierSet

from inhouse.errors import UsageError
from inhouse.target import choose

HERE = this_platform.python_version()


@pytest.mark.parametrize(
    "python", ["", "3", "2.7", "4.0", "three", "3.12.x", "3.12rc1", ">=3.12", "3.12.1.2", "\x1b[2J"]
)
def test_a_python_that_cannot_be_read_is_refused_with_an_example(python: str) -> None:
    with pytest.raises(UsageError, match=r"--python .*3\.N or 3\.N\.M"):
        choose(python, None, False, None)


@pytest.mark.parametrize(
    "platform", ["", "beos", "linux-", "linux-riscv", "darwin", "linux-x86_64-gnu", "win32"]
)
def test_an_unknown_platform_is_refused_and_the_choices_listed(platform: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose(None, platform, False, None)
    for choice in ("linux", "macos", "windows", "-x86_64", "-aarch64"):
        assert choice in str(caught.value)


def test_the_default_is_this_interpreter_on_this_platform() -> None:
    target, notes = choose(None, None, False, None)
    assert notes == ()
    assert target.python_full == HERE
    assert target.python == f"{sys.version_info[0]}.{sys.version_info[1]}"
    mine, theirs = target.marker_environment(), default_environment()
    for key in ("sys_platform", "os_name", "platform_system", "platform_machine"):
        assert mine[key] == theirs[key]


def test_this_interpreter_stays_where_requires_python_admits_it() -> None:
    target, notes = choose(None, None, False, ">=3.8")
    assert (target.python_full, notes) == (HERE, ())


@pytest.mark.parametrize(
    ("requires", "python", "full"),
    [
        (">=3.30", "3.30", "3.30.0"),
        (">=3.30.2,<4", "3.30", "3.30.2"),
        (">3.30", "3.30", "3.30.1"),
        ("~=3.30", "3.30", "3.30.0"),
        ("==3.30.*", "3.30", "3.30.0"),
        ("==3.30.4", "3.30", "3.30.4"),
        (">=3.8,!=3.8.0,<3.9", "3.8", "3.8.1"),
        (">=2.7,<3.6", "3.0", "3.0.0"),
        ("<3.9", "3.8", "3.8.0"),
    ],
)
def test_outside_requires_python_its_lower_bound_is_taken_and_said(
    requires: str, python: str, full: str
) -> None:
    target, notes = choose(None, None, False, requires)
    assert (target.python, target.python_full) == (python, full)
    (note,) = notes
    assert note.code == "python-from-requires"
    assert full in note.text
    assert requires in note.text


@pytest.mark.parametrize("requires", ["later than 3.8", "==2.7.*", "<3,>=2"])
def test_a_requires_python_that_says_nothing_is_noted(requires: str) -> None:
    target, notes = choose(None, None, False, requires)
    assert target.python_full == HERE
    assert [note.code for note in notes] == ["requires-python-unreadable"]


def test_an_asked_python_goes_before_requires_python() -> None:
    target, notes = choose("3.9.2", None, False, ">=3.30")
    assert (target.python, target.python_full, notes) == ("3.9", "3.9.2", ())
    assert choose("3.12", None, False, None)[0].python_full == "3.12.0"


@pytest.mark.parametrize(
    ("platform", "holds", "fails"),
    [
        ("linux", "sys_platform == 'linux' and platform_machine == 'x86_64'", "os_name == 'nt'"),
        ("Linux-AARCH64", "platform_machine == 'aarch64'", "sys_platform == 'darwin'"),
        ("macos", "sys_platform == 'darwin' and platform_machine == 'arm64'", "os_name == 'nt'"),
        ("macos-x86_64", "platform_system == 'Darwin'", "platform_machine == 'arm64'"),
        ("windows", "platform_machine == 'AMD64' and os_name == 'nt'", "os_name == 'posix'"),
        ("windows-aarch64", "platform_machine == 'ARM64'", "sys_platform == 'linux'"),
    ],
)
def test_a_platform_is_what_markers_expect_of_it(platform: str, holds: str, fails: str) -> None:
    target = choose("3.12", platform, False, None)[0]
    environment = target.marker_environment()
    assert Marker(holds).evaluate(environment)
    assert not Marker(fails).evaluate(environment)
    assert target.platform == platform.lower()


def test_universal_is_carried() -> None:
    assert choose(None, None, True, None)[0].universal
    assert not choose(None, None, False, None)[0].universal


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=30))
def test_any_text_is_answered_or_refused(python: str, platform: str, requires: str) -> None:
    for ask in ((python, None, None), (None, platform, None), (None, None, requires)):
        try:
            choose(ask[0], ask[1], False, ask[2])
        except UsageError as error:
            assert "\n" not in str(error)


@given(st.integers(0, 39), st.integers(0, 30), st.sampled_from([">=", "==", "~=", ">"]))
def test_a_chosen_python_is_within_requires_python(minor: int, micro: int, sign: str) -> None:
    requires = f"{sign}3.{minor}.{micro}"
    assert SpecifierSet(requires).contains(choose(None, None, False, requires)[0].python_full)
