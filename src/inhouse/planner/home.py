"""Which import package of the project gets the owned code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Set

from inhouse.errors import UsageError
from inhouse.model.taken import Home, Refused

_ASIDE = frozenset(
    {"tests", "test", "testing", "docs", "doc", "examples", "example", "benchmarks", "scripts"}
    | {"samples", "tools", "tasks", "ci", "build"}
)


_ROOTS = frozenset({"src", "lib", "python"})  # folders that are put on the path, by custom
_IMPORT = re.compile(
    rb"^[ \t]*(?:import[ \t]+(\w[\w., \t]*)"
    rb"|from[ \t]+(\w[\w.]*)[ \t]+import[ \t]*(\([^)]*|[^\n]*))",
    re.MULTILINE,
)


def packages_of(files: Iterable[str] | Mapping[str, bytes]) -> dict[str, str]:
    """Return the folder of each top import package (`src/proj`) and its dotted name.

    The layout tells it, but for a package in a folder that is none itself and no root either:
    that may be a namespace (`beetsplug.web`), which the imports in the `files` tell.
    """
    inits = {path.removesuffix("/__init__.py") for path in files if path.endswith("/__init__.py")}
    tops = {each for each in inits if "/" not in each or each.rpartition("/")[0] not in inits}
    loose = [top for top in tops if not _is_at_root(top)]
    imported = _imported(files) if loose and isinstance(files, Mapping) else frozenset()
    return {
        top: _name(top, imported) if top in loose else top.rpartition("/")[2]
        for top in sorted(tops)
    }


def _is_at_root(top: str, roots: Iterable[str] = ("",)) -> bool:
    folder = top.rpartition("/")[0]
    return folder in roots or folder.rpartition("/")[2] in _ROOTS


def _name(top: str, imported: Set[str]) -> str:
    """Return the longest end of a path that is imported as a dotted name, else the last part."""
    return next(iter(_names(top, imported)), top.rpartition("/")[2])


def _names(top: str, imported: Set[str]) -> list[str]:
    """Return the names by which a folder is imported, the longest first."""
    parts = top.split("/")
    names = (".".join(parts[start:]) for start in range(len(parts)))
    return [name for name in names if name in imported]


def _imported(files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the modules, and what may be one, that files import absolutely; those above too."""
    found: set[str] = set()
    for data in files.values():
        for plain, origin, taken in _IMPORT.findall(data):
            if plain:
                found.update(each.split()[0] for each in plain.decode().split(",") if each.strip())
            else:
                module = origin.decode()
                words = re.findall(r"\w+", taken.decode("utf-8", "replace"))
                found.update([module, *(f"{module}.{word}" for word in words)])
    return frozenset(
        ".".join(parts[:end])
        for parts in (each.split(".") for each in found)
        for end in range(1, len(parts) + 1)
    )


def package_around(path: str, tops: Mapping[str, str]) -> str | None:
    """Return the folder of the top import package that holds a file."""
    return next((top for top in tops if path.startswith(f"{top}/")), None)


def dotted(path: str, tops: Mapping[str, str]) -> str | None:
    """Return the import name of a module in a package of the project, else None."""
    top = package_around(path, tops)
    if top is None:
        return None
    inner = path[len(top) :].removesuffix(".pyi").removesuffix(".py").strip("/")
    parts = [tops[top], *[part for part in inner.split("/") if part]]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def home_of(
    used_in: Iterable[str],
    files: Iterable[str] | Mapping[str, bytes],
    project: str | None,
    into: str | None,
    manifests: Collection[str] = (),
) -> Home | Refused:
    """Return where owned code goes: the package that uses it, or the one that `into` names.

    `used_in` are the files that use the package, `files` all Python files, `project` the
    project's name, `manifests` the paths of manifests: no code crosses from one project of a
    workspace to another. UsageError where `into` names no package.
    """
    tops = packages_of(files)
    if into is not None:
        return _chosen(into.strip("/"), tops)
    found = _found(tuple(used_in), tops, project, tuple(manifests))
    if isinstance(found, Refused) or found.dotted == "_inhouse" or not isinstance(files, Mapping):
        return found
    top = found.folder.removesuffix("/_inhouse")
    if _is_at_root(top, {each.rpartition("/")[0] for each in (*manifests, "")}):
        return found
    names = _names(top, _imported(files))
    if len(names) == 1:
        return found
    known = f"is imported by several names ({', '.join(names)})" if names else "is never imported"
    text = f"{top} would own it, but {known}, so what to import is not known"
    return Refused(reason=f"{text}; --into FOLDER says which package owns the code")


def _found(
    used: tuple[str, ...], tops: Mapping[str, str], project: str | None, manifests: tuple[str, ...]
) -> Home | Refused:
    own = [top for top in tops if not _aside(top)]
    here = {top for path in used if (top := package_around(path, tops)) in own}
    if len(here) == 1:
        return _home(here.pop(), tops)
    if len(here) > 1:
        named = [top for top in here if _same(tops[top], project)]
        members = {_member(top, manifests) for top in here}
        if len(named) == 1 and len(members) == 1:
            return _home(named[0], tops)
        text = f"it is used in several import packages ({', '.join(sorted(here))})"
        return Refused(reason=f"{text}; --into FOLDER says which of them owns the code")
    loose = {path.rpartition("/")[0] for path in used if not _aside(path)}
    if loose and not here:
        return _beside(loose, own, tops, project)
    in_tests = {top for path in used if (top := package_around(path, tops)) is not None}
    if len(in_tests) == 1:
        return _home(in_tests.pop(), tops)
    text = "only files outside the project's import packages use it"
    return Refused(reason=f"{text}; --into FOLDER says which package owns the code")


def _beside(
    loose: set[str], own: list[str], tops: Mapping[str, str], project: str | None
) -> Home | Refused:
    """Loose modules: beside them if they are all of the project, else in its package."""
    if not own and len(loose) == 1:
        folder = loose.pop()
        return Home(folder=f"{folder}/_inhouse" if folder else "_inhouse", dotted="_inhouse")
    named = [top for top in own if _same(tops[top], project)]
    if len(named) == 1:
        return _home(named[0], tops)
    text = "it is used by modules outside any import package"
    return Refused(reason=f"{text}; --into FOLDER says which package owns the code")


def _chosen(folder: str, tops: Mapping[str, str]) -> Home:
    if folder in tops:
        return _home(folder, tops)
    known = ", ".join(tops) or "none"
    raise UsageError(f"--into {folder}: not an import package of the project ({known})")


def _home(top: str, tops: Mapping[str, str]) -> Home:
    return Home(folder=f"{top}/_inhouse", dotted=f"{tops[top]}._inhouse")


def _aside(path: str) -> bool:
    *folders, name = path.split("/")
    last = name.removesuffix(".py")
    loose = last.startswith("test_") or last in ("conftest", "setup", "noxfile", "tasks")
    return loose or bool(_ASIDE.intersection((*folders, last)))


def _same(package: str, project: str | None) -> bool:
    return project is not None and re.sub(r"[-_.]+", "-", package).lower() == project


def _member(path: str, manifests: Iterable[str]) -> str:
    """Return the folder of the nearest manifest above a path."""
    folders = [each.rpartition("/")[0] for each in manifests]
    above = [each for each in folders if not each or path.startswith(f"{each}/")]
    return max(above, key=len, default="")
