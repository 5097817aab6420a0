"""Turns nested dicts into flat ones whose keys are paths, and back."""

import inspect
import os.path
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

_Joined = Callable[[Any, Any], Any]


def make_reducer(delimiter: str) -> _Joined:
    """Return what joins the texts of two keys; the key alone where there is none above."""

    def join(k1: Any, k2: Any) -> Any:
        return k2 if k1 is None else f"{k1}{delimiter}{k2}"

    return join


def tuple_reducer(k1: tuple[Any, ...] | None, k2: Any) -> tuple[Any, ...]:
    """Return a tuple with one more key."""
    return (k2,) if k1 is None else (*k1, k2)


def path_reducer(k1: str | None, k2: str) -> str:
    """Return keys joined as parts of a path."""
    return k2 if k1 is None else os.path.join(k1, k2)  # noqa: PTH118 - texts, as they are


def dot_reducer(k1: Any, k2: Any) -> Any:
    """Return the texts of keys with a dot between them."""
    return make_reducer(".")(k1, k2)


def underscore_reducer(k1: Any, k2: Any) -> Any:
    """Return the texts of keys with an underscore between them."""
    return make_reducer("_")(k1, k2)


def make_splitter(delimiter: str) -> Callable[[str], tuple[str, ...]]:
    """Return what cuts a text into keys."""
    return lambda flat_key: tuple(flat_key.split(delimiter))


def tuple_splitter(flat_key: Any) -> Any:
    """Return a key that is a tuple of keys as it is."""
    return flat_key


def path_splitter(flat_key: str) -> tuple[str, ...]:
    """Return the parts of a path."""
    return PurePath(flat_key).parts


def dot_splitter(flat_key: str) -> tuple[str, ...]:
    """Return what stands between dots."""
    return make_splitter(".")(flat_key)


def underscore_splitter(flat_key: str) -> tuple[str, ...]:
    """Return what stands between underscores."""
    return make_splitter("_")(flat_key)


_REDUCERS: dict[str, Callable[..., Any]] = {
    "tuple": tuple_reducer,
    "path": path_reducer,
    "dot": dot_reducer,
    "underscore": underscore_reducer,
}
_SPLITTERS: dict[str, Callable[[Any], Sequence[Any]]] = {
    "tuple": tuple_splitter,
    "path": path_splitter,
    "dot": dot_splitter,
    "underscore": underscore_splitter,
}


def flatten(
    d: Any,
    reducer: str | Callable[..., Any] = "tuple",
    inverse: bool = False,
    max_flatten_depth: int | None = None,
    enumerate_types: Iterable[type] = (),
    keep_empty_types: Any = (),
) -> dict[Any, Any]:
    """Return the values of nested mappings under their joined keys, or the keys under the values.

    `reducer` joins a key with the one above, which is None at the top; one with three parameters
    is also given the mapping. `enumerate_types` are gone into by position. What is empty vanishes,
    unless it is of `keep_empty_types`. ValueError where a key is there twice.
    """
    counted: Any = tuple(enumerate_types)
    nested = (Mapping, *counted)
    if not isinstance(d, nested):
        raise ValueError(f"argument type {type(d)} is not in the flattenalbe types {nested}")
    if max_flatten_depth is not None and max_flatten_depth < 1:
        raise ValueError("max_flatten_depth should not be less than 1.")
    join = _REDUCERS[reducer] if isinstance(reducer, str) else reducer
    told = len(inspect.signature(join).parameters) == 3
    found: dict[Any, Any] = {}

    def walk(level: Any, depth: int, above: Any) -> bool:
        filled = False
        for key, value in enumerate(level) if isinstance(level, counted) else level.items():
            filled = True
            flat = join(above, key, level) if told else join(above, key)
            deeper = max_flatten_depth is None or depth < max_flatten_depth
            inner = deeper and isinstance(value, nested)
            if inner and (walk(value, depth + 1, flat) or not isinstance(value, keep_empty_types)):
                continue
            _put(found, *((value, flat) if inverse else (flat, value)))
        return filled

    walk(d, 1, None)
    return found


def unflatten(
    d: Mapping[Any, Any],
    splitter: str | Callable[[Any], Sequence[Any]] = "tuple",
    inverse: bool = False,
) -> dict[Any, Any]:
    """Return nested dicts made of keys that `splitter` cuts, or of the values where `inverse`.

    ValueError where a key is there twice.
    """
    cut = _SPLITTERS[splitter] if isinstance(splitter, str) else splitter
    found: dict[Any, Any] = {}
    for key, value in d.items():
        flat, inner = (value, key) if inverse else (key, value)
        keys = cut(flat)
        assert keys
        level = found
        for each in keys[:-1]:
            level = level.setdefault(each, {})
        _put(level, keys[-1], inner)
    return found


def _put(level: dict[Any, Any], key: Any, value: Any) -> None:
    if key in level:
        raise ValueError(f"duplicated key '{key}'")
    level[key] = value
