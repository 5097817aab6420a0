"""Runs a function over many items in threads, a bounded number ahead of whoever takes the results.

The threads are daemons: a run that is stopped does not wait for a server that does not answer.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2  # results waiting to be taken, per worker
_PULSE = 0.5  # seconds; a wait without an end cannot be interrupted on every platform


def in_flight(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """Yield `function(item)` for each item as it is done; an exception ends the iteration."""
    todo: queue.SimpleQueue[T | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[R | None, BaseException | None]] = queue.SimpleQueue()
    waiting = iter(items)
    started = under_way = 0
    exhausted = False
    try:
        while True:
            while not exhausted and under_way < workers * _AHEAD:
                try:
                    todo.put(next(waiting))
                except StopIteration:
                    exhausted = True
                    break
                under_way += 1
                if started < min(workers, under_way):
                    threading.Thread(target=_work, args=(function, todo, done), daemon=True).start()
                    started += 1
            if not under_way:
                return
            result, error = _next(done)
            under_way -= 1
            if error is not None:
                raise error
            yield result  # type: ignore[misc]  # None only beside an error
    finally:
        _empty(todo)
        for _ in range(started):
            todo.put(None)


def _work(
    function: Callable[[T], R],
    todo: queue.SimpleQueue[T | None],
    done: queue.SimpleQueue[tuple[R | None, BaseException | None]],
) -> None:
    while (item := todo.get()) is not None:
        try:
            done.put((function(item), None))
        except BaseException as error:  # noqa: BLE001 - raised again where the result is taken
            done.put((None, error))


def _next(done: queue.SimpleQueue[R]) -> R:
    while True:
        try:
            return done.get(timeout=_PULSE)
        except queue.Empty:
            continue


def _empty(todo: queue.SimpleQueue[T]) -> None:
    while True:
        try:
            todo.get_nowait()
        except queue.Empty:
            return
