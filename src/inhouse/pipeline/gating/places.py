"""The file and line that each finding is about, for reports that point there."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from packaging.utils import NormalizedName, canonicalize_name

from inhouse.manifests.toml_lines import toml_places
from inhouse.model.gate import FilePlace, Finding, Newcomer
from inhouse.model.lock import LockedPackage, Manifest
from inhouse.pipeline.file_lines import FileLines, asking
from inhouse.pipeline.gating.sides import PYPROJECT, Side

_SETTINGS = ("tool", "inhouse")
_ALLOW = (*_SETTINGS, "allow")


class Places:
    """Where the head's files speak of a package; `prefix` leads there from the repository."""

    def __init__(self, head: Side, prefix: str) -> None:
        self._head, self._lines = head, FileLines(head.text, prefix)

    def of_newcomer(self, newcomer: Newcomer, lock: str, manifest: Manifest) -> FilePlace:
        """Return where a direct package is asked for, else where the lock has it."""
        name = canonicalize_name(newcomer.name)
        if newcomer.direct:
            found = self._lines.asked(name, asking(self._head.near(), (lock,), manifest))
            if found is not None:
                return found
        return self._locked(name, newcomer.version, lock)

    def in_lock(self, package: LockedPackage, lock: str) -> FilePlace:
        """Return where a lock has a package."""
        return self._locked(package.name, package.version, lock)

    def of_settings(self, finding: Finding) -> Finding:
        """Return a finding about settings with the place of the entry or of the table."""
        name = canonicalize_name(finding.name)
        line = self._entries.get(name, self._table) if finding.name else self._table
        return replace(finding, place=self._lines.at(PYPROJECT, line))

    def _locked(self, name: NormalizedName, version: str | None, lock: str) -> FilePlace:
        return self._lines.locked(name, version, lock) or self._lines.at(lock)

    @cached_property
    def _entries(self) -> dict[NormalizedName, int]:
        """The line of each allowance by its package."""
        found: dict[NormalizedName, int] = {}
        for place in toml_places(self._lines.text(PYPROJECT)):
            if place.path[:3] == _ALLOW and place.path[-1] == "name" and len(place.path) == 5:
                found.setdefault(canonicalize_name(str(place.value)), place.line)
        return found

    @cached_property
    def _table(self) -> int:
        """The first line that speaks of `[tool.inhouse]`; 1 where the table is gone."""
        places = toml_places(self._lines.text(PYPROJECT))
        return next((place.line for place in places if place.path[:2] == _SETTINGS), 1)
