"""`gate`: compare the locks, examine what is new, judge it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from inhouse.errors import InputError
from inhouse.gate.delta import Release, delta
from inhouse.lockfiles._choose import candidates
from inhouse.model.lock import Lockfile, Manifest, Note
from inhouse.model.progress import Progress
from inhouse.pipeline.gating.answers import Seen, answer
from inhouse.pipeline.gating.asked import (
    head_manifest,
    in_folders,
    manifests_stay,
    promoted,
    unlocked,
)
from inhouse.pipeline.gating.base_side import BaseSide, open_base, pinned, releases
from inhouse.pipeline.gating.order import GateOrder, GateOutcome
from inhouse.pipeline.gating.policies import Policies, policies
from inhouse.pipeline.gating.sides import Side, is_list, locks_above, own_lock
from inhouse.workspace import Workspace

if TYPE_CHECKING:  # most changes lock nothing new
    from inhouse.pipeline.gating.examining import Examined
    from inhouse.pipeline.gating.places import Places


def run(order: GateOrder, progress: Progress) -> GateOutcome:
    """Return the gate's answer; InhouseError where the sides cannot be compared."""
    progress.stage("comparing the locks")
    workspace = Workspace(order.request.project)
    base = open_base(workspace.root, order.base)
    head = Side(workspace)
    chosen, tables = policies(base, head, order.policy, order.request.profile)
    option = _option(order, workspace)
    if not base.is_lock:
        base = replace(base, side=base.side.naming(chosen.judging.lock, option))
    head = head.naming(chosen.judging.lock, chosen.head.lock, option)
    gate = _Gate(order, workspace, base, head, chosen, tables)
    return gate.unchanged() or gate.compared(progress)


def _option(order: GateOrder, workspace: Workspace) -> str | None:
    option = order.request.lock
    if option is None:
        return None
    name = own_lock(option, workspace)
    if name is None:
        raise InputError(f"--lock {option}", "is not a file of the project", "name one inside it")
    return name


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

    def unchanged(self) -> GateOutcome | None:
        """Return the answer where every lock and manifest has the very bytes of the base's."""
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
        if not manifests_stay(self.head, self.base, self.workspace):
            return None
        locked: frozenset[str] | None = None
        if self.chosen.allowances:
            locks = [self.head.parsed(name) for name in self._head_locks()]
            locked = frozenset(name for lock in locks for name, _ in releases(lock))
        return self._answer(Seen(locked=locked, locks=found))

    def compared(self, progress: Progress) -> GateOutcome:
        """Return the answer after reading the locks of both sides."""
        names = self._head_locks()
        locks = {name: self.head.parsed(name) for name in names}
        now = frozenset(release for lock in locks.values() for release in releases(lock))
        held = {name: pinned(lock) for name, lock in locks.items()}
        found = self._news(held)
        from inhouse.pipeline.gating.remarks import remarks

        manifest = self._manifest(locks)
        folders = in_folders(self.head, self.workspace) if manifest.members else frozenset()
        asked = unlocked(manifest, self.base, _names(held), locks.items(), folders)
        examined: Examined | None = None
        if found or asked:
            from inhouse.pipeline.gating.examining import Examining

            examining = Examining(self.order, self.base, self.head, self.chosen, self._places)
            examined = examining.of(held, found, asked, progress)
        locked = frozenset(name for name, _ in now)
        outcome = self._answer(
            Seen(
                candidates=examined.candidates if examined else (),
                removed=tuple(sorted({name for name, _ in self.base.locked} - locked)),
                locked=locked,
                locks=names,
                findings=remarks(
                    locks, self.base, self.chosen.judging.gate, self._places, self.order
                ),
                notes=(
                    *(examined.notes if examined else ()),
                    *self._loose(names),
                    *self._gone(names),
                    *_promotions(manifest, self.base),
                ),
            )
        )
        if outcome.exit_code == 0 and examined is not None and examined.incomplete:
            return replace(outcome, exit_code=3)
        return outcome

    def _news(self, held: Mapping[str, frozenset[Release]]) -> frozenset[Release]:
        """Return the releases that are new."""
        now = frozenset(release for each in held.values() for release in each)
        identity = self.chosen.judging.gate.identity
        found = delta(self.base.locked, now, identity=identity)
        if found.added:  # what was asked for is only read where it can matter
            asked = self.base.asked_for
            found = delta(self.base.locked, now, accepted=asked, identity=identity)
        return frozenset(found.added)

    def _manifest(self, locks: Mapping[str, Lockfile]) -> Manifest:
        """Return what the head asks for, nothing where the base's cannot ask for anything else."""
        nothing = Manifest(members=())
        if self.base.point is None or self.order.request.lock is not None or not locks:
            return nothing
        if manifests_stay(self.head, self.base, self.workspace):
            return nothing
        return head_manifest(self.head, self.workspace)

    def _head_locks(self) -> tuple[str, ...]:
        if self.order.request.lock is not None:
            return self.head.named[-1:]
        before = self.base.lock_names if self._has_lists else ()
        names = self.head.locks(before)
        if names:
            return names
        root = self.workspace.root
        loose = self.head.loose(())
        wrong = f", and {loose[0][1]}" if loose else ""
        above = locks_above(root, self.base.prefix)
        mend = f"that of {above} may be meant: run inhouse gate there" if above else "lock it first"
        raise InputError(str(root), f"holds no lockfile{wrong}", mend)

    @cached_property
    def _has_lists(self) -> bool:
        return any(is_list(name) for name in self.head.maybe_locks())

    def _loose(self, locks: tuple[str, ...]) -> tuple[Note, ...]:
        """Tell of lists of requirements that are new, or another than before, and no locks."""
        if self.order.request.lock is not None:
            return ()
        told = (
            why
            for name, why in self.head.loose(locks)
            if not self.base.holds(name, self.head.files.read(name))
        )
        return tuple(Note(code="no-lock", text=f"{why}, so it is no lock") for why in told)

    def _gone(self, locks: tuple[str, ...]) -> Iterator[Note]:
        """Tell of locks of the base that are no more, where no new one can have taken their place.

        One that was moved to where none is looked for would be out of sight without a word.
        """
        if self.base.point is None or self.order.request.lock is not None:
            return
        before = self.base.lock_names
        if set(locks) <= set(before):
            for name in before:
                if name not in locks:
                    text = f"{name} was a lock before and is gone; if it was moved, name the new"
                    yield Note(code="lock-gone", text=f"{text} one as lock in [tool.inhouse]")

    @cached_property
    def _places(self) -> Places:
        from inhouse.pipeline.gating.places import Places

        return Places(self.head, self.base.prefix)

    def _answer(self, seen: Seen) -> GateOutcome:
        return answer(
            seen, self.base, self.chosen, self.tables, lambda each: self._places.of_settings(each)
        )


def _promotions(manifest: Manifest, base: BaseSide) -> Iterator[Note]:
    for name in promoted(manifest, base):
        text = f"{name} was asked for by a dependency group only and is needed at run time now"
        yield Note(code="now-runtime", text=f"{text}: it is not new, so it is not judged")


def _names(held: Mapping[str, frozenset[Release]]) -> frozenset[str]:
    return frozenset(name for each in held.values() for name, _ in each)
