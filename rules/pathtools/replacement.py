"""Absolute paths below a folder, and paths that match patterns."""

import os
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch, fnmatchcase
from functools import partial
from typing import Any

_Walked = Iterator[tuple[Any, list[Any], list[Any]]]


def absolute_path(path: Any) -> Any:
    """Return a path from the root, without dots and doubled separators."""
    return os.path.abspath(os.path.normpath(path))  # noqa: PTH100 - a text, or bytes


def real_absolute_path(path: Any) -> Any:
    """Return a path from the root, with its links followed."""
    return os.path.realpath(absolute_path(path))


def parent_dir_path(path: Any) -> Any:
    """Return the folder above, from the root."""
    return absolute_path(os.path.dirname(path))  # noqa: PTH120 - a text, or bytes


def _first(path: Any, topdown: bool, followlinks: bool) -> _Walked:
    yield next(os.walk(path, topdown=topdown, followlinks=followlinks))


def get_dir_walker(
    recursive: bool, topdown: bool = True, followlinks: bool = False
) -> Callable[..., _Walked]:
    """Return os.walk with these arguments, or what gives its first answer only."""
    walker: Callable[..., _Walked] = os.walk if recursive else _first
    return partial(walker, topdown=topdown, followlinks=followlinks)


def walk(
    dir_pathname: Any, recursive: bool = True, topdown: bool = True, followlinks: bool = False
) -> _Walked:
    """Yield each folder with the names of the folders and of the files in it."""
    yield from get_dir_walker(recursive, topdown, followlinks)(dir_pathname)


def listdir(
    dir_pathname: Any, recursive: bool = True, topdown: bool = True, followlinks: bool = False
) -> Iterator[Any]:
    """Yield the absolute paths of all folders and files, the folders of each folder first."""
    for root, folders, files in walk(dir_pathname, recursive, topdown, followlinks):
        yield from _below(root, [*folders, *files])


def list_directories(
    dir_pathname: Any, recursive: bool = True, topdown: bool = True, followlinks: bool = False
) -> Iterator[Any]:
    """Yield the absolute paths of all folders."""
    for root, folders, _ in walk(dir_pathname, recursive, topdown, followlinks):
        yield from _below(root, folders)


def list_files(
    dir_pathname: Any, recursive: bool = True, topdown: bool = True, followlinks: bool = False
) -> Iterator[Any]:
    """Yield the absolute paths of all files."""
    for root, _, files in walk(dir_pathname, recursive, topdown, followlinks):
        yield from _below(root, files)


def _below(root: Any, names: Iterable[Any]) -> Iterator[Any]:
    return (absolute_path(os.path.join(root, name)) for name in names)  # noqa: PTH118


def match_path_against(pathname: str, patterns: Iterable[str], case_sensitive: bool = True) -> bool:
    """Tell whether a path matches one of the patterns."""
    if case_sensitive:
        return any(fnmatchcase(pathname, each) for each in set(patterns))
    lower = pathname.lower()
    return any(fnmatch(lower, each.lower()) for each in set(patterns))


def match_path(
    pathname: str,
    included_patterns: Iterable[str] | None = None,
    excluded_patterns: Iterable[str] | None = None,
    case_sensitive: bool = True,
) -> bool:
    """Tell whether a path matches one of the first patterns and none of the others.

    ValueError where a pattern is among both.
    """
    included = {"*"} if included_patterns is None else set(included_patterns)
    excluded = set() if excluded_patterns is None else set(excluded_patterns)
    if not case_sensitive:
        included, excluded = ({each.lower() for each in kind} for kind in (included, excluded))
    common = included & excluded
    if common:
        raise ValueError(f"conflicting patterns `{common}` included and excluded")
    matches = match_path_against(pathname, included, case_sensitive)
    return matches and not match_path_against(pathname, excluded, case_sensitive)


def filter_paths(
    pathnames: Iterable[str],
    included_patterns: Iterable[str] | None = None,
    excluded_patterns: Iterable[str] | None = None,
    case_sensitive: bool = True,
) -> Iterator[str]:
    """Yield the paths that `match_path` takes."""
    for each in pathnames:
        if match_path(each, included_patterns, excluded_patterns, case_sensitive):
            yield each


def match_any_paths(
    pathnames: Iterable[str],
    included_patterns: Iterable[str] | None = None,
    excluded_patterns: Iterable[str] | None = None,
    case_sensitive: bool = True,
) -> bool:
    """Tell whether `match_path` takes one of the paths."""
    return any(
        match_path(each, included_patterns, excluded_patterns, case_sensitive) for each in pathnames
    )
