"""Turns the vocabulary's frozen dataclasses into JSON values and back, for the cache.

A dataclass becomes the list of its fields in order, `Missing` becomes `{"missing": reason}`.
Reading checks shapes and raises ValueError on anything else; callers treat that as a cache miss.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

from inhouse.model.evidence import Missing, TooLarge

T = TypeVar("T")
Converter = Callable[[Any], Any]


def pack(value: Any) -> Any:
    """Return the JSON value of a dataclass of the vocabulary (or of what its fields hold)."""
    if isinstance(value, TooLarge):
        return {"missing": value.reason, "bytes": value.bytes}
    if isinstance(value, Missing):
        return {"missing": value.reason}
    if dataclasses.is_dataclass(value):
        return [pack(getattr(value, name)) for name in _names(type(value))]
    if isinstance(value, tuple | list):
        return [pack(item) for item in value]
    if isinstance(value, dict):
        return {key: pack(item) for key, item in value.items()}
    return value


def unpack(kind: type[T] | Any, data: Any) -> T:
    """Rebuild a value of type `kind` from its JSON value; ValueError where it does not fit."""
    try:
        return typing.cast("T", _converter(kind)(data))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from error


_NAMES: dict[Any, tuple[str, ...]] = {}
_CONVERTERS: dict[Any, Converter] = {}


def _names(kind: Any) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return _NAMES[kind]


def _converter(kind: Any) -> Converter:
    if kind not in _CONVERTERS:
        _CONVERTERS[kind] = _make_converter(kind)
    return _CONVERTERS[kind]


def _make_converter(kind: Any) -> Converter:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(typing.get_args(kind))
    if origin is tuple:
        inner = typing.get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return _sequence(_converter(inner[0]))
        return _pair(tuple(_converter(part) for part in inner))
    if origin is dict:
        return _mapping(_converter(typing.get_args(kind)[1]))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    expected: tuple[type, ...] = (str, int, float, bool)
    if kind in expected:
        return _scalar((int, float) if kind is float else (kind,))
    return _scalar(expected)  # Literal and NewType


def _scalar(kinds: tuple[type, ...]) -> Converter:
    def convert(data: Any) -> Any:
        if not isinstance(data, kinds):
            raise ValueError(f"expected {kinds[0].__name__}, found {type(data).__name__}")
        return data

    return convert


def _union(members: tuple[Any, ...]) -> Converter:
    (inner,) = (part for part in members if part not in (Missing, type(None)))
    convert = _converter(inner)

    def choose(data: Any) -> Any:
        if data is None and type(None) in members:
            return None
        if isinstance(data, dict) and Missing in members:
            if "bytes" in data:
                return TooLarge(str(data["missing"]), int(data["bytes"]))
            return Missing(str(data["missing"]))
        return convert(data)

    return choose


def _sequence(convert: Converter) -> Converter:
    def each(data: Any) -> Any:
        if not isinstance(data, list):
            raise ValueError("expected a list")
        return tuple(map(convert, data))

    return each


def _mapping(convert: Converter) -> Converter:
    def each(data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError("expected an object")
        return {key: convert(item) for key, item in data.items()}

    return each


def _pair(converters: tuple[Converter, ...]) -> Converter:
    def each(data: Any) -> Any:
        if not isinstance(data, list) or len(data) != len(converters):
            raise ValueError(f"expected a list of {len(converters)}")
        return tuple(convert(item) for convert, item in zip(converters, data, strict=True))

    return each


def _record(kind: type[Any]) -> Converter:
    hints = typing.get_type_hints(kind)
    names = _names(kind)
    converters = [_converter(hints[name]) for name in names]

    def build(data: Any) -> Any:
        if not isinstance(data, list) or len(data) != len(names):
            raise ValueError(f"expected {len(names)} fields of {kind.__name__}")
        return kind(
            **{
                name: convert(item)
                for name, convert, item in zip(names, converters, data, strict=True)
            }
        )

    return build
