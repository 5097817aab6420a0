"""A dict that does not change, so that it can be hashed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn


class frozendict(dict[Any, Any]):  # noqa: N801 - a type like dict
    """A dict that is written once; what would change it gives another one, or raises."""

    __slots__ = ("_hash",)
    _hash: int | None

    def __new__(cls, /, *args: Any, **kwargs: Any) -> frozendict:
        """Return the only argument itself where it is one already."""
        if cls is frozendict and len(args) == 1 and not kwargs and type(args[0]) is frozendict:
            return args[0]
        return cls._made(dict(*args, **kwargs))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing: it is made, and not filled again."""

    @classmethod
    def _made(cls, content: dict[Any, Any]) -> frozendict:
        found = dict.__new__(cls)
        dict.__init__(found, content)
        object.__setattr__(found, "_hash", None)
        return found

    @classmethod
    def fromkeys(cls, iterable: Iterable[Any], value: Any = None, /) -> frozendict:
        """Return one of keys that have one value."""
        return cls(dict.fromkeys(iterable, value))

    def __hash__(self) -> int:  # type: ignore[override]
        if self._hash is None:
            object.__setattr__(self, "_hash", hash(frozenset(self.items())))
        found: Any = self._hash
        return int(found)

    def __repr__(self) -> str:
        name = "frozendict.frozendict" if type(self) is frozendict else type(self).__name__
        return f"{name}({dict.__repr__(self)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)

    def copy(self) -> frozendict:
        """Return itself; of a subclass another one."""
        return self if type(self) is frozendict else type(self)(self)

    def __copy__(self) -> frozendict:
        return self.copy()

    def set(self, key: Any, val: Any) -> frozendict:
        """Return one in which a key has another value."""
        return self._made({**self, key: val})

    def setdefault(self, key: Any, default: Any = None) -> frozendict:
        """Return one that has a key; itself where it has."""
        return self if key in self else self.set(key, default)

    def delete(self, key: Any) -> frozendict:
        """Return one without a key, KeyError where there is none."""
        content = dict(self)
        del content[key]
        return self._made(content) if content else type(self)()

    def key(self, index: int = 0) -> Any:
        """Return a key by position."""
        return self._at(tuple(self.keys()), index)

    def value(self, index: int = 0) -> Any:
        """Return a value by position."""
        return self._at(tuple(self.values()), index)

    def item(self, index: int = 0) -> Any:
        """Return a key and its value by position."""
        return self._at(tuple(self.items()), index)

    def _at(self, found: tuple[Any, ...], index: int) -> Any:
        try:
            return found[index]
        except IndexError:
            said = f"{type(self).__name__} index {index} out of range {len(found) - 1}"
            raise IndexError(said) from None

    def __or__(self, other: Any) -> Any:
        if not isinstance(other, dict):
            return NotImplemented
        if type(self) is frozendict and type(other) in (dict, frozendict) and not other:
            return self
        if type(self) is type(other) is frozendict and not self:
            return other
        return self._made({**self, **other})

    __ior__ = __or__

    def __setitem__(self, key: Any, val: Any) -> NoReturn:
        raise TypeError(f"'{type(self).__name__}' object doesn't support item assignment")

    def __delitem__(self, key: Any) -> NoReturn:
        raise TypeError(f"'{type(self).__name__}' object doesn't support item deletion")

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AttributeError(f"'{type(self).__name__}' object is read-only")

    clear = pop = popitem = update = __setattr__ = __delattr__ = _refuse
