"""Events as attributes: `things.on_change += callback`, and `things.on_change()` calls them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any


class _EventSlot:
    """The callbacks of one event, in their order."""

    def __init__(self, name: str) -> None:
        self.targets: list[Callable[..., Any]] = []
        self.__name__ = name

    def __repr__(self) -> str:
        return f"event '{self.__name__}'"

    def __call__(self, *a: Any, **kw: Any) -> None:
        """Call all that there are now."""
        for target in tuple(self.targets):
            target(*a, **kw)

    def __iadd__(self, f: Callable[..., Any]) -> "_EventSlot":
        self.targets.append(f)
        return self

    def __isub__(self, f: Callable[..., Any]) -> "_EventSlot":
        while f in self.targets:
            self.targets.remove(f)
        return self

    def __len__(self) -> int:
        return len(self.targets)

    def __iter__(self) -> Iterator[Callable[..., Any]]:
        yield from self.targets

    def __getitem__(self, key: Any) -> Any:
        return self.targets[key]


class EventsException(Exception):  # noqa: N818 - the name that callers catch
    """The event is none of those that were declared."""


class Events:
    """An object with an event for each attribute that is asked for.

    Where `__events__` is given, to the object or by a subclass, it has those only.
    """

    def __init__(
        self, events: Iterable[str] | None = None, event_slot_cls: type[Any] = _EventSlot
    ) -> None:
        self.__event_slot_cls__ = event_slot_cls
        if events is not None:
            try:
                next(iter(events), None)
            except Exception:  # noqa: BLE001 - whatever keeps it from being gone through
                raise AttributeError(f"type object {type(events)} is not iterable") from None
            self.__events__ = events

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            kind = type(self).__name__
            raise AttributeError(f"type object '{kind}' has no attribute '{name}'")
        if hasattr(self, "__events__") and name not in self.__events__:
            raise EventsException(f"Event '{name}' is not declared")
        made = self.__event_slot_cls__(name)
        self.__dict__[name] = made
        return made

    def __getitem__(self, item: str) -> Any:
        return self.__dict__[item]

    def __repr__(self) -> str:
        kind = type(self)
        return f"<{kind.__module__}.{kind.__name__} object at {hex(id(self))}>"

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[Any]:
        items = self.__dict__.items()
        return (value for _, value in items if isinstance(value, self.__event_slot_cls__))
