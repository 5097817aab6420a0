"""Formats generated files with the formatter that the project is set up for, if it is there."""

from __future__ import annotations

import os
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from inhouse.verifier.suite_process import run_command, small_environment

_SECONDS = 30.0
_RUFF_FILES = ("ruff.toml", ".ruff.toml")
_SETTINGS = ("pyproject.toml", *_RUFF_FILES, ".editorconfig", "setup.cfg")


def formatted(
    files: Mapping[str, bytes],
    root: Path,
    environment: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> dict[str, bytes]:
    """Return files, by path relative to `root`, as the project's formatter leaves them.

    ruff or black, as the project's settings say, from its environment or PATH. Where there is
    none, it fails, or what it returns is no Python any more, a file stays as it is. Nothing
    below `root` is written.
    """
    given = dict(files)
    tool = formatter_of(root)
    if tool is None or not given:
        return given
    program = _program(tool, environment, environ)
    if program is None:
        return given
    with tempfile.TemporaryDirectory(prefix="inhouse-format-") as name:
        folder = Path(name).resolve()
        copy, home = folder / "tree", folder / "home"
        home.mkdir()
        for path in [*_SETTINGS, *_nested_settings(given, root)]:
            if (root / path).is_file():
                place = copy / path
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / path, place)
        for path, data in given.items():
            place = copy / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        argv = [program, "format", "--no-cache"] if tool == "ruff" else [program, "-q"]
        variables = small_environment(environ, home)
        try:
            ended = run_command([*argv, "--", *given], copy, variables, _SECONDS)
        except OSError:
            return given
        if ended.code != 0:
            return given
        return {path: _sound(copy / path, data) for path, data in given.items()}


def formatter_of(root: Path) -> str | None:
    """Return "ruff" or "black" where the project's settings are for one of them, else None.

    ruff counts where its formatter is mentioned: many projects only let it check.
    """
    tools = _tools(root)
    hooks = _text(root / ".pre-commit-config.yaml")
    uses_ruff = "ruff" in tools or any((root / each).is_file() for each in _RUFF_FILES)
    ruff = tools.get("ruff")
    if isinstance(ruff, dict) and "format" in ruff:
        return "ruff"
    if any("[format]" in _text(root / each) for each in _RUFF_FILES) or "ruff-format" in hooks:
        return "ruff"
    if "black" in tools or "id: black" in hooks or "psf/black" in hooks:
        return "black"
    return "ruff" if uses_ruff and "ruff format" in _commands(root) else None


def _tools(root: Path) -> dict[str, object]:
    try:
        tool = tomllib.loads(_text(root / "pyproject.toml")).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return tool if isinstance(tool, dict) else {}


def _commands(root: Path) -> str:
    """Return the text of the files in which projects keep the commands they run."""
    names = ("tox.ini", "noxfile.py", "Makefile", "justfile", "pyproject.toml", "Taskfile.yml")
    return "\n".join(_text(root / name) for name in names)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.stat().st_size < 1 << 20 else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _nested_settings(files: Mapping[str, bytes], root: Path) -> list[str]:
    """Return settings in the folders above the files; ruff takes the nearest."""
    found = []
    for path in files:
        for folder in Path(path).parents:
            found += [str(folder / name) for name in ("pyproject.toml", *_RUFF_FILES)]
    return [each for each in dict.fromkeys(found) if (root / each).is_file()]


def _program(tool: str, environment: Path | None, environ: Mapping[str, str]) -> str | None:
    if environment is not None:
        place = environment.resolve() / "bin" / tool
        if os.access(place, os.X_OK):
            return str(place)
    return shutil.which(tool, path=environ.get("PATH", os.defpath))


def _sound(place: Path, before: bytes) -> bytes:
    try:
        data = place.read_bytes()
        compile(data, str(place.name), "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return before
    return data
