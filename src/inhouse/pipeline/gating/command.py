"""`gate`: compare the locks, examine what is new, judge it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from inhouse.errors import InputError
from inhouse.gate.delta import Release, delta
from inhouse.lockfiles._choose import candidates
from inhouse.model.gate import Finding, GateReport
from inhouse.model.lock import Manifest, Note
from inhouse.model.progress import Progress
from inhouse.pipeline.gating.base_side import BaseSide, open_base, releases
from inhouse.pipeline.gating.order import GateOrder, GateOutcome
from inhouse.pipeline.gating.policies import Policies, policies
from inhouse.pipeline.gating.sides import Side, own_lock
from inhouse.pipeline.tool import TOOL
from inhouse.workspace import Workspace

if TYPE_CHECKING:  # most changes lock nothing new
    from inhouse.gate.candidate import Candidate
    from inhouse.gate.judgement import Judgement
    from inhouse.pipeline.gating.places import Places

_NAME_TABLES = (("project",), ("tool", "poetry"))


def run(order: GateOrder, progress: Progress) -> GateOutcome:
    """Return the gate's answer; InhouseError where the sides cannot be compared."""
    progress.stage("comparing the locks")
    workspace = Workspace(order.request.project)
    base = open_base(workspace.root, order.base)
    head = Side(workspace)
    chosen, tables = policies(base, head, order.policy, order.request.profile)
    gate = _Gate(order, workspace, base, head, chosen, tables)
    return gate.unchanged() or gate.compared(progress)


class _Gate:
    """One comparison, from both sides to the report."""

    def __init__(
        self,
        order: GateOrder,
        workspace: Workspace,
        base: BaseSide,
        head: Side,
        chosen: Policies,
        tables: Mapping[str, Any] | None,
    ) -> None:
        self.order, self.workspace, self.base, self.head = order, workspace, base, head
        self.chosen, self.tables = chosen, tables
        self.notes: list[Note] = []

    def unchanged(self) -> GateOutcome | None:
        """Return the answer where every lock has the very bytes of the base's."""
        if self.base.point is None or self.order.request.lock is not None:
            return None
        found = self.head.maybe_locks()
        if not found:
            return None
        files = self.head.files
        if not all(files.exists(rel) and self.base.holds(rel, files.read(rel)) for rel in found):
            return None
        if not set(candidates(self.base.side.near())) <= set(found):
            return None
        names: frozenset[str] | None = None
        if self.chosen.allowances:
            locks = [self.head.parsed(name) for name in self.head.locks()]
            names = frozenset(name for lock in locks for name, _ in releases(lock))
        return self._answer((), (), names, found)

    def compared(self, progress: Progress) -> GateOutcome:
        """Return the answer after reading the locks of both sides."""
        names = self._head_locks()
        locks = {name: self.head.parsed(name) for name in names}
        held = {name: releases(lock) for name, lock in locks.items()}
        now = frozenset(release for each in held.values() for release in each)
        policy = self.chosen.judging.gate
        found = delta(self.base.locked, now, identity=policy.identity)
        if found.added:  # what was asked for is only read where it can matter
            asked = self.base.asked_for
            found = delta(self.base.locked, now, accepted=asked, identity=policy.identity)
        candidates: tuple[Candidate, ...] = ()
        torn = unreachable = False
        if found.added:
            candidates, torn, unreachable = self._examined(held, frozenset(found.added), progress)
        locked = frozenset(name for name, _ in now)
        outcome = self._answer(candidates, found.removed, locked, names)
        blind = unreachable and any(c.newcomer.tier == "unknown" for c in candidates)
        if outcome.exit_code == 0 and (torn or blind):
            return replace(outcome, exit_code=3)
        return outcome

    def _head_locks(self) -> tuple[str, ...]:
        option = self.order.request.lock
        if option is not None:
            name = own_lock(option, self.workspace)
            if name is None:
                wrong = "is not a file of the project"
                raise InputError(f"--lock {option}", wrong, "name one inside it")
            return (name,)
        names = self.head.locks()
        if not names:
            raise InputError(str(self.workspace.root), "holds no lockfile", "lock it first")
        return names

    def _examined(
        self,
        held: Mapping[str, frozenset[Release]],
        added: frozenset[Release],
        progress: Progress,
    ) -> tuple[tuple[Candidate, ...], bool, bool]:
        """Examine what is new, lock by lock; a release that an earlier lock has is done."""
        from inhouse.pipeline.gating.judging import as_judged_by
        from inhouse.pipeline.gating.newcomers import newcomers_of
        from inhouse.pipeline.gating.origins import origins_of
        from inhouse.pipeline.project import open_project

        request = self.order.request
        named = self.base.manifest.indexes
        origins = origins_of(self.base.locks, named, request.index_url)
        universal = request.universal or not (request.python or request.platform)
        found: list[Candidate] = []
        torn = unreachable = False
        for name, releases_ in held.items():
            left = releases_ & added
            added -= left
            if not left:
                continue
            asked = replace(request, lock=name, universal=universal, advisories="none")
            project, left_out = as_judged_by(
                open_project(asked),
                self.chosen.judging,
                self.base,
                (each for each, _ in left),
                self.chosen.which,
            )
            if left_out:
                text = "rules of the project's own were left out: this change touches them"
                self.notes.append(Note(code="rules-changed", text=text))
            answer = newcomers_of(project, left, self.base, origins, progress)
            found += (self._placed(each, name, project.manifest) for each in answer.candidates)
            self.notes += answer.notes
            self._note_implied(answer.implied)
            torn, unreachable = torn or answer.torn, unreachable or answer.unreachable
        ordered = sorted(found, key=lambda each: (not each.newcomer.direct, each.newcomer.name))
        return tuple(ordered), torn, unreachable

    def _note_implied(self, count: int) -> None:
        if count:
            are = "package comes" if count == 1 else "packages come"
            text = f"the base holds no lock: {count} {are} with what it asked for, and are known"
            self.notes.append(Note(code="first-lock", text=text))

    def _placed(self, candidate: Candidate, lock: str, manifest: Manifest) -> Candidate:
        newcomer = candidate.newcomer
        place = self._places.of_newcomer(newcomer, lock, manifest)
        return replace(candidate, newcomer=replace(newcomer, place=place))

    @cached_property
    def _places(self) -> Places:
        from inhouse.pipeline.gating.places import Places

        return Places(self.head, self.base.prefix)

    def _answer(
        self,
        candidates: tuple[Candidate, ...],
        removed: tuple[str, ...],
        locked: frozenset[str] | None,
        names: Iterable[str],
    ) -> GateOutcome:
        chosen, base = self.chosen, self.base
        judged = self._judged(candidates, locked)
        findings = (*self._policy_findings(),)
        if judged is not None:
            findings = (*judged.findings, *findings)
        findings = tuple(
            each if each.place else self._places.of_settings(each) for each in findings
        )
        findings = tuple(sorted(findings, key=lambda each: each.level != "error"))
        passed = all(each.level != "error" for each in findings)
        report = GateReport(
            schema_version=1,
            tool=TOOL,
            passed=passed,
            project=_project_name(self.tables),
            lockfile=", ".join(names) or None,
            base=base.shown,
            head="the working tree",
            base_commit=base.point.commit if base.point is not None else None,
            policy=chosen.which,
            added=tuple(each.newcomer for each in candidates),
            removed=removed,
            findings=findings,
            allowed=judged.allowed if judged is not None else (),
            notes=tuple(dict.fromkeys((*self.notes, *self._base_notes()))),
        )
        return GateOutcome(report=report, exit_code=0 if passed else 1)

    def _judged(
        self, candidates: tuple[Candidate, ...], locked: frozenset[str] | None
    ) -> Judgement | None:
        """Return the findings about newcomers and allowances; None where there are neither."""
        chosen = self.chosen
        if not candidates and not chosen.allowances:
            return None
        from inhouse.gate.judgement import Stand, judge

        stand = Stand(
            policy=chosen.judging.gate,
            vendor_lines=chosen.judging.thresholds.vendor_lines,
            today=datetime.now(UTC).date(),
            allowances=chosen.allowances,
            locked=locked,
        )
        return judge(candidates, stand)

    def _policy_findings(self) -> Iterable[Finding]:
        chosen = self.chosen
        if not chosen.changed:
            return
        keys = ", ".join(chosen.changed)
        judged = "what was there before" if chosen.which == "base" else "the change itself"
        fails = "policy-changed" in chosen.judging.gate.also_fail
        yield Finding(
            name="",
            version=None,
            code="policy-changed",
            text=f"[tool.inhouse] changes in {keys}; judged by {judged}",
            path=(),
            alternative=None,
            level="error" if fails else "note",
        )

    def _base_notes(self) -> Iterable[Note]:
        point = self.base.point
        if point is None:
            text = "compared with a file: the settings of the working tree judge"
            yield Note(code="base-file", text=text)
        elif point.same:
            text = "the commit that is checked out is the base: only what is not committed is new"
            yield Note(code="same-commit", text=text)


def _project_name(tables: Mapping[str, Any] | None) -> str | None:
    for path in _NAME_TABLES:
        table: Any = tables
        for key in path:
            table = table.get(key) if isinstance(table, dict) else None
        if isinstance(table, dict) and isinstance(table.get("name"), str):
            return str(table["name"])
    return None
