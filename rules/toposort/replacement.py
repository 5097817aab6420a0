"""Puts things in an order in which each comes after those that it depends on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


class CircularDependencyError(ValueError):
    """Things depend on each other; `data` has them with what they still wait for."""

    def __init__(self, data: dict[Any, set[Any]]) -> None:
        items = ", ".join(f"{key}:{value}" for key, value in data.items())
        super().__init__(f"Circular dependencies exist among these items: {{{items}}}")
        self.data = data


def toposort(data: Mapping[Any, Iterable[Any]]) -> Iterator[set[Any]]:
    """Yield sets of things, each of which depends only on things of the sets before.

    `data` has for each thing those that it depends on; itself does not count. Raises
    CircularDependencyError after what could be put in order.
    """
    if len(data) == 0:
        return
    waiting = {item: {each for each in needs if each != item} for item, needs in data.items()}
    for item in {each for needs in waiting.values() for each in needs} - set(waiting):
        waiting[item] = set()
    while ready := {item for item, needs in waiting.items() if not needs}:
        yield ready
        waiting = {item: needs - ready for item, needs in waiting.items() if item not in ready}
    if waiting:
        raise CircularDependencyError(waiting)


def toposort_flatten(data: Mapping[Any, Iterable[Any]], sort: bool = True) -> list[Any]:
    """Return all in one list, each set in order, or as it comes unless `sort`."""
    return [item for level in toposort(data) for item in (sorted(level) if sort else level)]
