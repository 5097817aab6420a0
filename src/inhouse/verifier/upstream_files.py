"""The tests among the files of an sdist, laid out so that the package itself is not among them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_TEST = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest)\.py$")
_ASIDE = frozenset({"docs", "doc", "examples", "benchmarks", "build", "node_modules"})
_LARGEST = 8 << 20  # of one file
_MOST = 64 << 20  # of all


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What is put where, by path in the sdist; `inside` are import packages with tests in them."""

    files: Mapping[str, bytes]
    inside: tuple[tuple[str, str], ...]  # import package, its folder
    tests: tuple[str, ...]


def layout_of(files: Mapping[str, bytes], import_names: Collection[str]) -> Layout | None:
    """Return the tests of an sdist with what lies around them; None where it has none.

    `files` are its files by path below its top folder. Of the package itself only the folders
    that hold tests are taken, below an empty `__init__.py` for each folder above.
    """
    wanted = {path: data for path, data in files.items() if _sound(path) and len(data) <= _LARGEST}
    tests = [
        path
        for path in wanted
        if _TEST.search(path)
        and not set(path.split("/")[:-1]) & _ASIDE
        # A module test.py of the package is not a test of it.
        and not (_package(path, import_names) and not _in_tests(path))
    ]
    if not any(not path.endswith("conftest.py") for path in tests):
        return None
    taken: dict[str, bytes] = {}
    inside: dict[str, str] = {}
    for path, data in wanted.items():
        package = _package(path, import_names)
        if package is None:
            if _around(path):
                taken[path] = data
        elif _in_tests(path):
            taken[path] = data
            inside[package[0]] = package[1]
    for folder in inside.values():
        taken.setdefault(f"{folder}/__init__.py", b"")
    if sum(map(len, taken.values())) > _MOST:
        return None
    return Layout(files=taken, inside=tuple(sorted(inside.items())), tests=tuple(sorted(tests)))


def write(layout: Layout, folder: Path) -> None:
    """Write the files below a folder."""
    for path, data in layout.files.items():
        place = folder.joinpath(*PurePosixPath(path).parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _sound(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path


def _package(path: str, import_names: Collection[str]) -> tuple[str, str] | None:
    """Return the import package that a file belongs to and its folder, None for any other file."""
    for name in import_names:
        own = name.replace(".", "/")
        for root in ("", "src/", "lib/", "python/"):
            if path.startswith(f"{root}{own}/"):
                return name, root + own
            if path in (f"{root}{own}.py", f"{root}{own}.pyi"):
                return name, root + own
    return None


def _in_tests(path: str) -> bool:
    return bool({"tests", "test", "testing"} & set(path.split("/")[:-1])) or (
        path.rsplit("/", 1)[-1].startswith(("test_", "conftest"))
    )


def _around(path: str) -> bool:
    """Tell whether a file outside of the package may be needed: data, helpers, scripts."""
    top = path.split("/")[0]
    return ".egg-info" not in path and top not in ("build", "dist", ".git", "node_modules")
