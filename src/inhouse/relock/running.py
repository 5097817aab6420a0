"""Starts the project's lock tool and waits for it, within a time."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_SHOWN = 300  # characters of what a tool says
_READ = 60_000  # bytes of its last output
_GRACE = 3.0  # seconds between asking a tool to stop and making it
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_WRONG = re.compile(r"\W*(?:error|fatal|\w*Error)\b|\s*\xd7", re.IGNORECASE)
_ADVICE = re.compile(r"\W*(?:hint|note|warning|help|debug|info)\b", re.IGNORECASE)
# What would make a tool answer without locking, or lock another project.
_DROPPED = frozenset(
    {
        *("UV_FROZEN", "UV_LOCKED", "UV_PROJECT", "UV_WORKING_DIR", "UV_WORKING_DIRECTORY"),
        *("PDM_PROJECT", "PIPENV_PIPFILE", "POETRY_PROJECT", "POETRY_DIRECTORY"),
    }
)
_SET = {
    "NO_COLOR": "1",
    "UV_NO_PROGRESS": "1",
    "POETRY_NO_INTERACTION": "1",
    "PDM_NON_INTERACTIVE": "1",
    "PIPENV_NOSPIN": "1",
    "PIPENV_YES": "1",
    "PIP_NO_INPUT": "1",
    "PYTHONSAFEPATH": "1",  # the project folder is not where a tool's own modules are
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a tool ended: its exit code (None: it was stopped or not started), and its last words."""

    code: int | None
    said: str
    output: str = ""


def run(
    command: tuple[str, ...],
    folder: Path,
    seconds: float,
    settings: tuple[tuple[str, str], ...] = (),
) -> Ended:
    """Run a program without a shell and without a terminal; it and its children end with us."""
    kept = {key: value for key, value in os.environ.items() if key not in _DROPPED}
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(  # noqa: S603 - a list of arguments and no shell
                command,
                cwd=folder,
                env={**kept, **_SET, **dict(settings)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            return Ended(None, f"cannot be started: {error.strerror or error}")
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            _stop(process)
            return Ended(None, f"was stopped after {seconds:g} s")
        except BaseException:
            _stop(process)
            raise
        size = output.seek(0, os.SEEK_END)
        output.seek(max(0, size - _READ))
        text = output.read().decode("utf-8", "replace")
    return Ended(code, last_words(text) or f"ended with {code} and said nothing", text)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a process and its children."""
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)


def last_words(text: str) -> str:
    """Return what a tool says went wrong: its last complaint, or else its last line."""
    plain = _COLOUR.sub("", text)
    lines = [line for line in plain.splitlines() if line.strip() and not _ADVICE.match(line)]
    if not lines:
        return ""
    wrong = [count for count, line in enumerate(lines) if _WRONG.match(line)]
    said = " ".join(lines[wrong[-1] :] if wrong else lines[-1:])
    words = re.sub(r"[^\x20-\x7e\xa0-\u2fff]|[\u2500-\u25ff\xd7]", " ", said)
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 3]}..."
