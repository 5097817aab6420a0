"""Makes one object of a class and no other."""

from typing import Any


class singleton:  # noqa: N801 - a decorator
    """Stands for a class: every call gives the object that the first one made."""

    def __init__(self, cls: type) -> None:
        self.__wrapped__ = cls
        self._instance: Any = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return the one object."""
        if self._instance is None:
            self._instance = self.__wrapped__(*args, **kwargs)
        return self._instance
