"""Runs a contract against each mutant of a rule's code: the program of a child process.

This file never runs inside inhouse: it is copied beside a contract and started by the Python of a
throw-away environment. It needs Python 3.8, pytest, a system with `fork`, and in the current folder
the rule's files, `contract.json`, `contract_plugin.py` and `mutants.json`:

    {"seconds": 20.0, "mutants": [{"file": "app/_inhouse/toml/__init__.py", "text": "..."}]}

The tests are collected once, before there is a subject; then each mutant runs in a fork of its own
and in a copy of the folder, until a test fails. The first run has no mutant and must hold. It
writes `killed.json`: `{"whole": true, "killed": [true]}`.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = ["-q", "-p", "contract_plugin", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
ARGUMENTS += ["--assert=plain", "--tb=native", "test_contract.py"]
LEAST = 2.0  # seconds that any run may take
TIMES = 5.0  # how much longer than the whole contract a mutant may take
LEFT_OUT = ("mutants.json", ".output", "forks", "pytest-of-*")  # what a copy does without


class Forks:
    """Takes the place of the loop that runs the collected tests."""

    def __init__(self, job: dict[str, Any]) -> None:
        """Take what `mutants.json` holds."""
        self.job = job
        self.whole = False
        self.killed: list[bool] = []

    def pytest_runtestloop(self, session: Any) -> bool:
        """Run the contract unchanged, then once per mutant; nothing in this process."""
        longest = self.job["seconds"]
        started = time.monotonic()
        self.whole = bool(session.items) and attempt(session, "whole", None, longest)
        patience = min(longest, LEAST + TIMES * (time.monotonic() - started))
        if self.whole:
            for at, mutant in enumerate(self.job["mutants"]):
                self.killed.append(not attempt(session, at, mutant, patience))
        return True


def attempt(session: Any, at: int | str, mutant: dict[str, str] | None, seconds: float) -> bool:
    """Run the tests with one file changed, in a fork; tell whether all held."""
    folder = Path("forks").absolute() / str(at)
    shutil.copytree(".", folder, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
    if mutant is not None:
        (folder / mutant["file"]).write_text(mutant["text"], encoding="utf-8")
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            os._exit(0 if held(session, folder) else 1)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    shutil.rmtree(folder, ignore_errors=True)
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0


def held(session: Any, folder: Path) -> bool:
    """Build the subject from a folder and run the tests until one fails."""
    plugin: Any = sys.modules["contract_plugin"]
    runner: Any = sys.modules["_pytest.runner"]
    os.chdir(folder)
    os.environ["HOME"] = os.environ["TMPDIR"] = str(folder)
    sys.path[0] = str(folder)
    importlib.invalidate_caches()
    plugin.JOB["subject"] = plugin.build()
    if plugin.FOUND["failed"]:
        return False
    following = [*session.items[1:], None]
    for item, after in zip(session.items, following):  # noqa: B905 - of Python 3.10
        if any(each.failed for each in runner.runtestprotocol(item, nextitem=after, log=False)):
            return False
    return True


def main() -> None:
    """Run pytest with another loop, unheard, and leave what was found."""
    forks = Forks(json.loads(Path("mutants.json").read_text(encoding="utf-8")))
    code = pytest.main(list(ARGUMENTS), plugins=[forks])
    text = json.dumps({"whole": forks.whole, "killed": forks.killed, "code": int(code)})
    Path("killed.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, ".")
    main()
