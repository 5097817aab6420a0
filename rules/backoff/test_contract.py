"""What callers of backoff may rely on."""

import asyncio
import contextlib
import datetime
import functools
import inspect
import itertools
import logging
import random
import time

import pytest


class Clock:
    """Time that passes only where somebody sleeps or works."""

    def __init__(self):
        self.now = 1000.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    async def asleep(self, seconds):
        self.sleep(seconds)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()

    class Datetime(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime(2020, 1, 1) + datetime.timedelta(seconds=clock.now)

    monkeypatch.setattr(time, "sleep", clock.sleep)
    monkeypatch.setattr(asyncio, "sleep", clock.asleep)
    monkeypatch.setattr(time, "monotonic", lambda: clock.now)
    monkeypatch.setattr(datetime, "datetime", Datetime)
    return clock


class Script:
    """Raises or returns what it is told, call by call, the last of it for ever."""

    def __init__(self, *told):
        self.told = [*told]
        self.calls = []

    def __call__(self, *args, **kwargs):
        self.calls.append((args, kwargs))
        one = self.told.pop(0) if len(self.told) > 1 else self.told[0]
        if isinstance(one, BaseException):
            raise one
        return one


def plain(decorate, script):
    @decorate
    def work(*args, **kwargs):
        """Doc."""
        return script(*args, **kwargs)

    return work


def later(decorate, script):
    @decorate
    async def work(*args, **kwargs):
        """Doc."""
        return script(*args, **kwargs)

    assert inspect.iscoroutinefunction(work)

    @functools.wraps(work)
    def run(*args, **kwargs):
        return asyncio.run(work(*args, **kwargs))

    return run


@pytest.fixture(params=[plain, later])
def made(request):
    """Decorates a function, or a coroutine function which is then run."""
    return request.param


def test_times(subject):
    def first(waits, count=6):
        return [*itertools.islice(waits, count)]

    assert first(subject.expo()) == [None, 1, 2, 4, 8, 16]
    assert first(subject.expo(3, 2)) == [None, 2, 6, 18, 54, 162]
    assert first(subject.expo(max_value=5)) == [None, 1, 2, 4, 5, 5]
    assert first(subject.expo(base=2, factor=0.5, max_value=2)) == [None, 0.5, 1.0, 2, 2, 2]
    assert first(subject.expo(max_value=0), 3) == [None, 0, 0]
    assert first(subject.fibo()) == [None, 1, 1, 2, 3, 5]
    assert first(subject.fibo(max_value=3)) == [None, 1, 1, 2, 3, 3]
    assert first(subject.fibo(1), 3) == [None, 1, 1]
    assert first(subject.constant(), 3) == [None, 1, 1]
    assert first(subject.constant(2.5), 3) == [None, 2.5, 2.5]
    assert first(subject.constant([1, 2])) == [None, 1, 2]
    assert first(subject.constant(interval=iter((3,)))) == [None, 3]


def test_times_found_at_run_time(subject):
    waits = subject.runtime(value=lambda found: found * 2)
    assert waits.send(None) is None
    assert [waits.send(3), waits.send(5), waits.send(0)] == [6, 10, 0]


def test_jitter(subject):
    assert all(0 <= subject.full_jitter(3) <= 3 for _ in range(200))
    assert max(subject.full_jitter(3) for _ in range(200)) > 2
    assert min(subject.full_jitter(3) for _ in range(200)) < 1
    assert all(3 <= subject.random_jitter(3) < 4 for _ in range(200))
    assert len({subject.random_jitter(3) for _ in range(200)}) > 100


def test_success_is_not_repeated(subject, clock, made):
    script = Script("done")
    assert made(subject.on_exception(subject.expo, ValueError), script)(1, b=2) == "done"
    assert (script.calls, clock.slept) == ([((1,), {"b": 2})], [])
    script = Script("done")
    assert made(subject.on_predicate(subject.expo), script)(1, b=2) == "done"
    assert (script.calls, clock.slept) == ([((1,), {"b": 2})], [])


@pytest.mark.parametrize(
    ("waits", "options", "slept"),
    [
        ("expo", {}, [1, 2, 4, 8]),
        ("expo", {"base": 3, "factor": 0.5}, [0.5, 1.5, 4.5, 13.5]),
        ("expo", {"max_value": 3}, [1, 2, 3, 3]),
        ("fibo", {}, [1, 1, 2, 3]),
        ("constant", {"interval": 7}, [7, 7, 7, 7]),
        ("constant", {"interval": [5, 6, 7, 8]}, [5, 6, 7, 8]),
        ("constant", {"interval": lambda: 9}, [9, 9, 9, 9]),
        ("runtime", {"value": lambda error: error.args[0]}, [3, 2, 1, 0]),
    ],
)
def test_waiting(subject, clock, made, waits, options, slept):
    script = Script(*(ValueError(3 - n) for n in range(4)), "done")
    decorate = subject.on_exception(getattr(subject, waits), ValueError, jitter=None, **options)
    assert made(decorate, script)() == "done"
    assert clock.slept == slept
    if waits != "runtime":
        script, clock.slept = Script(None, 0, "", [], "done"), []
        decorate = subject.on_predicate(getattr(subject, waits), jitter=None, **options)
        assert made(decorate, script)() == "done"
        assert clock.slept == slept


def test_times_from_results(subject, clock, made):
    decorate = subject.on_predicate(
        subject.runtime, lambda value: value > 1, value=lambda value: value * 2, jitter=None
    )
    assert made(decorate, Script(5, 4, 1))() == 1
    assert clock.slept == [10, 8]


def test_full_jitter_is_the_default(subject, clock, made, monkeypatch):
    monkeypatch.setattr(random, "uniform", lambda low, high: (low + high) / 4)
    made(subject.on_exception(subject.expo, ValueError), Script(*[ValueError()] * 3, 1))()
    assert clock.slept == [0.25, 0.5, 1]
    clock.slept = []
    made(subject.on_predicate(subject.expo), Script(0, 0, 1))()
    assert clock.slept == [0.25, 0.5]


def test_jitter_of_ones_own(subject, clock, made):
    decorate = subject.on_exception(subject.expo, ValueError, jitter=lambda value: value + 10)
    made(decorate, Script(*[ValueError()] * 2, 1))()
    assert clock.slept == [11, 12]


def test_jitter_without_an_argument(subject, clock, made):
    decorate = subject.on_exception(subject.expo, ValueError, jitter=lambda: 0.5)
    with pytest.warns(DeprecationWarning):
        made(decorate, Script(*[ValueError()] * 2, 1))()
    assert clock.slept == [1.5, 2.5]


def test_the_last_error_comes_through(subject, clock, made):
    errors = [ValueError(1), KeyError(2), ValueError(3), ValueError(4)]
    decorate = subject.on_exception(
        subject.constant, (ValueError, KeyError), max_tries=3, jitter=None
    )
    with pytest.raises(ValueError) as caught:
        made(decorate, Script(*errors))()
    assert caught.value is errors[2]
    assert clock.slept == [1, 1]


def test_one_try(subject, clock, made):
    script = Script(ValueError())
    with pytest.raises(ValueError):
        made(subject.on_exception(subject.expo, ValueError, max_tries=1), script)()
    assert (len(script.calls), clock.slept) == (1, [])
    script = Script("", "x")
    assert made(subject.on_predicate(subject.expo, max_tries=1), script)() == ""
    assert (len(script.calls), clock.slept) == (1, [])


def test_other_errors_come_through(subject, clock, made):
    script = Script(KeyError(), OSError(), 1)
    with pytest.raises(OSError):
        made(subject.on_exception(subject.expo, KeyError), script)()
    assert len(script.calls) == 2
    script = Script(KeyError())
    with pytest.raises(KeyError):
        made(subject.on_predicate(subject.expo), script)()
    assert len(script.calls) == 1


def test_zero_tries_are_no_limit(subject, clock, made):
    script = Script(*[ValueError()] * 5, "done")
    decorate = subject.on_exception(subject.constant, ValueError, max_tries=0)
    assert made(decorate, script)() == "done"


def test_limits_asked_at_run_time(subject, clock, made):
    limits = [2, 3]
    decorate = subject.on_exception(
        subject.constant, ValueError, max_tries=lambda: limits.pop(0), jitter=None
    )
    script = Script(ValueError())
    work = made(decorate, script)
    for calls in (2, 5):
        with pytest.raises(ValueError):
            work()
        assert len(script.calls) == calls
    decorate = subject.on_predicate(subject.constant, max_time=lambda: 2, jitter=None)
    script = Script(0)
    assert made(decorate, script)() == 0
    assert len(script.calls) == 3


def test_time_runs_out(subject, clock, made):
    script = Script(ValueError())
    decorate = subject.on_exception(
        subject.constant, ValueError, max_time=5, interval=2, jitter=None
    )
    with pytest.raises(ValueError):
        made(decorate, script)()
    assert (len(script.calls), clock.slept) == (4, [2, 2, 1])
    clock.slept, script = [], Script("")
    decorate = subject.on_predicate(subject.constant, max_time=4, interval=2, jitter=None)
    assert made(decorate, script)() == ""
    assert (len(script.calls), clock.slept) == (3, [2, 2])


def test_no_time_at_all(subject, clock, made):
    script = Script(ValueError())
    with pytest.raises(ValueError):
        made(subject.on_exception(subject.constant, ValueError, max_time=0), script)()
    assert len(script.calls) == 1


def test_the_time_that_a_call_takes_counts_for_the_next(subject, clock):
    calls = []

    @subject.on_exception(subject.constant, ValueError, max_time=5, interval=0, jitter=None)
    def work():
        calls.append(clock.now)
        clock.now += 3
        raise ValueError

    with pytest.raises(ValueError):
        work()
    assert calls == [1000, 1003, 1006]


def test_giving_up(subject, clock, made):
    script = Script(ValueError(1), ValueError(2), ValueError(3))
    decorate = subject.on_exception(
        subject.constant, ValueError, giveup=lambda error: error.args[0] == 2
    )
    with pytest.raises(ValueError, match="2"):
        made(decorate, script)()
    assert len(script.calls) == 2


def test_giving_up_in_silence(subject, clock, made):
    for options in ({"max_tries": 2}, {"giveup": lambda error: len(script.calls) == 2}):
        script = Script(ValueError())
        decorate = subject.on_exception(
            subject.constant, ValueError, raise_on_giveup=False, **options
        )
        assert made(decorate, script)() is None
        assert len(script.calls) == 2


def test_times_that_end(subject, clock, made):
    script = Script(ValueError())
    decorate = subject.on_exception(
        subject.constant, ValueError, interval=[1, 2], jitter=None, raise_on_giveup=False
    )
    with pytest.raises(ValueError):
        made(decorate, script)()
    assert (len(script.calls), clock.slept) == (3, [1, 2])
    decorate = subject.on_predicate(subject.constant, interval=[1, 2], jitter=None)
    script = Script(0)
    assert made(decorate, script)() == 0
    assert len(script.calls) == 3


def test_a_generator_of_ones_own(subject, clock, made):
    def waits(step):
        found = yield
        while True:
            found = yield len(str(found)) * step

    decorate = subject.on_exception(waits, ValueError, jitter=None, step=2)
    made(decorate, Script(ValueError("a"), ValueError("abc"), 1))()
    assert clock.slept == [2, 6]


def test_handlers(subject, clock, made):
    told = []

    def note(name):
        return lambda details: told.append((name, dict(details)))

    decorate = subject.on_exception(
        subject.constant,
        ValueError,
        jitter=None,
        max_tries=2,
        on_success=note("success"),
        on_backoff=[note("again"), note("too")],
        on_giveup=(note("over"),),
    )
    errors = [ValueError(1), ValueError(2)]
    with pytest.raises(ValueError):
        made(decorate, Script(*errors))("a", b=1)
    assert [name for name, _ in told] == ["again", "too", "over"]
    target = told[0][1].pop("target")
    assert target.__name__ == "work"
    assert told[0][1] == {
        "args": ("a",),
        "kwargs": {"b": 1},
        "tries": 1,
        "elapsed": 0.0,
        "wait": 1,
        "exception": errors[0],
    }
    assert "wait" not in told[2][1]
    assert (told[2][1]["tries"], told[2][1]["exception"]) == (2, errors[1])
    assert told[2][1]["elapsed"] == 1.0
    told.clear()
    made(decorate, Script("done"))()
    assert [name for name, _ in told] == ["success"]
    assert sorted(told[0][1]) == ["args", "elapsed", "kwargs", "target", "tries"]


def test_handlers_of_results(subject, clock, made):
    told = []

    def note(name):
        return lambda details: told.append((name, details["value"], details.get("wait")))

    decorate = subject.on_predicate(
        subject.constant,
        lambda value: value < 3,
        jitter=None,
        max_tries=2,
        on_success=[note("success")],
        on_backoff=note("again"),
        on_giveup=note("over"),
    )
    assert made(decorate, Script(1, 2, 3))() == 2
    assert told == [("again", 1, 1), ("over", 2, None)]
    told.clear()
    assert made(decorate, Script(3))() == 3
    assert told == [("success", 3, None)]


def test_a_handler_may_stop_it(subject, clock, made):
    def stop(details):
        raise KeyError

    for name in ("on_backoff", "on_giveup", "on_success"):
        script = Script("done") if name == "on_success" else Script(ValueError())
        decorate = subject.on_exception(
            subject.constant, (ValueError, KeyError), max_tries=2, **{name: stop}
        )
        with pytest.raises(KeyError):
            made(decorate, script)()
        assert len(script.calls) == (2 if name == "on_giveup" else 1)


def test_handlers_that_are_coroutines(subject, clock):
    told = []

    async def note(details):
        await asyncio.sleep(0)
        told.append(details["tries"])

    async def enough(error):
        await asyncio.sleep(0)
        return len(told) == 3

    decorate = subject.on_exception(
        subject.constant, ValueError, jitter=None, on_backoff=note, on_giveup=[note], giveup=enough
    )
    with pytest.raises(ValueError):
        later(decorate, Script(ValueError()))()
    assert told == [1, 2, 3, 4]
    told.clear()
    decorate = subject.on_predicate(
        subject.constant,
        jitter=None,
        on_backoff=note,
        on_giveup=[note],
        max_tries=2,
        on_success=note,
    )
    later(decorate, Script(0))()
    assert told == [1, 2]
    later(decorate, Script(1))()
    assert told == [1, 2, 1]


def test_logging(subject, clock, made, caplog):
    decorate = subject.on_exception(subject.constant, ValueError, jitter=None, max_tries=2)
    with pytest.raises(ValueError):
        made(decorate, Script(ValueError("bad")))()
    assert caplog.record_tuples == [
        ("backoff", logging.INFO, "Backing off work(...) for 1.0s (ValueError: bad)"),
        ("backoff", logging.ERROR, "Giving up work(...) after 2 tries (ValueError: bad)"),
    ]
    caplog.clear()
    made(subject.on_predicate(subject.constant, jitter=None, max_tries=2), Script([]))()
    assert caplog.record_tuples == [
        ("backoff", logging.INFO, "Backing off work(...) for 1.0s ([])"),
        ("backoff", logging.ERROR, "Giving up work(...) after 2 tries ([])"),
    ]


def test_logging_elsewhere(subject, clock, made, caplog):
    caplog.set_level(logging.DEBUG, logger="mine")
    for logger in ("mine", logging.getLogger("mine")):
        for decorate, script in (
            (
                subject.on_exception(subject.constant, ValueError, **options(logger)),
                Script(ValueError()),
            ),
            (subject.on_predicate(subject.constant, **options(logger)), Script(0)),
        ):
            caplog.clear()
            with contextlib.suppress(ValueError):
                made(decorate, script)()
            assert [each[:2] for each in caplog.record_tuples] == [("mine", 10), ("mine", 30)]


def options(logger):
    levels = {"backoff_log_level": logging.DEBUG, "giveup_log_level": logging.WARNING}
    return {"logger": logger, "max_tries": 2, **levels}


def test_no_logging(subject, clock, made, caplog):
    decorate = subject.on_exception(subject.constant, ValueError, max_tries=2, logger=None)
    with pytest.raises(ValueError):
        made(decorate, Script(ValueError()))()
    made(subject.on_predicate(subject.constant, max_tries=2, logger=None), Script(0))()
    assert caplog.records == []


def test_its_logger(subject):
    logger = logging.getLogger("backoff")
    assert logger.level == logging.INFO
    assert any(isinstance(each, logging.NullHandler) for each in logger.handlers)


def test_the_function_keeps_its_name(subject):
    for decorate in (
        subject.on_exception(subject.expo, ValueError),
        subject.on_predicate(subject.expo),
    ):

        @decorate
        def one(a, *, b=1):
            """Doc."""

        @decorate
        async def two(a, *, b=1):
            """Doc."""

        for function, name in ((one, "one"), (two, "two")):
            assert (function.__name__, function.__doc__) == (name, "Doc.")
            assert str(inspect.signature(function)) == "(a, *, b=1)"


def test_methods(subject, clock):
    class Thing:
        tries = 0

        @subject.on_exception(subject.expo, ValueError)
        def work(self):
            self.tries += 1
            if self.tries < 3:
                raise ValueError
            return self.tries

    assert Thing().work() == 3


def test_each_call_starts_anew(subject, clock, made):
    decorate = subject.on_exception(subject.expo, ValueError, max_tries=3, jitter=None)
    work = made(decorate, Script(*[ValueError()] * 5, 1))
    with pytest.raises(ValueError):
        work()
    assert work() == 1
    assert clock.slept == [1, 2, 1, 2]


def test_random_scripts(subject, clock, made):
    dice = random.Random(3)
    for _ in range(60):
        told = [dice.choice([KeyError, ValueError, OSError])() for _ in range(dice.randrange(6))]
        tries = dice.choice([None, 1, 2, 3, 4])
        script = Script(*told, "done")
        wanted, outcome = 0, "done"
        for error in told:
            wanted += 1
            if wanted == tries or isinstance(error, OSError):
                outcome = error
                break
        else:
            wanted += 1
        decorate = subject.on_exception(subject.constant, (KeyError, ValueError), max_tries=tries)
        try:
            found = made(decorate, script)()
        except (KeyError, ValueError, OSError) as error:
            found = error
        assert (found, len(script.calls)) == (outcome, wanted)


def test_a_decorator_used_twice(subject, side, clock, caplog):
    decorate = subject.on_exception(subject.constant, ValueError, max_tries=2)
    plain(decorate, Script(1))
    with pytest.raises(ValueError):
        plain(decorate, Script(ValueError()))()
    assert len(caplog.records) == (4 if side == "original" else 2)


def test_what_is_logged_when_times_end(subject, side, clock, caplog):
    decorate = subject.on_exception(subject.constant, ValueError, interval=[], jitter=None)
    with pytest.raises(ValueError):
        plain(decorate, Script(ValueError("bad")))()
    what = "StopIteration" if side == "original" else "ValueError: bad"
    assert caplog.messages == [f"Giving up work(...) after 1 tries ({what})"]


def test_which_clock(subject, side, clock, monkeypatch):
    told = []
    monkeypatch.setattr(time, "monotonic", iter(range(50)).__next__)
    decorate = subject.on_exception(
        subject.constant, ValueError, max_tries=1, on_giveup=told.append
    )
    with pytest.raises(ValueError):
        plain(decorate, Script(ValueError()))()
    assert told[0]["elapsed"] == (0 if side == "original" else 1)
