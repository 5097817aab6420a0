"""Recipes for iterators."""

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_NOTHING = object()


def take(n: int, iterable: Iterable[Any]) -> list[Any]:
    """Return the first n values."""
    return list(itertools.islice(iterable, n))


def chunked(iterable: Iterable[Any], n: int | None, strict: bool = False) -> Iterator[list[Any]]:
    """Return lists of n values; the last may be shorter, which `strict` makes a ValueError."""
    if n is not None and n < 0:
        raise ValueError("n must be at least 0")
    if strict and n is None:
        raise ValueError("n must not be None when using strict mode.")
    values = iter(iterable)
    return _chunks(iter(lambda: list(itertools.islice(values, n)), []), n if strict else None)


def _chunks(chunks: Iterator[list[Any]], n: int | None) -> Iterator[list[Any]]:
    for chunk in chunks:
        if n is not None and len(chunk) != n:
            raise ValueError("iterable is not divisible by n.")
        yield chunk


def first(iterable: Iterable[Any], default: Any = _NOTHING) -> Any:
    """Return the first value; without one the default, or a ValueError."""
    found = next(iter(iterable), default)
    if found is _NOTHING:
        raise ValueError("first() was called on an empty iterable, and no default was provided.")
    return found


def last(iterable: Iterable[Any], default: Any = _NOTHING) -> Any:
    """Return the last value; without one the default, or a ValueError."""
    if getattr(iterable, "__reversed__", None):
        found = next(reversed(iterable), _NOTHING)  # type: ignore[call-overload]
    else:
        found = next(iter(deque(iterable, maxlen=1)), _NOTHING)
    if found is not _NOTHING:
        return found
    if default is _NOTHING:
        raise ValueError("last() was called on an empty iterable, and no default was provided.")
    return default


def one(iterable: Iterable[Any], too_short: Any = None, too_long: Any = None) -> Any:
    """Return the only value; ValueError, or the errors given, where there is none or another."""
    found = only(iterable, _NOTHING, too_long)
    if found is _NOTHING:
        raise too_short or ValueError("too few items in iterable (expected 1)")
    return found


def only(iterable: Iterable[Any], default: Any = None, too_long: Any = None) -> Any:
    """Return the only value, or the default; ValueError, or the error given, for several."""
    values = iter(iterable)
    for found in values:
        for second in values:
            said = f"Expected exactly one item in iterable, but got {found!r}, {second!r}"
            raise too_long or ValueError(f"{said}, and perhaps more.")
        return found
    return default


def flatten(iterables: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """Return the values of the inner iterables."""
    return itertools.chain.from_iterable(iterables)


def pairwise(iterable: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Return each value with the one after it."""
    return itertools.pairwise(iterable)


def nth(iterable: Iterable[Any], n: int, default: Any = None) -> Any:
    """Return the value at position n, or the default."""
    return next(itertools.islice(iterable, n, None), default)


def consume(iterator: Iterator[Any], n: int | None = None) -> None:
    """Pass over n values, or all."""
    deque(itertools.islice(iterator, n), maxlen=0)


def ilen(iterable: Iterable[Any]) -> int:
    """Return how many values there are."""
    return sum(1 for _ in iterable)


def first_true(
    iterable: Iterable[Any], default: Any = None, pred: Callable[[Any], Any] | None = None
) -> Any:
    """Return the first value that is true, or for which `pred` is; else the default."""
    return next(filter(pred, iterable), default)


def always_iterable(obj: Any, base_type: Any = (str, bytes)) -> Iterator[Any]:
    """Return what iterates over a value: over itself alone if it is none or of `base_type`."""
    if obj is None:
        return iter(())
    if base_type is not None and isinstance(obj, base_type):
        return iter((obj,))
    try:
        return iter(obj)
    except TypeError:
        return iter((obj,))


def partition(
    pred: Callable[[Any], Any] | None, iterable: Iterable[Any]
) -> tuple[Iterator[Any], Iterator[Any]]:
    """Return the values for which `pred` is false, and those for which it is true."""
    test = bool if pred is None else pred
    values = iter(iterable)
    found: tuple[deque[Any], deque[Any]] = (deque(), deque())

    def those(side: bool) -> Iterator[Any]:
        while True:
            while found[side]:
                yield found[side].popleft()
            for value in values:
                found[bool(test(value))].append(value)
                break
            else:
                return

    return those(False), those(True)


def unique_everseen(
    iterable: Iterable[Any], key: Callable[[Any], Any] | None = None
) -> Iterator[Any]:
    """Return the values without those that were there before, or whose key was."""
    seen: set[Any] = set()
    unhashable: list[Any] = []
    for value in iterable:
        mark = value if key is None else key(value)
        try:
            if mark not in seen:
                seen.add(mark)
                yield value
        except TypeError:
            if mark not in unhashable:
                unhashable.append(mark)
                yield value


def windowed(
    seq: Iterable[Any], n: int, fillvalue: Any = None, step: int = 1
) -> Iterator[tuple[Any, ...]]:
    """Return tuples of n values, each `step` after the one before; the last may be filled up."""
    if n <= 0:
        raise ValueError("n must be > 0")
    if step < 1:
        raise ValueError("step must be >= 1")
    values = iter(seq)
    window = tuple(itertools.islice(values, n))
    if not window:
        return
    yield window + (fillvalue,) * (n - len(window))
    if len(window) < n:
        return
    while True:
        fresh = tuple(itertools.islice(values, step))
        if not fresh:
            return
        window = (window + fresh + (fillvalue,) * (step - len(fresh)))[step : step + n]
        if len(fresh) > step - n:
            yield window
        else:
            return
