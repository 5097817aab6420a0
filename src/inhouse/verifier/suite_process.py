"""Runs one test command with little of the user's environment, a time limit, and no shell."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# What programs need to run at all; secrets of the user's are not among it.
_HANDED_ON = frozenset(
    [
        "PATH",
        "LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_CTYPE",
        "TERM",
        "TZ",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "SYSTEMROOT",
        "COMSPEC",
        "PATHEXT",
    ]
)
_TAIL = 4000  # bytes of output that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended; `code` is None where the time limit ended it."""

    code: int | None
    tail: str

    @property
    def why(self) -> str:
        """One line that says how it ended, with the last thing it said."""
        how = "it took too long" if self.code is None else f"exit code {self.code}"
        lines = [line.strip() for line in self.tail.splitlines() if line.strip()]
        return f"{how}: {lines[-1][:200]}" if lines else how


def small_environment(environ: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return the part of the environment that a test run is given, with a home of its own."""
    kept = {key: value for key, value in environ.items() if key.upper() in _HANDED_ON}
    kept.setdefault("PATH", os.defpath)
    kept.setdefault("LANG", "C.UTF-8")
    return kept | {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }


def run_command(
    argv: Sequence[str], folder: Path, environ: Mapping[str, str], seconds: float
) -> Ended:
    """Run a command to its end, or end it and all that it started. OSError if it cannot start."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603  the command that the user gave
            argv,
            cwd=folder,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        code: int | None
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        size = said.seek(0, os.SEEK_END)
        said.seek(max(0, size - _TAIL))
        return Ended(code=code, tail=said.read().decode("utf-8", "replace"))
