"""Runs the real command line in a process of its own for each call, without paying for imports.

A server process imports the whole program once and forks for every run: a test sees `main()`
with its own file descriptors, exit code and memory, ended by the interpreter as usual.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds after which a run is killed; its code is then -14


@dataclass(frozen=True)
class Done:
    """How a run ended; `megabytes` is its peak memory, `seconds` its wall time."""

    code: int
    out_bytes: bytes
    err_bytes: bytes
    seconds: float
    megabytes: float

    @property
    def out(self) -> str:
        """Stdout."""
        return self.out_bytes.decode()

    @property
    def err(self) -> str:
        """Stderr."""
        return self.err_bytes.decode()

    @cached_property
    def report(self) -> dict[str, Any]:
        """Stdout as JSON."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    def package(self, name: str) -> dict[str, Any]:
        """Return the one package of this name from the JSON report."""
        (found,) = (each for each in self.report["packages"] if each["name"] == name)
        return dict(found)

    def codes(self) -> list[str]:
        """Return the codes of the report's notes."""
        return [note["code"] for note in self.report["notes"]]


def inhouse(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Done:
    """Run `inhouse ARGUMENTS`."""
    if not hasattr(os, "fork"):
        return _plainly(arguments, cwd, env)
    return _server().run(arguments, cwd, env)


def audit(project: Path, *options: str | Path, cache: Path | None = None, **how: Any) -> Done:
    """Run `inhouse audit PROJECT --format json`, asking no advisory service."""
    place = cache if cache is not None else project.parent / f"{project.name}-cache"
    fixed = ("--format", "json", "--advisories", "none", "--cache-dir", place)
    return inhouse("audit", project, *fixed, *options, **how)


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of a whole new process."""
    return [sys.executable, "-m", "inhouse", *map(str, arguments)]


def _plainly(arguments: Any, cwd: Path | None, env: Mapping[str, str] | None) -> Done:
    start = time.monotonic()
    done = subprocess.run(
        command(*arguments),
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        timeout=PATIENCE,
        check=False,
    )
    seconds = time.monotonic() - start
    return Done(done.returncode, done.stdout, done.stderr, seconds, 0.0)


class _Server:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, arguments: Any, cwd: Path | None, env: Mapping[str, str] | None) -> Done:
        outputs = [Path(self._folder.name, name) for name in ("out", "err")]
        ask = {
            "arguments": [str(each) for each in arguments],
            "cwd": str(cwd or self._folder.name),
            "env": dict(env or {}),
            "outputs": [str(each) for each in outputs],
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(ask) + "\n")
        self._process.stdin.flush()
        code, seconds, megabytes = json.loads(self._process.stdout.readline())
        out, err = (each.read_bytes() for each in outputs)
        return Done(code, out, err, seconds, megabytes)

    def close(self) -> None:
        self._process.communicate()
        self._folder.cleanup()


@cache
def _server() -> _Server:
    server = _Server()
    atexit.register(server.close)
    return server


def _serve(replies: TextIO) -> bool:
    """Answer requests; True in a process that is to become a run."""
    while line := sys.stdin.readline():
        ask = json.loads(line)
        start = time.monotonic()
        child = os.fork()
        if child == 0:
            replies.close()
            _become(ask)
            return True
        _, status, usage = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        reply = (code, time.monotonic() - start, usage.ru_maxrss / 1024)
        replies.write(json.dumps(reply) + "\n")
        replies.flush()
    return False


def _become(ask: dict[str, Any]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, place in enumerate(ask["outputs"], start=1):
        os.dup2(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    os.chdir(ask["cwd"])
    os.environ.update(ask["env"])
    sys.argv = ["inhouse", *ask["arguments"]]
    signal.alarm(PATIENCE)


if __name__ == "__main__":
    del sys.path[0]  # tests/ holds modules of ours
    found = pkgutil.walk_packages(importlib.import_module("inhouse").__path__, "inhouse.")
    for name in ("httpx", *(each.name for each in found)):
        if not name.endswith(("__main__", "pip_audit_adapter", "_plugin")):
            importlib.import_module(name)
    from inhouse.__main__ import main

    gc.freeze()  # what is shared by all runs need not be looked through by each
    with os.fdopen(os.dup(1), "w") as replies:
        os.dup2(2, 1)
        become = _serve(replies)
    if become:
        main()
