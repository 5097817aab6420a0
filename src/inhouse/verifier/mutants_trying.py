"""Shares mutants among processes that run at once.

Part of the program `mutants_child`; imports nothing of inhouse and runs on any Python from 3.8 on.
"""

from __future__ import annotations

import json
import os
import select
import signal
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_PROCESSES = 4  # of each sort, at once
PATIENCE = 3  # times the processor seconds that may pass on a machine that does other things
MOST_WARM = 200  # checks that are run once before any mutant


class Trying:
    """Tries mutants on checks in several processes at once, until time is over."""

    def __init__(self, runner: Any, lines: Any, imported: Any, seconds: float) -> None:
        self.runner, self.lines, self.imported = runner, lines, imported
        # Of every processor there is: other work does not cut it short. What one round leaves
        # is for the next.
        self.seconds = seconds
        self.deadline = time.monotonic() + PATIENCE * seconds
        self.mutants = runner.request["mutants"]
        self.by: Any = [None] * len(self.mutants)
        self.reached: set[int] = set()

    def run(self, groups: Any) -> None:
        """Try every mutant on one group of checks, then those that live on the next."""
        numbers = spread(len(self.mutants))
        at_import = {n for n in numbers if touched(self.mutants[n], self.imported)}
        swapped = [n for n in numbers if n not in at_import]
        self.round(swapped, groups, True, 0.7 if at_import else 1.0)
        anew = {n for n in swapped if self.by[n] == "import"} | at_import
        self.round([n for n in numbers if n in anew], groups, False)
        self.by = [None if by == "import" else by for by in self.by]

    def round(self, numbers: Any, groups: Any, load: bool, share: float = 1.0) -> None:
        """Share mutants among processes in which the modules are loaded once, or anew for each.

        They may use a share of the seconds that are left.
        """
        cores = max(1, min(MOST_PROCESSES, os.cpu_count() or 1))
        jobs = [numbers[n::cores] for n in range(min(cores, len(numbers)))]
        before, seconds = used(), self.seconds * share
        processes = dict(self.start(each, load, groups, seconds) for each in jobs)
        data = dict.fromkeys(processes, b"")
        while processes and time.monotonic() < self.deadline + 1:
            for source in select.select(list(processes), [], [], 1)[0]:
                part = os.read(source, 1 << 16)
                data[source] += part
                if not part:
                    os.waitpid(processes.pop(source), 0)
        for process in processes.values():
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        self.seconds = max(0.0, self.seconds - (used() - before) / cores)
        for source, text in data.items():
            os.close(source)
            for line in text[: text.rfind(b"\n") + 1].decode("ascii").splitlines():
                number, by, reached = json.loads(line)
                self.by[number] = by
                self.reached |= {number} if reached else set()

    def start(self, numbers: Any, load: bool, groups: Any, seconds: float) -> Any:
        """Start a process that tries some mutants; return where it answers, and its number."""
        source, sink = os.pipe()
        process = os.fork()
        if process:
            os.close(sink)
            return source, process
        os.close(source)
        try:
            self.runner.prepare([index for group in groups for index in group][:MOST_WARM], load)
            left = list(numbers)
            for group in groups:
                for number in left[:]:
                    if used() > seconds or time.monotonic() > self.deadline:
                        return None
                    by, wanted = self.tried(number, group)
                    say(sink, [number, by, wanted])
                    if by:
                        left.remove(number)
        finally:
            os._exit(0)

    def tried(self, number: int, group: Any) -> Any:
        """Return which checks notice a mutant, and whether any runs it."""
        mutant = self.mutants[number]
        at_import = touched(mutant, self.imported)
        wanted = [index for index in group if at_import or touched(mutant, self.lines[index])]
        by = self.runner.noticed(mutant, wanted) if wanted else []
        return "import" if by is None else by, bool(wanted)


def used() -> float:
    """Return the processor seconds of this process and those it has ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def touched(mutant: Any, lines: Any) -> bool:
    """Tell whether a check that ran these lines can notice the mutant at all."""
    first, last = mutant["span"]
    return last == 0 or any((mutant["module"], line) in lines for line in range(first, last + 1))


def spread(count: int) -> Any:
    """Return all numbers below `count` so that those reached when time ends come from all over."""
    return [start for step in range(17) for start in range(step, count, 17)]


def say(sink: int, answer: Any) -> None:
    """Write one answer."""
    data = (json.dumps(answer) + "\n").encode("ascii")
    while data:
        data = data[os.write(sink, data) :]
