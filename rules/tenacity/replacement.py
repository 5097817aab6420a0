"""Calls a function again where it fails, as strategies for stopping and waiting say."""

import asyncio
import functools
import inspect
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Any, NamedTuple, NoReturn

_Seconds = float | timedelta
_LONGEST = sys.maxsize / 2


def _seconds(value: _Seconds) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


class Attempt(Future[Any]):
    """What one call came to."""

    def __init__(self, attempt_number: int) -> None:
        super().__init__()
        self.attempt_number = attempt_number

    @property
    def failed(self) -> bool:
        """Whether it raised."""
        return self.exception() is not None


class RetryError(Exception):
    """The last attempt was in vain."""

    def __init__(self, last_attempt: Attempt) -> None:
        super().__init__(last_attempt)
        self.last_attempt = last_attempt

    def reraise(self) -> NoReturn:
        """Raise the error of the last attempt; this one where it returned something."""
        raise self.last_attempt.exception() or self

    def __str__(self) -> str:
        return f"{type(self).__name__}[{self.last_attempt}]"


class State:
    """How the tries of one call have gone: what strategies are given."""

    def __init__(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        self.fn, self.args, self.kwargs = function, args, kwargs
        self.start_time = time.monotonic()
        self.outcome_timestamp: float | None = None
        self.outcome: Attempt | None = None
        self.attempt_number = 0
        self.upcoming_sleep = 0.0
        self.idle_for = 0.0

    @property
    def seconds_since_start(self) -> float | None:
        """The time from the first call to the last outcome."""
        return None if self.outcome_timestamp is None else self.outcome_timestamp - self.start_time

    def ended(self, result: Any, error: BaseException | None) -> None:
        """Keep what the next attempt came to."""
        self.attempt_number += 1
        self.outcome = Attempt(self.attempt_number)
        if error is None:
            self.outcome.set_result(result)
        else:
            self.outcome.set_exception(error)
        self.outcome_timestamp = time.monotonic()

    def result(self) -> Any:
        """Return what the last attempt returned, or raise what it raised."""
        return self.outcome.result() if self.outcome is not None else None


_Strategy = Callable[[State], Any]


class _Condition:
    """Yes or no, of a state; two can be joined."""

    def __init__(self, test: _Strategy) -> None:
        self.test = test

    def __call__(self, retry_state: State) -> Any:
        return self.test(retry_state)

    def __and__(self, other: _Strategy) -> "_Condition":
        return _Condition(lambda state: self(state) and other(state))

    def __or__(self, other: _Strategy) -> "_Condition":
        return _Condition(lambda state: self(state) or other(state))


class stop_after_attempt(_Condition):  # noqa: N801
    """Stop after so many calls."""

    def __init__(self, max_attempt_number: int) -> None:
        super().__init__(lambda state: state.attempt_number >= max_attempt_number)


class stop_after_delay(_Condition):  # noqa: N801
    """Stop where a call ends so many seconds after the first began."""

    def __init__(self, max_delay: _Seconds) -> None:
        limit = _seconds(max_delay)
        super().__init__(lambda state: (state.seconds_since_start or 0.0) >= limit)


stop_never = _Condition(lambda _: False)


class retry_if_exception(_Condition):  # noqa: N801
    """Go on where a call raised an error for which the predicate is true."""

    def __init__(self, predicate: Callable[[BaseException], Any]) -> None:
        def test(state: State) -> Any:
            error = state.outcome.exception() if state.outcome is not None else None
            return error is not None and predicate(error)

        super().__init__(test)


class retry_if_exception_type(retry_if_exception):  # noqa: N801
    """Go on where a call raised an error of these types."""

    def __init__(
        self, exception_types: type[BaseException] | tuple[type[BaseException], ...] = Exception
    ) -> None:
        super().__init__(lambda error: isinstance(error, exception_types))


class retry_if_result(_Condition):  # noqa: N801
    """Go on where a call returned a value for which the predicate is true."""

    def __init__(self, predicate: Callable[[Any], Any]) -> None:
        def test(state: State) -> Any:
            found = state.outcome
            return found is not None and not found.failed and predicate(found.result())

        super().__init__(test)


class _Wait:
    """Seconds to wait, of a state; two can be added."""

    def __init__(self, seconds: _Strategy) -> None:
        self.seconds = seconds

    def __call__(self, retry_state: State) -> Any:
        return self.seconds(retry_state)

    def __add__(self, other: _Strategy) -> "_Wait":
        return _Wait(lambda state: float(self(state) + other(state)))


class wait_fixed(_Wait):  # noqa: N801
    """Wait the same time after each call."""

    def __init__(self, wait: _Seconds) -> None:
        seconds = _seconds(wait)
        super().__init__(lambda _: seconds)


class wait_none(wait_fixed):  # noqa: N801
    """Do not wait."""

    def __init__(self) -> None:
        super().__init__(0)


class wait_random(_Wait):  # noqa: N801
    """Wait a random time between two bounds."""

    def __init__(self, min: _Seconds = 0, max: _Seconds = 1) -> None:  # noqa: A002
        low, high = _seconds(min), _seconds(max)
        super().__init__(lambda _: low + random.random() * (high - low))  # noqa: S311


def _between(least: float, value: float, most: float) -> float:
    return max(0, least, min(value, most))


class wait_exponential(_Wait):  # noqa: N801
    """Wait a time that grows with each call, between two bounds."""

    def __init__(
        self,
        multiplier: float = 1,
        max: _Seconds = _LONGEST,  # noqa: A002
        exp_base: float = 2,
        min: _Seconds = 0,  # noqa: A002
    ) -> None:
        shortest, longest = _seconds(min), _seconds(max)

        def seconds(state: State) -> float:
            try:
                found = multiplier * exp_base ** (state.attempt_number - 1)
            except OverflowError:
                return longest
            return _between(shortest, found, longest)

        super().__init__(seconds)


class wait_random_exponential(wait_exponential):  # noqa: N801
    """Wait a random time, up to one that grows with each call."""

    def __call__(self, retry_state: State) -> float:
        """Return the seconds to wait."""
        return random.uniform(0, super().__call__(retry_state))  # noqa: S311


def _is_coroutine_function(function: Any) -> bool:
    if inspect.isclass(function):
        return False
    called = getattr(function, "__call__", None)  # noqa: B004 - its own code is asked for
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(called)


class _Plan(NamedTuple):
    stop: _Strategy
    wait: _Strategy | None
    again: _Strategy
    reraise: bool

    def pause(self, state: State) -> float | None:
        """Return how long to wait; None where the last outcome is the one."""
        if not self.again(state) or state.outcome is None:
            return None
        state.upcoming_sleep = self.wait(state) if self.wait else 0.0
        if self.stop(state):
            error = RetryError(state.outcome)
            if self.reraise:
                error.reraise()
            raise error from state.outcome.exception()
        state.idle_for += state.upcoming_sleep
        return state.upcoming_sleep


def retry(
    function: Callable[..., Any] | None = None,
    *,
    stop: _Strategy = stop_never,
    wait: _Strategy | None = None,
    retry: _Strategy = retry_if_exception_type(),  # noqa: B008
    reraise: bool = False,
) -> Any:
    """Return a decorator, or the decorated function, which is called while `retry` says so.

    Where `stop` ends that, RetryError is raised, or with `reraise` the last error. Coroutine
    functions are awaited; strategies must not be such (TypeError).
    """
    if any(map(_is_coroutine_function, (stop, wait, retry))):
        raise TypeError("a strategy must not be a coroutine function")
    plan = _Plan(stop, wait, retry, reraise)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            state = State(function, args, kwargs)
            while True:
                try:
                    state.ended(function(*args, **kwargs), None)
                except BaseException as error:  # noqa: BLE001 - the strategies know which
                    state.ended(None, error)
                seconds = plan.pause(state)
                if seconds is None:
                    return state.result()
                time.sleep(seconds)

        @functools.wraps(function)
        async def call_later(*args: Any, **kwargs: Any) -> Any:
            state = State(function, args, kwargs)
            while True:
                try:
                    state.ended(await function(*args, **kwargs), None)
                except BaseException as error:  # noqa: BLE001 - the strategies know which
                    state.ended(None, error)
                seconds = plan.pause(state)
                if seconds is None:
                    return state.result()
                await asyncio.sleep(seconds)

        return call_later if _is_coroutine_function(function) else call

    return decorate if function is None else decorate(function)
