"""Counts public names with griffe, which reads trees and imports nothing.

griffe is handed only what decides the interface: the modules that the top modules take public
names from, with bodies emptied. No file is opened, no search path is used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from inhouse.evidence.measure.facts import ModuleFacts
from inhouse.evidence.measure.skeleton import Skeleton, skeletons
from inhouse.evidence.measure.syntax import Source
from inhouse.model.evidence import Maybe, Missing

_MOST_HOPS = 30  # aliases of aliases

_METADATA_NAMES = frozenset(
    {"__version__", "__version_info__", "__author__", "__license__", "__email__", "__all__"}
)


def public_names(
    read: Mapping[str, tuple[Source, ModuleFacts]], import_names: Iterable[str]
) -> Maybe[int]:
    """Return how many public names the import packages offer.

    `read` holds the modules by dotted name. A name in `__all__` counts whatever it is, modules
    apart; without `__all__`, public functions and classes that are the package's own count. Two
    names of one thing count once. Where the top modules offer nothing, the names of the public
    submodules count.
    """
    tops = [name for name in import_names if name in read]
    if not tops:
        return Missing("no module to read the interface from")
    try:
        found = _names(read, tops)
        if not found:
            rest = [name for name in read if not _is_private(name) and name not in tops]
            found = _names(read, rest)
    except (RecursionError, KeyError, AttributeError, TypeError, ValueError) as error:
        return Missing(f"the interface cannot be told statically ({type(error).__name__})")
    return len(found)


def _is_private(module: str) -> bool:
    return any(part.startswith("_") for part in module.split("."))


def _names(read: Mapping[str, tuple[Source, ModuleFacts]], tops: list[str]) -> set[str]:
    modules = _Modules(skeletons(read, tops), read)
    found: set[str] = set()
    for top in tops:
        found |= modules.offered(top)
    return found


class _Modules:
    """griffe's objects for the skeletons, and the resolution of names between them.

    Modules are kept by dotted name and aliases followed here: a package's attribute often hides
    a submodule of the same name, which one tree of members cannot hold.
    """

    def __init__(self, wanted: Mapping[str, Skeleton], all_modules: Iterable[str]) -> None:
        import griffe

        self.all_modules = frozenset(all_modules)
        self.inside = tuple(f"{name}." for name in wanted)
        self.griffe = griffe
        self.extensions = griffe.Extensions()
        self.modules = {name: self._load(name, wanted[name]) for name in sorted(wanted)}
        self.cached: dict[str, dict[str, Any]] = {}

    def offered(self, top: str) -> set[str]:
        """Return the paths of what a module offers; aliases of one thing give one path."""
        return set(self.importable(top).values())

    def importable(self, top: str) -> dict[str, str]:
        """Return what a module offers: the path by which callers import it -> where it is."""
        members = self._members(top, set())
        exports = [name for name in self._exports(top, set()) if name not in _METADATA_NAMES]
        names = exports or [name for name in members if not name.startswith("_")]
        found = {f"{top}.{name}": "" for name in names}
        for path in found:
            found[path] = self._identity(path, declared=bool(exports)) or ""
        return {path: where for path, where in found.items() if where}

    def _identity(self, path: str, *, declared: bool) -> str | None:
        """Return the path of what a name stands for; None where it does not count."""
        for hop in range(_MOST_HOPS):
            module, _, name = path.rpartition(".")
            if module not in self.modules:
                break
            member = self._members(module, set()).get(name)
            if member is None:
                return None if self._is_module(path) else path
            if not member.is_alias:
                counts = hop or declared or member.is_function or member.is_class
                return path if counts else None
            if member.target_path == path:
                break
            path = member.target_path
        if self._is_module(path):
            return None
        return path if declared or path.startswith(self.inside) else None

    def _is_module(self, path: str) -> bool:
        return path in self.all_modules

    def _exports(self, name: str, seen: set[str]) -> list[str]:
        module = self.modules[name]
        if name in seen or not module.exports:
            return []
        seen.add(name)
        names: list[str] = []
        for export in module.exports:
            if isinstance(export, str):
                names.append(export)
                continue
            other = export.canonical_path.rpartition(".")[0]
            for path in (other, f"{name}.{other}"):  # `from . import other` leaves it bare
                if path in self.modules:
                    names.extend(self._exports(path, seen))
        return names

    def _members(self, name: str, seen: set[str]) -> dict[str, Any]:
        if name in self.cached:
            return self.cached[name]
        if name in seen:
            return {}
        seen.add(name)
        members: dict[str, Any] = {}
        for key, member in self.modules[name].members.items():
            star = member.wildcard if member.is_alias else None
            if star is None:
                members[key] = member
            elif star in self.modules:
                listed = self._exports(star, set())
                for found, value in self._members(star, seen).items():
                    if found in listed if listed else not found.startswith("_"):
                        members.setdefault(found, value)
        self.cached[name] = members
        return members

    def _load(self, name: str, skeleton: Skeleton) -> Any:
        parent = None
        for part in name.split(".")[:-1]:
            parent = self.griffe.Module(part, parent=parent)
        visitor = self.griffe.Visitor(
            name.rpartition(".")[2], Path(skeleton.path), "", self.extensions, parent=parent
        )
        visitor.visit(ast.Module(body=skeleton.body, type_ignores=[]))
        return visitor.current


def offered_names(
    read: Mapping[str, tuple[Source, ModuleFacts]], import_names: Iterable[str]
) -> Maybe[tuple[str, ...]]:
    """Return the public names of the import packages as callers import them, sorted.

    Those that `public_names` counts, but two names of one thing are both given.
    """
    tops = [name for name in import_names if name in read]
    if not tops:
        return Missing("no module to read the interface from")
    try:
        modules = _Modules(skeletons(read, tops), read)
        return tuple(sorted(name for top in tops for name in modules.importable(top)))
    except (RecursionError, KeyError, AttributeError, TypeError, ValueError) as error:
        return Missing(f"the interface cannot be told statically ({type(error).__name__})")
