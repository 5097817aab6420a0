"""Limits how often a function is called in a period."""

import functools
import math
import sys
import threading
import time
from collections.abc import Callable
from typing import Any


class RateLimitException(Exception):  # noqa: N818 - callers know it by this name
    """A function was called too often; `period_remaining` seconds are left of the period."""

    def __init__(self, message: str, period_remaining: float) -> None:
        super().__init__(message)
        self.period_remaining = period_remaining


class limits:  # noqa: N801 - a decorator
    """Lets `calls` calls through in each period of seconds, of all functions it decorates."""

    def __init__(
        self,
        calls: float = 15,
        period: float = 900,
        clock: Callable[[], float] = time.monotonic,
        raise_on_limit: bool = True,
    ) -> None:
        self.clamped_calls = max(1, min(sys.maxsize, math.floor(calls)))
        self.period = period
        self.clock = clock
        self.raise_on_limit = raise_on_limit
        self.last_reset = clock()
        self.num_calls = 0
        self.lock = threading.RLock()

    def __call__(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, limited."""

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with self.lock:
                remaining = self.period - (self.clock() - self.last_reset)
                if remaining <= 0:
                    self.num_calls = 0
                    self.last_reset = self.clock()
                self.num_calls += 1
                if self.num_calls > self.clamped_calls:
                    if self.raise_on_limit:
                        raise RateLimitException("too many calls", remaining)
                    return None
            return func(*args, **kwargs)

        return wrapper


def sleep_and_retry(func: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function; where it is called too often, it waits for the next period."""

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        while True:
            try:
                return func(*args, **kwargs)
            except RateLimitException as error:
                time.sleep(error.period_remaining)

    return wrapper
