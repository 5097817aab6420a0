"""One shape for what the walk visits: locked packages, and the projects the lock is for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import InvalidVersion

from inhouse.model.graph import key_of
from inhouse.model.lock import LockedPackage, Lockfile, Member, Requirement, RequirementSet
from inhouse.model.requirement_text import requirement

Needs = tuple[Requirement, ...]


@dataclass(slots=True, kw_only=True, eq=False)
class Unit:
    """A package or a project; `extras` are its own, `groups` only a project has.

    `package` is None for a project, `key` is then meaningless. `known` is False where nobody says
    what a package requires.
    """

    name: NormalizedName | None
    key: str = ""
    package: LockedPackage | None = None
    requirements: Needs = ()
    extras: dict[str, Needs] = field(default_factory=dict)
    groups: dict[str, RequirementSet] = field(default_factory=dict)
    known: bool = True

    def group(self, name: str) -> Needs:
        """Return what a dependency group asks for, the groups that it includes with it."""
        found: dict[Requirement, None] = {}
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            each = self.groups.get(canonicalize_name(waiting.pop()))
            if each is not None and each.name not in seen:
                seen.add(each.name)
                waiting.extend(each.includes)
                found.update(dict.fromkeys(each.requirements))
        return tuple(found)


class Units:
    """All packages of the lock and all projects, to be found by what a requirement says."""

    def __init__(
        self,
        lock: Lockfile,
        members: tuple[Member, ...],
        metadata: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.listed = lock.listed or not lock.edges_known
        self.projects = tuple(map(_project, members))
        self.packages = tuple(_packages(lock, metadata))
        self._projects_by_name = {unit.name: unit for unit in self.projects if unit.name}
        self._by_name: dict[str, list[Unit]] = {}
        for unit in self.packages:
            self._by_name.setdefault(unit.name or "", []).append(unit)

    def named(self, name: str) -> list[Unit]:
        """Return all locked packages of a name."""
        return self._by_name.get(name, [])

    def wanted(self, need: Requirement) -> list[Unit]:
        """Return the packages (several only in forks), or the project, that a requirement means."""
        candidates = self.named(need.name)
        if not candidates or (need.source and need.source.kind == "workspace"):
            project = self._projects_by_name.get(need.name)
            return [project] if project else candidates
        if len(candidates) == 1:
            return candidates
        if need.version is not None:
            candidates = _kept(candidates, lambda p: p.version == need.version)
        if need.source is not None:
            candidates = _kept(candidates, lambda p: p.source == need.source)
        if need.version is None and need.specifier and len(candidates) > 1:
            return _allowed(candidates, need.specifier)
        return candidates


def _kept(candidates: list[Unit], test: Callable[[LockedPackage], bool]) -> list[Unit]:
    """Return the candidates that pass, or all where none does: a name is never lost."""
    return [unit for unit in candidates if unit.package and test(unit.package)] or candidates


def _allowed(candidates: list[Unit], specifier: str) -> list[Unit]:
    try:
        allowed = SpecifierSet(specifier)
    except InvalidSpecifier:
        return candidates

    def fits(package: LockedPackage) -> bool:
        try:
            return allowed.contains(package.version or "", prereleases=True)
        except InvalidVersion:
            return False

    return _kept(candidates, fits)


def _project(member: Member) -> Unit:
    return Unit(
        name=member.name,
        requirements=member.requirements,
        extras=_by_name(member.extras),
        groups={canonicalize_name(group.name): group for group in member.dev_groups},
    )


def _packages(lock: Lockfile, metadata: Mapping[str, tuple[str, ...]]) -> Iterator[Unit]:
    taken: set[str] = set()
    for package in lock.packages:
        key = key_of(package.name, package.version)
        known = package.edges_known and lock.edges_known
        texts = metadata.get(key) if not known else None
        if key in taken:  # the same version from two sources
            key = f"{key} @ {package.source.location or package.source.kind}"
        while key in taken:
            key += "'"
        taken.add(key)
        yield Unit(
            name=package.name,
            key=key,
            package=package,
            requirements=package.requirements + _read(texts or ()),
            extras=_by_name(package.extras),
            known=known or texts is not None,
        )


def _read(texts: Iterable[str]) -> Needs:
    """Return the requirements of a package's metadata; what cannot be read is left out.

    Installers leave such lines out, too, or refuse the package whole.
    """
    found = []
    for text in texts:
        with contextlib.suppress(ValueError):
            found.append(requirement(text))
    return tuple(found)


def _by_name(sets: Iterable[RequirementSet]) -> dict[str, Needs]:
    return {canonicalize_name(each.name): each.requirements for each in sets}
