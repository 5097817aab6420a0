"""A set whose elements have an order and positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableSet, Sequence
from itertools import chain
from typing import Any, TypeVar

T = TypeVar("T")


class OrderedSet(MutableSet[T], Sequence[T]):
    """Elements in the order in which they were first added; each can be asked for by position."""

    def __init__(self, initial: Iterable[T] | None = None) -> None:
        self.items: list[T] = []
        self.map: dict[T, int] = {}
        for each in () if initial is None else initial:
            self.add(each)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __reversed__(self) -> Iterator[T]:
        return reversed(self.items)

    def __contains__(self, key: object) -> bool:
        return key in self.map

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, Iterable):
            return [self.items[each] for each in index]
        if isinstance(index, slice):
            found = self.items[index]
            return self.copy() if index == slice(None) else self.__class__(found)
        if hasattr(index, "__index__"):
            return self.items[index]
        raise TypeError(f"Don't know how to index an OrderedSet by {index!r}")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sequence):
            return self.items == list(other)
        try:
            return set(self.items) == set(other)  # type: ignore[call-overload]
        except TypeError:
            return False

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self.items or ''})"

    def __getstate__(self) -> list[T] | tuple[None]:
        return self.items or (None,)  # what is false would not be given back

    def __setstate__(self, state: list[T] | tuple[None]) -> None:
        self._hold([] if isinstance(state, tuple) else state)

    def __and__(self, other: Iterable[Any]) -> OrderedSet[T]:
        return self.intersection(other)

    def _hold(self, items: Iterable[T]) -> None:
        self.items = list(items)
        self.map = {each: at for at, each in enumerate(self.items)}

    def copy(self) -> OrderedSet[T]:
        """Return another set of the same elements."""
        return self.__class__(self)

    def add(self, key: T) -> int:  # type: ignore[override]
        """Add an element behind the others, unless it is there; return its position."""
        if key not in self.map:
            self.map[key] = len(self.items)
            self.items.append(key)
        return self.map[key]

    append = add

    def update(self, sequence: Iterable[T]) -> int:
        """Add elements; return the position of the last one, ValueError for what has none."""
        at = 0
        try:
            for each in sequence:
                at = self.add(each)
        except TypeError:
            raise ValueError(f"Argument needs to be an iterable, got {type(sequence)}") from None
        return at

    def index(self, key: Any) -> Any:  # type: ignore[override]
        """Return the position of an element, KeyError where there is none; of many, a list."""
        if isinstance(key, Iterable) and not isinstance(key, str | tuple):
            return [self.index(each) for each in key]
        return self.map[key]

    get_loc = get_indexer = index

    def pop(self, index: int = -1) -> T:
        """Take out the element at a position, KeyError where the set is empty."""
        if not self.items:
            raise KeyError("Set is empty")
        found = self.items[index]
        self._hold([*self.items[:index], *self.items[index:][1:]])
        return found

    def discard(self, key: T) -> None:
        """Take out an element, if it is there."""
        if key in self.map:
            self._hold(each for at, each in enumerate(self.items) if at != self.map[key])

    def clear(self) -> None:
        """Take out all."""
        self._hold(())

    def union(self, *sets: Iterable[Any]) -> OrderedSet[Any]:
        """Return a set of its elements and of those of others."""
        return self.__class__(list(chain(self, *sets)))

    def intersection(self, *sets: Iterable[Any]) -> OrderedSet[T]:
        """Return a set of its elements that all others have."""
        others = [set(each) for each in sets]
        return self.__class__(each for each in self if all(each in one for one in others))

    def difference(self, *sets: Iterable[Any]) -> OrderedSet[T]:
        """Return a set of its elements that no other has."""
        others = set(chain(*sets))
        return self.__class__(each for each in self if each not in others)

    def symmetric_difference(self, other: Iterable[Any]) -> OrderedSet[Any]:
        """Return a set of what is in one of the two only, its own elements first."""
        theirs = self.__class__(iter(other))
        return self.difference(theirs).union(theirs.difference(self))

    def issubset(self, other: Any) -> bool:
        """Tell whether another has all its elements."""
        return len(self) <= len(other) and all(each in other for each in self)

    def issuperset(self, other: Any) -> bool:
        """Tell whether it has all of another's elements."""
        return len(self) >= len(other) and all(each in self for each in other)

    def difference_update(self, *sets: Iterable[Any]) -> None:
        """Take out the elements of others."""
        others = set(chain(*sets))
        self._hold(each for each in self.items if each not in others)

    def intersection_update(self, other: Iterable[Any]) -> None:
        """Take out what another has not."""
        theirs = set(other)
        self._hold(each for each in self.items if each in theirs)

    def symmetric_difference_update(self, other: Iterable[Any]) -> None:
        """Take out what another has too, and add what it alone has."""
        theirs = dict.fromkeys(other)
        new = [each for each in theirs if each not in self.map]
        self._hold([each for each in self.items if each not in theirs] + new)
