"""The Pythons of this machine, found without starting any."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

_VERSION = re.compile(r"(?:cpython-)?(\d+)\.(\d+)(?:\.(\d+))?(?:-.*)?")


def interpreters(environ: Mapping[str, str] = os.environ) -> dict[tuple[int, int], Path]:
    """Return an interpreter per minor version: this one, those on PATH, pyenv's and uv's."""
    found = {sys.version_info[:2]: Path(sys.executable)}
    for minor in range(8, 20):
        there = shutil.which(f"python3.{minor}", path=environ.get("PATH", ""))
        # What stands in a folder of shims is a script that may refuse to start.
        if there and "shims" not in Path(there).parts:
            found.setdefault((3, minor), Path(there))
    for folder in _folders(environ):
        if not folder.is_dir():
            continue
        for entry in sorted(folder.iterdir(), key=_newest_first):
            match = _VERSION.fullmatch(entry.name)
            python = entry / "bin" / "python3"
            if match and python.is_file():
                found.setdefault((int(match[1]), int(match[2])), python)
    return dict(sorted(found.items()))


def _folders(environ: Mapping[str, str]) -> list[Path]:
    home = Path(environ.get("HOME", "/"))
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    pyenv = Path(environ.get("PYENV_ROOT") or home / ".pyenv")
    return [pyenv / "versions", data / "uv" / "python"]


def _newest_first(entry: Path) -> tuple[int, ...]:
    match = _VERSION.fullmatch(entry.name)
    return tuple(-int(part or 0) for part in match.groups()) if match else ()
