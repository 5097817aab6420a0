"""Throw-away environments for contracts, made with uv where it is there, else with venv and pip."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from inhouse.errors import IncompleteError
from inhouse.verifier.pythons import find_uv

_PYTEST = "pytest>=8"
_PATIENCE = 600.0  # seconds for one installation


class Places:
    """Environments below one folder, each made once. The folder is the caller's to remove."""

    def __init__(self, folder: Path, *, offline: bool = False) -> None:
        self._folder = folder
        self._offline = offline
        self._made: dict[tuple[Path, tuple[str, ...]], Path | str] = {}
        uv = find_uv()
        self._uv = [str(uv)] if uv is not None else []

    def python(self, base: Path, requirements: tuple[str, ...] = ()) -> Path:
        """Return the interpreter of an environment that holds pytest and the requirements.

        IncompleteError, in one line, where it cannot be made.
        """
        key = (base, requirements)
        if key not in self._made:
            self._made[key] = self._make(base, requirements)
        found = self._made[key]
        if isinstance(found, str):
            raise IncompleteError(found)
        return found

    def _make(self, base: Path, requirements: tuple[str, ...]) -> Path | str:
        folder = self._folder / str(len(self._made))
        python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        wanted = [_PYTEST, *requirements]
        if self._uv:
            quiet = ["--quiet"]
            offline = ["--offline"] if self._offline else []
            steps = [
                [*self._uv, "venv", *quiet, "--no-project", "--python", str(base), str(folder)],
                [*self._uv, "pip", "install", *quiet, *offline, "--python", str(python), *wanted],
            ]
        else:
            offline = ["--no-index"] if self._offline else []
            steps = [
                [str(base), "-I", "-m", "venv", str(folder)],
                [str(python), "-I", "-m", "pip", "install", "--quiet", *offline, *wanted],
            ]
        for step in steps:
            wrong = _run(step, self._folder)
            if wrong:
                what = ", ".join(requirements) or _PYTEST
                return f"no environment with {what} on {base}: {wrong}"
        return python


def _run(step: list[str], folder: Path) -> str:
    """Run a step; return what went wrong in one line, "" if nothing did."""
    try:
        done = subprocess.run(  # noqa: S603 - uv, venv or pip, with arguments of ours
            step,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return ""
    said = " ".join(done.stderr.split()) or f"{Path(step[0]).name} ended with {done.returncode}"
    return said[:300]
