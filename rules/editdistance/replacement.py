"""How many changes turn one sequence into another (Levenshtein)."""

from typing import Any


def distance(a: Any, b: Any) -> int:
    """Return how many items must be put in, taken out or changed; items are compared by hash."""
    one, two = ([hash(each[at]) for at in range(len(each))] for each in (a, b))
    row = list(range(len(two) + 1))
    for count, item in enumerate(one, 1):
        above, row = row, [count]
        for at, other in enumerate(two):
            row.append(min(above[at] + (item != other), above[at + 1] + 1, row[at] + 1))
    return row[-1]


eval = distance  # noqa: A001 - the name that callers use
