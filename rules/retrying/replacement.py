"""Calls a function again where it fails or returns what is not wanted. Times are milliseconds."""

import functools
import random
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

_LONGEST = 1073741823
_Filter = Callable[[Any], Any]
_Measure = Callable[[int, float], Any]


class Attempt:
    """One call: its value, or the type, error and traceback of what it raised."""

    def __init__(self, value: Any, attempt_number: int, has_exception: bool) -> None:
        self.value = value
        self.attempt_number = attempt_number
        self.has_exception = has_exception

    def get(self, wrap_exception: bool = False) -> Any:
        """Return the value, or raise the error: itself, or a RetryError that holds this."""
        if not self.has_exception:
            return self.value
        if wrap_exception:
            raise RetryError(self)
        raise self.value[1].with_traceback(self.value[2])

    def __repr__(self) -> str:
        found = f"Value: {self.value}"
        if self.has_exception:
            found = "Error:\n" + "".join(traceback.format_tb(self.value[2]))
        return f"Attempts: {self.attempt_number}, {found}"


class RetryError(Exception):
    """No attempt gave what was wanted; `last_attempt` is the last one."""

    def __init__(self, last_attempt: Attempt) -> None:
        self.last_attempt = last_attempt

    def __str__(self) -> str:
        return f"RetryError[{self.last_attempt}]"


def _given(value: Any, default: Any) -> Any:
    return default if value is None else value


def _retry_if(wanted: Any) -> _Filter:
    if wanted is None:
        return lambda error: True  # noqa: ARG005 - every error
    if isinstance(wanted, tuple):
        return lambda error: isinstance(error, wanted)
    found: _Filter = wanted
    return found


def _bounded(value: float, longest: float | None) -> float:
    return max(min(value, _LONGEST if longest is None else longest), 0)


class _Run:
    """One call of a decorated function, with all its attempts."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.retry_if = _retry_if(options.get("retry_on_exception"))
        self.started = self.now()

    def now(self) -> int:
        return round(time.time() * 1000)

    def unwanted(self, attempt: Attempt) -> Any:
        # What they return is added to a bool, so that None or a text raises TypeError.
        if attempt.has_exception:
            return False | self.retry_if(attempt.value[1])
        unwanted = self.options.get("retry_on_result")
        return unwanted is not None and False | unwanted(attempt.value)

    def over(self, number: int, passed: int) -> Any:
        own = self.options.get("stop_func")
        if own is not None:
            return own(number, passed)
        bounds = (("stop_max_attempt_number", number), ("stop_max_delay", passed))
        return any(
            self.options.get(name) is not None and value >= self.options[name]
            for name, value in bounds
        )

    def waits(self, number: int) -> Iterator[Any]:
        get = self.options.get
        yield 0
        if get("wait_fixed") is not None:
            yield get("wait_fixed")
        low, high = get("wait_random_min"), get("wait_random_max")
        if low is not None or high is not None:
            yield random.randint(_given(low, 0), _given(high, 1000))  # noqa: S311
        start, step = get("wait_incrementing_start"), get("wait_incrementing_increment")
        if start is not None or step is not None:
            wait = _given(start, 0) + _given(step, 100) * (number - 1)
            yield _bounded(wait, get("wait_incrementing_max"))
        factor, longest = get("wait_exponential_multiplier"), get("wait_exponential_max")
        if factor is not None or longest is not None:
            yield _bounded(_given(factor, 1) * 2**number, longest)

    def sleep(self, number: int, passed: int) -> None:
        own = self.options.get("wait_func")
        wait = own(number, passed) if own is not None else max(self.waits(number))
        jitter = self.options.get("wait_jitter_max")
        if jitter:
            wait += max(0, random.random() * jitter)  # noqa: S311
        time.sleep(wait / 1000.0)

    def attempt(self, number: int, function: Callable[[], Any]) -> Attempt:
        try:
            return Attempt(function(), number, has_exception=False)
        except Exception as error:  # noqa: BLE001 - which ones are tried again comes after
            return Attempt((type(error), error, error.__traceback__), number, has_exception=True)

    def tell(self, hook: str, number: int) -> None:
        if self.options.get(hook):
            self.options[hook](number)

    def result(self, function: Callable[[], Any]) -> Any:
        number = 1
        while True:
            self.tell("before_attempts", number)
            attempt = self.attempt(number, function)
            wrapped = bool(self.options.get("wrap_exception"))
            if not self.unwanted(attempt):
                return attempt.get(wrapped)
            self.tell("after_attempts", number)
            passed = self.now() - self.started
            if self.over(number, passed):
                attempt.get(wrapped)
                raise RetryError(attempt)
            self.sleep(number, passed)
            number += 1


def retry(
    *dargs: Callable[..., Any],
    stop_max_attempt_number: int | None = None,
    stop_max_delay: float | None = None,
    wait_fixed: float | None = None,
    wait_random_min: int | None = None,
    wait_random_max: int | None = None,
    wait_incrementing_start: float | None = None,
    wait_incrementing_increment: float | None = None,
    wait_incrementing_max: float | None = None,
    wait_exponential_multiplier: float | None = None,
    wait_exponential_max: float | None = None,
    retry_on_exception: _Filter | tuple[type[BaseException], ...] | None = None,
    retry_on_result: _Filter | None = None,
    wrap_exception: bool = False,
    stop_func: _Measure | None = None,
    wait_func: _Measure | None = None,
    wait_jitter_max: float | None = None,
    before_attempts: Callable[[int], Any] | None = None,
    after_attempts: Callable[[int], Any] | None = None,
) -> Any:
    """Return a decorator; as a decorator without arguments, what it makes of the function.

    The function is called until it returns, for ever if nothing stops it: `stop_max_...`, or
    `stop_func` of the attempt's number and the time that has passed. Of the waiting times that are
    asked for, the longest counts, or what `wait_func` gives. `retry_on_...` tell which errors and
    which results ask for another attempt: all errors and no result, where they are not given.
    """
    options = dict(locals())

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return _Run(options).result(functools.partial(function, *args, **kwargs))

        return wrapper

    return decorate(dargs[0]) if dargs else decorate
