"""Computes slowly, once."""

from functools import lru_cache

calls = []


@lru_cache(maxsize=100)
def square(number):
    calls.append(number)
    return number * number


cube = lru_cache(None)(lambda number: square(number) * number)
print(square(3), square(3), square(4), cube(3), calls)
