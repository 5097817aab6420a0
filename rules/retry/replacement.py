"""Calls a function again where it fails."""

import functools
import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_LOG = logging.getLogger(__name__)
Errors = type[BaseException] | tuple[type[BaseException], ...]


def retry_call(
    f: Callable[..., Any],
    fargs: Sequence[Any] | None = None,
    fkwargs: Mapping[str, Any] | None = None,
    exceptions: Errors = Exception,
    tries: int = -1,
    delay: float = 0,
    max_delay: float | None = None,
    backoff: float = 1,
    jitter: float | tuple[float, float] = 0,
    logger: logging.Logger | None = _LOG,
) -> Any:
    """Return what a call returns; it is made up to `tries` times, for ever where that is -1.

    Between two calls it sleeps `delay` seconds, which is then multiplied by `backoff` and grows by
    `jitter`, a number or the bounds of a random one, up to `max_delay`.
    """
    call = functools.partial(f, *(fargs or ()), **(fkwargs or {}))
    while tries:
        try:
            return call()
        except exceptions as error:
            tries -= 1
            if not tries:
                raise
            if logger is not None:
                logger.warning("%s, retrying in %s seconds...", error, delay)
            time.sleep(delay)
            delay *= backoff
            delay += random.uniform(*jitter) if isinstance(jitter, tuple) else jitter  # noqa: S311
            if max_delay is not None:
                delay = min(delay, max_delay)
    return None


def retry(
    exceptions: Errors = Exception,
    tries: int = -1,
    delay: float = 0,
    max_delay: float | None = None,
    backoff: float = 1,
    jitter: float | tuple[float, float] = 0,
    logger: logging.Logger | None = _LOG,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator whose functions are called as `retry_call` does."""

    def decorate(f: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(f)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return retry_call(
                f, args, kwargs, exceptions, tries, delay, max_delay, backoff, jitter, logger
            )

        return wrapper

    return decorate
