"""Where in pyproject.toml, tox.toml and Pipfile requirements stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inhouse.codemod.manifest.wanted import Wanted, leading_name
from inhouse.model.toml_spans import Path

# Lists of requirements, by path; `*` is any key.
_LISTS: tuple[Path, ...] = (
    ("project", "dependencies"),
    ("project", "optional-dependencies", "*"),
    ("dependency-groups", "*"),
    ("tool", "pdm", "dev-dependencies", "*"),
    ("tool", "uv", "dev-dependencies"),
    ("tool", "flit", "metadata", "requires"),
    ("tool", "flit", "metadata", "requires-extra", "*"),
    ("tool", "poetry", "extras", "*"),
    ("tool", "hatch", "envs", "*", "dependencies"),
    ("tool", "hatch", "envs", "*", "extra-dependencies"),
    ("tool", "tox", "env_run_base", "deps"),
    ("tool", "tox", "env_base", "*", "deps"),
    ("tool", "tox", "env", "*", "deps"),
)
_TOX_LISTS: tuple[Path, ...] = (
    ("env_run_base", "deps"),
    ("env_base", "*", "deps"),
    ("env", "*", "deps"),
)
# Tables whose keys are the names of distributions.
_TABLES: tuple[Path, ...] = (
    ("tool", "poetry", "dependencies"),
    ("tool", "poetry", "dev-dependencies"),
    ("tool", "poetry", "group", "*", "dependencies"),
)
# Places that only bend what others ask for: of no use once the distribution has left the lock.
_BENDING_LISTS: tuple[Path, ...] = (
    ("tool", "uv", "constraint-dependencies"),
    ("tool", "uv", "override-dependencies"),
)
_SOURCES: Path = ("tool", "uv", "sources")
# Places that keep asking for it, whatever is edited, and why they are not.
_KEPT: tuple[tuple[Path, str], ...] = (
    (("build-system", "requires"), "the build needs it"),
    (("tool", "hatch", "build", "dependencies"), "a build hook needs it"),
    (("tool", "hatch", "build", "hooks", "*", "dependencies"), "a build hook needs it"),
    (("tool", "hatch", "build", "targets", "*", "dependencies"), "a build hook needs it"),
    (
        ("tool", "hatch", "build", "targets", "*", "hooks", "*", "dependencies"),
        "a build hook needs it",
    ),
    (("tool", "hatch", "env", "requires"), "hatch itself needs it"),
    (("tool", "uv", "build-constraint-dependencies"), "it bends what builds use"),
    (("tool", "pixi"), "what pixi asks for is not edited"),
)
_RESERVED = {"source", "requires", "pipenv", "scripts", "pipfile"}
MAIN = (
    "project.dependencies",
    "tool.poetry.dependencies",
    "packages",
    "tool.flit.metadata.requires",
)


def title(path: Path) -> str:
    """Return the path of a place as people write it."""
    return ".".join(str(key) for key in path)


def lists_of(data: dict[str, Any], file: str) -> Iterator[Path]:
    """Yield the paths of the lists of requirements that there are."""
    if file == "Pipfile":
        return
    for pattern in _TOX_LISTS if file.endswith("tox.toml") else _LISTS:
        yield from (path for path, value in _matches(data, pattern) if isinstance(value, list))


def tables_of(data: dict[str, Any], file: str) -> Iterator[Path]:
    """Yield the paths of the tables whose keys are distributions."""
    if file == "Pipfile":
        yield from ((key,) for key, value in data.items() if _category(key, value))
        return
    for pattern in _TABLES:
        yield from (path for path, value in _matches(data, pattern) if isinstance(value, dict))


def asked(data: dict[str, Any], file: str, wanted: Wanted) -> Iterator[Path]:
    """Yield the path of every item or key that asks for one of the distributions."""
    for path in lists_of(data, file):
        yield from _items(data, path, wanted)
    for path in tables_of(data, file):
        yield from ((*path, key) for key in _at(data, path) if wanted.named(key))


def bending(data: dict[str, Any], wanted: Wanted) -> Iterator[Path]:
    """Yield the path of every item that only constrains or overrides one of them."""
    for pattern in _BENDING_LISTS:
        for path, value in _matches(data, pattern):
            if isinstance(value, list):
                yield from _items(data, path, wanted)


def sources(data: dict[str, Any], wanted: Wanted) -> Iterator[Path]:
    """Yield the path of every uv source of one of them."""
    for path, value in _matches(data, _SOURCES):
        if isinstance(value, dict):
            yield from ((*path, key) for key in value if wanted.named(key))


def suspicious(data: dict[str, Any], file: str, wanted: Wanted) -> Iterator[Path]:
    """Yield the path of every item that may ask for one of them but cannot be read."""
    for path in lists_of(data, file):
        for index, item in enumerate(_at(data, path)):
            if isinstance(item, str) and wanted.suspected(item):
                yield (*path, index)


def kept(data: dict[str, Any], wanted: Wanted) -> Iterator[tuple[Path, str]]:
    """Yield what keeps asking for one of them, with the reason why it is not edited."""
    for place, why in _KEPT:
        for path, value in _matches(data, place):
            for below, text in texts_in(value, path):
                if wanted.declared(text) or leading_name(text) in wanted.names:
                    yield below, why
            if isinstance(value, dict):
                yield from ((below, why) for below in _keys_in(value, path, wanted))


def texts_in(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every string of a value with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            yield from texts_in(item, (*path, key))


def _keys_in(table: dict[str, Any], path: Path, wanted: Wanted) -> Iterator[Path]:
    for key, value in table.items():
        if wanted.named(key):
            yield (*path, key)
        if isinstance(value, dict):
            yield from _keys_in(value, (*path, key), wanted)


def _items(data: dict[str, Any], path: Path, wanted: Wanted) -> Iterator[Path]:
    for index, item in enumerate(_at(data, path)):
        if isinstance(item, str) and wanted.declared(item):
            yield (*path, index)


def _category(key: str, value: Any) -> bool:
    return key not in _RESERVED and isinstance(value, dict)


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def _matches(value: Any, pattern: Path, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if not pattern:
        yield path, value
    elif isinstance(value, dict):
        keys = list(value) if pattern[0] == "*" else [pattern[0]]
        for key in keys:
            if key in value:
                yield from _matches(value[key], pattern[1:], (*path, key))
