"""Sorts texts by the numbers in them: "a2" before "a10"."""

import enum
import functools
import itertools
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, TypeVar

T = TypeVar("T")
Key = Callable[[Any], Any]


class ns(enum.IntEnum):  # noqa: N801 - what the options say of themselves
    """How texts are compared."""

    DEFAULT = 0
    IGNORECASE = 64


DEFAULT = ns.DEFAULT
IGNORECASE = ns.IGNORECASE


def _number(digits: str) -> int | str:
    try:
        return int(digits)
    except ValueError:  # longer than Python converts
        return digits


def _split(text: str) -> Iterator[str | int]:
    for decimal, run in itertools.groupby(text, str.isdecimal):
        if decimal:
            yield _number("".join(run))
            continue
        for digit, inner in itertools.groupby(run, str.isdigit):
            if digit:  # a small raised 2, or one in a circle
                yield from map(unicodedata.digit, inner)
            else:
                yield "".join(inner)


def _components(text: str) -> Iterator[str | int]:
    """Yield numbers and what stands between them; a text, be it empty, comes before a number."""
    number = True
    for part in _split(text):
        if number and isinstance(part, int):
            yield ""
        yield part
        number = isinstance(part, int)


def _key(val: Any, key: Key | None, alg: int) -> tuple[Any, ...]:
    if key is not None:
        val = key(val)
    if isinstance(val, PurePath):
        val = str(val)
    if isinstance(val, str):
        text = unicodedata.normalize("NFD", val)
        return tuple(_components(text.casefold() if alg else text))
    if isinstance(val, bytes):
        return (val.lower() if alg else val,)
    if isinstance(val, Iterable):
        return tuple(_key(each, None, alg) for each in val)
    if val is None:
        return "", float("-inf"), "2"
    if val != val:  # not a number
        return "", float("-inf"), "1"
    return ("", val, "3") if val == float("-inf") else ("", val)


def natsort_keygen(key: Key | None = None, alg: int = DEFAULT) -> Callable[[Any], Any]:
    """Return a key for sorting what `key` makes of an element; `alg` may be IGNORECASE."""
    if alg not in (DEFAULT, IGNORECASE):
        raise ValueError("neither DEFAULT nor IGNORECASE")
    return functools.partial(_key, key=key, alg=alg)


natsort_key = natsort_keygen()


def natsorted(
    seq: Iterable[T], key: Key | None = None, reverse: bool = False, alg: int = DEFAULT
) -> list[T]:
    """Return a list of the elements by their texts and the whole numbers in those."""
    return sorted(seq, key=natsort_keygen(key, alg), reverse=reverse)


def index_natsorted(
    seq: Iterable[Any], key: Key | None = None, reverse: bool = False, alg: int = DEFAULT
) -> list[int]:
    """Return the positions of the elements in the order of `natsorted`."""
    found = list(map(natsort_keygen(key, alg), seq))
    return sorted(range(len(found)), key=found.__getitem__, reverse=reverse)


def order_by_index(seq: Sequence[Any], index: Iterable[int], iter: bool = False) -> Iterable[Any]:  # noqa: A002
    """Return the elements at some positions: a list, or with `iter` one after the other."""
    found = (seq[at] for at in index)
    return found if iter else list(found)
