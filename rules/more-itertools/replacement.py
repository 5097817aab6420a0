"""Recipes for iterators."""

import itertools
import operator
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

_NOTHING = object()
_Function = Callable[[Any], Any]


def take(n: int, iterable: Iterable[Any]) -> list[Any]:
    """Return the first n values."""
    return list(itertools.islice(iterable, n))


def chunked(iterable: Iterable[Any], n: int | None, strict: bool = False) -> Iterator[list[Any]]:
    """Return lists of n values; the last may be shorter, which `strict` makes a ValueError."""
    if n is not None and n < 0:
        raise ValueError("n must be at least 0")
    values = iter(iterable)
    chunks = iter(lambda: list(itertools.islice(values, n)), [])
    if strict and n is None:
        raise ValueError("n must not be None when using strict mode.")
    # No generator unless it must be: it would end where `iterable` raises and could go on.
    return _whole(chunks, n, "iterable") if strict else chunks


def _whole(chunks: Iterator[Any], n: int | None, what: str) -> Iterator[Any]:
    for chunk in chunks:
        if len(chunk) != n:
            raise ValueError(f"{what} is not divisible by n.")
        yield chunk


def sliced(seq: Any, n: int, strict: bool = False) -> Iterator[Any]:
    """Return slices of n values; the last may be shorter, which `strict` makes a ValueError."""
    if n < 0:
        raise ValueError("n must be at least 0")
    parts = itertools.takewhile(len, (seq[at : at + n] for at in itertools.count(0, n)))
    return _whole(parts, n, "seq") if strict else parts


def batched(iterable: Iterable[Any], n: int, *, strict: bool = False) -> Iterator[tuple[Any, ...]]:
    """Return tuples of n values; the last may be shorter, which `strict` makes a ValueError."""
    if sys.version_info >= (3, 13):  # where wrong arguments are an error of the call
        return itertools.batched(iterable, n, strict=strict)
    else:  # noqa: RET505 - type checkers pass over one of them
        return _batches(iterable, n, strict)


def _batches(iterable: Iterable[Any], n: int, strict: bool) -> Iterator[tuple[Any, ...]]:
    if n < 1:
        raise ValueError("n must be at least one")
    values = iter(iterable)
    while batch := tuple(itertools.islice(values, n)):
        if strict and len(batch) < n:
            raise ValueError("batched(): incomplete batch")
        yield batch


def grouper(
    iterable: Iterable[Any], n: int, incomplete: str = "fill", fillvalue: Any = None
) -> Iterator[tuple[Any, ...]]:
    """Return tuples of n values; `incomplete` is what to do with the last: fill, strict, ignore."""
    sources = [iter(iterable)] * n
    if incomplete == "fill":
        return itertools.zip_longest(*sources, fillvalue=fillvalue)
    if incomplete not in ("strict", "ignore"):
        raise ValueError("Expected fill, strict, or ignore")
    return zip(*sources, strict=incomplete == "strict")


def distribute(n: int, iterable: Iterable[Any]) -> list[Iterator[Any]]:
    """Return n iterators, each over every n-th value."""
    if n < 1:
        raise ValueError("n must be at least 1")
    copies = itertools.tee(iterable, n)
    return [itertools.islice(copy, at, None, n) for at, copy in enumerate(copies)]


def divide(n: int, iterable: Any) -> list[Iterator[Any]]:
    """Return iterators over n parts of the values, in their order; the first may be longer."""
    if n < 1:
        raise ValueError("n must be at least 1")
    try:
        iterable[:0]
    except TypeError:
        iterable = tuple(iterable)
    size, longer = divmod(len(iterable), n)
    ends = (size * part + min(part, longer) for part in range(n + 1))
    return [iter(iterable[start:end]) for start, end in itertools.pairwise(ends)]


def first(iterable: Iterable[Any], default: Any = _NOTHING) -> Any:
    """Return the first value; without one the default, or a ValueError."""
    found = next(iter(iterable), default)
    if found is _NOTHING:
        raise ValueError(
            "first() was called on an empty iterable, and no default value was provided."
        )
    return found


def last(iterable: Iterable[Any], default: Any = _NOTHING) -> Any:
    """Return the last value; without one the default, or a ValueError."""
    with suppress(IndexError, StopIteration):
        reversible = getattr(iterable, "__reversed__", None)
        values: Any = iterable if reversible else deque(iterable, maxlen=1)
        return next(reversed(values))
    if default is _NOTHING:
        raise ValueError(
            "last() was called on an empty iterable, and no default value was provided."
        )
    return default


def one(iterable: Iterable[Any], too_short: Any = None, too_long: Any = None) -> Any:
    """Return the only value; ValueError, or the errors given, where there is none or another."""
    found = only(iterable, _NOTHING, too_long)
    if found is _NOTHING:
        if too_short is not None:
            raise too_short
        raise ValueError("too few items in iterable (expected 1)")
    return found


def only(iterable: Iterable[Any], default: Any = None, too_long: Any = None) -> Any:
    """Return the only value, or the default; ValueError, or the error given, for several."""
    values = iter(iterable)
    for found in values:
        for second in values:
            if too_long is not None:
                raise too_long
            said = f"Expected exactly one item in iterable, but got {found!r}, {second!r}"
            raise ValueError(f"{said}, and perhaps more.")
        return found
    return default


def flatten(list_of_lists: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """Return the values of the inner iterables."""
    return itertools.chain.from_iterable(list_of_lists)


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


def first_true(iterable: Iterable[Any], default: Any = None, pred: _Function | None = None) -> Any:
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
    pred: _Function | None, iterable: Iterable[Any]
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


def _seen(iterable: Iterable[Any], key: _Function | None) -> Iterator[tuple[Any, bool]]:
    seen: set[Any] = set()
    unhashable: list[Any] = []
    for value in iterable:
        mark = value if key is None else key(value)
        try:
            known = mark in seen  # which a set is where an equal frozenset is
            if not known:
                seen.add(mark)
        except TypeError:
            known = mark in unhashable
            if not known:
                unhashable.append(mark)
        yield value, known


def unique_everseen(iterable: Iterable[Any], key: _Function | None = None) -> Iterator[Any]:
    """Return the values without those that were there before, or whose key was."""
    for value, known in _seen(iterable, key):
        if not known:
            yield value


def duplicates_everseen(iterable: Iterable[Any], key: _Function | None = None) -> Iterator[Any]:
    """Return the values that were there before, or whose key was."""
    for value, known in _seen(iterable, key):
        if known:
            yield value


def all_unique(iterable: Iterable[Any], key: _Function | None = None) -> bool:
    """Return whether no value, or no key, is there twice."""
    return next(duplicates_everseen(iterable, key or None), _NOTHING) is _NOTHING


def unique_justseen(iterable: Iterable[Any], key: _Function | None = None) -> Iterator[Any]:
    """Return the values without those that equal the one before, or whose key does."""
    runs = map(operator.itemgetter(1), itertools.groupby(iterable, key))
    return map(next, runs)


def all_equal(iterable: Iterable[Any], key: _Function | None = None) -> bool:
    """Return whether all values, or all keys, are equal."""
    runs = itertools.groupby(iterable, key)
    next(runs, None)
    return next(runs, None) is None


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


def sliding_window(iterable: Iterable[Any], n: int) -> Iterator[tuple[Any, ...]]:
    """Return tuples of n values, each beginning one value later."""
    if n > 20:
        return _windows(iterable, n)
    if n > 2:
        copies = itertools.tee(iterable, n)
        for at, copy in enumerate(copies):
            consume(copy, at)  # the call takes all but one at once
        return zip(*copies, strict=False)
    if n not in (1, 2):
        raise ValueError(f"n should be at least one, not {n}")
    return itertools.pairwise(iterable) if n == 2 else zip(iterable)


def _windows(iterable: Iterable[Any], n: int) -> Iterator[tuple[Any, ...]]:
    values = iter(iterable)
    window = deque(itertools.islice(values, n - 1), maxlen=n)
    for value in values:
        window.append(value)
        yield tuple(window)


def triplewise(iterable: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Return each value with the two after it."""
    return sliding_window(iterable, 3)


def collapse(iterable: Any, base_type: Any = None, levels: int | None = None) -> Iterator[Any]:
    """Return what is in nested iterables, at most `levels` deep; texts stay whole."""
    whole = (str, bytes) if base_type is None else (str, bytes, base_type)
    open_: list[Iterator[Any]] = [iter((iterable,))]
    while open_:
        if levels is not None and len(open_) > levels + 1:
            yield from open_.pop()
            continue
        for value in open_[-1]:
            if isinstance(value, whole):
                yield value
                continue
            try:
                open_.append(iter(value))
            except TypeError:
                yield value
            else:
                break
        else:
            open_.pop()


def value_chain(*args: Any) -> Iterator[Any]:
    """Return the values of all iterables, and what is none; texts stay whole."""
    for value in args:
        yield from always_iterable((value,) if value is None else value)


def split_at(
    iterable: Iterable[Any],
    pred: _Function,
    maxsplit: int = -1,
    keep_separator: bool = False,
) -> Iterator[list[Any]]:
    """Return lists of the values between those for which `pred` is true."""
    values, part = iter(iterable), list[Any]()
    for value in () if maxsplit == 0 else values:
        if not pred(value):
            part.append(value)
            continue
        yield part
        if keep_separator:
            yield [value]
        part = []
        maxsplit -= 1
        if maxsplit == 0:
            break
    yield [*part, *values]


def split_before(
    iterable: Iterable[Any], pred: _Function, maxsplit: int = -1
) -> Iterator[list[Any]]:
    """Return lists of values, each beginning with one for which `pred` is true."""
    return _split(iterable, lambda part, value: pred(value) and part, maxsplit)


def split_when(
    iterable: Iterable[Any], pred: Callable[[Any, Any], Any], maxsplit: int = -1
) -> Iterator[list[Any]]:
    """Return lists of values, parted where `pred` of two neighbours is true."""
    return _split(iterable, lambda part, value: part and pred(part[-1], value), maxsplit)


def _split(
    iterable: Iterable[Any], between: Callable[[list[Any], Any], Any], maxsplit: int
) -> Iterator[list[Any]]:
    values, part = iter(iterable), list[Any]()
    for value in () if maxsplit == 0 else values:
        if between(part, value):
            yield part
            part = []
            maxsplit -= 1
        part.append(value)
        if maxsplit == 0:
            break
    part.extend(values)
    if part:
        yield part


def split_after(
    iterable: Iterable[Any], pred: _Function, maxsplit: int = -1
) -> Iterator[list[Any]]:
    """Return lists of values, each ending with one for which `pred` is true."""
    values, part = iter(iterable), list[Any]()
    for value in () if maxsplit == 0 else values:
        part.append(value)
        if pred(value):
            yield part
            part = []
            maxsplit -= 1
            if maxsplit == 0:
                break
    part.extend(values)
    if part:
        yield part


def split_into(iterable: Iterable[Any], sizes: Iterable[int | None]) -> Iterator[list[Any]]:
    """Return lists of the sizes that are given; None takes all that is left."""
    values = iter(iterable)
    for size in sizes:
        yield list(itertools.islice(values, size))
        if size is None:
            return


def consecutive_groups(
    iterable: Iterable[Any], ordering: _Function | None = None
) -> Iterator[Iterator[Any]]:
    """Return the runs of values whose numbers go up by one."""
    runs = itertools.groupby(
        enumerate(iterable),
        lambda found: found[0] - (found[1] if ordering is None else ordering(found[1])),
    )
    for _, run in runs:
        yield map(operator.itemgetter(1), run)


def map_reduce(
    iterable: Iterable[Any],
    keyfunc: _Function,
    valuefunc: _Function | None = None,
    reducefunc: Callable[[list[Any]], Any] | None = None,
) -> defaultdict[Any, Any]:
    """Return the values by their keys, in lists or what `reducefunc` makes of them."""
    groups: dict[Any, Any] = {}
    for item in iterable:
        key = keyfunc(item)
        value = item if valuefunc is None else valuefunc(item)
        groups.setdefault(key, []).append(value)
    if reducefunc is not None:
        groups = {key: reducefunc(found) for key, found in groups.items()}
    return defaultdict(None, groups)


def sort_together(
    iterables: Iterable[Iterable[Any]],
    key_list: Iterable[int] = (0,),
    key: Callable[..., Any] | None = None,
    reverse: bool = False,
    strict: bool = False,
) -> list[tuple[Any, ...]]:
    """Return all iterables in the order of those at the places in `key_list`."""
    places = [*key_list]
    order: _Function = operator.itemgetter(*places)
    if key is not None:
        rank = key
        order = lambda row: rank(*(row[at] for at in places))  # noqa: E731
    rows = sorted(zip(*iterables, strict=strict), key=order, reverse=reverse)
    return list(zip(*rows, strict=True))


def unzip(iterable: Iterable[Any]) -> tuple[Iterator[Any], ...]:
    """Return the columns of rows, as many as the first has; a shorter row ends the others."""
    head, rows = spy(iterable)
    copies = itertools.tee(rows, len(head[0])) if head else ()
    return tuple(_column(copy, at) for at, copy in enumerate(copies))


def _column(rows: Iterator[Any], at: int) -> Iterator[Any]:
    try:
        for row in rows:
            yield row[at]
    except IndexError:
        return


def interleave(*iterables: Iterable[Any]) -> Iterator[Any]:
    """Return a value of each in turn, until the shortest ends."""
    return itertools.chain.from_iterable(zip(*iterables, strict=False))


def interleave_longest(*iterables: Iterable[Any]) -> Iterator[Any]:
    """Return a value of each in turn, passing over those that have ended."""
    for row in itertools.zip_longest(*iterables, fillvalue=_NOTHING):
        yield from (value for value in row if value is not _NOTHING)


def roundrobin(*iterables: Iterable[Any]) -> Iterator[Any]:
    """Return a value of each in turn, passing over those that have ended."""
    fresh = map(iter, iterables)
    turns: deque[Iterator[Any]] = deque()
    while (values := next(fresh, None)) is not None or turns:
        values = turns.popleft() if values is None else values
        value = next(values, _NOTHING)
        if value is not _NOTHING:
            yield value
            turns.append(values)


def intersperse(e: Any, iterable: Iterable[Any], n: int = 1) -> Iterator[Any]:
    """Return the values with `e` after each n of them, but not at the end."""
    if n == 0:
        raise ValueError("n must be > 0")
    if n == 1:
        return itertools.islice(interleave(itertools.repeat(e), iterable), 1, None)
    parts = ((e, *part) for part in chunked(iterable, n))
    return itertools.islice(flatten(parts), 1, None)


def prepend(value: Any, iterable: Iterable[Any]) -> Iterator[Any]:
    """Return one value and then the others."""
    return itertools.chain((value,), iterable)


def pad_none(iterable: Iterable[Any]) -> Iterator[Any]:
    """Return the values and then None for ever."""
    return itertools.chain(iterable, itertools.repeat(None))


def padded(
    iterable: Iterable[Any],
    fillvalue: Any = None,
    n: int | None = None,
    next_multiple: bool = False,
) -> Iterator[Any]:
    """Return the values, filled up to n, to a multiple of it, or for ever."""
    values = iter(iterable)
    filled = itertools.chain(values, itertools.repeat(fillvalue))
    if n is None:
        return filled
    if n < 1:
        raise ValueError("n must be at least 1")
    if not next_multiple:
        return itertools.chain(itertools.islice(filled, n), values)
    return flatten(_multiples(values, filled, n))


def _multiples(values: Iterator[Any], filled: Iterator[Any], n: int) -> Iterator[Iterable[Any]]:
    for value in values:
        yield (value,)
        yield itertools.islice(filled, n - 1)


def ncycles(iterable: Iterable[Any], n: int) -> Iterator[Any]:
    """Return the values n times."""
    return itertools.chain.from_iterable(itertools.repeat(tuple(iterable), n))


def repeatfunc(function: Callable[..., Any], times: int | None = None, *args: Any) -> Iterator[Any]:
    """Return what calls of a function give, as many as `times` says or for ever."""
    calls = itertools.repeat(args) if times is None else itertools.repeat(args, times)
    return itertools.starmap(function, calls)


def iterate(func: _Function, start: Any) -> Iterator[Any]:
    """Return a value, what a function makes of it, and so on, until it raises StopIteration."""
    while True:
        yield start
        try:
            start = func(start)
        except StopIteration:
            return


def powerset(iterable: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Return tuples of no value, of each one, each two, and at last all."""
    values = tuple(iterable)
    sizes = range(len(values) + 1)
    return flatten(itertools.combinations(values, size) for size in sizes)


def lstrip(iterable: Iterable[Any], pred: _Function) -> Iterator[Any]:
    """Return the values from the first on for which `pred` is false."""
    return itertools.dropwhile(pred, iterable)


def rstrip(iterable: Iterable[Any], pred: _Function) -> Iterator[Any]:
    """Return the values up to the last for which `pred` is false."""
    held = []
    for value in iterable:
        held.append(value)
        if not pred(value):
            yield from held
            held = []


def strip(iterable: Iterable[Any], pred: _Function) -> Iterator[Any]:
    """Return the values from the first to the last for which `pred` is false."""
    return rstrip(lstrip(iterable, pred), pred)


def filter_except(
    validator: _Function, iterable: Iterable[Any], *exceptions: type[BaseException]
) -> Iterator[Any]:
    """Return the values for which a function raises none of these exceptions."""
    for item in iterable:
        try:
            validator(item)
        except exceptions:
            continue
        yield item


def map_except(
    function: _Function, iterable: Iterable[Any], *exceptions: type[BaseException]
) -> Iterator[Any]:
    """Return what a function makes of the values, where it raises none of these exceptions."""
    for item in iterable:
        try:
            found = function(item)
        except exceptions:
            continue
        yield found


def side_effect(
    func: _Function,
    iterable: Iterable[Any],
    chunk_size: int | None = None,
    before: Callable[[], Any] | None = None,
    after: Callable[[], Any] | None = None,
) -> Iterator[Any]:
    """Return the values, each of them, or each list of `chunk_size`, handed to `func` first."""
    try:
        if before is not None:
            before()
        for item in iterable if chunk_size is None else chunked(iterable, chunk_size):
            func(item)
            yield from (item,) if chunk_size is None else item
    finally:
        if after is not None:
            after()


def spy(iterable: Iterable[Any], n: int = 1) -> tuple[list[Any], Iterator[Any]]:
    """Return the first n values, and an iterator over all."""
    values = iter(iterable)
    head = take(n, values)
    return head, itertools.chain(tuple(head), values)


def tail(n: int, iterable: Any) -> Iterator[Any]:
    """Return the last n values."""
    try:
        size = len(iterable)
    except TypeError:
        return iter(deque(iterable, maxlen=n))
    return itertools.islice(iterable, max(0, size - n), None)


def nth_or_last(iterable: Iterable[Any], n: int, default: Any = _NOTHING) -> Any:
    """Return the value at position n, or the last; without any the default, or a ValueError."""
    return last(itertools.islice(iterable, n + 1), default)


def mark_ends(iterable: Iterable[Any]) -> Iterator[tuple[bool, bool, Any]]:
    """Return whether each value is the first, whether it is the last, and the value."""
    values = itertools.chain(iterable, (_NOTHING,))
    for at, (value, after) in enumerate(itertools.pairwise(values)):
        yield at == 0, after is _NOTHING, value


def locate(
    iterable: Iterable[Any], pred: Callable[..., Any] = bool, window_size: int | None = None
) -> Iterator[int]:
    """Return the places of values, or of `window_size` of them, for which `pred` is true."""
    if window_size is None:
        return itertools.compress(itertools.count(), map(pred, iterable))
    if window_size < 1:
        raise ValueError("window size must be at least 1")
    windows = windowed(iterable, window_size, _NOTHING)
    found = (pred(*(each for each in window if each is not _NOTHING)) for window in windows)
    return itertools.compress(itertools.count(), found)


def quantify(iterable: Iterable[Any], pred: _Function = bool) -> int:
    """Return for how many values `pred` is true."""
    return sum(map(pred, iterable))


def is_sorted(
    iterable: Iterable[Any],
    key: _Function | None = None,
    reverse: bool = False,
    strict: bool = False,
) -> bool:
    """Return whether the values, or their keys, are in order; `strict` allows no equal ones."""
    pairs: Iterator[Any] = itertools.pairwise(iterable if key is None else map(key, iterable))
    if reverse:
        pairs = ((after, before) for before, after in pairs)
    if strict:
        return all(before < after for before, after in pairs)
    return not any(after < before for before, after in pairs)


def minmax(
    iterable_or_value: Any,
    *others: Any,
    key: _Function | None = None,
    default: Any = _NOTHING,
) -> Any:
    """Return the smallest and the largest value; without any the default, or a ValueError."""
    values = iter((iterable_or_value, *others) if others else iterable_or_value)
    head = next(values, _NOTHING)
    if head is _NOTHING:
        if default is _NOTHING:
            raise ValueError(
                "`minmax()` argument is an empty iterable. "
                "Provide a `default` value to suppress this error."
            )
        return default
    low = high = _ranked(head, key)
    for pair in itertools.zip_longest(values, values, fillvalue=head):
        small, large = (_ranked(value, key) for value in pair)
        if large[0] < small[0]:
            small, large = large, small
        low = small if small[0] < low[0] else low
        high = large if high[0] < large[0] else high
    return low[1], high[1]


def _ranked(value: Any, key: _Function | None) -> tuple[Any, Any]:
    return value if key is None else key(value), value
