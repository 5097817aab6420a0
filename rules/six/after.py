"""Runs on Python 2 and 3."""

from app._inhouse.six import ensure_binary
from itertools import zip_longest
from urllib.parse import quote


def describe(value):
    if isinstance(value, (str,)):
        return ensure_binary(value)
    if isinstance(value, (int,)):
        return bytes((value,))
    return [pair for pair in iter(value.items())]


print(describe("a"), describe(66), describe({"x": 1}))
print(list(zip_longest(range(2), [5])), quote("a b"))
