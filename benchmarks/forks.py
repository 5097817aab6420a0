"""Runs a project's tests once for each faulty module, each time in a fork of one process.

    python forks.py ASKED TOLD

ASKED is JSON: `folder` of the project, `paths` for imports, `tests` to run, `mutants` with the
file and text of each. TOLD gets the exit code of pytest without a fault, the lines of those files
that it runs, and an exit code for each mutant. Imports nothing of inhouse.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from _pytest.config import default_plugins

SECONDS = 4  # of a processor; a mutant that takes more hangs
PATIENCE = 60  # seconds that may pass meanwhile


def main(asked: Path, told: Path) -> None:
    request = json.loads(asked.read_text(encoding="utf-8"))
    os.chdir(request["folder"])
    sys.path[:0] = request["paths"]
    sys.dont_write_bytecode = True
    for name in default_plugins:  # once, before the forks
        importlib.import_module(f"_pytest.{name}")
    mutants = request["mutants"]
    files = {each["file"]: Path(each["file"]).read_bytes() for each in mutants}
    lines = told.with_suffix(".lines")
    answer: dict[str, object] = {"clean": _attempt(request["tests"], lines, frozenset(files))}
    answer["lines"] = json.loads(lines.read_text(encoding="utf-8"))
    codes = []
    for mutant in mutants:
        place = Path(mutant["file"])
        place.write_text(mutant["text"], encoding="utf-8")
        codes.append(_attempt(request["tests"]))
        place.write_bytes(files[mutant["file"]])
    told.write_text(json.dumps({**answer, "codes": codes}), encoding="utf-8")


def _attempt(
    tests: Sequence[str], lines: Path | None = None, files: frozenset[str] = frozenset()
) -> int:
    """Return pytest's exit code, 99 where it had to be stopped; note the lines that it runs."""
    process = os.fork()
    if not process:
        try:
            os._exit(_inside(tests, lines, files))
        finally:
            os._exit(98)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return 99


def _inside(tests: Sequence[str], lines: Path | None, files: frozenset[str]) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    away = os.open(os.devnull, os.O_WRONLY)
    os.dup2(away, 1)
    os.dup2(away, 2)
    run: set[tuple[str, int]] = set()

    def inner(frame: FrameType, _event: str, _: object) -> Any:
        run.add((frame.f_code.co_filename, frame.f_lineno))
        return inner

    def outer(frame: FrameType, event: str, _: object) -> Any:
        return inner(frame, event, _) if frame.f_code.co_filename in files else None

    if lines is not None:
        sys.settrace(outer)
    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--tb=no", *tests])
    sys.settrace(None)
    if lines is not None:
        lines.write_text(json.dumps(sorted(run)), encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
