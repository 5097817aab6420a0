"""Dictionaries whose keys are attributes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Munch(dict[Any, Any]):
    """A dict: what is no attribute of it is asked for, set and deleted as a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.update(*args, **kwargs)

    def __getattr__(self, k: str) -> Any:
        try:
            return self[k]
        except KeyError:
            raise AttributeError(k) from None

    def __setattr__(self, k: str, v: Any) -> None:
        if _is_attribute(self, k):
            object.__setattr__(self, k, v)
            return
        try:
            self[k] = v
        except Exception:  # noqa: BLE001 - whatever a subclass raises
            raise AttributeError(k) from None

    def __delattr__(self, k: str) -> None:
        if _is_attribute(self, k):
            object.__delattr__(self, k)
            return
        try:
            del self[k]
        except KeyError:
            raise AttributeError(k) from None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict.__repr__(self)})"

    def __dir__(self) -> list[Any]:
        return list(self)

    __members__ = __dir__

    def __getstate__(self) -> Any:
        return dict(self)

    def __setstate__(self, state: Any) -> None:
        self.clear()
        self.update(state)

    @property
    def __dict__(self) -> dict[Any, Any]:  # type: ignore[override]
        return self.toDict()

    @classmethod
    def fromDict(cls, d: Any) -> Any:  # noqa: N802
        """Return a copy of a dictionary in which all dictionaries are of this class."""
        return munchify(d, cls)

    def toDict(self) -> dict[Any, Any]:  # noqa: N802
        """Return a copy in which all dictionaries are plain ones."""
        found: dict[Any, Any] = unmunchify(self)
        return found

    def toJSON(self, **options: Any) -> str:  # noqa: N802
        """Return it as JSON; the options are those of json.dumps."""
        return json.dumps(self, **options)

    @classmethod
    def fromJSON(cls, stream: str | bytes, *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        """Read JSON; the other arguments are given to the class before each dictionary."""
        return munchify(json.loads(stream), lambda d: cls(*args, d, **kwargs))

    def copy(self) -> Any:
        """Return a copy, with copies of the dictionaries and lists inside."""
        return type(self).fromDict(self)

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Set keys, one by one."""
        for k, v in dict(*args, **kwargs).items():
            self[k] = v

    def get(self, k: Any, d: Any = None) -> Any:
        """Return the value of a key, or another where there is none."""
        return self[k] if k in self else d  # noqa: SIM401 - it is what get() does

    def setdefault(self, k: Any, d: Any = None) -> Any:
        """Return the value of a key, which is set where there is none."""
        if k not in self:
            self[k] = d
        return self[k]


class DefaultMunch(Munch):
    """One in which every key that is not there has a value, the first argument."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args[1:], **kwargs)
        self.__default__ = args[0] if args else None

    def __getitem__(self, k: Any) -> Any:
        try:
            return super().__getitem__(k)
        except KeyError:
            return self.__default__

    def __setattr__(self, k: str, v: Any) -> None:
        if k == "__default__":
            object.__setattr__(self, k, v)
        else:
            super().__setattr__(k, v)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.__undefined__!r}, {dict.__repr__(self)})"

    def __getstate__(self) -> Any:
        return self.__default__, dict(self)

    def __setstate__(self, state: Any) -> None:
        self.clear()
        default, found = state
        self.update(found)
        self.__default__ = default

    @classmethod
    def fromDict(cls, d: Any, default: Any = None) -> Any:  # noqa: N802
        """Return a copy of a dictionary in which all dictionaries are of this class."""
        return munchify(d, lambda each: cls(default, each))

    def copy(self) -> Any:
        """Return a copy, with copies of the dictionaries and lists inside."""
        return type(self).fromDict(self, default=self.__default__)


def munchify(x: Any, factory: Callable[[Any], Any] = Munch) -> Any:
    """Return a copy in which all dictionaries are made by `factory`; those in lists too."""
    return _copied(x, factory)


def unmunchify(x: Any) -> Any:
    """Return a copy in which all dictionaries are plain ones; those in lists too."""
    return _copied(x, lambda _: {})


def _is_attribute(found: object, name: str) -> bool:
    try:
        object.__getattribute__(found, name)
    except AttributeError:
        return False
    return True


def _copied(x: Any, factory: Callable[[Any], Any]) -> Any:
    """Copy dictionaries, lists and tuples; what holds itself does so in the copy."""
    seen: dict[int, Any] = {}
    unfinished: list[tuple[Any, Any]] = []

    def begun(found: Any) -> Any:
        if id(found) in seen:
            return seen[id(found)]
        made = found
        if isinstance(found, Mapping):
            made = factory({})
        elif isinstance(found, list):
            made = type(found)()
        elif isinstance(found, tuple):
            made = getattr(found, "_make", type(found))(map(begun, found))
        if made is not found and not isinstance(found, tuple):
            unfinished.append((made, found))
        seen[id(found)] = made
        return made

    result = begun(x)
    for made, found in _taken(unfinished):
        if isinstance(found, Mapping):
            made.update((k, begun(found[k])) for k in found)
        else:
            made.extend(map(begun, found))
    return result


def _taken(unfinished: list[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    while unfinished:
        yield unfinished.pop()
