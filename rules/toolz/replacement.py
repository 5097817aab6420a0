"""Short functions over dictionaries and iterables; none changes what it is given."""

import operator
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, filterfalse, islice, tee, zip_longest
from typing import Any

_NO_PAD: Any = object()


def identity(x: Any) -> Any:
    """Return the value itself."""
    return x


def pipe(data: Any, *funcs: Callable[[Any], Any]) -> Any:
    """Return what the functions make of a value, one after the other."""
    for func in funcs:
        data = func(data)
    return data


def _all(dicts: tuple[Any, ...]) -> Iterable[Mapping[Any, Any]]:
    found: Iterable[Mapping[Any, Any]] = dicts
    return dicts[0] if len(dicts) == 1 and not isinstance(dicts[0], Mapping) else found


def merge(*dicts: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return all items in one dictionary, the later ones over the earlier."""
    merged = factory()
    for each in _all(dicts):
        merged.update(each)
    return merged


def merge_with(func: Callable[[Any], Any], *dicts: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return what `func` makes of the list of all values of each key."""
    values: dict[Any, list[Any]] = {}
    for each in _all(dicts):
        for key, value in each.items():
            values.setdefault(key, []).append(value)
    merged = factory()
    for key, found in values.items():
        merged[key] = func(found)
    return merged


def _made(items: Iterable[Any], factory: Callable[[], Any]) -> Any:
    made = factory()
    made.update(items)
    return made


def valmap(func: Callable[[Any], Any], d: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return a dictionary with other values."""
    return _made(((key, func(value)) for key, value in d.items()), factory)


def keymap(func: Callable[[Any], Any], d: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return a dictionary with other keys."""
    return _made(((func(key), value) for key, value in d.items()), factory)


def itemmap(func: Callable[[Any], Any], d: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return a dictionary with other items."""
    return _made(map(func, d.items()), factory)


def itemfilter(predicate: Callable[[Any], Any], d: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return the items for which the predicate is true."""
    found = factory()
    for key, value in filter(predicate, d.items()):
        found[key] = value
    return found


def valfilter(predicate: Callable[[Any], Any], d: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return the items for whose values the predicate is true."""
    return itemfilter(lambda item: predicate(item[1]), d, factory)


def keyfilter(predicate: Callable[[Any], Any], d: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return the items for whose keys the predicate is true."""
    return itemfilter(lambda item: predicate(item[0]), d, factory)


def assoc(d: Any, key: Any, value: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return a dictionary with one item more, or another value for it."""
    found = _made(d, factory)
    found[key] = value
    return found


def update_in(
    d: Any,
    keys: Iterable[Any],
    func: Callable[[Any], Any],
    default: Any = None,
    factory: Callable[[], Any] = dict,
) -> Any:
    """Return nested dictionaries with what `func` makes of the value below the keys."""
    rest = iter(keys)
    key = next(rest)
    path = [*rest]
    found = _made(d, factory)
    if path:
        inner = d[key] if key in d else factory()
        found[key] = update_in(inner, path, func, default, factory)
    else:
        found[key] = func(d[key] if key in d else default)  # noqa: SIM401 - it may have no get()
    return found


def assoc_in(d: Any, keys: Iterable[Any], value: Any, factory: Callable[[], Any] = dict) -> Any:
    """Return nested dictionaries with another value below the keys."""
    return update_in(d, keys, lambda _: value, value, factory)


def get_in(keys: Iterable[Any], coll: Any, default: Any = None, no_default: bool = False) -> Any:
    """Return what stands below the keys of nested things, or the default."""
    try:
        return reduce(operator.getitem, keys, coll)
    except (KeyError, IndexError, TypeError):
        if no_default:
            raise
        return default


def _getter(key: Any) -> Callable[[Any], Any]:
    if callable(key):
        found: Callable[[Any], Any] = key
        return found
    if isinstance(key, list):
        return lambda item: tuple(item[each] for each in key)
    return operator.itemgetter(key)


def groupby(key: Any, seq: Iterable[Any]) -> dict[Any, list[Any]]:
    """Return lists of the values by their key: a function, an index, or a list of indices."""
    get = _getter(key)
    groups: dict[Any, list[Any]] = {}
    for item in seq:
        groups.setdefault(get(item), []).append(item)
    return groups


def frequencies(seq: Iterable[Any]) -> dict[Any, int]:
    """Return how often each value is there."""
    return dict(Counter(iter(seq)))


def countby(key: Any, seq: Iterable[Any]) -> dict[Any, int]:
    """Return how often each key is there."""
    return frequencies(map(_getter(key), seq))


def partition(n: int, seq: Iterable[Any], pad: Any = _NO_PAD) -> Iterator[tuple[Any, ...]]:
    """Return tuples of n values; a rest is left out, or filled up."""
    sources = [iter(seq)] * n
    return zip(*sources) if pad is _NO_PAD else zip_longest(*sources, fillvalue=pad)  # noqa: B905


def partition_all(n: int, seq: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield tuples of n values, the last of which may be shorter."""
    values = iter(seq)
    while part := tuple(islice(values, max(n, 0))):
        yield part


def sliding_window(n: int, seq: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Return tuples of n values, each beginning one value later."""
    copies = tee(seq, n)
    for at, copy in enumerate(copies):
        next(islice(copy, at, at), None)
    return zip(*copies)  # noqa: B905


def concat(seqs: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """Return the values of the inner iterables."""
    return chain.from_iterable(seqs)


def concatv(*seqs: Iterable[Any]) -> Iterator[Any]:
    """Return the values of all iterables."""
    return chain.from_iterable(seqs)


def mapcat(func: Callable[[Any], Iterable[Any]], seqs: Iterable[Any]) -> Iterator[Any]:
    """Return the values of the iterables that a function gives."""
    return chain.from_iterable(map(func, seqs))


def cons(el: Any, seq: Iterable[Any]) -> Iterator[Any]:
    """Return one value and then the others."""
    return chain([el], seq)


def first(seq: Iterable[Any]) -> Any:
    """Return the first value; StopIteration without one."""
    return next(iter(seq))


def second(seq: Iterable[Any]) -> Any:
    """Return the second value; StopIteration without one."""
    values = iter(seq)
    next(values)
    return next(values)


def last(seq: Any) -> Any:
    """Return the last value; IndexError without one."""
    try:
        found = seq[-1:]
    except (TypeError, KeyError):
        found = tuple(deque(seq, 1))
    return found[0]


def nth(n: int, seq: Iterable[Any]) -> Any:
    """Return the value at position n; IndexError or StopIteration without one."""
    return seq[n] if isinstance(seq, Sequence) else next(islice(seq, n, None))


def take(n: int, seq: Iterable[Any]) -> Iterator[Any]:
    """Return the first n values."""
    return islice(seq, n)


def drop(n: int, seq: Iterable[Any]) -> Iterator[Any]:
    """Return the values after the first n."""
    return islice(seq, n, None)


def unique(seq: Iterable[Any], key: Callable[[Any], Any] | None = None) -> Iterator[Any]:
    """Yield the values without those that were there before, or whose key was."""
    seen = set()
    for item in seq:
        mark = item if key is None else key(item)
        if mark not in seen:
            seen.add(mark)
            yield item


def remove(predicate: Callable[[Any], Any], seq: Iterable[Any]) -> Iterator[Any]:
    """Return the values for which the predicate is false."""
    return filterfalse(predicate, seq)


def count(seq: Any) -> int:
    """Return how many values there are."""
    return len(seq) if hasattr(seq, "__len__") else sum(1 for _ in seq)
