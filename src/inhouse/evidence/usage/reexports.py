"""Follows a name through the project's own modules to the package it was imported from."""

from __future__ import annotations

from collections.abc import Mapping

from inhouse.evidence.usage.firstparty import FirstParty
from inhouse.evidence.usage.records import FileUses

_MAX_HOPS = 10


class Reexports:
    """Answers what `app.compat.yaml.load` is when `app/compat.py` imports yaml."""

    def __init__(
        self, files: Mapping[str, FileUses], first: FirstParty, roots: frozenset[str]
    ) -> None:
        self._files = files
        self._first = first
        self._roots = roots
        self._answers: dict[str, str | None] = {}
        self.names = self._passed_names()
        self.taken: set[str] = set()  # what modules bound that others were found to take

    def _passed_names(self) -> frozenset[str]:
        """Return all names under which modules hold something of a package, renamed or not."""
        names: set[str] = set()
        every = [item for uses in self._files.values() for item in uses.exports.items()]
        for _ in range(_MAX_HOPS):
            found = {
                name
                for name, path in every
                if path.partition(".")[0] in self._roots or not names.isdisjoint(path.split("."))
            }
            if found == names:
                break
            names = found
        return frozenset(names)

    def passed_by_star(self, rel: str, path: str) -> list[str]:
        """Return what `from path import *` in file `rel` brings along from packages."""
        module = self._absolute(rel, path)
        uses = self._files.get(self._first.modules.get(module, ""))
        if uses is None or rel.endswith("/__init__.py"):  # that one is followed by its importers
            return []
        names = [name for name in uses.exports if name in self.names and name[0] != "_"]
        found = [self.resolve(f"{module}.{name}") for name in names]
        return [target for target in found if target is not None]

    def resolve(self, path: str) -> str | None:
        """Return the path in a package, None for what the project defines itself."""
        if path not in self._answers:
            self._answers[path] = self._follow(path)
        return self._answers[path]

    def _follow(self, path: str) -> str | None:
        for _ in range(_MAX_HOPS):
            step = self._step(path, frozenset())
            if step is None:
                return None
            path, rel, bound = step
            root = path.partition(".")[0]
            if root in self._roots and not self._first.owns(rel, path, frozenset({rel})):
                self.taken.add(bound)
                return path
        return None

    def _step(self, path: str, seen: frozenset[str]) -> tuple[str, str, str] | None:
        """Replace the longest own module and one name after it by what the name was bound to.

        Returns the whole path, the module's file, and what the name alone was bound to.
        """
        parts = path.split(".")
        for end in range(len(parts) - 1, 0, -1):
            rel = self._first.modules.get(".".join(parts[:end]))
            if rel is None:
                continue
            if rel in seen or rel not in self._files:
                return None
            uses, name, rest = self._files[rel], parts[end], parts[end + 1 :]
            target = uses.exports.get(name)
            if target is not None:
                bound = self._absolute(rel, target)
                return ".".join([bound, *rest]), rel, bound
            return self._through_stars(uses, rel, [name, *rest], seen)
        return None

    def _through_stars(
        self, uses: FileUses, rel: str, rest: list[str], seen: frozenset[str]
    ) -> tuple[str, str, str] | None:
        for star in uses.stars:
            module = self._absolute(rel, star)
            if module in self._first.modules:
                found = self._step(".".join([module, *rest]), seen | {rel})
                if found is not None:
                    return found
        return None

    def _absolute(self, rel: str, path: str) -> str:
        return self._first.absolute(rel, path) if path.startswith(".") else path
