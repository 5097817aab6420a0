"""What is shown on a terminal and what is not elsewhere."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.cli.test_endings import command, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")


def on_terminal(behaviour: str, *arguments: str, **environ: str) -> tuple[int, str]:
    """Run with stdout and stderr on a pseudo-terminal; return the exit code and what it showed."""
    master, slave = os.openpty()
    surroundings = {"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "80", **environ}
    shown = bytearray()
    with subprocess.Popen(
        command(behaviour, *arguments), stdout=slave, stderr=slave, env=surroundings
    ) as process:
        os.close(slave)
        while True:
            try:
                part = os.read(master, 65_536)
            except OSError:  # Linux says so when the last writer has gone
                break
            if not part:
                break
            shown += part
    os.close(master)
    return process.returncode, shown.decode("utf-8").replace("\r\n", "\n")


def test_a_terminal_gets_colour_and_a_quick_run_no_progress() -> None:
    code, shown = on_terminal("instant", "audit")
    assert code == 0
    assert "\x1b[1;32mown 141 lines, shed 11 packages\x1b[0m" in shown
    assert "\r" not in shown


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(environ: dict[str, str]) -> None:
    assert "\x1b" not in on_terminal("instant", "audit", **environ)[1]


def test_an_empty_no_color_means_nothing() -> None:
    assert "\x1b[" in on_terminal("instant", "audit", NO_COLOR="")[1]


def test_colour_can_be_forced() -> None:
    assert "\x1b[1m" in run("instant", "audit", FORCE_COLOR="1", NO_COLOR="").stdout


@pytest.mark.once
def test_progress_shows_on_a_terminal_and_is_cleared() -> None:
    code, shown = on_terminal("second", "audit", NO_COLOR="1")
    assert code == 0
    assert "measuring ?[31mpackages 3/9" in shown
    progress, _, report = shown.rpartition("\r")
    assert progress.endswith(" ")  # the line was overwritten with blanks
    assert report.startswith("parcel-tracker")
    assert "\x1b" not in shown


@pytest.mark.once
def test_progress_stays_away_elsewhere() -> None:
    assert run("second", "audit").stderr == ""
    assert "measuring" not in on_terminal("second", "audit", TERM="dumb")[1]


@pytest.mark.parametrize("width", ["40", "100"])
def test_the_page_follows_the_terminal(width: str) -> None:
    _, shown = on_terminal("instant", "audit", COLUMNS=width, NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= int(width)


def test_a_wide_terminal_is_used_up_to_a_readable_width() -> None:
    assert run("instant", "audit", COLUMNS="400").stdout == (
        run("instant", "audit", COLUMNS="120").stdout
    )
