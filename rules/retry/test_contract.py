"""What callers of retry may rely on."""

import asyncio
import inspect
import logging
import random
import time

import pytest


@pytest.fixture
def slept(monkeypatch):
    found = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


class Script:
    """Raises what it is told, call by call, then returns "done"."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.calls = []

    def __call__(self, *args, **kwargs):
        self.calls.append((args, kwargs))
        if self.errors:
            raise self.errors.pop(0)
        return "done"


def decorated(subject, script, **options):
    @subject.retry(**options)
    def work(*args, **kwargs):
        """Doc."""
        return script(*args, **kwargs)

    return work


def test_success_is_not_repeated(subject, slept):
    script = Script()
    assert decorated(subject, script)(1, b=2) == "done"
    assert (script.calls, slept) == ([((1,), {"b": 2})], [])


def test_it_tries_for_ever_by_default(subject, slept):
    script = Script(*[ValueError()] * 50)
    assert decorated(subject, script)() == "done"
    assert (len(script.calls), slept) == (51, [0] * 50)


def test_the_last_error_comes_through(subject, slept):
    errors = [ValueError(1), KeyError(2), OSError(3)]
    with pytest.raises(OSError) as caught:
        decorated(subject, Script(*errors), tries=3)()
    assert caught.value is errors[2]
    assert slept == [0, 0]


def test_tries_1_and_0(subject, slept):
    with pytest.raises(ValueError):
        decorated(subject, Script(ValueError()), tries=1)()
    script = Script()
    assert decorated(subject, script, tries=0)() is None
    assert script.calls == []


@pytest.mark.parametrize("kinds", [KeyError, (KeyError, OSError)])
def test_other_errors_are_not_retried(subject, slept, kinds):
    script = Script(KeyError(), ValueError(), KeyError())
    with pytest.raises(ValueError):
        decorated(subject, script, exceptions=kinds)()
    assert len(script.calls) == 2


def test_exceptions_by_position(subject, slept):
    @subject.retry(KeyError, 2, 5)
    def work():
        raise KeyError

    with pytest.raises(KeyError):
        work()
    assert slept == [5]
    with pytest.raises(KeyboardInterrupt):
        decorated(subject, Script(KeyboardInterrupt()))()


@pytest.mark.parametrize(
    ("options", "sleeps"),
    [
        ({"delay": 1}, [1, 1, 1, 1]),
        ({"delay": 1, "backoff": 2}, [1, 2, 4, 8]),
        ({"delay": 1, "backoff": 2, "max_delay": 4}, [1, 2, 4, 4]),
        ({"delay": 1, "jitter": 1}, [1, 2, 3, 4]),
        ({"delay": 1, "backoff": 2, "jitter": 1}, [1, 3, 7, 15]),
        ({"delay": 9, "max_delay": 4}, [9, 4, 4, 4]),
        ({"jitter": 0.5, "max_delay": 0}, [0, 0, 0, 0]),
    ],
)
def test_delays(subject, slept, options, sleeps):
    decorated(subject, Script(*[ValueError()] * 4), **options)()
    assert slept == sleeps


def test_random_jitter(subject, slept, monkeypatch):
    monkeypatch.setattr(random, "uniform", lambda low, high: (low + high) / 2)
    decorated(subject, Script(ValueError(), ValueError()), delay=1, jitter=(1, 3))()
    assert slept == [1, 3]


def test_each_call_starts_anew(subject, slept):
    work = decorated(subject, Script(ValueError(), ValueError()), delay=1, backoff=2, tries=2)
    with pytest.raises(ValueError):
        work()
    assert work() == "done"
    assert slept == [1]


def test_a_call_by_hand(subject, slept):
    script = Script(ValueError(), ValueError())
    call = subject.api.retry_call
    assert call(script, fargs=[1], fkwargs={"b": 2}, delay=3, backoff=2) == "done"
    assert (script.calls, slept) == ([((1,), {"b": 2})] * 3, [3, 6])
    assert call(script) == "done"
    with pytest.raises(KeyError):
        call(Script(KeyError(), KeyError()), None, None, KeyError, 2)


def test_the_function_keeps_its_name(subject):
    work = decorated(subject, Script())
    assert (work.__name__, work.__doc__) == ("work", "Doc.")
    assert callable(work.__wrapped__)

    @subject.api.retry()
    def two(a, *, b=1):
        return a, b

    assert str(inspect.signature(two)) == "(a, *, b=1)"
    assert (two(3, b=4), two(a=5)) == ((3, 4), (5, 1))


def test_methods(subject, slept):
    class Thing:
        tries = 0

        @subject.retry(tries=3)
        def work(self):
            self.tries += 1
            if self.tries < 3:
                raise ValueError
            return self.tries

    assert Thing().work() == 3


def test_logging(subject, slept, caplog):
    logger = logging.getLogger("mine")
    decorated(subject, Script(ValueError("bad")), delay=2, logger=logger)()
    assert [record.getMessage() for record in caplog.records] == ["bad, retrying in 2 seconds..."]
    assert [(record.name, record.levelname) for record in caplog.records] == [("mine", "WARNING")]
    caplog.clear()
    decorated(subject, Script(ValueError("bad")), logger=None)()
    assert caplog.records == []
    decorated(subject, Script(ValueError("bad")))()
    assert [record.getMessage() for record in caplog.records] == ["bad, retrying in 0 seconds..."]


def test_coroutines_are_not_retried(subject):
    calls = []

    @subject.retry(tries=3)
    async def work():
        calls.append(1)
        raise ValueError

    with pytest.raises(ValueError):
        asyncio.run(work())
    assert calls == [1]


def test_random_scripts(subject, slept):
    dice = random.Random(7)
    for _ in range(300):
        errors = [dice.choice([KeyError, ValueError, OSError])() for _ in range(dice.randrange(6))]
        tries = dice.choice([-1, 1, 2, 3, 4])
        wanted, left = 0, tries
        outcome = "done"
        for error in errors:
            wanted, left = wanted + 1, left - 1
            if left == 0 or isinstance(error, OSError):
                outcome = error
                break
        else:
            wanted += 1
        script = Script(*errors)
        try:
            found = decorated(subject, script, exceptions=(KeyError, ValueError), tries=tries)()
        except (KeyError, ValueError, OSError) as error:
            found = error
        assert (found, len(script.calls)) == (outcome, wanted)


def test_name_of_the_logger(subject, side, slept, caplog):
    decorated(subject, Script(ValueError("bad")))()
    assert (caplog.records[0].name == "retry.api") == (side == "original")


def test_what_cannot_be_called(subject):
    with pytest.raises(TypeError):
        subject.api.retry_call(1)
