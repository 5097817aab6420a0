"""What six does that Python 3 has no name for."""

import types
from collections.abc import Callable
from typing import Any, NoReturn


def ensure_str(s: str | bytes, encoding: str = "utf-8", errors: str = "strict") -> str:
    """Return text as it is and bytes decoded; TypeError for anything else."""
    if isinstance(s, bytes):
        return s.decode(encoding, errors)
    if isinstance(s, str):
        return s
    raise TypeError(f"not expecting type '{type(s)}'")


def ensure_text(s: str | bytes, encoding: str = "utf-8", errors: str = "strict") -> str:
    """Return text as it is and bytes decoded; TypeError for anything else."""
    return ensure_str(s, encoding, errors)


def ensure_binary(s: str | bytes, encoding: str = "utf-8", errors: str = "strict") -> bytes:
    """Return bytes as they are and text encoded; TypeError for anything else."""
    if isinstance(s, str):
        return s.encode(encoding, errors)
    if isinstance(s, bytes):
        return s
    raise TypeError(f"not expecting type '{type(s)}'")


def raise_from(value: BaseException, from_value: BaseException | None) -> NoReturn:
    """Raise an exception with its cause."""
    try:
        raise value from from_value
    finally:
        del value, from_value  # the traceback refers to this frame


def reraise(
    tp: type[BaseException] | None,
    value: BaseException | None,
    tb: types.TracebackType | None = None,
) -> NoReturn:
    """Raise an exception, made of its class where it is None, with that traceback."""
    try:
        error = value
        if error is None:
            error = tp()  # type: ignore[misc]
        if error.__traceback__ is not tb:
            error = error.with_traceback(tb)
        raise error
    finally:
        del tp, value, tb
        error = None


def add_metaclass(metaclass: type) -> Callable[[type], Any]:
    """Return a decorator that makes a class anew with a metaclass."""

    def anew(cls: type) -> Any:
        slots = cls.__dict__.get("__slots__", ())
        made = {"__dict__", "__weakref__", *((slots,) if isinstance(slots, str) else slots)}
        space = {name: value for name, value in vars(cls).items() if name not in made}
        space["__qualname__"] = cls.__qualname__
        return metaclass(cls.__name__, cls.__bases__, space)

    return anew


def with_metaclass(meta: Any, *bases: Any) -> Any:
    """Return a base; a class that names it gets the metaclass and the bases instead."""

    class Swap(type):
        def __new__(cls, name: str, _bases: tuple[type, ...], space: dict[str, Any]) -> Any:
            real = types.resolve_bases(bases)
            if real is not bases:
                space["__orig_bases__"] = bases
            return meta(name, real, space)

        @classmethod
        def __prepare__(cls, name: str, _bases: tuple[type, ...]) -> Any:  # type: ignore[override]
            return meta.__prepare__(name, bases)

    return type.__new__(Swap, "temporary_class", (), {})


def python_2_unicode_compatible(klass: Any) -> Any:
    """Return the class as it is."""
    return klass
