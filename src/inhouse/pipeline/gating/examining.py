"""Examines what is new, lock by lock, and what is asked for without a lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from inhouse.gate.candidate import Candidate
from inhouse.gate.delta import Release
from inhouse.gate.size import counts
from inhouse.model.lock import Manifest, Note
from inhouse.model.progress import Progress
from inhouse.pipeline.gating.asked import Asked
from inhouse.pipeline.gating.base_rules import BaseRules
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.candidates import merged
from inhouse.pipeline.gating.judging import as_judged_by
from inhouse.pipeline.gating.newcomers import Found, newcomers_of
from inhouse.pipeline.gating.order import GateOrder
from inhouse.pipeline.gating.origins import origins_of
from inhouse.pipeline.gating.places import Places
from inhouse.pipeline.gating.policies import Policies
from inhouse.pipeline.gating.sides import Side
from inhouse.pipeline.gating.unlocked import unlocked_newcomers
from inhouse.pipeline.project import OpenProject, open_project


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """The newcomers; `incomplete` says that something could not be had that may be had later."""

    candidates: tuple[Candidate, ...]
    notes: tuple[Note, ...]
    incomplete: bool


class Examining:
    """One examination of all locks."""

    def __init__(
        self, order: GateOrder, base: BaseSide, head: Side, chosen: Policies, places: Places
    ) -> None:
        self._order, self._base, self._head = order, base, head
        self._chosen, self._places = chosen, places
        self._found: dict[tuple[str, str | None], Candidate] = {}
        self._notes: list[Note] = []
        self._torn = self._unreachable = False

    def of(
        self,
        held: Mapping[str, frozenset[Release]],
        added: frozenset[Release],
        asked: Asked,
        progress: Progress,
    ) -> Examined:
        """Examine releases where they are locked, and names where they are asked for."""
        named = self._base.manifest.indexes
        origins = origins_of(self._base.locks, named, self._order.request.index_url)
        left = added
        for lock, releases in held.items():
            if releases & left:
                project = self._project(lock, (name for name, _ in releases & left))
                self._take(
                    newcomers_of(project, releases & left, self._base, origins, progress),
                    *(lock, project.manifest),
                )
                left = self._unsettled(left)
        if asked:
            lock = next(iter(held))
            project = self._project(lock, asked)
            self._take(unlocked_newcomers(project, asked, progress), lock, project.manifest)
        found = sorted(
            self._found.values(), key=lambda each: (not each.newcomer.direct, each.newcomer.name)
        )
        blind = self._unreachable and any(each.newcomer.tier == "unknown" for each in found)
        return Examined(
            candidates=tuple(found), notes=tuple(self._notes), incomplete=self._torn or blind
        )

    def _project(self, lock: str, names: Iterable[str]) -> OpenProject:
        request = self._order.request
        universal = request.universal or not (request.python or request.platform)
        asked = replace(request, lock=lock, universal=universal, advisories="none")
        project = as_judged_by(
            open_project(asked), self._chosen.judging, self._base, self._chosen.which
        )
        rules = project.catalogue
        if isinstance(rules, BaseRules) and rules.are_touched(names, self._head):
            text = "this change touches rules of the project's own: those of the base judge it"
            self._notes.append(Note(code="rules-changed", text=text))
        return project

    def _take(self, found: Found, lock: str, manifest: Manifest) -> None:
        for each in found.candidates:
            newcomer = each.newcomer
            place = self._places.of_newcomer(newcomer, lock, manifest)
            made = replace(each, newcomer=replace(newcomer, place=place))
            key = (newcomer.name, newcomer.version)
            known = self._found.get(key)
            policy = self._chosen.judging.gate
            self._found[key] = made if known is None else merged(known, made, policy)
        self._notes += found.notes
        if found.implied:
            are = "package comes" if found.implied == 1 else "packages come"
            text = f"the base holds no lock: {found.implied} {are} with what it asked for, "
            self._notes.append(Note(code="first-lock", text=text + "and are known"))
        self._torn = self._torn or found.torn
        self._unreachable = self._unreachable or found.unreachable

    def _unsettled(self, left: frozenset[Release]) -> frozenset[Release]:
        """Return the releases that another lock could show in another light: as asked for."""
        settled = {
            key
            for key, each in self._found.items()
            if each.newcomer.direct and counts(each.newcomer, self._chosen.judging.gate)
        }
        return left - settled
