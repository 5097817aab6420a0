"""The patch is written, the lock refreshed, and what really left is looked up."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace

from inhouse import relock
from inhouse.errors import InhouseError
from inhouse.model.lock import Lockfile
from inhouse.model.progress import Progress
from inhouse.model.replaced import PackageReplaced
from inhouse.pipeline.examined import Examined
from inhouse.pipeline.project import open_project
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.overlay import Overlay


def apply(
    examined: Examined,
    order: Order,
    overlay: Overlay,
    items: Sequence[PackageReplaced],
    progress: Progress,
) -> tuple[list[PackageReplaced], int]:
    """Write the change and refresh the lock; all is undone where the project's tool fails.

    Returns the packages as they are afterwards and an exit code: 0, or 3 where it was undone.
    """
    planned = [item for item in items if item.status == "planned"]
    if not planned:
        return list(items), 0
    progress.stage("writing the change")
    undo = overlay.workspace.write(overlay.patch, guard=_guarded(examined))
    try:
        said, ok, still = _locked_anew(examined, order, planned, progress)
    except BaseException:
        undo.undo()
        raise
    if not ok:
        undo.undo()
        failed = [_failed(item, said) if item in planned else item for item in items]
        return failed, 3
    undo.done()
    return [_applied(item, said, still) if item in planned else item for item in items], 0


def _locked_anew(
    examined: Examined, order: Order, planned: Sequence[PackageReplaced], progress: Progress
) -> tuple[str, bool, tuple[str, ...]]:
    """Return what to say of the lock, whether that is well, and the names that it still holds."""
    project = examined.project
    name = project.lock_name
    if name is None or not project.workspace.exists(name):
        return "the environment still holds it: install anew", True, ()
    if not any(change.change != "added" for item in planned for change in item.files):
        return "", True, ()
    progress.stage(f"refreshing {name}")
    before = project.lock
    done = relock.refresh(
        project.workspace.root, name, examined.graph.format, offline=order.request.offline
    )
    command = shlex.join(done.command)
    names = [key.partition("==")[0] for item in planned for key in item.sheds]
    if not done.ran and command:
        return f"run {command} ({done.message})", True, ()
    if not done.ran:  # it is kept by hand: what nothing needs any more stays until it is taken out
        now = _lock_now(order, name)
        return done.message, True, relock.still_locked(names, now) if now is not None else ()
    if not done.ok:
        return done.message, False, ()
    after = _lock_now(order, name)
    if after is None:
        return f"{command}: its result cannot be read", False, ()
    still = relock.still_locked(names, after)
    moved = relock.moved(before, after)
    text = f"refreshed by {command}"
    if moved:
        text += f"; it also moved {', '.join(moved[:5])}" + (" ..." if len(moved) > 5 else "")
    return text, True, still


def _guarded(examined: Examined) -> tuple[str, ...]:
    """Return the files that the project's tool writes: an undo puts them back too."""
    name, workspace = examined.project.lock_name, examined.project.workspace
    return (name,) if name is not None and workspace.exists(name) else ()


def _lock_now(order: Order, name: str) -> Lockfile | None:
    """Return what the lock of this name holds by now; None where it is no lock any more."""
    try:
        project = open_project(order.request)
        return project.lock if project.lock_name == name else None
    except InhouseError:
        return None


def _applied(item: PackageReplaced, said: str, still: tuple[str, ...]) -> PackageReplaced:
    stays = tuple(key for key in item.sheds if key.partition("==")[0] in still)
    notes = item.notes
    if said.startswith("refreshed by"):  # what the plan said of the lock is done now
        notes = tuple(note for note in notes if "is written by a tool" not in note)
    if stays:
        word = ", also elsewhere" if said.startswith("refreshed by") else ""
        notes = (*notes, f"still in the lock{word}: {', '.join(stays)}")
    return replace(
        item,
        status="applied",
        lock=said,
        sheds=tuple(key for key in item.sheds if key not in stays),
        notes=notes,
    )


def _failed(item: PackageReplaced, said: str) -> PackageReplaced:
    return replace(
        item,
        status="failed",
        reason=f"the lock could not be refreshed, so nothing was changed: {said}",
        files=(),
    )
