"""Follows requirements from the projects through the lock, for one target and selection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from packaging.utils import canonicalize_name

from inhouse.errors import InputError
from inhouse.linker.markers import NO_NAMES, Markers
from inhouse.linker.selection import RUNTIME, Chosen
from inhouse.linker.units import Needs, Unit, Units
from inhouse.model.graph import ROOT, Edge
from inhouse.model.lock import Requirement

# A unit and the part of its requirements: "" for the plain ones, an extra's name, or, of a
# project, ":" and a group's name.
State = tuple[Unit, str]
Step = tuple[Requirement, Unit]

# The largest real lock at hand has 300 entries and 620 edges; a hostile one can make each entry
# need every other.
MAX_EDGES = 200_000

EXTRA = "extra "  # begins the label of an extra, as groups may be called the same


class Walk:
    """Edges by (parent, child), and the labels (groups, extras) by which each unit is reached."""

    def __init__(self, units: Units, markers: Markers, chosen: Chosen) -> None:
        self.units, self.markers, self.chosen = units, markers, chosen
        self.edges: dict[tuple[str, str], Edge] = {}
        self.labels: dict[State, set[str]] = {}
        self.conflicts: frozenset[str] = NO_NAMES
        self.unlocked: set[str] = set()  # asked for by a project, and in no entry of the lock
        self._steps: dict[State, tuple[Step, ...]] = {}
        self._present: dict[Unit, bool] = {}
        self._names = {RUNTIME} | chosen.groups | chosen.extras
        self._children = _children(units)
        self._asked_for = frozenset(self._children[ROOT])

    def run(self, entrances: Iterable[Unit] = (), *, keep_all: bool = False) -> set[Unit]:
        """Walk until no further conflicting extra is found active; return the units installed.

        `entrances` are packages that the project is taken to ask for. An entry that the lock
        lists by group, or without edges, is installed by being listed; with `keep_all` every
        entry is.
        """
        active = self._declared_conflicts()
        while active != self.conflicts:
            self.conflicts = active
            for found in (self.edges, self.labels, self._steps, self._present):
                found.clear()
            self._from_projects()
            self._from_asked_for((*self._children[ROOT], *entrances))
            self._from_listed(keep_all)
            active |= {
                _encoded("extra", unit, part)
                for unit, part in self.labels
                if unit.package is None and part and part[0] != ":"
            }
        return {unit for unit, _ in self.labels if unit.package is not None}

    def present(self, unit: Unit) -> bool:
        """Tell whether the entry's own marker and groups let it be installed."""
        answer = self._present.get(unit)
        if answer is None:
            answer = self._present[unit] = self._evaluate(unit)
        return answer

    def _evaluate(self, unit: Unit) -> bool:
        package = unit.package
        if package is None:
            return True
        if package.groups is not None and not self._listed_labels(unit):
            return False
        extras = self.chosen.extras | self.conflicts
        return self.markers.hold(package.marker, extras, self.chosen.groups)

    def _declared_conflicts(self) -> frozenset[str]:
        active = {""}
        for unit in self.units.projects:
            active.add(_encoded("project", unit))
            active |= {_encoded("group", unit, g) for g in self.chosen.groups if g in unit.groups}
            active |= {_encoded("extra", unit, e) for e in self.chosen.extras if e in unit.extras}
        return frozenset(active)

    def _from_projects(self) -> None:
        for unit in self.units.projects:
            self._spread((unit, ""), {RUNTIME})
            for group in sorted(self.chosen.groups & unit.groups.keys()):
                self._spread((unit, f":{group}"), {group})
            for extra in sorted(self.chosen.extras & unit.extras.keys()):
                self._spread((unit, extra), {EXTRA + extra})

    def _from_asked_for(self, children: Iterable[Unit]) -> None:
        for child in children:
            if self.present(child) and (ROOT, child.key) not in self.edges:
                self._link(ROOT, child, ())
                self._spread((child, ""), {RUNTIME})

    def _from_listed(self, keep_all: bool) -> None:
        for unit in self.units.packages:
            package = unit.package
            if package is None or not self.present(unit):
                continue
            listed = self.units.listed or package.groups is not None
            if not listed and not keep_all:
                continue
            labels = self._listed_labels(unit) | self.labels.get((unit, ""), set())
            self._spread((unit, ""), labels)
            for extra in package.wanted_extras:
                self._spread((unit, extra), labels)

    def _listed_labels(self, unit: Unit) -> set[str]:
        """Return which active groups (or extras, which some formats list as groups) name it."""
        groups = unit.package.groups if unit.package else None
        names = {str(canonicalize_name(name)) for name in groups or ()} & self._names
        plain = self.chosen.groups | {RUNTIME}
        return {name if name in plain else EXTRA + name for name in names}

    def _spread(self, start: State, labels: set[str]) -> None:
        waiting = [(start, labels)]
        while waiting:
            state, new = waiting.pop()
            known = self.labels.get(state)
            if known is not None and new <= known:
                continue
            self.labels[state] = new = new | (known or set())
            waiting.extend((child, new) for child in self._following(state))

    def _following(self, state: State) -> list[State]:
        parent = state[0].key if state[0].package else ROOT
        following: list[State] = []
        for need, child in self._followed(state):
            if child.package is not None:
                self._link(parent, child, need.extras, need.marker)
                following.append((child, ""))
            following.extend((child, extra) for extra in need.extras)
        if state[0].package and not state[1]:
            for child in self._children[parent]:
                if self.present(child):
                    self._link(parent, child, ())
                    following.append((child, ""))
        return following

    def _followed(self, state: State) -> tuple[Step, ...]:
        steps = self._steps.get(state)
        if steps is None:
            unit, part = state
            extras = self.conflicts | {part} if part else self.conflicts
            needs = [need for need in _needs(unit, part) if self.markers.hold(need.marker, extras)]
            if unit.package is None:
                self.unlocked |= {need.name for need in needs if not self.units.wanted(need)}
            steps = self._steps[state] = tuple(
                (need, child)
                for need in needs
                for child in self.units.wanted(need)
                if self.present(child) and (unit.package or not self._denied(child))
            )
        return steps

    def _denied(self, child: Unit) -> bool:
        """Tell whether comments say who wants the child, and the project is not among them.

        A lock may be compiled from some of the project's files only; its comments know which.
        """
        told = child.package.required_by if child.package else ()
        return bool(told) and child not in self._asked_for

    def _link(
        self, parent: str, child: Unit, extras: Iterable[str], marker: str | None = None
    ) -> None:
        if parent == child.key:  # an extra that pulls others of the same package
            return
        key = (parent, child.key)
        before = self.edges.get(key)
        if before is not None:
            extras = {*before.extras, *extras}
            if len(extras) == len(before.extras):
                return
            marker = before.marker
        elif len(self.edges) >= MAX_EDGES:
            wrong = f"its entries need each other in more than {MAX_EDGES:,} ways"
            raise InputError("lockfile", wrong, "check what made it")
        self.edges[key] = Edge(
            parent=parent, child=child.key, extras=tuple(sorted(extras)), marker=marker
        )


def _needs(unit: Unit, part: str) -> Needs:
    if not part:
        return unit.requirements
    if part.startswith(":"):
        return unit.group(part[1:])
    # Metadata has no lists per extra: there, markers of the plain requirements name the extra.
    return unit.extras.get(part, ()) + tuple(
        need for need in unit.requirements if need.marker and "extra" in need.marker
    )


def _encoded(kind: str, unit: Unit, name: str = "") -> str:
    """Return the name that uv's markers have for a conflicting extra, group or project."""
    project = unit.name or ""
    return f"{kind}-{len(project)}-{project}" + (f"-{name}" if name else "")


def _children(units: Units) -> defaultdict[str, list[Unit]]:
    """Return what `# via` comments say: children by the key of their parent, or by ROOT.

    What is not the name of a locked package is a file of the project, except for constraints,
    which ask for nothing.
    """
    children: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units.packages:
        for parent in unit.package.required_by if unit.package else ():
            named = units.named(parent)
            for each in named:
                children[each.key].append(unit)
            if not named and not parent.startswith(("-c ", "--constraint ")):
                children[ROOT].append(unit)
    return children
