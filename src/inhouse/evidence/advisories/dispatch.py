"""Asks many questions at once, within a deadline, and stops asking a service that is no use."""

from __future__ import annotations

import queue
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from inhouse.evidence.advisories.answers import Question
from inhouse.model.evidence import AdvisoryAnswer

# So many equal failures with nothing else between them are the service's, not the packages'.
SAME_FAILURES = 8
# How long a wait may keep Ctrl-C from being noticed (Windows does not break into a wait).
WAIT_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why one question has no answer; equal `code`s are the same kind of failure.

    `reason` is about the package, `general` about the service, for when it fails everything.
    """

    code: str
    reason: str
    general: str


LATE = Trouble("late", "no answer in time", "no answer in time")
Outcome: TypeAlias = AdvisoryAnswer | Trouble
Asker: TypeAlias = Callable[[Question], Outcome]


@dataclass(slots=True)
class Gathered:
    """What came back in time.

    `broken` is set when the service was given up on, `finished` when gathering was not interrupted.
    """

    outcomes: dict[Question, Outcome] = field(default_factory=dict)
    broken: Trouble | None = None
    finished: bool = False


def gather(
    questions: Sequence[Question],
    connect: Callable[[threading.Event], Asker],
    into: Gathered,
    *,
    until: float,
    in_flight: int,
) -> None:
    """Fill `into` with outcomes until all are there, `until` (monotonic) is past, or it is broken.

    `connect` is called once in each thread and gets the event that says to stop. Threads are
    daemons: one that hangs in a name lookup keeps neither the caller nor the interpreter waiting.
    """
    waiting = _spread(questions)
    tasks: queue.SimpleQueue[Question | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Question, Outcome]] = queue.SimpleQueue()
    stop = threading.Event()
    threads = min(in_flight, len(waiting))
    for _ in range(threads):
        threading.Thread(
            target=_work, args=(tasks, done, connect, stop), name="advisories", daemon=True
        ).start()
    flying = 0
    try:
        while waiting or flying:
            into.broken = _same_failure(into.outcomes)
            while waiting and flying < threads and into.broken is None:
                tasks.put(waiting.pop())
                flying += 1
            left = until - time.monotonic()
            if left <= 0 or not flying:
                break
            try:
                question, outcome = done.get(timeout=min(left, WAIT_SECONDS))
            except queue.Empty:
                continue
            flying -= 1
            if outcome is not LATE:
                into.outcomes[question] = outcome
        into.broken = _same_failure(into.outcomes)
        into.finished = True
    finally:
        stop.set()
        for _ in range(threads):
            tasks.put(None)


def _work(
    tasks: queue.SimpleQueue[Question | None],
    done: queue.SimpleQueue[tuple[Question, Outcome]],
    connect: Callable[[threading.Event], Asker],
    stop: threading.Event,
) -> None:
    asker = connect(stop)
    while (question := tasks.get()) is not None and not stop.is_set():
        done.put((question, asker(question)))


def _spread(questions: Sequence[Question]) -> list[Question]:
    """Mix the names: a company's own packages share a prefix and would all be asked first."""
    return sorted(questions, key=lambda one: zlib.crc32(one[0].encode()), reverse=True)


def _same_failure(outcomes: dict[Question, Outcome]) -> Trouble | None:
    """Return the failure if there were enough outcomes and all failed in this one way."""
    first = next(iter(outcomes.values()), None)
    if len(outcomes) < SAME_FAILURES or not isinstance(first, Trouble):
        return None
    same = all(isinstance(one, Trouble) and one.code == first.code for one in outcomes.values())
    return first if same else None
