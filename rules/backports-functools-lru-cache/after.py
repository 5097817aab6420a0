"""Remembers what was computed."""

from functools import lru_cache


@lru_cache(maxsize=None)
def paths(rows, columns):
    if not rows or not columns:
        return 1
    return paths(rows - 1, columns) + paths(rows, columns - 1)


@lru_cache(maxsize=2)
def square(value):
    print("computing", value)
    return value * value


print(paths(16, 16))
print([square(each) for each in (1, 2, 1, 3, 2)])
print(tuple(square.cache_info()))
square.cache_clear()
print(square.__wrapped__(4), square.cache_info().currsize)
