"""Returns the first of several values that is wanted."""

from collections.abc import Callable, Iterable
from typing import Any


def first(
    iterable: Iterable[Any], default: Any = None, key: Callable[[Any], Any] | None = None
) -> Any:
    """Return the first value that is true, or for which `key` is; else the default."""
    return next(filter(key, iterable), default)
