"""What future brings to Python 2, as Python 3 has it."""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, NoReturn


def with_metaclass(meta: Any, *bases: type) -> Any:
    """Return a base for which a class gets these bases and this metaclass."""

    class Metaclass(meta):  # type: ignore[misc]
        __call__ = type.__call__
        __init__ = type.__init__

        def __new__(cls, name: str, this_bases: Any, namespace: dict[str, Any]) -> Any:
            if this_bases is None:
                return type.__new__(cls, name, (), namespace)
            return meta(name, bases, namespace)

    made: Callable[..., Any] = Metaclass
    return made("temporary_class", None, {})


def python_2_unicode_compatible(cls: Any) -> Any:
    """Return the class as it is."""
    return cls


def native_str_to_bytes(s: str, encoding: str = "utf-8") -> bytes:
    """Return a text as bytes."""
    return s.encode(encoding)


def bytes_to_native_str(b: bytes, encoding: str = "utf-8") -> str:
    """Return bytes as a text."""
    return b.decode(encoding)


def text_to_native_str(t: Any, encoding: Any = None) -> Any:  # noqa: ARG001 - of Python 2
    """Return what is given."""
    return t


def tobytes(s: Any) -> bytes:
    """Return bytes as they are, a text in Latin-1, and of all else what bytes() makes."""
    if isinstance(s, bytes):
        return s
    return s.encode("latin-1") if isinstance(s, str) else bytes(s)


def lrange(*args: int, **kwargs: Any) -> list[int]:
    """Return a range as a list."""
    return list(range(*args, **kwargs))


def lzip(*args: Any, **kwargs: Any) -> list[Any]:
    """Return as a list what zip() gives."""
    return list(zip(*args, **kwargs))  # noqa: B905 - its caller says


def lmap(*args: Any, **kwargs: Any) -> list[Any]:
    """Return as a list what map() gives."""
    return list(map(*args, **kwargs))


def lfilter(*args: Any, **kwargs: Any) -> list[Any]:
    """Return as a list what filter() gives."""
    return list(filter(*args, **kwargs))


def raise_from(exc: Any, cause: Any) -> NoReturn:
    """Raise an error with a cause."""
    raise exc from cause


def raise_with_traceback(exc: BaseException, traceback: Any = Ellipsis) -> NoReturn:
    """Raise an error with a traceback, that of the error being handled if none is given."""
    found: TracebackType | None = sys.exc_info()[2] if traceback == Ellipsis else traceback
    raise exc.with_traceback(found)
