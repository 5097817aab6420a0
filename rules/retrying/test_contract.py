"""What callers of retrying may rely on."""

import asyncio
import inspect
import logging
import random
import time
import traceback

import pytest


class Clock:
    """Stands for the time module's clock; sleeping moves it."""

    def __init__(self):
        self.now = 1000.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(time, "time", lambda: found.now)
    monkeypatch.setattr(time, "sleep", found.sleep)
    return found


class Script:
    """Raises or returns what it is told, call by call, then returns "done"."""

    def __init__(self, *steps):
        self.steps = list(steps)
        self.calls = []

    def __call__(self, *args, **kwargs):
        self.calls.append((args, kwargs))
        step = self.steps.pop(0) if self.steps else "done"
        if isinstance(step, BaseException):
            raise step
        return step


def run(subject, script, **options):
    @subject.retry(**options)
    def work(*args, **kwargs):
        return script(*args, **kwargs)

    return work()


def test_success_is_not_repeated(subject, clock):
    script = Script("one", "two")

    @subject.retry
    def work(*args, **kwargs):
        return script(*args, **kwargs)

    assert work(1, b=2) == "one"
    assert (script.calls, clock.slept) == ([((1,), {"b": 2})], [])
    assert run(subject, Script(None)) is None


def test_without_arguments_it_tries_for_ever(subject, clock):
    script = Script(*[ValueError()] * 50)
    assert run(subject, script) == "done"
    assert (len(script.calls), clock.slept) == (51, [0] * 50)

    @subject.retry
    def bare():
        return other()

    other = Script(ValueError(), OSError())
    assert (bare(), clock.slept[50:]) == ("done", [0, 0])


def test_the_last_error_comes_through(subject, clock):
    errors = [ValueError(1), KeyError(2), OSError(3), TypeError(4)]
    with pytest.raises(OSError) as caught:
        run(subject, Script(*errors), stop_max_attempt_number=3)
    assert caught.value is errors[2]
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert caught.traceback[-1].name == "__call__"
    assert len(clock.slept) == 2


@pytest.mark.parametrize("number", [0, 1, -1])
def test_a_single_attempt(subject, clock, number):
    script = Script(ValueError())
    with pytest.raises(ValueError):
        run(subject, script, stop_max_attempt_number=number)
    assert (len(script.calls), clock.slept) == (1, [])


@pytest.mark.parametrize(("delay", "calls"), [(0, 1), (99, 2), (100, 2), (101, 3), (250.5, 4)])
def test_stop_after_a_time(subject, clock, delay, calls):
    script = Script(*[ValueError()] * 9)
    with pytest.raises(ValueError):
        run(subject, script, stop_max_delay=delay, wait_fixed=100)
    assert len(script.calls) == calls


def test_whichever_stops_first(subject, clock):
    for options, calls in (
        ({"stop_max_delay": 5000, "stop_max_attempt_number": 3}, 3),
        ({"stop_max_delay": 100, "stop_max_attempt_number": 9}, 2),
    ):
        script = Script(*[ValueError()] * 20)
        with pytest.raises(ValueError):
            run(subject, script, wait_fixed=100, **options)
        assert len(script.calls) == calls


@pytest.mark.parametrize(
    ("options", "sleeps"),
    [
        ({"wait_fixed": 200}, [200, 200, 200, 200, 200]),
        ({"wait_fixed": 0}, [0] * 5),
        ({"wait_fixed": 2.5}, [2.5] * 5),
        ({"wait_incrementing_start": 50}, [50, 150, 250, 350, 450]),
        ({"wait_incrementing_increment": 30}, [0, 30, 60, 90, 120]),
        ({"wait_incrementing_start": 10, "wait_incrementing_increment": 5}, [10, 15, 20, 25, 30]),
        ({"wait_incrementing_start": 50, "wait_incrementing_max": 300}, [50, 150, 250, 300, 300]),
        ({"wait_incrementing_start": 30, "wait_incrementing_increment": -20}, [30, 10, 0, 0, 0]),
        ({"wait_incrementing_max": 300}, [0] * 5),
        ({"wait_exponential_multiplier": 1}, [2, 4, 8, 16, 32]),
        ({"wait_exponential_multiplier": 100}, [200, 400, 800, 1600, 3200]),
        ({"wait_exponential_max": 10}, [2, 4, 8, 10, 10]),
        ({"wait_exponential_multiplier": 10, "wait_exponential_max": 90}, [20, 40, 80, 90, 90]),
        ({"wait_exponential_multiplier": -1}, [0] * 5),
        ({"wait_exponential_multiplier": 1, "wait_fixed": 5}, [5, 5, 8, 16, 32]),
        ({"wait_exponential_multiplier": 0}, [0] * 5),
    ],
)
def test_waits(subject, clock, options, sleeps):
    assert run(subject, Script(*[ValueError()] * 5), **options) == "done"
    assert clock.slept == [each / 1000 for each in sleeps]


def test_the_longest_wait(subject, clock):
    for options in (
        {"wait_exponential_multiplier": 1 << 28},
        {"wait_incrementing_start": 1 << 29, "wait_incrementing_increment": 1 << 29},
    ):
        clock.slept.clear()
        run(subject, Script(*[ValueError()] * 3), **options)
        assert clock.slept[0] == (1 << 29) / 1000
        assert clock.slept[1:] == [1073741823 / 1000] * 2


def test_random_waits(subject, clock, monkeypatch):
    asked = []

    def draw(low, high):
        asked.append((low, high))
        return high

    monkeypatch.setattr(random, "randint", draw)
    monkeypatch.setattr(random, "random", lambda: 0.5)
    for options in (
        {"wait_random_min": 5},
        {"wait_random_max": 20},
        {"wait_random_min": 1, "wait_random_max": 2},
    ):
        run(subject, Script(ValueError()), **options)
    assert asked == [(5, 1000), (0, 20), (1, 2)]
    assert clock.slept == [1.0, 0.02, 0.002]
    clock.slept.clear()
    run(subject, Script(ValueError()), wait_fixed=100, wait_jitter_max=50)
    run(subject, Script(ValueError()), wait_fixed=100, wait_jitter_max=-50)
    run(subject, Script(ValueError()), wait_jitter_max=0)
    assert clock.slept == [0.125, 0.1, 0]


def test_a_range_that_is_none(subject, clock):
    with pytest.raises(ValueError):
        run(subject, Script(OSError()), wait_random_min=2000)


def test_own_functions(subject, clock):
    seen = []

    def stop(number, passed):
        seen.append(("stop", number, passed))
        return number >= 3

    def wait(number, passed):
        seen.append(("wait", number, passed))
        return 100 * number

    with pytest.raises(ValueError):
        run(
            subject,
            Script(*[ValueError()] * 9),
            stop_func=stop,
            wait_func=wait,
            stop_max_attempt_number=1,
            wait_fixed=9000,
        )
    assert seen == [
        ("stop", 1, 0),
        ("wait", 1, 0),
        ("stop", 2, 100),
        ("wait", 2, 100),
        ("stop", 3, 300),
    ]
    assert clock.slept == [0.1, 0.2]


def test_which_errors(subject, clock):
    script = Script(KeyError(), ValueError(), KeyError())
    with pytest.raises(ValueError):
        run(subject, script, retry_on_exception=lambda error: isinstance(error, KeyError))
    assert len(script.calls) == 2
    script = Script(KeyError(), OSError(), ValueError(), KeyError())
    with pytest.raises(ValueError):
        run(subject, script, retry_on_exception=(KeyError, OSError))
    assert len(script.calls) == 3
    with pytest.raises(KeyError):
        run(subject, Script(KeyError()), retry_on_exception=())


@pytest.mark.parametrize("option", ["retry_on_exception", "retry_on_result"])
def test_filters_that_give_no_bool(subject, clock, option):
    step = KeyError(1) if option == "retry_on_exception" else 1
    for given in (None, "yes"):
        with pytest.raises(TypeError):
            run(subject, Script(step), **{option: lambda _, given=given: given})
    with pytest.raises(TypeError):
        run(subject, Script(step), **{option: ValueError})
    script = Script(step, step)
    run(subject, script, **{option: lambda _: len(script.calls) < 3})
    assert len(script.calls) == 3
    script = Script(step)
    run(subject, script, **{option: lambda _: 5 if len(script.calls) == 1 else 0})
    assert len(script.calls) == 2


def test_what_is_no_exception(subject, clock):
    for kind in (KeyboardInterrupt, SystemExit):
        script = Script(kind())
        with pytest.raises(kind):
            run(subject, script)
        assert len(script.calls) == 1


def test_which_results(subject, clock):
    script = Script(None, 0, "x")
    assert run(subject, script, retry_on_result=lambda found: found is None) == 0
    assert (len(script.calls), clock.slept) == (2, [0])
    script = Script(None, ValueError(), None, 5)
    assert run(subject, script, retry_on_result=lambda found: found is None) == 5
    assert len(script.calls) == 4


def test_results_that_stay_unwanted(subject, clock):
    with pytest.raises(subject.RetryError) as caught:
        run(subject, Script(7, 8, 9), retry_on_result=lambda _: True, stop_max_attempt_number=2)
    last = caught.value.last_attempt
    assert (last.value, last.attempt_number, last.has_exception) == (8, 2, False)
    assert str(caught.value) == "RetryError[Attempts: 2, Value: 8]"
    assert (repr(last), last.get(), last.get(True)) == ("Attempts: 2, Value: 8", 8, 8)
    assert caught.value.__cause__ is None
    assert type(caught.value).__mro__[1] is Exception


def test_wrapped_errors(subject, clock):
    error = ValueError("bad")
    with pytest.raises(subject.RetryError) as caught:
        run(subject, Script(OSError(), error), stop_max_attempt_number=2, wrap_exception=True)
    last = caught.value.last_attempt
    assert (last.attempt_number, last.has_exception) == (2, True)
    assert last.value[:2] == (ValueError, error)
    assert last.value[2] is not None
    with pytest.raises(ValueError) as found:
        last.get()
    assert found.value is error
    with pytest.raises(subject.RetryError):
        last.get(wrap_exception=True)
    shown = "".join(traceback.format_tb(last.value[2]))
    assert str(caught.value) == f"RetryError[Attempts: 2, Error:\n{shown}]"
    assert shown.count(" in __call__") == 1


def test_wrapped_errors_that_are_not_retried(subject, clock):
    options = {"wrap_exception": True, "retry_on_exception": (KeyError,)}
    with pytest.raises(subject.RetryError) as caught:
        run(subject, Script(ValueError()), **options)
    assert caught.value.last_attempt.attempt_number == 1
    assert run(subject, Script(KeyError()), **options) == "done"


def test_hooks(subject, clock):
    seen = []
    script = Script(ValueError(), None)
    run(
        subject,
        script,
        before_attempts=lambda number: seen.append(("before", number, len(script.calls))),
        after_attempts=lambda number: seen.append(("after", number, len(clock.slept))),
    )
    assert seen == [("before", 1, 0), ("after", 1, 0), ("before", 2, 1)]


def test_each_call_starts_anew(subject, clock):
    script = Script(*[ValueError()] * 5)

    @subject.retry(stop_max_attempt_number=3, wait_incrementing_increment=10)
    def work():
        return script()

    with pytest.raises(ValueError):
        work()
    clock.now += 99
    assert work() == "done"
    assert clock.slept == [0, 0.01, 0, 0.01]


def test_the_function_keeps_its_name(subject):
    @subject.retry(wait_fixed=1)
    def one(a, *, b=1):
        """Doc."""
        return a, b

    @subject.retry
    def two(a):
        """Doc."""

    for work in (one, two):
        assert work.__doc__ == "Doc."
        assert callable(work.__wrapped__)
    assert (one.__name__, two.__name__) == ("one", "two")
    assert str(inspect.signature(one)) == "(a, *, b=1)"
    assert (one(3, b=4), one(a=5)) == ((3, 4), (5, 1))


def test_methods(subject, clock):
    class Thing:
        tries = 0

        @subject.retry
        def work(self):
            self.tries += 1
            if self.tries < 3:
                raise ValueError
            return self.tries

    assert Thing().work() == 3


def test_coroutines_are_not_retried(subject):
    calls = []

    @subject.retry
    async def work():
        calls.append(1)
        raise ValueError

    with pytest.raises(ValueError):
        asyncio.run(work())
    assert calls == [1]


def test_random_scripts(subject, clock):
    dice = random.Random(7)
    for _ in range(300):
        kinds = [KeyError, ValueError, OSError]
        errors = [dice.choice(kinds)() for _ in range(dice.randrange(6))]
        tries = dice.choice([None, 1, 2, 3, 4])
        wanted, outcome = 0, "done"
        for error in errors:
            wanted += 1
            if wanted == tries or isinstance(error, OSError):
                outcome = error
                break
        else:
            wanted += 1
        script = Script(*errors)
        options = {"retry_on_exception": (KeyError, ValueError), "stop_max_attempt_number": tries}
        try:
            found = run(subject, script, **options)
        except (KeyError, ValueError, OSError) as error:
            found = error
        assert (found, len(script.calls)) == (outcome, wanted)


def test_when_wrong_arguments_are_noticed(subject, side):
    if side == "original":
        made = subject.retry(wait_fixde=1)(lambda: 1)
        with pytest.raises(TypeError):
            made()
    else:
        with pytest.raises(TypeError):
            subject.retry(wait_fixde=1)


def test_what_is_logged(subject, side, clock):
    heard = []

    class Ear(logging.Handler):
        def emit(self, record):
            heard.append(record.name)

    ear = Ear()
    logging.getLogger("retrying").addHandler(ear)
    try:
        run(subject, Script(ValueError(), ValueError()))
    finally:
        logging.getLogger("retrying").removeHandler(ear)
    assert heard == (["retrying"] * 2 if side == "original" else [])
