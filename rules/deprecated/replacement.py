"""Warns of functions, methods and classes that are to be left alone."""

import functools
import inspect
import warnings
from typing import Any


class _Notice:
    """What is said of something, and how."""

    def __init__(
        self,
        reason: str | bytes | None = "",
        version: str | None = "",
        action: Any = None,
        category: type[Warning] = DeprecationWarning,
        extra_stacklevel: int = 0,
    ) -> None:
        self.behind = f". ({reason!s})" if reason else "."
        self.behind += f" -- Deprecated since version {version}." if version else ""
        self.action = action
        self.category = category
        self.level = 3 + extra_stacklevel

    def warn(self, what: str, name: str) -> None:
        """Warn whoever calls the caller of this."""
        message = f"Call to deprecated {what} {name}{self.behind}"
        if not self.action:
            warnings.warn(message, self.category, stacklevel=self.level)
            return
        with warnings.catch_warnings():
            warnings.simplefilter(self.action, self.category)
            warnings.warn(message, self.category, stacklevel=self.level)

    def on(self, wrapped: Any) -> Any:
        """Return a function that warns and calls another; a class warns from now on itself."""
        if isinstance(wrapped, type):
            return self._on_class(wrapped)
        if isinstance(wrapped, staticmethod):
            return staticmethod(self.on(wrapped.__func__))
        if not inspect.isroutine(wrapped) or not callable(wrapped):
            raise TypeError(repr(type(wrapped)))
        found: Any
        if inspect.iscoroutinefunction(wrapped):

            @functools.wraps(wrapped)
            async def found(*args: Any, **kwargs: Any) -> Any:
                self.warn(_kind(found, args), wrapped.__name__)
                return await wrapped(*args, **kwargs)

        else:

            @functools.wraps(wrapped)
            def found(*args: Any, **kwargs: Any) -> Any:
                self.warn(_kind(found, args), wrapped.__name__)
                return wrapped(*args, **kwargs)

        return found

    def _on_class(self, wrapped: Any) -> Any:
        new = wrapped.__new__

        @functools.wraps(new)
        def warned(cls: type, *args: Any, **kwargs: Any) -> Any:
            self.warn("class", wrapped.__name__)
            return new(cls) if new is object.__new__ else new(cls, *args, **kwargs)

        wrapped.__new__ = staticmethod(warned)
        return wrapped


def _kind(function: Any, args: tuple[Any, ...]) -> str:
    """Return what was called: a function is a method where the first argument's class holds it."""
    owner = getattr(function.__wrapped__, "__self__", None)
    if inspect.ismethod(function.__wrapped__):
        return "class method" if isinstance(owner, type) else "method"
    for first in args[:1]:
        for each in type(first).__mro__:
            if vars(each).get(function.__name__) is function:
                return "method"
        for each in first.__mro__ if isinstance(first, type) else ():
            held = vars(each).get(function.__name__)
            if isinstance(held, classmethod) and held.__func__ is function:
                return "class method"
    return "function (or staticmethod)"


def deprecated(*args: Any, **kwargs: Any) -> Any:
    """Decorate a function or a class, whose calls warn from now on.

    Also `deprecated("why", version="1.2")`, which returns such a decorator; further keywords are
    `reason`, `action` (a filter of warnings), `category` and `extra_stacklevel`.
    """
    if args and isinstance(args[0], str | bytes):
        reason, *args = args  # type: ignore[assignment]
        kwargs["reason"] = reason
    if not args:
        return functools.partial(deprecated, **kwargs)
    return _Notice(**kwargs).on(args[0])
