"""A digest of everything on disk that a report depends on, from sizes and times alone."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from inhouse.workspace import Workspace

# Environment variables that choose indexes, environments and caches.
_PREFIXES = ("UV_", "PIP_", "INHOUSE_", "VIRTUAL_ENV", "NETRC", "HOME", "XDG_")
_FRESH_NS = 2_000_000_000  # file systems keep times this coarsely; a younger file may yet change


def footprint(
    workspace: Workspace,
    environment: Path | None,
    rules: tuple[Path, ...],
    owned: tuple[str, ...] = (),
) -> tuple[str, int]:
    """Return the digest, and the time (ns) of the newest file that it covers.

    It covers the project's sources, configuration and top-level files, the installed environments
    that could be read (`environment` is the chosen one), the folders of `rules`, the `owned` files
    in the project, and the variables that steer a run.
    """
    digest = hashlib.sha256()
    newest = 0
    for place, size, time in _all(workspace, environment, rules, owned):
        newest = max(newest, time)
        digest.update(f"{place}\0{size}\0{time}\n".encode("utf-8", "surrogatepass"))
    steering = sorted(item for item in os.environ.items() if item[0].startswith(_PREFIXES))
    digest.update(repr((steering, sys.version_info[:3])).encode("utf-8", "surrogatepass"))
    return digest.hexdigest(), newest


def is_settled(newest: int, now: int) -> bool:
    """Tell whether no covered file is so young that it may change without a change of its time."""
    return now - newest > _FRESH_NS


def _all(
    workspace: Workspace,
    environment: Path | None,
    rules: tuple[Path, ...],
    owned: tuple[str, ...],
) -> Iterator[tuple[str, int, int]]:
    for rel, (size, time) in workspace.stats().items():
        yield rel, size, time
    for name in (*workspace.names(), *workspace.names_in("requirements"), *owned):
        yield from _file(workspace.root / name)
    active = os.environ.get("VIRTUAL_ENV")
    for place in (environment, workspace.root / ".venv", Path(active) if active else None):
        if place is not None:
            yield from _installed(place)
    for folder in rules:
        for name in _listed(folder):
            yield from _file(folder / name / "rule.toml")


def _installed(place: Path) -> Iterator[tuple[str, int, int]]:
    yield from _file(place / "pyvenv.cfg")
    sites = [place, place / "Lib" / "site-packages"]
    for library in ("lib", "lib64"):
        sites += [place / library / name / "site-packages" for name in _listed(place / library)]
    for site in sites:
        for name in _listed(site):
            if name.endswith((".dist-info", ".egg-info", ".pth")):
                yield from _file(site / name)
                yield from _file(site / name / "RECORD")


def _listed(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return []


def _file(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        found = os.stat(path)  # noqa: PTH116 - many of them, and quickly
    except (OSError, ValueError):  # a ledger may name what no file can be called
        return
    yield str(path), found.st_size, found.st_mtime_ns
