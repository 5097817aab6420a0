"""What callers of tenacity's decorator may rely on."""

import asyncio
import concurrent.futures
import datetime
import functools
import inspect
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
    monkeypatch.setattr(time, "sleep", clock.sleep)
    monkeypatch.setattr(asyncio, "sleep", clock.asleep)
    monkeypatch.setattr(time, "monotonic", lambda: clock.now)
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


def errors(count, kind=ValueError):
    return [kind(n) for n in range(count)]


def test_success_is_not_repeated(subject, clock, made):
    script = Script("done")
    assert made(subject.retry(), script)(1, b=2) == "done"
    assert (script.calls, clock.slept) == ([((1,), {"b": 2})], [])


def test_it_goes_on_for_ever_without_waiting(subject, clock, made):
    for decorate in (subject.retry, subject.retry()):
        script = Script(*errors(50), "done")
        assert made(decorate, script)(1) == "done"
        assert script.calls == [((1,), {})] * 51
        assert set(clock.slept) == {0}


def test_the_end(subject, clock, made):
    told = errors(5)
    script = Script(*told)
    with pytest.raises(subject.RetryError) as caught:
        made(subject.retry(stop=subject.stop_after_attempt(3)), script)()
    assert len(script.calls) == 3
    last = caught.value.last_attempt
    assert last.exception() is caught.value.__cause__ is told[2]
    assert (last.failed, last.attempt_number, last.done()) == (True, 3, True)
    assert isinstance(last, concurrent.futures.Future)
    assert caught.value.args == (last,)
    assert str(caught.value).startswith("RetryError[<")
    with pytest.raises(ValueError):
        last.result()
    with pytest.raises(ValueError) as raised:
        caught.value.reraise()
    assert raised.value is told[2]
    assert not isinstance(caught.value, ValueError)


def test_the_last_error_itself(subject, clock, made):
    told = errors(5)
    decorate = subject.retry(stop=subject.stop_after_attempt(2), reraise=True)
    with pytest.raises(ValueError) as caught:
        made(decorate, Script(*told))()
    assert caught.value is told[1]


@pytest.mark.parametrize("reraise", [True, False])
def test_other_errors_come_through(subject, clock, made, reraise):
    kinds = subject.retry_if_exception_type((KeyError, ValueError))
    script = Script(KeyError(), OSError(1), "done")
    with pytest.raises(OSError):
        made(subject.retry(retry=kinds, reraise=reraise), script)()
    assert len(script.calls) == 2


def test_exits_are_no_failures(subject, clock, made):
    for kind in (SystemExit, KeyboardInterrupt):
        with pytest.raises(kind):
            made(subject.retry, Script(kind()))()
    script = Script(SystemExit(), "done")
    kinds = subject.retry_if_exception_type(SystemExit)
    assert made(subject.retry(retry=kinds), script)() == "done"


def test_subclasses_count(subject, clock, made):
    kinds = subject.retry_if_exception_type(LookupError)
    assert made(subject.retry(retry=kinds), Script(KeyError(), IndexError(), 1))() == 1
    assert (
        made(subject.retry(retry=subject.retry_if_exception_type()), Script(KeyError(), 1))() == 1
    )


def test_errors_and_results_by_predicate(subject, clock, made):
    kinds = subject.retry_if_exception(lambda error: error.args == (0,))
    with pytest.raises(ValueError, match="1"):
        made(subject.retry(retry=kinds), Script(*errors(3)))()
    wrong = subject.retry_if_result(lambda value: value is None)
    assert made(subject.retry(retry=wrong), Script(None, None, 0))() == 0
    with pytest.raises(ValueError):
        made(subject.retry(retry=wrong), Script(None, ValueError(), 0))()
    both = wrong | subject.retry_if_exception_type(ValueError)
    assert made(subject.retry(retry=both), Script(None, ValueError(), 0))() == 0
    never = wrong & subject.retry_if_exception_type(ValueError)
    assert made(subject.retry(retry=never), Script(None, 1))() is None
    small = subject.retry_if_result(lambda value: value < 5)
    odd = small & subject.retry_if_result(lambda value: value % 2)
    assert made(subject.retry(retry=odd), Script(1, 3, 2, 1))() == 2


@pytest.mark.parametrize("reraise", [True, False])
def test_the_end_without_an_error(subject, clock, made, reraise):
    wrong = subject.retry_if_result(lambda value: value is None)
    decorate = subject.retry(retry=wrong, stop=subject.stop_after_attempt(2), reraise=reraise)
    with pytest.raises(subject.RetryError) as caught:
        made(decorate, Script(None))()
    assert caught.value.last_attempt.result() is None
    assert caught.value.last_attempt.failed is False
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("tries", [0, 1])
def test_one_attempt(subject, clock, made, tries):
    script = Script(ValueError())
    decorate = subject.retry(stop=subject.stop_after_attempt(tries), reraise=True)
    with pytest.raises(ValueError):
        made(decorate, script)()
    assert (len(script.calls), clock.slept) == (1, [])


@pytest.mark.parametrize(
    ("name", "options", "slept"),
    [
        ("wait_none", {}, [0, 0, 0, 0, 0]),
        ("wait_fixed", {"wait": 3}, [3, 3, 3, 3, 3]),
        ("wait_fixed", {"wait": datetime.timedelta(minutes=1)}, [60] * 5),
        ("wait_exponential", {}, [1, 2, 4, 8, 16]),
        ("wait_exponential", {"multiplier": 1, "min": 2, "max": 10}, [2, 2, 4, 8, 10]),
        ("wait_exponential", {"multiplier": 0.5, "exp_base": 3}, [0.5, 1.5, 4.5, 13.5, 40.5]),
        ("wait_exponential", {"max": datetime.timedelta(seconds=3)}, [1, 2, 3, 3, 3]),
        ("wait_exponential", {"min": 5, "max": 3}, [5] * 5),
        ("wait_exponential", {"multiplier": -1, "min": -3}, [0] * 5),
        ("wait_exponential", {"multiplier": 0}, [0] * 5),
    ],
)
def test_waiting(subject, clock, made, name, options, slept):
    decorate = subject.retry(wait=getattr(subject, name)(**options))
    made(decorate, Script(*errors(5), "done"))()
    assert clock.slept == slept


def test_waiting_very_long(subject, clock):
    wait = subject.wait_exponential(max=9)
    plain(subject.retry(wait=wait), Script(*errors(1100), "done"))()
    assert clock.slept == [1, 2, 4, 8] + [9] * 1096
    clock.slept = []
    wait = subject.wait_exponential(0.5, 9, 2.0)
    plain(subject.retry(wait=wait), Script(*errors(1100), "done"))()
    assert clock.slept[:6] == [0.5, 1, 2, 4, 8, 9]
    assert clock.slept[-1] == 9


def test_waiting_at_random(subject, clock, made, monkeypatch):
    monkeypatch.setattr(random, "random", lambda: 0.25)
    monkeypatch.setattr(random, "uniform", lambda low, high: low + (high - low) / 4)
    for wait, slept in (
        (subject.wait_random(), [0.25, 0.25]),
        (subject.wait_random(2, 4), [2.5, 2.5]),
        (subject.wait_random(min=datetime.timedelta(seconds=1), max=2), [1.25, 1.25]),
        (subject.wait_random_exponential(), [0.25, 0.5]),
        (subject.wait_random_exponential(multiplier=4, max=5), [1, 1.25]),
        (subject.wait_random_exponential(exp_base=3), [0.25, 0.75]),
        (subject.wait_fixed(3) + subject.wait_random(0, 2), [3.5, 3.5]),
        (subject.wait_fixed(3) + subject.wait_fixed(1) + subject.wait_none(), [4, 4]),
    ):
        clock.slept = []
        made(subject.retry(wait=wait), Script(*errors(2), 1))()
        assert clock.slept == slept


def test_stopping_in_time(subject, clock, made):
    for limit in (5, datetime.timedelta(seconds=5)):
        clock.slept = []
        stop = subject.stop_after_delay(limit)
        with pytest.raises(subject.RetryError):
            made(subject.retry(stop=stop, wait=subject.wait_fixed(2)), Script(*errors(9)))()
        assert clock.slept == [2, 2, 2]
    clock.slept = []
    with pytest.raises(subject.RetryError):
        stop = subject.stop_after_delay(4)
        made(subject.retry(stop=stop, wait=subject.wait_fixed(2)), Script(*errors(9)))()
    assert clock.slept == [2, 2]


def test_the_time_of_the_call_counts(subject, clock):
    calls = []

    @subject.retry(stop=subject.stop_after_delay(5))
    def work():
        calls.append(clock.now)
        clock.now += 3
        raise ValueError

    with pytest.raises(subject.RetryError):
        work()
    assert calls == [1000, 1003]


def test_stopping_for_several_reasons(subject, clock, made):
    wait = subject.wait_fixed(2)
    stops = subject.stop_after_attempt(3), subject.stop_after_delay(100)
    with pytest.raises(subject.RetryError):
        made(subject.retry(stop=stops[0] | stops[1], wait=wait), Script(*errors(99)))()
    assert len(clock.slept) == 2
    with pytest.raises(subject.RetryError):
        made(subject.retry(stop=stops[0] & stops[1], wait=wait), Script(*errors(99)))()
    assert len(clock.slept) == 52
    assert made(subject.retry(stop=subject.stop_never), Script(*errors(99), 1))() == 1
    both = subject.stop_never | subject.stop_after_attempt(1)
    with pytest.raises(subject.RetryError):
        made(subject.retry(stop=both), Script(*errors(99)))()


def test_strategies_of_ones_own(subject, clock, made):
    seen = []

    def again(state):
        seen.append((state.attempt_number, state.args, state.kwargs, state.seconds_since_start))
        return state.outcome.failed

    def wait(state):
        assert state.fn.__name__ == "work"
        assert state.start_time == 1000.0
        return state.attempt_number + state.idle_for

    def stop(state):
        seen.append(state.outcome_timestamp)
        return isinstance(state.outcome.exception(), KeyError)

    decorate = subject.retry(retry=again, wait=wait, stop=stop, reraise=True)
    with pytest.raises(KeyError):
        made(decorate, Script(ValueError(), ValueError(), KeyError()))(1, b=2)
    told = ((1,), {"b": 2})
    assert seen == [(1, *told, 0), 1000, (2, *told, 1), 1001, (3, *told, 4), 1004]
    assert clock.slept == [1, 3]


def test_the_function_keeps_its_name(subject):
    for decorate in (subject.retry, subject.retry(reraise=True)):

        @decorate
        def one(a, *, b=1):
            """Doc."""

        @decorate
        async def two(a, *, b=1):
            """Doc."""

        for function, name in ((one, "one"), (two, "two")):
            assert (function.__name__, function.__doc__) == (name, "Doc.")
            assert str(inspect.signature(function)) == "(a, *, b=1)"
            assert callable(function.__wrapped__)


def test_methods_and_objects(subject, clock):
    class Thing:
        tries = 0

        @subject.retry(stop=subject.stop_after_attempt(5))
        def work(self):
            self.tries += 1
            if self.tries < 3:
                raise ValueError
            return self.tries

    assert Thing().work() == 3

    class Called:
        async def __call__(self):
            return 5

    called = Called()
    functools.update_wrapper(called, Thing.work)
    assert asyncio.run(subject.retry()(called)()) == 5


def test_each_call_starts_anew(subject, clock, made):
    stop, wait = subject.stop_after_attempt(3), subject.wait_exponential()
    work = made(subject.retry(stop=stop, wait=wait), Script(*errors(5), 1))
    with pytest.raises(subject.RetryError):
        work()
    assert work() == 1
    assert clock.slept == [1, 2, 1, 2]


def test_calls_within_calls(subject, clock):
    depth = []

    @subject.retry(stop=subject.stop_after_attempt(2), reraise=True)
    def work():
        depth.append(1)
        if len(depth) < 3:
            work()
        raise ValueError

    with pytest.raises(ValueError):
        work()
    assert len(depth) == 6


def test_random_scripts(subject, clock, made):
    dice = random.Random(3)
    for _ in range(60):
        told = [dice.choice([KeyError, ValueError, OSError])() for _ in range(dice.randrange(6))]
        tries = dice.choice([1, 2, 3, 4])
        script = Script(*told, "done")
        wanted, outcome = 0, "done"
        for error in told:
            wanted += 1
            if wanted == tries or isinstance(error, OSError):
                outcome = error
                break
        else:
            wanted += 1
        decorate = subject.retry(
            stop=subject.stop_after_attempt(tries),
            retry=subject.retry_if_exception_type((KeyError, ValueError)),
            reraise=True,
        )
        try:
            found = made(decorate, script)()
        except (KeyError, ValueError, OSError) as error:
            found = error
        assert (found, len(script.calls)) == (outcome, wanted)


def test_modules(subject):
    assert subject.stop.stop_after_attempt is subject.stop_after_attempt
    assert subject.wait.wait_fixed is subject.wait_fixed


def test_attributes_of_the_function(subject, side):
    work = plain(subject.retry, Script(1))
    has = side == "original"
    assert (hasattr(work, "retry"), hasattr(work, "retry_with")) == (has, has)


def test_what_a_strategy_is_given(subject, side, clock):
    states = []
    plain(subject.retry(wait=lambda state: states.append(state) or 0), Script(ValueError(), 1))()
    has = side == "original"
    assert (hasattr(states[0], "retry_object"), hasattr(states[0], "next_action")) == (has, has)


def test_strategies_that_are_coroutines(subject, side, clock):
    async def again(state):
        return False

    try:
        subject.retry(retry=again)
        refused = False
    except TypeError:
        refused = True
    assert refused == (side == "replacement")


def test_classes_of_strategies(subject, side):
    both = subject.stop_after_attempt(1) | subject.stop_never
    assert (type(both).__name__ == "stop_any") == (side == "original")
    assert hasattr(subject.stop_after_attempt(1), "max_attempt_number") == (side == "original")
