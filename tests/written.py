"""A project, a patch of it that does a bit of everything, and what the tree looks like."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from inhouse.model.patch import FileChange, Patch, patch_of
from inhouse.workspace import Workspace

Tree = dict[str, tuple[int, object]]

FILES = {
    "pyproject.toml": b"[project]\r\nname = 'x'\r\n",
    "src/app.py": b"import toml\n",
    "src/caf\xe9.py": b"\xef\xbb\xbfx = 1",
    "src/gone.py": b"pass\n",
    "uv.lock": b"version = 1\n",
    "run.py": b"#!/usr/bin/env python\n",
    "kept.bin": bytes(range(256)),
}
LOCK = "uv.lock"


def project(root: Path) -> Path:
    for rel, data in FILES.items():
        path = root / rel
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (root / "run.py").chmod(0o755)
    (root / "src/app.py").chmod(0o640)
    (root / "link.py").symlink_to("src/app.py")
    return root


def patch() -> Patch:
    texts: dict[str, bytes | None] = {
        "pyproject.toml": b"[project]\n",
        "src/app.py": b"import tomllib\n" * 3,
        "src/caf\xe9.py": b"",
        "src/gone.py": None,
        "run.py": b"#!/usr/bin/python\n",
        "src/_inhouse/__init__.py": b"",
        "src/_inhouse/deep/er/toml.py": b"x = 2\n",
        "tests/test_toml.py": b"def test(): pass\n",
    }
    return patch_of(
        FileChange(path=path, before=FILES.get(path), after=after) for path, after in texts.items()
    )


def tree(root: Path, times: bool = False) -> Tree:
    """Return kind, mode and content of all that is below a folder."""
    found: Tree = {}
    for path in sorted(root.rglob("*")):
        facts = path.lstat()
        what: object = None
        if path.is_symlink():
            what = path.readlink()
        elif path.is_file():
            what = (path.read_bytes(), facts.st_mtime_ns if times else 0)
        found[path.relative_to(root).as_posix()] = (stat.S_IMODE(facts.st_mode), what)
    return found


def in_child(work: Callable[[], object]) -> int:
    """Run something in a forked process that ends as the program does; return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 99
    try:
        signal.signal(signal.SIGTERM, _terminated)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        work()
        code = 0
    except KeyboardInterrupt:
        code = 130
    except SystemExit:
        code = 143
    except Exception as error:  # noqa: BLE001 - told through the exit code and the log
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)


class Tripwire:
    """A `step` that does something at the given count of steps, and counts."""

    def __init__(self, at: int, trip: Callable[[], object]) -> None:
        self.count = 0
        self._at = at
        self._trip = trip

    def __call__(self, _step: str) -> None:
        self.count += 1
        if self.count == self._at:
            self._trip()


def kill_self(number: int) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)


def steps_of(root: Path, work: Callable[[Workspace, Tripwire], object]) -> int:
    """Return how many steps a piece of work takes."""
    counter = Tripwire(0, lambda: None)
    work(Workspace(root), counter)
    return counter.count


def many(count: int) -> dict[str, bytes]:
    return {f"pkg{each % 7}/module_{each}.py": b"x = 1\n" * 50 for each in range(count)}


if __name__ == "__main__":  # a run that is killed from outside at any moment
    folder = Path(sys.argv[1])
    changes = [
        FileChange(path=path, before=data, after=data + b"y = 2\n" * 500)
        for path, data in many(60).items()
    ]
    made = [FileChange(path=f"new{n}/m.py", before=None, after=b"z\n") for n in range(5)]
    signal.signal(signal.SIGTERM, _terminated)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    Workspace(folder).write(patch_of([*changes, *made])).done()
