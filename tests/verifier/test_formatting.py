"""Generated files and the project's formatter."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inhouse.verifier.formatting import formatted, formatter_of

UGLY = b"x = {'a':1,\n  'b':2}\n"
HERE = {"PATH": str(Path(sys.executable).parent)}


@pytest.mark.parametrize(
    ("name", "text", "tool"),
    [
        ("pyproject.toml", "", None),
        ("pyproject.toml", "not [toml", None),
        ("pyproject.toml", "[tool.ruff.lint]\nselect = []\n", None),
        ("pyproject.toml", "[tool.ruff.format]\n", "ruff"),
        ("pyproject.toml", "[tool.black]\n", "black"),
        ("ruff.toml", "[format]\n", "ruff"),
        (".pre-commit-config.yaml", "hooks:\n - id: ruff-format\n", "ruff"),
        (".pre-commit-config.yaml", "hooks:\n - id: black\n", "black"),
    ],
)
def test_settings_say_which(tmp_path: Path, name: str, text: str, tool: str | None) -> None:
    tmp_path.joinpath(name).write_text(text)
    assert formatter_of(tmp_path) == tool


def test_without_a_formatter_files_stay(tmp_path: Path) -> None:
    assert formatted({"tests/a.py": UGLY}, tmp_path, environ=HERE) == {"tests/a.py": UGLY}


def test_one_that_is_not_there_is_done_without(tmp_path: Path) -> None:
    tmp_path.joinpath("pyproject.toml").write_text("[tool.black]\n")
    files = {"a.py": UGLY}
    assert formatted(files, tmp_path, environ={"PATH": str(tmp_path)}) == files


def test_the_settings_of_the_project_hold_and_nothing_is_written(tmp_path: Path) -> None:
    tmp_path.joinpath("pyproject.toml").write_text(
        '[tool.ruff]\nline-length = 12\n[tool.ruff.format]\nquote-style = "single"\n'
    )
    found = formatted({"tests/a.py": UGLY}, tmp_path, environ=HERE)
    assert found == {"tests/a.py": b"x = {\n    'a': 1,\n    'b': 2,\n}\n"}
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


def test_settings_that_are_wrong_change_nothing(tmp_path: Path) -> None:
    tmp_path.joinpath("pyproject.toml").write_text("[tool.ruff.format]\nnonsense = 1\n")
    assert formatted({"a.py": UGLY}, tmp_path, environ=HERE) == {"a.py": UGLY}
