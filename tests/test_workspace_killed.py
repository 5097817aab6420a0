"""Whatever ends a run, and whenever: the tree is as before it or as after it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from inhouse.errors import InputError
from inhouse.model.patch import FileChange, Patch
from inhouse.workspace import Workspace
from tests.written import (
    LOCK,
    Tree,
    Tripwire,
    in_child,
    kill_self,
    many,
    patch,
    project,
    steps_of,
    tree,
)

STRIDE = 23  # each run tries other moments; 1 tries them all, which takes minutes

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="ends processes by signals"),
    pytest.mark.once,
]


def write_and_finish(workspace: Workspace, step: Callable[[str], None]) -> None:
    workspace.write(patch(), guard=(LOCK,), step=step).done()


def write_and_undo(workspace: Workspace, step: Callable[[str], None]) -> None:
    undo = workspace.write(patch(), guard=(LOCK,), step=step)
    (workspace.root / LOCK).write_bytes(b"half a lo")
    undo.undo()


def after_of(folder: Path) -> Tree:
    write_and_finish(Workspace(project(folder)), lambda _: None)
    return tree(folder)


@pytest.mark.parametrize("work", [write_and_finish, write_and_undo])
def test_killed_at_any_step_nothing_is_lost(
    tmp_path: Path, work: Callable[[Workspace, Callable[[str], None]], None]
) -> None:
    after = after_of(tmp_path / "after")
    steps = steps_of(project(tmp_path / "count"), work)
    assert steps > 25
    ends = set()
    for at in range(1, steps + 1):
        root = project(tmp_path / f"at{at}")
        before = tree(root, times=True)
        wire = Tripwire(at, kill_self(signal.SIGKILL))
        assert in_child(partial(work, Workspace(root), wire)) == -signal.SIGKILL
        (note,) = Workspace(root).recover() if at > 1 else (None,)
        whole = tree(root) == after
        assert whole or tree(root, times=True) == before, at
        if note is not None:
            assert ("stays" in note.text) == whole, note
        assert Workspace(root).recover() == ()
        ends.add(whole)
    assert ends == ({True, False} if work is write_and_finish else {False})


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_ended_before_or_after_any_call_of_the_system(
    tmp_path: Path, number: int, code: int
) -> None:
    """Finer than the steps: files half-written, folders made and not yet known."""
    after = after_of(tmp_path / "after")
    project(tmp_path / "count")
    calls = Tripwire(0, lambda: None)
    watched(Workspace(tmp_path / "count"), calls)
    assert calls.count > 300
    for at in range(random.randrange(STRIDE) + 1, calls.count + 1, STRIDE):
        root = project(tmp_path / f"at{at}")
        before = tree(root, times=True)
        wire = Tripwire(at, kill_self(number))
        assert in_child(partial(watched, Workspace(root), wire)) == code
        Workspace(root).recover()
        assert tree(root) == after or tree(root, times=True) == before, at


def watched(workspace: Workspace, wire: Tripwire) -> None:
    """Write with the wire in front of and behind each call that touches the disk."""

    def seen(_frame: FrameType, event: str, called: object) -> None:
        name = getattr(called, "__name__", "")
        if event.startswith("c_") and (
            getattr(called, "__module__", "") == os.name or name in {"write", "flush", "close"}
        ):
            wire(name)

    sys.setprofile(seen)
    try:
        write_and_finish(workspace, lambda _: None)
    finally:
        sys.setprofile(None)


def test_killed_while_recovering_it_recovers_again(tmp_path: Path) -> None:
    half = steps_of(project(tmp_path / "count"), write_and_finish) - 4
    for at in range(1, 60):
        root = project(tmp_path / f"at{at}")
        before = tree(root, times=True)
        wire = Tripwire(half, kill_self(signal.SIGKILL))
        in_child(partial(write_and_finish, Workspace(root), wire))
        assert tree(root, times=True) != before
        wire = Tripwire(at, kill_self(signal.SIGKILL))
        code = in_child(partial(Workspace(root).recover, step=wire))
        Workspace(root).recover()
        assert tree(root, times=True) == before, at
        if code == 0:
            break
    assert 10 < at < 59


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("work", [write_and_finish, write_and_undo])
def test_interrupted_at_any_step_it_undoes_or_finishes_by_itself(
    tmp_path: Path,
    number: int,
    code: int,
    work: Callable[[Workspace, Callable[[str], None]], None],
) -> None:
    after = after_of(tmp_path / "after")
    steps = steps_of(project(tmp_path / "count"), work)
    for at in range(1, steps + 1):
        root = project(tmp_path / f"at{at}")
        before = tree(root, times=True)
        wire = Tripwire(at, kill_self(number))
        assert in_child(partial(work, Workspace(root), wire)) == code
        if work is write_and_finish and tree(root) == after:
            continue
        assert tree(root, times=True) == before, at


def test_a_second_interrupt_waits_for_the_way_back(tmp_path: Path) -> None:
    root = project(tmp_path / "twice")
    before = tree(root, times=True)

    def impatient(step: str) -> None:
        if step.startswith(("put src", "back", "unfold")):
            os.kill(os.getpid(), signal.SIGINT)

    assert in_child(lambda: Workspace(root).write(patch(), step=impatient)) == 130
    assert tree(root, times=True) == before


def test_an_interrupt_after_the_write_is_taken_back_by_the_same_run(tmp_path: Path) -> None:
    root = project(tmp_path / "x")
    before = tree(root, times=True)
    workspace = Workspace(root)
    workspace.write(patch(), guard=(LOCK,))
    (root / LOCK).write_bytes(b"other")
    assert workspace.recover() == ()
    assert tree(root, times=True) == before


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_from_outside_at_random_moments(tmp_path: Path, number: int) -> None:
    seen = set()
    luck = random.Random(number)
    for turn in range(5):
        root = tmp_path / str(turn)
        for rel, data in many(60).items():
            (root / rel).parent.mkdir(parents=True, exist_ok=True)
            (root / rel).write_bytes(data)
        before = tree(root, times=True)
        script = Path(__file__).with_name("written.py")
        with subprocess.Popen(
            [sys.executable, str(script), str(root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            time.sleep(luck.random() * 0.25)
            child.send_signal(number)
        Workspace(root).recover()
        whole = tree(root, times=True) != before
        if whole:
            written = {path.read_bytes() for path in root.glob("pkg*/*.py")}
            assert written == {b"x = 1\n" * 50 + b"y = 2\n" * 500}
            assert len(list(root.glob("new*/m.py"))) == 5
            assert not list(root.rglob(".inhouse*"))
        seen.add(whole)
    assert seen


def test_a_journal_in_use_is_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path / "x")
    undo = Workspace(root).write(patch())
    other = Patch(changes=(FileChange(path="new.py", before=None, after=b""),))
    with pytest.raises(InputError, match="another run of inhouse is writing here"):
        Workspace(root).recover()
    with pytest.raises(InputError, match="another run is writing or was stopped"):
        Workspace(root).write(other)
    undo.done()
