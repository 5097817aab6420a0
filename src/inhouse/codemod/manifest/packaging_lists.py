"""A project that lists its packages one by one must list those of owned code too."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from inhouse.codemod.manifest.edits import Unsure
from inhouse.codemod.manifest.owned_place import OwnedPlace
from inhouse.codemod.manifest.toml_text import TomlText
from inhouse.model.toml_spans import Path

_HATCH: tuple[Path, ...] = (
    ("tool", "hatch", "build"),
    ("tool", "hatch", "build", "targets", "wheel"),
)
_LISTS = ("packages", "include", "only-include")


def listed_packages(document: TomlText, place: OwnedPlace) -> TomlText | None:
    """Return the file with the packages in setuptools' list, None if nothing is to be done.

    Unsure where the project's list leaves them out and cannot be extended.
    """
    after = _setuptools(document, place)
    _check_poetry(document, place)
    for table in _HATCH:
        _check_patterns(document, table, _LISTS, place)
        _check_excluded(document, (*table, "exclude"), place)
    _check_patterns(document, ("tool", "pdm", "build"), ("includes",), place)
    _check_excluded(document, ("tool", "pdm", "build", "excludes"), place)
    return after


def missing_from(listed: list[str], place: OwnedPlace) -> list[str]:
    """Return the packages that a list of packages lacks, if it lists the one they are in."""
    parent = place.dotted.rpartition(".")[0]
    return [name for name in place.packages if name not in listed] if parent in listed else []


def found_by(patterns: list[str], place: OwnedPlace) -> bool:
    """Tell whether setuptools' `find` with these include patterns finds every package."""
    return all(any(fnmatchcase(name, each) for each in patterns) for name in place.packages)


def finds_users(include: list[str], exclude: list[str], place: OwnedPlace) -> bool:
    """Tell whether `find` finds a package that needs the place: tests are often left out."""
    if place.users is None:
        return True
    return any(
        any(fnmatchcase(name, each) for each in include)
        and not any(fnmatchcase(name, each) for each in exclude)
        for name in place.using_packages()
    )


def _setuptools(document: TomlText, place: OwnedPlace) -> TomlText | None:
    path: Path = ("tool", "setuptools", "packages")
    value = document.at(path)
    if isinstance(value, list):
        missing = missing_from([each for each in value if isinstance(each, str)], place)
        for name in missing:
            document = document.with_item(path, _behind(document.at(path), name), f'"{name}"')
        return document if missing else None
    find: Path = (*path, "find")
    include, exclude = document.at((*find, "include")), document.at((*find, "exclude"))
    listed = [
        [str(e) for e in each] if isinstance(each, list) else [] for each in (include, exclude)
    ]
    if not finds_users(listed[0] or ["*"], listed[1], place):
        return None
    if isinstance(exclude, list) and any(fnmatchcase(place.dotted, str(each)) for each in exclude):
        raise Unsure(document.offset((*find, "exclude")), f"{_title(find)}.exclude leaves it out")
    if not isinstance(include, list) or found_by([str(each) for each in include], place):
        return None
    return document.with_item((*find, "include"), len(include), f'"{place.dotted}*"')


def _behind(listed: list[Any], name: str) -> int:
    """Return the index behind the last package that stands before the name in order."""
    top = name.partition(".")[0]
    near = [index for index, each in enumerate(listed) if str(each).partition(".")[0] == top]
    before = [index for index in near if str(listed[index]) < name]
    return (before or near or [len(listed) - 1])[-1] + 1


def _check_poetry(document: TomlText, place: OwnedPlace) -> None:
    path: Path = ("tool", "poetry", "packages")
    rows = document.at(path)
    if isinstance(rows, list) and rows:
        paths = [
            f"{row.get('from', '.')}/{row.get('include', '')}".removeprefix("./")
            for row in rows
            if isinstance(row, dict)
        ]
        if _leaves_out(paths, place):
            raise Unsure(document.offset(path), f"{_title(path)} does not take {place.folder}")
    _check_excluded(document, ("tool", "poetry", "exclude"), place)


def _check_patterns(
    document: TomlText, table: Path, keys: tuple[str, ...], place: OwnedPlace
) -> None:
    lists = [value for key in keys if isinstance(value := document.at((*table, key)), list)]
    patterns = [str(each) for value in lists for each in value]
    if patterns and _leaves_out(patterns, place):
        raise Unsure(document.offset(table), f"{_title(table)} does not take {place.folder}")


def _leaves_out(patterns: list[str], place: OwnedPlace) -> bool:
    """Tell whether patterns take code that needs the place, and not the place."""
    if any(_covers(each, place) for each in patterns):
        return False
    users = place.users
    return users is None or any(_takes(each, user) for each in patterns for user in users)


def _check_excluded(document: TomlText, path: Path, place: OwnedPlace) -> None:
    value = document.at(path)
    patterns = [str(each) for each in value] if isinstance(value, list) else []
    users = place.users
    if users is not None and all(any(_takes(each, user) for each in patterns) for user in users):
        return
    for each in value if isinstance(value, list) else []:
        if isinstance(each, str) and each.strip("/*") and _covers(each, place):
            raise Unsure(document.offset(path), f"{_title(path)} leaves {place.folder} out")


def _covers(pattern: str, place: OwnedPlace) -> bool:
    """Tell whether a pattern of paths takes a Python file in the folder."""
    return _takes(pattern, f"{place.folder}/x.py")


def _takes(pattern: str, path: str) -> bool:
    anchored = pattern.startswith("/")
    pattern = pattern.strip("/").removeprefix("./")
    if pattern in ("", "."):
        return True
    parts = path.split("/")
    heads = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
    if any(fnmatchcase(each, pattern.replace("**/", "*")) for each in heads):
        return True
    loose = "/" not in pattern and not anchored
    return loose and any(fnmatchcase(part, pattern) for part in parts)


def _title(path: Path) -> str:
    return ".".join(str(key) for key in path)
