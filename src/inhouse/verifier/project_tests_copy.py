"""A copy of the project to run its tests in, so that its own folder is left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from inhouse.model.patch import Patch

# Version control, environments, caches and build products: nothing that tests are about.
_LEFT_OUT = frozenset(
    [
        ".git",
        ".hg",
        ".svn",
        ".venv",
        "venv",
        ".env",
        "env",
        "node_modules",
        "__pycache__",
        ".mypy_cache",
        ".ruff_cache",
        ".tox",
        ".nox",
        ".pytest_cache",
        ".hypothesis",
        ".cache",
        ".eggs",
        ".idea",
        ".vscode",
    ]
)
LARGEST = 2 << 30  # bytes of a project that is copied


class TooLargeError(Exception):
    """The project is too large to be copied; the message says how large one may be."""


def copy_project(root: Path, target: Path) -> None:
    """Copy the project's files, symbolic links as links. TooLargeError, OSError."""
    total = 0
    for source in _files(root):
        place = target / source.relative_to(root)
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_symlink():
            place.symlink_to(os.readlink(source))  # noqa: PTH115  resolves nothing
            continue
        total += source.stat().st_size
        if total > LARGEST:
            raise TooLargeError(f"the project has more than {LARGEST >> 30} GB of files")
        shutil.copy2(source, place)


def _files(root: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        here = Path(folder)
        linked = [name for name in names if (here / name).is_symlink()]
        names[:] = sorted(
            name
            for name in names
            if name not in _LEFT_OUT
            and name not in linked
            and not (here / name / "pyvenv.cfg").exists()
        )
        for name in [*linked, *files]:
            path = here / name
            if path.is_symlink() or path.is_file():
                yield path


def apply_patch(target: Path, patch: Patch) -> None:
    """Make the changes of a patch in the copy. OSError."""
    for change in patch.changes:
        place = target / change.path
        if place.is_symlink():
            place.unlink()
        if change.after is None:
            place.unlink(missing_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(change.after)


def source_roots(root: Path) -> tuple[str, ...]:
    """Return the folders, relative to the root, that the project's packages are imported from."""
    found = []
    for name in ("src", "lib", "python"):
        folder = root / name
        if folder.is_dir() and not (folder / "__init__.py").exists() and _holds_code(folder):
            found.append(name)
    if not found or _holds_package(root):
        found.append(".")
    return tuple(found)


def _holds_code(folder: Path) -> bool:
    return any(folder.glob("*.py")) or any(folder.glob("*/*.py"))


def _holds_package(root: Path) -> bool:
    aside = {"tests", "test", "docs", "doc", "examples", "scripts", "tools", "benchmarks"}
    return any(each.parent.name not in aside for each in root.glob("*/__init__.py"))
