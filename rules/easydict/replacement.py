"""A dict whose items are attributes, too."""

from typing import Any


class EasyDict(dict[Any, Any]):
    """Dicts that are put in become such dicts, those in lists and tuples as well.

    What a subclass sets in its body is an item of each object. An item of the name of a method
    hides the method.
    """

    def __init__(self, d: Any = None, **kwargs: Any) -> None:
        items = {} if d is None else dict(d)
        items.update(kwargs)
        for name, value in items.items():
            setattr(self, name, value)
        for name in vars(type(self)):
            special = name.startswith("__") and name.endswith("__")
            if not special and name not in ("update", "setdefault", "pop"):
                setattr(self, name, getattr(self, name))

    def __setattr__(self, name: str, value: Any) -> None:
        # Subclasses of list, tuple and dict stay as they are.
        kind = type(value)
        if kind in (list, tuple):
            own = type(self)
            value = kind(own(each) if isinstance(each, dict) else each for each in value)
        elif kind is dict:
            value = EasyDict(value)
        super().__setattr__(name, value)
        super().__setitem__(name, value)

    __setitem__ = __setattr__

    def update(self, e: Any = None, **f: Any) -> None:  # type: ignore[override]
        """Set items, of a mapping or of pairs and by name."""
        for name, value in {**(dict(e) if e else {}), **f}.items():
            setattr(self, name, value)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """Return an item, after setting it where it is not there."""
        if not isinstance(key, str) or (key.startswith("__") and key.endswith("__")):
            return dict.setdefault(self, key, default)  # it cannot be an attribute
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, k: str, *args: Any) -> Any:
        """Take an item out and return it, or the default; KeyError where there is neither."""
        if hasattr(self, k):
            delattr(self, k)
        return super().pop(k, *args)
