"""Makes a copy of a project to measure on, and an environment that holds what its lock names."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", "*.pyc")
LOCKS = ("uv.lock", "poetry.lock", "pdm.lock")


def copied(project: Path, to: Path) -> Path:
    """Copy a project, so that nothing measured can change it."""
    target = to / project.resolve().name
    shutil.copytree(project, target, ignore=LEFT_OUT, symlinks=True, dirs_exist_ok=True)
    return target


def lock_of(project: Path) -> Path | None:
    """Return the project's lockfile, if it is one the benchmark can read pins from."""
    return next((project / name for name in LOCKS if (project / name).is_file()), None)


def pins_of(lock: Path) -> list[str]:
    """Return `name==version` for each package that a lock takes from an index.

    Of a name that is locked in several versions the first counts: one environment holds one.
    """
    pins: dict[str, str] = {}
    for package in tomllib.loads(lock.read_text(encoding="utf-8"))["package"]:
        source = package.get("source", {})
        from_index = "registry" in source or source.get("type", "registry") == "legacy"
        plain = not source or from_index
        if plain and "version" in package and not package.get("path"):
            pins.setdefault(package["name"], f"{package['name']}=={package['version']}")
    return sorted(pins.values())


def run_quietly(*command: str | Path) -> bool:
    """Run a step of the preparation; say whether it worked."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    return done.returncode == 0


def new_environment(uv: str, place: Path) -> Path:
    """Create an empty environment and return its interpreter."""
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, place], check=True)
    folder = "Scripts" if sys.platform == "win32" else "bin"
    return place / folder / "python"


def installed(uv: str, pins: list[str], place: Path) -> tuple[Path, int]:
    """Install the pins as wheels, without building anything; return interpreter and how many.

    Packages for other platforms, or without a wheel for this one, are left out.
    """
    python = new_environment(uv, place)
    install = (uv, "pip", "install", "--python", python, "--no-deps", "--only-binary", ":all:")

    def attempt(part: list[str]) -> int:
        if not part:
            return 0
        if run_quietly(*install, *part):
            return len(part)
        if len(part) == 1:
            return 0
        half = len(part) // 2
        return attempt(part[:half]) + attempt(part[half:])

    return python, attempt(pins)
