"""`replace` from start to end: examine, plan, edit, prove, and only then write."""

from __future__ import annotations

from inhouse.errors import InputError, UsageError
from inhouse.model.graph import Standing
from inhouse.model.lock import Note
from inhouse.model.patch import Patch
from inhouse.model.progress import Progress
from inhouse.model.replaced import PackageReplaced, Replaced, ReplaceReport
from inhouse.pipeline.examined import Examined, examine
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.owned_before import all_owned, already_owned
from inhouse.pipeline.replacing.single import replace_one
from inhouse.pipeline.replacing.subject import subject_of
from inhouse.pipeline.tool import TOOL
from inhouse.planner.asked import advised, meant
from inhouse.workspace import Workspace


def run(order: Order, progress: Progress) -> tuple[Replaced, int]:
    """Return the report with its patch, and the exit code."""
    workspace = Workspace(order.request.project)
    recovered = workspace.recover()
    if order.write and not order.allow_dirty:
        _check_tree(workspace)
    try:
        examined = examine(order.request, progress)
    except InputError:
        done = all_owned(workspace, order.packages)
        if done is None:
            raise  # nothing is left to lock once the last requirement went
        report = ReplaceReport(tool=TOOL, root=str(workspace.root), packages=done, notes=recovered)
        return Replaced(report=report, patch=Patch()), 0
    overlay = Overlay(examined.project.workspace)
    owned = already_owned(overlay, order.packages, examined)
    items = [*owned.values()]
    for standing in _chosen(order, examined, tuple(owned)):
        before = overlay.patch
        item = replace_one(subject_of(examined, standing.key), order, overlay, progress)
        if item.status != "planned":
            overlay.patch = before
        items.append(item)
    code = 0 if all(item.status in ("planned", "applied") for item in items) else 1
    if order.write and overlay.patch.changes:
        from inhouse.pipeline.replacing.applied import apply

        try:
            items, applied_code = apply(examined, order, overlay, items, progress)
        except BaseException:
            overlay.workspace.recover()  # a write that is still open is taken back
            raise
        code = max(code, applied_code)
    return _report(examined, overlay.patch, items, recovered), code


def _chosen(order: Order, examined: Examined, owned: tuple[str, ...]) -> tuple[Standing, ...]:
    standings = [each.subject.standing for each in examined.judged]
    if not order.everything:
        return meant([each for each in order.packages if each not in owned], standings)
    advice = {each.subject.standing.key: each.verdict.advice for each in examined.judged}
    return advised(advice, standings)


def _check_tree(workspace: Workspace) -> None:
    """UsageError unless git can give back what the change overwrites."""
    from inhouse import tree

    state = tree.state(workspace.root)
    if state.clean:
        return
    changed = ", ".join(state.changed[:3]) + (" ..." if len(state.changed) > 3 else "")
    said = state.note or f"uncommitted changes in {changed}"
    raise UsageError(f"{workspace.root}: {said}; commit them, or give --allow-dirty")


def _report(
    examined: Examined, patch: Patch, items: list[PackageReplaced], more: tuple[Note, ...]
) -> Replaced:
    report = ReplaceReport(
        tool=TOOL,
        root=str(examined.project.workspace.root),
        packages=tuple(items),
        notes=(*more, *_telling(examined)),
    )
    return Replaced(report=report, patch=patch)


def _telling(examined: Examined) -> tuple[Note, ...]:
    """Return the notes of the audit that bear on a replacement."""
    codes = ("unread-source", "unparsed-source", "many-files", "unreadable", "outside", "cache")
    return tuple(note for note in examined.notes if note.code in codes)
