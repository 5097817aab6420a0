from __future__ import annotations

import threading
import time

import pytest

from inhouse.evidence.crew import in_flight


def test_nothing_starts_no_thread() -> None:
    before = threading.active_count()
    assert list(in_flight(str, [], 4)) == []
    assert threading.active_count() <= before


def test_an_error_ends_it() -> None:
    def fails(number: int) -> int:
        raise KeyError(number)

    with pytest.raises(KeyError):
        list(in_flight(fails, range(5), 2))


def test_every_item_is_done_once() -> None:
    assert sorted(in_flight(lambda n: n * n, range(200), 8)) == [n * n for n in range(200)]


def test_it_runs_no_further_ahead_than_it_may() -> None:
    taken: list[int] = []

    def items() -> object:
        for number in range(100):
            taken.append(number)
            yield number

    results = in_flight(lambda n: n, items(), 3)  # type: ignore[arg-type, var-annotated]
    next(results)
    time.sleep(0.05)
    assert len(taken) <= 6
    results.close()  # type: ignore[attr-defined]


def test_the_threads_end_when_nobody_listens() -> None:
    before = threading.active_count()
    results = in_flight(lambda n: n, range(100), 4)
    next(results)
    results.close()  # type: ignore[attr-defined]
    end = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < end:
        time.sleep(0.01)
    assert threading.active_count() <= before
