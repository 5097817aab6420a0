"""The file and line that each finding is about, for reports that point there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from packaging.utils import NormalizedName, canonicalize_name

from inhouse import manifests
from inhouse.errors import InputError
from inhouse.lockfiles import lines as lock_lines
from inhouse.manifests import lines as manifest_lines
from inhouse.manifests.toml_lines import toml_places
from inhouse.model.gate import FilePlace, Finding, Newcomer
from inhouse.model.lock import LockedPackage, Manifest
from inhouse.pipeline.gating.sides import PYPROJECT, Side

_SETTINGS = ("tool", "inhouse")
_ALLOW = (*_SETTINGS, "allow")


class Places:
    """Where the head's files speak of a package; `prefix` leads there from the repository."""

    def __init__(self, head: Side, prefix: str) -> None:
        self._head, self._prefix = head, prefix
        self._manifests: dict[str, Mapping[NormalizedName, int]] = {}
        self._locks: dict[str, lock_lines.Lines] = {}

    def of_newcomer(self, newcomer: Newcomer, lock: str, manifest: Manifest) -> FilePlace:
        """Return where a direct package is asked for, else where the lock has it."""
        name = canonicalize_name(newcomer.name)
        for path in self._asking(lock, manifest) if newcomer.direct else ():
            line = self._in_manifest(path).get(name)
            if line is not None:
                return self._at(path, line)
        return self._locked(name, newcomer.version, lock)

    def in_lock(self, package: LockedPackage, lock: str) -> FilePlace:
        """Return where a lock has a package."""
        return self._locked(package.name, package.version, lock)

    def of_settings(self, finding: Finding) -> Finding:
        """Return a finding about settings with the place of the entry or of the table."""
        name = canonicalize_name(finding.name)
        line = self._entries.get(name, self._table) if finding.name else self._table
        return replace(finding, place=self._at(PYPROJECT, line))

    def _locked(self, name: NormalizedName, version: str | None, lock: str) -> FilePlace:
        if lock not in self._locks:
            self._locks[lock] = lock_lines.lines_of(self._text(lock), lock)
        return self._at(lock, lock_lines.line_in(self._locks[lock], name, version) or 1)

    def _asking(self, lock: str, manifest: Manifest) -> Iterator[str]:
        """Yield the manifests, the project's own pyproject.toml first."""
        near = [path for path in self._head.near() if manifests.is_manifest(path) and path != lock]
        yield from sorted(near, key=lambda path: (path != PYPROJECT, path))
        for member in manifest.members:
            if member.path != ".":
                yield f"{member.path}/{PYPROJECT}"

    def _in_manifest(self, path: str) -> Mapping[NormalizedName, int]:
        if path not in self._manifests:
            self._manifests[path] = manifest_lines.lines_of(self._text(path), path)
        return self._manifests[path]

    @cached_property
    def _entries(self) -> dict[NormalizedName, int]:
        """The line of each allowance by its package."""
        found: dict[NormalizedName, int] = {}
        for place in toml_places(self._text(PYPROJECT)):
            if place.path[:3] == _ALLOW and place.path[-1] == "name" and len(place.path) == 5:
                found.setdefault(canonicalize_name(str(place.value)), place.line)
        return found

    @cached_property
    def _table(self) -> int:
        """The first line that speaks of `[tool.inhouse]`; 1 where the table is gone."""
        places = toml_places(self._text(PYPROJECT))
        return next((place.line for place in places if place.path[:2] == _SETTINGS), 1)

    def _text(self, path: str) -> str:
        try:
            return self._head.text(path)
        except InputError:
            return ""

    def _at(self, path: str, line: int) -> FilePlace:
        return FilePlace(file=self._prefix + path, line=line)
