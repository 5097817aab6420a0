"""Runs a contract against each mutant of a rule's code: the program of a child process.

This file never runs inside inhouse: it is copied beside a contract and started by the Python of a
throw-away environment. It needs Python 3.8, pytest, a system with `fork`, and in the current folder
the rule's files, `contract.json`, `contract_plugin.py` and `mutants.json`:

    {"seconds": 20.0,
     "mutants": [{"file": "app/_inhouse/toml/__init__.py", "text": "...", "span": [3, 4]}]}

The tests are collected once, before there is a subject; then each mutant runs in a fork of its own
and in a copy of the folder, until a test fails. The first run has no mutant and must hold. It
writes `killed.json`: `{"whole": true, "killed": [true]}`.

Tests that run the lines of a mutant's statement (`span`) go first. That changes how soon a mutant
is noticed and not which are: a test that fails out of its turn counts where, without a fault, all
holds in that order, and what survives runs once more in the order of the file.
"""

from __future__ import annotations

import gc
import importlib
import json
import mmap
import os
import shutil
import signal
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = ["-q", "-p", "contract_plugin", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
ARGUMENTS += ["--assert=plain", "--tb=native", "test_contract.py"]
LEAST = 2.0  # seconds that any run may take
TIMES = 5.0  # how much longer than the whole contract a mutant may take
# Processor time, which does not grow because others use the machine, so that it can be tight.
SPARE = 0.5  # seconds that any test may take
SLOWER = 10.0  # how much longer than without a fault a test may take
FEW = 10  # mutants, for which it does not pay to find out what tests run
LEFT_OUT = ("mutants.json", ".output", "forks", "pytest-of-*")  # what a copy does without
TOLD = "told.json"
AT = struct.Struct("i")


class Forks:
    """Takes the place of the loop that runs the collected tests.

    `costs` are seconds of processor time, of building the subject first and then of each test;
    `reached` are the lines that each test runs, as [file, line].
    """

    def __init__(self, job: dict[str, Any]) -> None:
        """Take what `mutants.json` holds."""
        self.job = job
        self.whole = False
        self.killed: list[bool] = []
        self.session: Any = None
        self.patience: float = job["seconds"]
        self.costs: list[float] = []
        self.reached: list[set[tuple[str, int]]] = []
        self.ran: list[int] = []
        self.failed: list[int] = []
        self.hung: list[int] = []
        self.sound: set[tuple[int, ...]] = set()
        self.bound: set[int] = set()  # tests that hold only after those before them
        self.forks = Path("forks").absolute()
        self.copies = 0
        self.clean = False
        self.at = mmap.mmap(-1, mmap.PAGESIZE)  # shared: how far the fork is in its order

    def pytest_runtestloop(self, session: Any) -> bool:
        """Run the contract unchanged, then once per mutant; nothing in this process."""
        self.session = session
        every = list(range(len(session.items)))
        gc.collect()
        gc.freeze()  # else the first collection in each fork copies all that there is
        started = time.monotonic()
        held, told = self.attempt(every, None)
        self.whole = bool(every) and held
        if not self.whole:
            return True
        self.costs = told["costs"]
        self.patience = min(self.patience, LEAST + TIMES * (time.monotonic() - started))
        self.ran, self.failed, self.hung = ([0] * len(every) for _ in range(3))
        mutants = self.job["mutants"]
        if len(mutants) >= FEW:
            files = sorted({each["file"] for each in mutants})
            _, told = self.attempt(every, None, files)
            self.reached = [{(at, line) for at, line in each} for each in told.get("reached", [])]
        self.killed += [self.kills(mutant) for mutant in mutants]
        return True

    def kills(self, mutant: dict[str, Any]) -> bool:
        """Tell whether the contract notices a mutant."""
        every = list(range(len(self.session.items)))
        order = self.order(mutant)
        if order != every:
            held, told = self.attempt(order, mutant)
            if not held and self.holds(order[: told["at"] + 1]):
                return True
        return not self.attempt(every, mutant)[0]

    def order(self, mutant: dict[str, Any]) -> list[int]:
        """Return the tests, first those that most likely and most cheaply notice a mutant.

        Where importing runs the faulty code any test may; where no test runs it, none will.
        """
        every = range(len(self.session.items))
        low, high = mutant.get("span", (0, 0))
        lines = {(mutant["file"], line) for line in range(low, high + 1)}
        near = [
            at
            for at in every
            if at not in self.bound and self.reached and (not high or self.reached[at] & lines)
        ]

        def worth(at: int) -> float:
            hangs = SPARE * self.hung[at] / (self.ran[at] + 1)
            cost = self.costs[at + 1] + hangs + 0.002
            return (self.failed[at] + 1) / (self.ran[at] + 2) / cost

        near.sort(key=worth, reverse=True)
        first = set(near)
        return [*near, *(at for at in every if at not in first)]

    def holds(self, order: list[int]) -> bool:
        """Tell whether some tests hold in an order without a fault."""
        if tuple(order) not in self.sound:
            held, told = self.attempt(order, None)
            if not held:
                self.bound.update(order[told["at"] :][:1])
                return False
            self.sound |= {tuple(order[:end]) for end in range(len(order) + 1)}
        return True

    def attempt(
        self, order: list[int], mutant: dict[str, Any] | None, files: list[str] | None = None
    ) -> tuple[bool, dict[str, Any]]:
        """Run tests in an order with one file changed, in a fork; tell whether all held.

        What else is told: `at`, the position of the last test that ran, -1 where none did; of a
        run that holds `costs`, and `reached` where it is asked for the lines of files.
        """
        folder = self.copied()
        if mutant is not None:
            (folder / mutant["file"]).write_text(mutant["text"], encoding="utf-8")
        before = state(folder)
        answer = self.forks / TOLD
        answer.unlink(missing_ok=True)  # a fork that just ends, with 0 even, has held nothing
        AT.pack_into(self.at, 0, -1)
        child = os.fork()
        if child == 0:
            try:
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.signal(signal.SIGPROF, signal.SIG_DFL)
                signal.setitimer(signal.ITIMER_REAL, self.patience)
                os._exit(0 if self.held(folder, order, files) else 1)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        ended = os.WIFEXITED(status)
        held = ended and os.WEXITSTATUS(status) == 0 and answer.is_file()
        told = json.loads(answer.read_text(encoding="utf-8")) if held else {}
        self.clean = ended and state(folder) == before
        if mutant is not None and self.clean:
            shutil.copyfile(mutant["file"], folder / mutant["file"])
        told["at"] = AT.unpack_from(self.at, 0)[0]
        if mutant is not None and told["at"] >= 0:
            for at in order[: told["at"] + 1]:
                self.ran[at] += 1
            self.failed[order[told["at"]]] += not held
            self.hung[order[told["at"]]] += not ended
        return held, told

    def copied(self) -> Path:
        """Return a copy of the current folder; the last one where nothing was changed in it."""
        folder = self.forks / str(self.copies)
        if not self.clean:
            shutil.rmtree(folder, ignore_errors=True)
            self.copies += 1
            folder = self.forks / str(self.copies)
            shutil.copytree(".", folder, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
        return folder

    def held(self, folder: Path, order: list[int], files: list[str] | None) -> bool:
        """Build the subject from a folder and run the tests until one fails."""
        plugin: Any = sys.modules["contract_plugin"]
        runner: Any = sys.modules["_pytest.runner"]
        os.chdir(folder)
        os.environ["HOME"] = os.environ["TMPDIR"] = str(folder)
        sys.path[0] = str(folder)
        importlib.invalidate_caches()
        costs = [0.0] * (len(self.session.items) + 1)
        lines: list[set[tuple[str, int]]] = [set() for _ in costs]
        begun = self.timed(-1, files)
        plugin.JOB["subject"] = plugin.build()
        if plugin.FOUND["failed"]:
            return False
        costs[0] = time.process_time() - begun
        items = [self.session.items[at] for at in order]
        following = [*items[1:], None]
        for position, at in enumerate(order):
            AT.pack_into(self.at, 0, position)
            begun = self.timed(at, files)
            if files is not None:
                trace(folder, files, lines[at])
            reports = runner.runtestprotocol(
                items[position], nextitem=following[position], log=False
            )
            sys.settrace(None)
            if any(each.failed for each in reports):
                return False
            costs[at + 1] = time.process_time() - begun
        signal.setitimer(signal.ITIMER_PROF, 0)
        told = json.dumps({"costs": costs, "reached": [sorted(each) for each in lines[:-1]]})
        (self.forks / TOLD).write_text(told, encoding="utf-8")
        return True

    def timed(self, at: int, files: list[str] | None) -> float:
        """Limit what follows, a test or with -1 the building, once it is known what is usual."""
        if self.costs and files is None:
            signal.setitimer(signal.ITIMER_PROF, SPARE + SLOWER * self.costs[at + 1])
        return time.process_time()


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return what changes with any change of a folder, below it and of itself."""
    found = {}
    for place, folders, files in os.walk(folder):
        for each in (place, *(os.path.join(place, name) for name in (*folders, *files))):  # noqa: PTH118
            seen = os.lstat(each)
            found[each] = (seen.st_ino, seen.st_ctime_ns, seen.st_size)
    return found


def trace(folder: Path, files: list[str], seen: set[tuple[str, int]]) -> None:
    """Note the lines of some files that run from now on."""
    names = {str(folder / each): each for each in files}
    names.update({each: each for each in files})  # what the plug-in compiles

    def step(frame: Any, *_: Any) -> Any:
        file = names.get(frame.f_code.co_filename)
        if file is not None:
            seen.add((file, frame.f_lineno))
        return step if file is not None else None

    threading.settrace(step)
    sys.settrace(step)


def main() -> None:
    """Run pytest with another loop, unheard, and leave what was found."""
    forks = Forks(json.loads(Path("mutants.json").read_text(encoding="utf-8")))
    code = pytest.main(list(ARGUMENTS), plugins=[forks])
    text = json.dumps({"whole": forks.whole, "killed": forks.killed, "code": int(code)})
    Path("killed.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, ".")
    main()
