"""Calls a function again, after a while, where it fails or returns what is not wanted."""

import asyncio
import functools
import inspect
import itertools
import logging
import operator
import random
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Generator, Iterable
from typing import Any, NamedTuple

_LOG = logging.getLogger("backoff")
_LOG.addHandler(logging.NullHandler())
_LOG.setLevel(logging.INFO)

_Waits = Callable[..., Generator[Any, Any, None]]
_Handler = Callable[[dict[str, Any]], Any]
_Handlers = _Handler | Iterable[_Handler] | None
_Errors = type[BaseException] | tuple[type[BaseException], ...]
_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def full_jitter(value: float) -> float:
    """Return a random time up to the one given."""
    return random.uniform(0, value)  # noqa: S311


def random_jitter(value: float) -> float:
    """Return a time up to a second longer."""
    return value + random.random()  # noqa: S311


def expo(
    base: float = 2, factor: float = 1, max_value: float | None = None
) -> Generator[Any, Any, None]:
    """Yield None, then growing times: factor, factor * base, ..., max_value, max_value, ..."""
    yield None
    for n in itertools.count():
        value = factor * base**n
        if max_value is not None and value >= max_value:
            break
        yield value
    while True:
        yield max_value


def fibo(max_value: float | None = None) -> Generator[Any, Any, None]:
    """Yield None, then 1, 1, 2, 3, 5, ..., max_value, max_value, ..."""
    yield None
    value, after = 1, 1
    while max_value is None or value < max_value:
        yield value
        value, after = after, value + after
    while True:
        yield max_value


def constant(interval: float | Iterable[float] = 1) -> Generator[Any, Any, None]:
    """Yield None, then the time given over and over, or the times given once."""
    yield None
    times = interval if isinstance(interval, Iterable) else itertools.repeat(interval)
    for seconds in times:  # noqa: UP028 - what is sent here is not for them
        yield seconds


def runtime(*, value: Callable[[Any], float]) -> Generator[Any, Any, None]:
    """Yield None, then what a function makes of each result or error that is sent here."""
    found = yield None
    while True:
        found = yield value(found)


def _called(value: Any) -> Any:
    if callable(value):
        try:
            return value()
        except TypeError:  # it is no setting made at run time, but takes arguments
            return value
    return value


class _Plan(NamedTuple):
    limits: tuple[Any, Any]  # tries, seconds
    waits: tuple[_Waits, dict[str, Any]]
    jitter: Callable[..., float] | None
    success: list[_Handler]
    again: list[_Handler]
    over: list[_Handler]


class _Run:
    """One call of a decorated function, with all its tries."""

    def __init__(self, plan: _Plan, **called: Any) -> None:
        self.called = called
        self.max_tries, self.max_time = map(_called, plan.limits)
        self.jitter = plan.jitter
        self.tries = 0
        self.elapsed = 0.0
        self.ended = False
        self.started = time.monotonic()
        make, options = plan.waits
        self.waits = make(**{name: _called(option) for name, option in options.items()})
        self.waits.send(None)

    def begin(self) -> dict[str, Any]:
        """Count one more try; return what handlers are told of it."""
        self.tries += 1
        self.elapsed = time.monotonic() - self.started
        return {**self.called, "tries": self.tries, "elapsed": self.elapsed}

    def seconds(self, found: Any) -> float | None:
        """Return how long to wait; None where this try was the last, or there are no more times."""
        late = self.max_time is not None and self.elapsed >= self.max_time
        if late or self.tries == self.max_tries:
            return None
        try:
            seconds: float = self.waits.send(found)
        except StopIteration:
            self.ended = True
            return None
        if self.jitter is not None:
            try:
                seconds = self.jitter(seconds)
            except TypeError:
                text = "a jitter function takes the time to wait and returns another"
                warnings.warn(text, DeprecationWarning, stacklevel=3)
                seconds += self.jitter()
        return seconds if self.max_time is None else min(seconds, self.max_time - self.elapsed)


def _log(logger: str | logging.Logger | None, level: int, text: str, key: str) -> list[_Handler]:
    """Return the handler that logs, if there is a logger."""
    if logger is None:
        return []
    log = logging.getLogger(logger) if isinstance(logger, str) else logger

    def write(details: dict[str, Any]) -> None:
        error = sys.exc_info()[1]
        if error is None:
            what = details["value"]
        else:
            what = traceback.format_exception_only(error)[-1].rstrip("\n")
        log.log(level, text, details["target"].__name__, details[key], what)

    return [write]


_AGAIN = "Backing off %s(...) for %.1fs (%s)", "wait"
_OVER = "Giving up %s(...) after %d tries (%s)", "tries"


def _listed(handlers: _Handlers) -> list[_Handler]:
    if handlers is None:
        return []
    return [*handlers] if isinstance(handlers, Iterable) else [handlers]


def _tell(handlers: list[_Handler], details: dict[str, Any], **more: Any) -> None:
    for handler in handlers:
        handler({**details, **more})


async def _answer(function: Callable[..., Any], value: Any) -> Any:
    found = function(value)
    return await found if inspect.iscoroutinefunction(function) else found


async def _tell_later(handlers: list[_Handler], details: dict[str, Any], **more: Any) -> None:
    for handler in handlers:
        await _answer(handler, {**details, **more})


def _until_no_error(
    target: Callable[..., Any],
    plan: _Plan,
    errors: _Errors,
    giveup: Callable[..., Any],
    raises: bool,
) -> Callable[..., Any]:
    @functools.wraps(target)
    def call(*args: Any, **kwargs: Any) -> Any:
        run = _Run(plan, target=target, args=args, kwargs=kwargs)
        while True:
            details = run.begin()
            try:
                value = target(*args, **kwargs)
            except errors as error:
                seconds = None if giveup(error) else run.seconds(error)
                if seconds is None:
                    _tell(plan.over, details, exception=error)
                    if raises or run.ended:
                        raise
                    return None
                _tell(plan.again, details, wait=seconds, exception=error)
                time.sleep(seconds)
            else:
                _tell(plan.success, details)
                return value

    return call


def _until_no_error_later(
    target: Callable[..., Any],
    plan: _Plan,
    errors: _Errors,
    giveup: Callable[..., Any],
    raises: bool,
) -> Callable[..., Any]:
    @functools.wraps(target)
    async def call(*args: Any, **kwargs: Any) -> Any:
        run = _Run(plan, target=target, args=args, kwargs=kwargs)
        while True:
            details = run.begin()
            try:
                value = await target(*args, **kwargs)
            except errors as error:
                seconds = None if await _answer(giveup, error) else run.seconds(error)
                if seconds is None:
                    await _tell_later(plan.over, details, exception=error)
                    if raises or run.ended:
                        raise
                    return None
                await _tell_later(plan.again, details, wait=seconds, exception=error)
                await asyncio.sleep(seconds)
            else:
                await _tell_later(plan.success, details)
                return value

    return call


def _until_wanted(
    target: Callable[..., Any], plan: _Plan, predicate: Callable[[Any], Any]
) -> Callable[..., Any]:
    @functools.wraps(target)
    def call(*args: Any, **kwargs: Any) -> Any:
        run = _Run(plan, target=target, args=args, kwargs=kwargs)
        while True:
            details = run.begin()
            value = target(*args, **kwargs)
            if not predicate(value):
                _tell(plan.success, details, value=value)
                return value
            seconds = run.seconds(value)
            if seconds is None:
                _tell(plan.over, details, value=value)
                return value
            _tell(plan.again, details, value=value, wait=seconds)
            time.sleep(seconds)

    return call


def _until_wanted_later(
    target: Callable[..., Any], plan: _Plan, predicate: Callable[[Any], Any]
) -> Callable[..., Any]:
    @functools.wraps(target)
    async def call(*args: Any, **kwargs: Any) -> Any:
        run = _Run(plan, target=target, args=args, kwargs=kwargs)
        while True:
            details = run.begin()
            value = await target(*args, **kwargs)
            if not predicate(value):
                await _tell_later(plan.success, details, value=value)
                return value
            seconds = run.seconds(value)
            if seconds is None:
                await _tell_later(plan.over, details, value=value)
                return value
            await _tell_later(plan.again, details, value=value, wait=seconds)
            await asyncio.sleep(seconds)

    return call


def on_exception(
    wait_gen: _Waits,
    exception: _Errors,
    *,
    max_tries: int | Callable[[], int] | None = None,
    max_time: float | Callable[[], float] | None = None,
    jitter: Callable[..., float] | None = full_jitter,
    giveup: Callable[[Any], Any] = lambda _: False,
    on_success: _Handlers = None,
    on_backoff: _Handlers = None,
    on_giveup: _Handlers = None,
    raise_on_giveup: bool = True,
    logger: str | logging.Logger | None = "backoff",
    backoff_log_level: int = logging.INFO,
    giveup_log_level: int = logging.ERROR,
    **wait_gen_kwargs: Any,
) -> _Decorator:
    """Return a decorator: where the function, or the coroutine, raises, it is called again.

    `wait_gen` with its own keywords gives the times between two calls, which `jitter` changes. It
    ends after `max_tries`, after `max_time` seconds, or where `giveup` of the error is true: then
    the error comes through, or None is returned unless `raise_on_giveup`.
    """
    plan = _Plan(
        (max_tries, max_time),
        (wait_gen, wait_gen_kwargs),
        jitter,
        _listed(on_success),
        [*_log(logger, backoff_log_level, *_AGAIN), *_listed(on_backoff)],
        [*_log(logger, giveup_log_level, *_OVER), *_listed(on_giveup)],
    )

    def decorate(target: Callable[..., Any]) -> Callable[..., Any]:
        later = inspect.iscoroutinefunction(target)
        wrap = _until_no_error_later if later else _until_no_error
        return wrap(target, plan, exception, giveup, raise_on_giveup)

    return decorate


def on_predicate(
    wait_gen: _Waits,
    predicate: Callable[[Any], Any] = operator.not_,
    *,
    max_tries: int | Callable[[], int] | None = None,
    max_time: float | Callable[[], float] | None = None,
    jitter: Callable[..., float] | None = full_jitter,
    on_success: _Handlers = None,
    on_backoff: _Handlers = None,
    on_giveup: _Handlers = None,
    logger: str | logging.Logger | None = "backoff",
    backoff_log_level: int = logging.INFO,
    giveup_log_level: int = logging.ERROR,
    **wait_gen_kwargs: Any,
) -> _Decorator:
    """Return a decorator: as long as `predicate` of what the function returns, it is called again.

    After the last try its value is returned all the same.
    """
    plan = _Plan(
        (max_tries, max_time),
        (wait_gen, wait_gen_kwargs),
        jitter,
        _listed(on_success),
        [*_log(logger, backoff_log_level, *_AGAIN), *_listed(on_backoff)],
        [*_log(logger, giveup_log_level, *_OVER), *_listed(on_giveup)],
    )

    def decorate(target: Callable[..., Any]) -> Callable[..., Any]:
        later = inspect.iscoroutinefunction(target)
        return (_until_wanted_later if later else _until_wanted)(target, plan, predicate)

    return decorate
