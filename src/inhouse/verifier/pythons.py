"""Which Python runs the proof: the project's own version where this machine has it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inhouse.verifier.interpreters import interpreters

_ASKING = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
OLDEST = (3, 8)  # the probe's


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An interpreter that starts, its full version, and a note where it is not the one wanted."""

    python: Path
    version: str
    note: str = ""


def choose(wanted: str | None, environ: Mapping[str, str] = os.environ) -> Found:
    """Return an interpreter of the wanted version ("3.9", "3.9.1"), else this one with a note.

    The minor version decides. Nothing is downloaded.
    """
    here = Found(python=Path(sys.executable), version=".".join(map(str, sys.version_info[:3])))
    match = re.match(r"(\d+)\.(\d+)", wanted or "")
    if match is None:
        return here
    minor = int(match[1]), int(match[2])
    if minor == sys.version_info[:2]:
        return here
    if minor < OLDEST:
        why = f"the proof cannot run on Python {wanted}, it ran on {here.version}"
        return Found(python=here.python, version=here.version, note=why)
    for python in (interpreters(environ).get(minor), _known_to_uv(minor, environ)):
        version = None if python is None else version_of(python)
        if python is not None and version is not None and _minor(version) == minor:
            return Found(python=python, version=version)
    why = f"no Python {minor[0]}.{minor[1]} was found, the proof ran on {here.version}"
    return Found(python=here.python, version=here.version, note=why)


def find_uv(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return uv, from PATH or beside this interpreter."""
    beside = shutil.which("uv", path=str(Path(sys.executable).parent))
    found = shutil.which("uv", path=environ.get("PATH", "")) or beside
    return Path(found) if found else None


def version_of(python: Path) -> str | None:
    """Return what an interpreter says its version is; None where it does not start."""
    text = _output([str(python), "-I", "-S", "-c", _ASKING], {})
    return text if text is not None and re.fullmatch(r"\d+\.\d+\.\d+", text) else None


def _minor(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def _known_to_uv(minor: tuple[int, int], environ: Mapping[str, str]) -> Path | None:
    uv = find_uv(environ)
    if uv is None:
        return None
    argv = [str(uv), "python", "find", "--no-python-downloads", "--no-project", "--no-config"]
    kept = {name: environ[name] for name in ("HOME", "PATH", "XDG_DATA_HOME") if name in environ}
    text = _output([*argv, f"{minor[0]}.{minor[1]}"], kept)
    return Path(text) if text else None


def _output(argv: list[str], environ: dict[str, str]) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603  a fixed command of an interpreter or of uv
            argv,
            capture_output=True,
            cwd=Path(sys.executable).parent,
            env=environ,
            stdin=subprocess.DEVNULL,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
