"""What help and version import: nothing that analyses, draws or connects."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.cli.app import run

WEBSHOP = Path(__file__).resolve().parents[2] / "fixtures" / "webshop"
HEAVY = (
    "hypothesis",
    "tomlkit",
    "libcst",
    "networkx",
    "httpx",
    "pip_audit",
    "pydantic",
    "rich",
    "griffe",
    "requests",
)
LINES: tuple[list[str], ...] = (
    [],
    ["--version"],
    ["--help"],
    ["audit", "--help"],
    ["explain", "--help"],
    ["graph", "--help"],
    ["gate", "--help"],
    ["allow", "--help"],
    ["rules", "--help"],
    ["rules", "check", "--help"],
    ["replace", "--help"],
)
PROGRAM = f"""
import sys
from inhouse.cli.app import run
for line in {LINES!r}:
    run(line)
heavy = sorted(name for name in sys.modules if name.split(".")[0] in {HEAVY!r})
sys.stderr.write(repr(heavy))
"""


def test_help_and_version_import_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"


# What only `replace` and `rules` need, and what runs code of others.
OF_REPLACE = (
    *(f"inhouse.{room}" for room in ("codemod", "planner", "relock", "rulebook", "tree")),
    *("inhouse.verifier", "inhouse.pipeline.replacing", "hypothesis", "tomlkit"),
)
READING = f"""
import sys
from inhouse.cli.app import run
for line in (["audit"], ["explain", "toml"], ["graph"]):
    code = run([*line, *sys.argv[1:]])
    assert code == 0, (line, code)
found = sorted(name for name in sys.modules if name.startswith({OF_REPLACE!r}))
sys.stderr.write(repr(found))
"""


def test_commands_that_only_read_load_nothing_that_edits_or_runs() -> None:
    options = ["--offline", "--no-cache", "--advisories", "none"]
    done = subprocess.run(
        [sys.executable, "-c", READING, str(WEBSHOP), *options], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (0, ["[]"]), done.stderr


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("arguments", [["--help"], ["audit", "--help"]])
def test_help_fits_the_width(
    arguments: list[str],
    width: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(arguments) == 0
    shown = capsys.readouterr().out
    # typer lays help out for 50 columns at least
    assert max(map(len, shown.splitlines())) <= max(width, 52)
    assert "..." not in shown.replace("[ARGS]...", "") or width == 40
