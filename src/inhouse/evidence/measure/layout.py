"""Sorts the files of a distribution: code that counts, stubs, compiled modules, data, the rest.

Paths decide, and for old-style namespace packages the few lines of their `__init__.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inhouse.evidence.contents import Contents, Entry, UnreadableError

ASIDE_FOLDERS = frozenset(
    [
        "test",
        "tests",
        "doc",
        "docs",
        "example",
        "examples",
        "sample",
        "samples",
        "demo",
        "demos",
        "benchmark",
        "benchmarks",
        "bench",
    ]
)
ASIDE_TOP_FOLDERS = frozenset(["scripts", "tools", "bin", "ci"])
_TEST_FILE = re.compile(r"^(test_.*|.*_test|conftest)\.pyi?$")
# Files beside the code of an unpacked source distribution that are run, not imported.
SDIST_TOOLS = frozenset(
    [
        "setup",
        "conftest",
        "noxfile",
        "tasks",
        "fabfile",
        "versioneer",
        "ez_setup",
        "distribute_setup",
        "conf",
        "manage",
        "runtests",
        "bootstrap",
        "build_ext",
        "release",
    ]
)
# Folder and module names that import machinery can load, by import_module where not by import.
_PART = re.compile(r"^[^\W\d][\w-]*$")
_TESTS_MODULE = re.compile(r"(^|/)tests?\.py$")
_IMPORTS_TESTING = re.compile(
    rb"^\s*(?:import|from) (?:unittest|pytest|doctest|nose)\b", re.MULTILINE
)
_NATIVE = re.compile(r"\.(so|pyd|dylib|dll)(\.\d+)*$")
_NATIVE_SOURCE = re.compile(r"\.(pyx|pxd|c|cc|cpp|cxx|rs|f90|f)$")
_METADATA_FOLDER = re.compile(r"\.(dist-info|egg-info)$")
LICENCE_FILE = re.compile(
    r"(^|/)(un)?(licen[cs]e|copying|copyright|notice|authors)[^/]*$", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"(^|/)(readme|changes|changelog|history|news|contributing)[^/]*$", re.IGNORECASE
)
_MARKUP = re.compile(
    r"\.(rst|md|pyc|pyo|pth|typed)$|(^|/)(py\.typed|\.gitignore|\.gitkeep)$", re.IGNORECASE
)
_DECLARES_NAMESPACE = re.compile(rb"declare_namespace\(|extend_path\(")
_NAMESPACE_INIT_BYTES = 1_500
MAX_NAMES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The files of one distribution by kind; `code` are the modules that are measured."""

    import_names: tuple[str, ...]
    code: tuple[Entry, ...]
    stubs: tuple[Entry, ...]
    native: tuple[Entry, ...]
    native_sources: tuple[Entry, ...]
    data: tuple[Entry, ...]
    aside: tuple[Entry, ...]  # modules left out as tests, docs, examples ...
    startup: tuple[Entry, ...]  # .pth files


def screen(entries: tuple[Entry, ...]) -> int:
    """Return the bytes of Python that would be measured, from names and sizes alone."""
    return sum(entry.size for entry in entries if _is_code(entry.path))


def lay_out(contents: Contents) -> Layout:
    """Sort the files of a distribution."""
    entries = [e for e in contents.entries if not e.path.startswith(("../", "/"))]
    tops = _sdist_tops(contents, entries) if contents.source == "sdist" else None
    inside = [e for e in entries if _wanted(e.path, tops)]
    importable = [e for e in inside if _is_importable(e.path)]
    kept = [e for e in importable if not is_aside(e.path) and not _is_tests(contents, e)]
    if not any(e.path.endswith((".py", ".pyi")) for e in kept):
        kept = importable  # a distribution that is nothing but `tests` or `docs` is measured
    chosen = {entry.path for entry in kept}
    aside = [e for e in importable if e.path not in chosen and e.path.endswith(".py")]
    return Layout(
        import_names=_import_names(contents, kept),
        code=tuple(e for e in kept if e.path.endswith(".py")),
        stubs=tuple(e for e in kept if e.path.endswith(".pyi")),
        native=tuple(e for e in inside if _NATIVE.search(e.path)),
        native_sources=tuple(e for e in inside if _NATIVE_SOURCE.search(e.path)),
        data=tuple(e for e in inside if _is_data(e.path)),
        aside=tuple(aside),
        startup=tuple(e for e in entries if e.path.endswith(".pth") and "/" not in e.path),
    )


def is_aside(path: str) -> bool:
    """Tell whether a path belongs to tests, documentation, examples or benchmarks."""
    folders = path.split("/")
    name = folders.pop()
    if _TEST_FILE.match(name):
        return True
    if folders and folders[0].lower() in ASIDE_TOP_FOLDERS:
        return True
    return any(folder.lower() in ASIDE_FOLDERS for folder in folders)


def module_name(path: str) -> str:
    """Return the dotted name of a module from its path."""
    stem = path.rsplit(".", 1)[0] if path.endswith((".py", ".pyi")) else _native_stem(path)
    return stem.removesuffix("/__init__").replace("/", ".")


def _native_stem(path: str) -> str:
    folder, _, name = path.rpartition("/")
    stem = name.split(".", 1)[0]
    return f"{folder}/{stem}" if folder else stem


def _is_code(path: str) -> bool:
    return path.endswith(".py") and _is_importable(path) and not is_aside(path)


def _is_importable(path: str) -> bool:
    if not path.endswith((".py", ".pyi")) and not _NATIVE.search(path):
        return False
    parts = (_native_stem(path) if _NATIVE.search(path) else path.rsplit(".", 1)[0]).split("/")
    first = parts[0].removesuffix("-stubs")
    return all(_PART.match(part) for part in (first, *parts[1:])) and "__pycache__" not in parts


def _is_data(path: str) -> bool:
    if path.endswith((".py", ".pyi")):
        return not _is_importable(path) and not is_aside(path)
    if _NATIVE.search(path) or _NATIVE_SOURCE.search(path) or _MARKUP.search(path):
        return False
    return not (LICENCE_FILE.search(path) or _DOCUMENT.search(path) or is_aside(path))


def _wanted(path: str, tops: frozenset[str] | None) -> bool:
    top = path.split("/", 1)[0]
    if _METADATA_FOLDER.search(top) or "__pycache__" in path:
        return False
    return tops is None or top.removesuffix(".py") in tops


def _sdist_tops(contents: Contents, entries: list[Entry]) -> frozenset[str]:
    """Return what an sdist installs at top level: its own record, else what looks importable."""
    record = next((e for e in entries if e.path.endswith(".egg-info/top_level.txt")), None)
    present = {e.path.split("/", 1)[0].removesuffix(".py") for e in entries}
    if record is not None:
        try:
            named = frozenset(contents.read(record.path).decode("utf-8", "replace").split())
        except UnreadableError:
            named = frozenset()
        if named & present:
            return named & present
    modules = (e.path for e in entries if e.path.endswith(".py"))
    tops = {path.split("/", 1)[0].removesuffix(".py") for path in modules if not is_aside(path)}
    return frozenset(tops - SDIST_TOOLS)


def _import_names(contents: Contents, kept: list[Entry]) -> tuple[str, ...]:
    inits = {
        entry.path.rpartition("/")[0]
        for entry in kept
        if entry.path.rpartition("/")[2].split(".", 1)[0] == "__init__"
        and not _is_namespace_init(contents, entry)
    }
    names = set()
    for entry in kept:
        parts = entry.path.split("/")[:-1]
        owner = next((i for i in range(1, len(parts) + 1) if "/".join(parts[:i]) in inits), None)
        if owner is not None:
            names.add(".".join(parts[:owner]))
        elif entry.path.rpartition("/")[2].split(".", 1)[0] != "__init__":
            names.add(module_name(entry.path))
    return tuple(sorted({name.replace("-stubs", "") for name in names}))


def _is_tests(contents: Contents, entry: Entry) -> bool:
    """Tell a `tests.py` that holds tests from one that is part of the interface."""
    if not _TESTS_MODULE.search(entry.path):
        return False
    try:
        return bool(_IMPORTS_TESTING.search(contents.read(entry.path)))
    except UnreadableError:
        return False


def _is_namespace_init(contents: Contents, entry: Entry) -> bool:
    if entry.size > _NAMESPACE_INIT_BYTES or not entry.path.endswith(".py") or entry.size == 0:
        return False
    try:
        return bool(_DECLARES_NAMESPACE.search(contents.read(entry.path)))
    except UnreadableError:
        return False
