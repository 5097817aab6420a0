"""The projects under fixtures/replacing: run, replace in, run again without the package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.command_line import ROOT, Done, inhouse

CASES = ROOT / "fixtures/replacing"
Tree = dict[str, bytes]


@dataclass(frozen=True)
class Ran:
    """How a program ended."""

    code: int
    out: bytes
    err: bytes


@dataclass(frozen=True)
class Case:
    """One project. `left` are file, line and a word of the reason of every refused place."""

    folder: Path
    packages: tuple[str, ...]
    strategy: str
    expect: str
    left: tuple[tuple[str, int, str], ...] = ()
    reason: str = ""
    imports: tuple[str, ...] = ()  # import names that must not be met afterwards
    run: tuple[str, ...] = ("-m", "app")
    paths: tuple[str, ...] = ()
    python: tuple[int, int] = (3, 11)
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """The pinned packages, each unpacked into a folder of its own."""

    root: Path

    def folders(self, pins: Iterable[str], without: Iterable[str] = ()) -> list[str]:
        gone = {plain(each) for each in without}
        return [str(self.root / pin) for pin in pins if plain(pin.partition("==")[0]) not in gone]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def cases() -> list[Case]:
    return [read(path.parent) for path in sorted(CASES.glob("*/case.toml"))]


def read(folder: Path) -> Case:
    found: dict[str, Any] = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    for name in ("packages", "imports", "run", "paths", "options", "python"):
        if name in found:
            found[name] = tuple(found[name])
    found["left"] = tuple((file, line, why) for file, line, why in found.get("left", ()))
    return Case(folder=folder, **found)


def pins_of(folder: Path) -> list[str]:
    """Return the pins of a project's lock, whatever its format."""
    lines = (folder / "requirements.txt").read_text("utf-8").splitlines()
    return [line.split()[0] for line in lines if "==" in line and not line.startswith("#")]


def stock(root: Path, pins: Iterable[str]) -> Shelf:
    """Fetch wheels and unpack them."""
    wheels = root / "wheels"
    wanted = sorted(set(pins))
    fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:"]
    fetch += ["--disable-pip-version-check", "-d", str(wheels), *wanted]
    subprocess.run(fetch, check=True, timeout=300)
    for pin in wanted:
        name, _, version = pin.partition("==")
        start = f"{plain(name).replace('-', '_')}-{version}-"
        (wheel,) = (
            each
            for each in wheels.iterdir()
            if each.name.lower().replace(".", "_").startswith(start.replace(".", "_"))
        )
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(root / pin)
    return Shelf(root)


def run(project: Path, case: Case, folders: Iterable[str]) -> Ran:
    """Run the project's program with nothing but these folders to import from."""
    python = getattr(sys, "_base_executable", sys.executable)
    places = [*(str(project / each) for each in case.paths), *folders]
    env = {"PYTHONPATH": os.pathsep.join(places), "PYTHONDONTWRITEBYTECODE": "1"}
    env |= {"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [python, "-S", *case.run], cwd=project, env=env, capture_output=True, timeout=60
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def replace(project: Path, case: Case, cache: Path, *options: str | Path) -> Done:
    fixed = ("--strategy", case.strategy, "--no-proof", "--project", project)
    return inhouse("replace", *case.packages, *fixed, "--cache-dir", cache, *case.options, *options)


def patch(project: Path, diff: bytes) -> None:
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    env = {**os.environ, "GIT_CEILING_DIRECTORIES": str(project.parent)}
    subprocess.run(command, cwd=project, input=diff, check=True, timeout=30, env=env)


def tree(root: Path) -> Tree:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def copy(case: Case, root: Path) -> Path:
    """Return a copy of the project, without what describes it as a case."""
    project = root / "project"
    shutil.copytree(case.folder, project, symlinks=True)
    (project / "case.toml").unlink()
    (project / ".gitattributes").unlink(missing_ok=True)
    return project
