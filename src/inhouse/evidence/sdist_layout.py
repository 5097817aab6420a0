"""Tells which files of a source distribution would be importable, without running its build.

The import root is, in this order: where the egg-info's top-level names are found, a `src` or
`lib` folder with packages, the top folder. What top-level names exist is taken from
egg-info/top_level.txt or `Import-Name` where given, else from the folders that hold Python files.
More is kept rather than less: a file too many cannot make a package look small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ROOTS = ("src", "lib", "python", "Lib")
# Folders and modules beside a package that are there for its makers.
# fmt: off
_ASIDE = frozenset({
    "test", "tests", "testing", "doc", "docs", "example", "examples", "sample", "samples",
    "benchmark", "benchmarks", "bench", "perf", "script", "scripts", "tool", "tools", "bin",
    "ci", "contrib", "demo", "demos", "debian", "packaging", "requirements", "tasks",
    "setup", "conftest", "noxfile", "toxfile", "fabfile", "versioneer", "ez_setup",
    "distribute_setup", "build", "runtests", "run_tests", "dodo", "pavement", "bootstrap",
    "release", "make",
})
# fmt: on
_LICENCES = re.compile(r"(?i)^(licen[cs]e|copying|notice|authors|copyright)([-._][^/]*)?$")
_CODE = (".py", ".pyi", ".pyx", ".so", ".pyd", ".c", ".cpp", ".rs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`placed` maps a path below site-packages to the path in the archive; `apart` is the rest."""

    placed: dict[str, str]
    apart: tuple[str, ...]
    egg_info: str | None  # folder in the archive


def without_top(paths: Iterable[str]) -> str:
    """Return the folder that holds every path (`name-version/`), or an empty string."""
    tops = {path.split("/", 1)[0] if "/" in path else "" for path in paths}
    top = tops.pop() if len(tops) == 1 else ""
    return f"{top}/" if top else ""


def find_egg_info(paths: Iterable[str], top: str) -> str | None:
    """Return the shallowest `.egg-info` folder below `top`."""
    folders = {
        path.rsplit("/", 1)[0]
        for path in paths
        if path.startswith(top) and path.endswith(".egg-info/PKG-INFO")
    }
    return min(folders, key=lambda f: (f.count("/"), f)) if folders else None


def lay_out(
    paths: Iterable[str],
    top: str,
    named: tuple[str, ...],
    dist_info: str,
    package_dirs: Mapping[str, str],
) -> Layout:
    """Place the files; `named` are the known top-level names, `package_dirs` their folders."""
    listed = sorted(paths)
    inner = [path.removeprefix(top) for path in listed if path.startswith(top)]
    egg_info = find_egg_info(listed, top)
    root = package_dirs.get("") or _root(inner, named, egg_info and egg_info.removeprefix(top))
    prefix = f"{root}/" if root else ""
    names = set(named) or _names(inner, prefix)
    placed: dict[str, str] = {}
    apart: list[str] = []
    for path in inner:
        below = path.removeprefix(prefix) if path.startswith(prefix) else None
        if below is not None and _top_name(below) in names and not _is_metadata(below):
            placed[below] = top + path
        elif "/" not in path and _LICENCES.match(path):
            placed[f"{dist_info}/licenses/{path}"] = top + path
        else:
            apart.append(path)
    return Layout(placed=placed, apart=tuple(apart), egg_info=egg_info)


def _is_metadata(path: str) -> bool:
    return path.split("/", 1)[0].endswith((".egg-info", ".dist-info"))


def _top_name(path: str) -> str:
    first, slash, _ = path.partition("/")
    if slash:
        return first
    return first.split(".", 1)[0] if first.endswith(_CODE) else "\0" + first


def _root(inner: list[str], named: tuple[str, ...], egg_info: str | None) -> str:
    home = egg_info.rpartition("/")[0] if egg_info else ""
    candidates = ([home] if home else []) + [""] + [r for r in _ROOTS if r != home]
    if named:
        known = {path for path in inner if path.endswith(_CODE)}
        for root in candidates:
            prefix = f"{root}/" if root else ""
            if all(_has(known, prefix + name) for name in named):
                return root
    if home:
        return home
    for root in _ROOTS:
        if f"{root}/__init__.py" not in inner and _names(inner, f"{root}/"):
            return root
    return ""


def _has(known: set[str], name: str) -> bool:
    return f"{name}.py" in known or any(path.startswith(f"{name}/") for path in known)


def _names(inner: list[str], prefix: str) -> set[str]:
    """Return modules and packages directly below `prefix`, namespace packages if need be."""
    below = [p.removeprefix(prefix) for p in inner if p.startswith(prefix) and p.endswith(_CODE)]
    modules = {p.split(".", 1)[0] for p in below if "/" not in p and p.endswith((".py", ".pyx"))}
    packages = {p.split("/", 1)[0] for p in below if p.endswith("/__init__.py")}
    found = {n for n in modules | packages if n not in _ASIDE and n.isidentifier()}
    if found:
        return found
    loose = {p.split("/", 1)[0] for p in below if "/" in p}
    return {name for name in loose if name not in _ASIDE and name.isidentifier()}
