"""`inhouse allow` as it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import inhouse

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["../x", "--reason", "a"], "'../x' is not a package name"),
        (["", "--reason", "a"], "is not a package name"),
        (["six"], "Missing option '--reason'"),
        (["six", "--reason", " "], "--reason is empty"),
        (["six", "--reason", "a\nb"], "give one line"),
        (["six", "--reason", "a\u202eb"], "give one line"),
        (["six", "--reason", "x" * 501], "at most 500"),
        (["six", "--reason", "a", "--who", "\x1b[31m"], "--who: give one line"),
        (["six", "--reason", "a", "--until", "soon"], "not a day"),
        (["six", "--reason", "a", "--until", "2027-02-30"], "not a day"),
        (["six", "--reason", "a", "--until", "2020-01-01"], "that day is over"),
    ],
)
def test_what_is_no_entry_is_refused_and_nothing_written(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    done = inhouse("allow", *arguments, "--project", tmp_path)
    assert (done.code, done.out, list(tmp_path.iterdir())) == (2, "", [])
    assert says in done.err


def test_settings_that_are_wrong_are_not_added_to(tmp_path: Path) -> None:
    place = tmp_path / "pyproject.toml"
    place.write_text("[tool.inhouse.gate]\ntier = ['micro']\n")
    done = inhouse("allow", "six", "--reason", "a", "--project", tmp_path)
    assert done.code == 2
    assert "tool.inhouse.gate.tier is not a setting of inhouse; did you mean tiers?" in done.err
    assert place.read_text().count("\n") == 2


def test_one_line_says_what_was_done_and_the_second_time_nothing_is(tmp_path: Path) -> None:
    call = ["allow", "Foo_Bar", "--reason", "ours", "--until", "2999-12-31", "--who", "Ada"]
    made = inhouse(*call, "--project", tmp_path)
    assert (made.code, made.out) == (
        0, "pyproject.toml: made; foo-bar is allowed until 2999-12-31: ours\n",
    )  # fmt: skip
    written = (tmp_path / "pyproject.toml").read_text()
    assert written == (
        '[[tool.inhouse.allow]]\nname = "foo-bar"\nreason = "ours"\nuntil = 2999-12-31\n'
        'who = "Ada"\n'
    )
    again = inhouse(*call, "--project", tmp_path)
    assert (again.code, "nothing to change" in again.out) == (0, True)
    assert (tmp_path / "pyproject.toml").read_text() == written
    assert [each.name for each in tmp_path.iterdir()] == ["pyproject.toml"]
