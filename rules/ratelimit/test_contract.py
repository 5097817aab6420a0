"""What callers of ratelimit may rely on."""

import threading
import time

import pytest


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def limited(subject, clock, **options):
    calls = []

    @subject.limits(clock=clock, **options)
    def work(*args, **kwargs):
        """Doc."""
        calls.append((args, kwargs))
        return len(calls)

    return work, calls


def test_calls_up_to_the_limit(subject):
    work, calls = limited(subject, Clock(), calls=2, period=10)
    assert (work(1, b=2), work()) == (1, 2)
    assert calls[0] == ((1,), {"b": 2})
    with pytest.raises(subject.RateLimitException):
        work()
    assert len(calls) == 2
    assert (work.__name__, work.__doc__) == ("work", "Doc.")


def test_the_error_says_how_long(subject):
    clock = Clock()
    work, _ = limited(subject, clock, calls=1, period=10)
    work()
    clock.now = 4
    with pytest.raises(subject.RateLimitException, match=r"^too many calls$") as caught:
        work()
    assert caught.value.period_remaining == 6
    assert caught.value.args == ("too many calls",)
    assert isinstance(caught.value, subject.exception.RateLimitException)


@pytest.mark.parametrize("later", [10, 11, 1000])
def test_a_new_period(subject, later):
    clock = Clock()
    work, calls = limited(subject, clock, calls=1, period=10)
    work()
    clock.now = 9.99
    with pytest.raises(subject.RateLimitException):
        work()
    clock.now = later
    work()
    with pytest.raises(subject.RateLimitException) as caught:
        work()
    assert caught.value.period_remaining == 10
    assert len(calls) == 2


def test_without_an_error(subject):
    work, calls = limited(subject, Clock(), calls=1, period=10, raise_on_limit=False)
    assert (work(), work(), work()) == (1, None, None)
    assert len(calls) == 1


@pytest.mark.parametrize(("given", "real"), [(0, 1), (-3, 1), (1.9, 1), (2.5, 2)])
def test_a_whole_number_of_calls(subject, given, real):
    work, calls = limited(subject, Clock(), calls=given, period=10, raise_on_limit=False)
    for _ in range(5):
        work()
    assert len(calls) == real


def test_defaults(subject):
    @subject.limits()
    def work():
        return 1

    assert [work() for _ in range(15)] == [1] * 15
    with pytest.raises(subject.RateLimitException) as caught:
        work()
    assert 890 < caught.value.period_remaining <= 900


def test_positions(subject):
    work = subject.rate_limited(1, 5)(lambda: 1)
    work()
    with pytest.raises(subject.RateLimitException) as caught:
        work()
    assert 0 < caught.value.period_remaining <= 5


def test_one_limit_for_several_functions(subject):
    limit = subject.limits(2, 10, Clock())
    one, two = limit(lambda: 1), limit(lambda: 2)
    assert (one(), two()) == (1, 2)
    with pytest.raises(subject.RateLimitException):
        one()


def test_sleep_and_retry(subject, monkeypatch):
    clock = Clock()
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        clock.now += seconds

    monkeypatch.setattr(time, "sleep", sleep)

    @subject.sleep_and_retry
    @subject.limits(2, 10, clock)
    def work(n):
        """Doc."""
        return n

    assert [work(n) for n in range(5)] == [0, 1, 2, 3, 4]
    assert slept == [10, 10]
    assert work.__doc__ == "Doc."


def test_other_errors_come_through(subject):
    @subject.sleep_and_retry
    def work():
        raise KeyError

    with pytest.raises(KeyError):
        work()


def test_threads_share_the_limit(subject):
    work, calls = limited(subject, time.monotonic, calls=50, period=60, raise_on_limit=False)
    threads = [threading.Thread(target=lambda: [work() for _ in range(20)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 50


def test_the_lock_is_free_while_it_works(subject):
    limit = subject.limits(5, 60)

    @limit
    def outer():
        return inner()

    @limit
    def inner():
        return 7

    assert outer() == 7
