"""Environments for contracts, made with uv where it is there, else with venv and pip.

An environment holds pytest; the package under test stands in a folder of its own beside it, so
that one environment per Python serves all rules.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from inhouse.errors import IncompleteError
from inhouse.verifier.pythons import find_uv

# One release, so that the next one of pytest changes no figure; the last that runs on Python 3.8.
_PYTEST = "pytest==8.3.5"
# Changes with how what is kept is made: without bytecode, each run would compile pytest again.
_SHAPE = "with bytecode"
_ALONE = "--no-deps"
_PATIENCE = 600.0  # seconds for one installation
_SHOWN, _KEPT = 300, 20_000  # characters of what an installer says
_STALE = 90 * 86_400.0  # seconds without use after which what is kept is taken away
_ABANDONED = 86_400.0  # seconds after which a half-made one is


class Places:
    """Environments and package folders below one folder, each made once, by any threads.

    The folder is the caller's to remove. What is pinned stands below `keep` instead, where that
    is given, and is found there by the next run.
    """

    def __init__(self, folder: Path, *, offline: bool = False, keep: Path | None = None) -> None:
        self._folder = folder
        self._keep = keep
        self._offline = offline
        self._made: dict[tuple[Path, str], Path | str] = {}
        self._locks: dict[tuple[Path, str], threading.Lock] = {}
        self._lock = threading.Lock()
        uv = find_uv()
        self._uv = [str(uv)] if uv is not None else []
        if keep is not None:
            _sweep(keep)

    def python(self, base: Path, requirements: tuple[str, ...] = ()) -> Path:
        """Return the interpreter of an environment that holds pytest and the requirements.

        IncompleteError, in one line, where it cannot be made.
        """
        wanted = (_PYTEST, *requirements)
        made = self._once(base, wanted, lambda place: self._environment(base, wanted, place))
        return made / ("Scripts" if os.name == "nt" else "bin") / "python"

    def packages(self, base: Path, *requirements: str, alone: bool = False) -> Path:
        """Return a folder with packages, for the path of that Python.

        What they require stands there too, unless they are wanted `alone`. IncompleteError, in
        one line, where they cannot be had.
        """
        wanted = (_ALONE if alone else "", *requirements)
        return self._once(base, wanted, lambda place: self._target(base, wanted, place))

    def refusal(self, base: Path, *requirements: str, alone: bool = False) -> str:
        """Return what the installer says where it does not install packages, "" where it does."""
        try:
            self.packages(base, *requirements, alone=alone)
        except IncompleteError:
            return str(self._made[base, "\n".join((_ALONE if alone else "", *requirements))])
        return ""

    def _once(self, base: Path, wanted: tuple[str, ...], make: Callable[[Path], str]) -> Path:
        key = base, "\n".join(wanted)
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._made:
                self._made[key] = self._found(key, wanted, make)
        found = self._made[key]
        if isinstance(found, str):
            what = ", ".join(each for each in wanted[1:]) or _PYTEST
            raise IncompleteError(f"no environment with {what} on {base}: {found[:_SHOWN]}")
        return found

    def _found(
        self, key: tuple[Path, str], wanted: tuple[str, ...], make: Callable[[Path], str]
    ) -> Path | str:
        """Return what is kept, or make it beside its place and move it there when it is whole."""
        pinned = all("==" in each for each in wanted if each not in ("", _ALONE))
        root = self._keep if self._keep is not None and pinned else self._folder
        said = f"{_SHAPE}\n{os.path.realpath(key[0])}\n{key[1]}"
        place = root / hashlib.sha256(said.encode()).hexdigest()[:24]
        if place.is_dir():
            with suppress(OSError):
                os.utime(place)
            return place
        try:
            root.mkdir(parents=True, exist_ok=True)
            making = Path(tempfile.mkdtemp(prefix=".making-", dir=root))
        except OSError as error:
            return f"{root}: {error.strerror}"
        try:
            wrong = make(making / "place")
            if wrong:
                return wrong
            with suppress(OSError):  # another run was faster
                (making / "place").rename(place)
            return place
        finally:
            shutil.rmtree(making, ignore_errors=True)

    def _environment(self, base: Path, wanted: tuple[str, ...], place: Path) -> str:
        python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
        made = [str(base), "-I", "-m", "venv", str(place)]
        if self._uv:
            made = [*self._uv, "venv", "--quiet", "--no-project", "--python", str(base), str(place)]
        # Without the index, any release that is at hand has to do.
        pytest = "pytest>=8" if self._offline else wanted[0]
        return self._run(made, place) or self._install(python, [pytest, *wanted[1:]], place)

    def _target(self, base: Path, wanted: tuple[str, ...], place: Path) -> str:
        """Install into a folder, with the pip of the environment where there is no uv."""
        place.mkdir()
        python = base if self._uv else self.python(base)
        return self._install(python, ["--target", str(place), *filter(None, wanted)], place)

    def _install(self, python: Path, wanted: list[str], place: Path) -> str:
        if self._uv:
            start = [*self._uv, "pip", "install", "--quiet", "--compile-bytecode"]
            start += ["--python", str(python)]
            offline = ["--offline"]
        else:
            start = [str(python), "-I", "-m", "pip", "install", "--quiet"]
            offline = ["--no-index"]
        return self._run([*start, *(offline if self._offline else []), *wanted], place)

    def _run(self, step: list[str], place: Path) -> str:
        """Run a step; return what went wrong in one line, "" if nothing did."""
        try:
            done = subprocess.run(  # noqa: S603 - uv, venv or pip, with arguments of ours
                step,
                cwd=place.parent,
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
        return said[:_KEPT]


def _sweep(keep: Path) -> None:
    """Take away what an interrupted run left, and what nobody has used for long."""
    now = time.time()
    with suppress(OSError):
        for entry in keep.iterdir():
            patience = _ABANDONED if entry.name.startswith(".making-") else _STALE
            with suppress(OSError):
                if now - entry.lstat().st_mtime > patience:
                    shutil.rmtree(entry, ignore_errors=True)
