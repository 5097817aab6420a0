"""One child process of a contract: limited, in its own folder, told nothing of the user."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inhouse.verifier.limits import Limits, bare_environment

CONTRACT = Limits(seconds=60.0, memory=4 << 30, file=16 << 20)
_SHOWN = 1 << 18  # bytes of output that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended; `code` is None where it had to be stopped."""

    code: int | None
    output: str


def run_child(argv: Sequence[str], folder: Path, limits: Limits = CONTRACT) -> Ended:
    """Run a command in a folder; it and all it started are gone when this returns.

    OSError where it cannot be started.
    """
    shown = folder / ".output"
    with shown.open("wb") as sink, _started(argv, folder, sink.fileno(), limits) as child:
        try:
            code: int | None = child.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            _end(child)
    with shown.open("rb") as source:
        return Ended(code=code, output=source.read(_SHOWN).decode("utf-8", "replace"))


def _started(
    argv: Sequence[str], folder: Path, sink: int, limits: Limits
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the command is ours, what it runs is limited
        list(argv),
        cwd=folder,
        env=bare_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=sink,
        stderr=subprocess.STDOUT,
        start_new_session=os.name == "posix",
        preexec_fn=_limiter(limits),
    )


def _limiter(limits: Limits) -> Callable[[], None] | None:
    if sys.platform == "win32":
        return None
    import resource

    wanted = (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CPU, int(limits.seconds) + 1),
        (resource.RLIMIT_CORE, 0),
    )

    def limit() -> None:
        for kind, size in wanted:
            with contextlib.suppress(ValueError, OSError):  # a lower limit is there already
                resource.setrlimit(kind, (size, size))

    return limit


def _end(child: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        child.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
