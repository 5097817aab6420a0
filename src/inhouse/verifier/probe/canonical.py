"""The canonical form of a value: JSON that is equal exactly for equal values.

Nothing here believes what an object says of itself (`__class__`, `__eq__`, `__repr__`): types are
asked through `type`, state is read through the descriptors of the standard types. Only iterators
and awaitables run code of the object, because that is what they are for.
"""

from __future__ import annotations

import hashlib
import json
import types

from inhouse.verifier.probe.classes import (
    HEAP,
    NAMES,
    class_name,
    flags_of,
    is_standard,
    known,
    mro_of,
    repr_in_c,
    vars_of,
)
from inhouse.verifier.probe.known_types import OPAQUE, content
from inhouse.verifier.probe.scrub import Scrub

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any

ITEMS = 200  # taken from an iterator
DEPTH = 60
TEXT = 1 << 20  # longer strings are compared by their digest
_encode = json.JSONEncoder(separators=(",", ":")).encode
_FUNCTIONS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
    types.GetSetDescriptorType,
    types.MemberDescriptorType,
)
_VIEWS = {type({}.keys()): "dict_keys", type({}.values()): "dict_values", type({}.items()): "items"}
_BASES = (str, bytes, bytearray, int, float, complex, tuple, list, dict, set, frozenset)


class TooLarge(Exception):
    """The value is larger than the limits allow."""


class Canonical:
    """Makes canonical forms; `consume` says whether iterators are run.

    `wait` runs an awaitable and returns its result, `values` bounds the size of all forms made.
    """

    def __init__(self, scrub: Scrub, values: int, wait: Any, consume: bool = True) -> None:
        self.scrub, self.left, self.wait, self.consume = scrub, values, wait, consume
        self.path: list[int] = []

    def text(self, value: Any) -> str:
        """Return the form of a value as JSON."""
        return _encode(self.of(value))

    def of(self, value: Any) -> Any:
        """Return the form of a value."""
        klass = type(value)
        if value is None or klass is bool:
            return value
        if klass is str:
            return self._string(value)
        self.left -= 1
        if self.left < 0 or len(self.path) > DEPTH:
            raise TooLarge
        if klass is int:
            return {"int": _int(value)}
        if klass is float:
            return {"float": float.__repr__(value)}
        if id(value) in self.path:
            return {"again": len(self.path) - self.path.index(id(value))}
        self.path.append(id(value))
        try:
            if klass in _BASES:
                return _CONTENT[klass](self, value)
            return self._other(value, klass)
        finally:
            self.path.pop()

    def _string(self, value: Any) -> Any:
        if len(value) > TEXT:
            digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
            return {"long": [len(value), digest]}
        self.left -= len(value) >> 8
        return self.scrub.text(value)

    def _other(self, value: Any, klass: Any) -> Any:
        mro = mro_of(klass)
        if type in mro:
            return {"class": class_name(value, self.scrub)}
        if klass in _FUNCTIONS:
            return self._function(value, klass)
        if klass is types.ModuleType:
            return {"module": self.scrub.module(value.__name__)}
        if klass in _VIEWS:
            return {_VIEWS[klass]: [self.of(item) for item in value]}
        if klass in (range, slice):
            return {klass.__name__: [self.of(getattr(value, p)) for p in ("start", "stop", "step")]}
        name = class_name(klass, self.scrub)
        if BaseException in mro:
            return self._exception(value, name)
        for each in mro:
            found, made = content(value, each, NAMES["__name__"](each), self.of)
            if found:
                return self._object(value, name, mro, made)
        return self._running(value, name, mro)

    def _running(self, value: Any, name: Any, mro: Any) -> Any:
        """Return the form of what runs when it is asked, else of a plain object."""
        if type(value) is types.CoroutineType or any("__await__" in vars_of(each) for each in mro):
            return self._awaited(value, name)
        if any("__anext__" in vars_of(each) for each in mro):
            return self._items(value, name, "async iterator", _through_async(value, self.wait))
        if any("__next__" in vars_of(each) for each in mro):
            return self._items(value, name, "iterator", value)
        for base in _BASES:
            if base in mro:
                return self._object(value, name, mro, _CONTENT[base](self, value))
        return self._object(value, name, mro, None)

    def _function(self, value: Any, klass: Any) -> Any:
        target = value.__func__ if klass is types.MethodType else value
        name = getattr(target, "__qualname__", None)
        module = getattr(target, "__module__", None)
        parts: list[Any] = [
            self.scrub.module(module) if isinstance(module, str) else None,
            str(name),
        ]
        code = getattr(target, "__code__", None)
        if isinstance(code, types.CodeType) and code.co_flags & 0x2A0:
            parts.append(code.co_flags & 0x2A0)  # generator, coroutine, asynchronous generator
        form = {"function": parts}
        owner = getattr(value, "__self__", None)
        if owner is not None and not isinstance(owner, types.ModuleType):
            form["self"] = self.of(owner)
        return form

    def _exception(self, value: Any, name: Any) -> Any:
        arguments = BaseException.__dict__["args"].__get__(value)
        form = {"exception": name, "args": self.of(arguments)}
        state = self._state(value, mro_of(type(value)))
        if state:
            form["state"] = state
        return form

    def _object(self, value: Any, name: Any, mro: Any, made: Any) -> Any:
        form = {"object": name}
        if made is not None:
            form["content"] = made
        if known("enum", "Enum", mro):
            form["member"] = object.__getattribute__(value, "__dict__").get("_name_")
            return form
        if NAMES["__module__"](type(value)) in OPAQUE:
            return form
        state = self._state(value, mro)
        if state:
            form["state"] = state
        elif made is None:
            written = repr_in_c(mro)
            if written is not None:
                form["repr"] = self.scrub.shown(written(value))[:4000]
        return form

    def _state(self, value: Any, mro: Any) -> Any:
        """Return the attributes of an object as pairs sorted by name."""
        found: dict[str, Any] = {}
        for each in reversed(mro):
            own = vars_of(each)
            holder = own.get("__dict__")
            if type(holder) is types.GetSetDescriptorType:
                held = holder.__get__(value)
                if type(held) is dict:
                    found.update((str(key), part) for key, part in dict.items(held))
            for key, descriptor in own.items():
                if type(descriptor) is types.MemberDescriptorType and flags_of(each) & HEAP:
                    try:
                        found[key] = descriptor.__get__(value)
                    except AttributeError:
                        continue
        return [[key, self.of(found[key])] for key in sorted(found)]

    def _items(self, value: Any, name: Any, kind: Any, source: Any) -> Any:
        """Return the first items of an iterator; its class counts only where it is not standard.

        A class of the standard library that is more than an iterator, a mock, is told too.
        """
        module = NAMES["__module__"](type(value))
        standard = is_standard(type(value)) and module != "unittest.mock"
        shape = {"lazy": kind if standard else name}
        if not self.consume:
            hint = getattr(type(value), "__length_hint__", None)
            if hint is not None and is_standard(type(value)):
                shape["left"] = hint(value)
            return shape
        made = iter(source)
        items: list[Any] = []
        shape["items"] = items
        try:
            for item in made:
                if len(items) == ITEMS:
                    shape["more"] = True
                    break
                items.append(self.of(item))
        except TooLarge:
            raise
        except Exception as error:
            shape["raised"] = class_name(type(error), self.scrub)
        return shape

    def _awaited(self, value: Any, name: Any) -> Any:
        shape = {"awaitable": "coroutine" if type(value) is types.CoroutineType else name}
        if not self.consume:
            return shape
        try:
            result = self.wait(value)
        except Exception as error:
            shape["raised"] = class_name(type(error), self.scrub)
        else:
            shape["result"] = self.of(result)
        return shape


def _through_async(value: Any, wait: Any) -> Any:
    async def following() -> Any:
        return await type(value).__anext__(value)

    while True:
        try:
            item = wait(following())
        except StopAsyncIteration:
            return
        yield item


def _int(value: Any) -> str:
    return int.__format__(value, "d" if -(10**18) < value < 10**18 else "x")


def _pairs(made: Canonical, value: Any) -> Any:
    mro = mro_of(type(value))
    ordered = known("collections", "OrderedDict", mro) or dict
    items = [[made.of(key), made.of(part)] for key, part in ordered.items(value)]
    default = known("collections", "defaultdict", mro)
    if default is None:
        return {"dict": items}
    return {"dict": items, "factory": made.of(default.default_factory.__get__(value))}


def _sorted(kind: Any) -> Any:
    def form(made: Canonical, value: Any) -> Any:
        return {
            kind.__name__: sorted((made.of(item) for item in kind.__iter__(value)), key=_encode)
        }

    return form


_CONTENT = {
    str: lambda made, value: made._string(str.__str__(value)),
    bytes: lambda made, value: {"bytes": bytes.hex(value)},
    bytearray: lambda made, value: {"bytearray": bytearray.hex(value)},
    int: lambda made, value: {"int": _int(int.__index__(value))},
    float: lambda made, value: {"float": float.__repr__(value)},
    complex: lambda made, value: {"complex": complex.__repr__(value)},
    tuple: lambda made, value: {"tuple": [made.of(item) for item in tuple.__iter__(value)]},
    list: lambda made, value: [made.of(item) for item in list.__iter__(value)],
    dict: _pairs,
    set: _sorted(set),
    frozenset: _sorted(frozenset),
}
