"""Asks types of the module typing what they are."""

import collections.abc
import types
import typing
from typing import (
    Any,
    ClassVar,
    Final,
    ForwardRef,
    Generic,
    Literal,
    NewType,
    TypeVar,
    Union,
)

# What `list[int]`, `List[int]` and `List` are objects of; two of the classes have no public name.
_ALIASES: tuple[Any, ...] = (type(typing.List[int]), type(typing.List), types.GenericAlias)  # noqa: UP006


def _origin(tp: Any) -> Any:
    return tp.__origin__ if isinstance(tp, _ALIASES) else None


def _is_generic_class(tp: Any, base: type) -> bool:
    return isinstance(tp, type) and issubclass(tp, Generic) and issubclass(tp, base)


def is_generic_type(tp: Any) -> bool:
    """Tell whether it is a generic class or a form of one; not unions, tuples and callables."""
    if isinstance(tp, _ALIASES):
        return tp.__origin__ not in (Union, tuple, ClassVar, collections.abc.Callable)
    return _is_generic_class(tp, object)


def is_callable_type(tp: Any) -> bool:
    """Tell whether it is Callable, a form of it, or a generic class of objects to call."""
    kind = collections.abc.Callable
    return tp is typing.Callable or _origin(tp) is kind or _is_generic_class(tp, kind)  # type: ignore[arg-type]


def is_tuple_type(tp: Any) -> bool:
    """Tell whether it is Tuple, a form of it, or a generic class of tuples."""
    return _origin(tp) is tuple or _is_generic_class(tp, tuple)


def is_union_type(tp: Any) -> bool:
    """Tell whether it is a union, `X | Y` too."""
    return tp is Union or _origin(tp) is Union or isinstance(tp, types.UnionType)


def is_optional_type(tp: Any) -> bool:
    """Tell whether it is the type of None, or a union with it."""
    return tp is type(None) or (is_union_type(tp) and any(map(is_optional_type, get_args(tp))))


def is_final_type(tp: Any) -> bool:
    """Tell whether it is Final or a form of it."""
    return tp is Final or _origin(tp) is Final


def is_classvar(tp: Any) -> bool:
    """Tell whether it is ClassVar or a form of it."""
    return tp is ClassVar or _origin(tp) is ClassVar


def is_literal_type(tp: Any) -> bool:
    """Tell whether it is Literal or a form of it; TypeError for what cannot be hashed."""
    hash(tp)
    return tp is Literal or _origin(tp) is Literal


def is_typevar(tp: Any) -> bool:
    """Tell whether it is a type variable."""
    return type(tp) is TypeVar


def is_new_type(tp: Any) -> bool:
    """Tell whether it was made by NewType, or is NewType."""
    return tp is NewType or isinstance(tp, NewType)


def is_forward_ref(tp: Any) -> bool:
    """Tell whether it stands for a name that is not known yet."""
    return isinstance(tp, ForwardRef)


def get_origin(tp: Any) -> Any:
    """Return what a form is one of, None for other types, ClassVar and `X | Y`."""
    if tp is Generic:
        return Generic
    return None if is_classvar(tp) else _origin(tp)


def get_args(tp: Any, evaluate: bool | None = None) -> tuple[Any, ...]:
    """Return what stands in the brackets of a form; ValueError where `evaluate` is False."""
    if evaluate is not None and not evaluate:
        raise ValueError("evaluate can only be True in Python >= 3.7")
    if isinstance(tp, types.UnionType):
        return tp.__args__
    if not isinstance(tp, _ALIASES) or not hasattr(tp, "__args__"):
        return ()
    found: tuple[Any, ...] = tp.__args__
    if tp.__origin__ is collections.abc.Callable and found[0] is not Ellipsis:
        return list(found[:-1]), found[-1]
    return found


def get_parameters(tp: Any) -> tuple[Any, ...]:
    """Return the type variables of a form or a generic class."""
    found: tuple[Any, ...] = ()
    if (isinstance(tp, _ALIASES) and hasattr(tp, "__parameters__")) or (
        _is_generic_class(tp, object) and tp is not Generic
    ):
        found = tp.__parameters__
    return found


def get_bound(tp: Any) -> Any:
    """Return the bound of a type variable; TypeError for anything else."""
    return _variable(tp).__bound__


def get_constraints(tp: Any) -> tuple[Any, ...]:
    """Return the types that a type variable may be; TypeError for anything else."""
    return _variable(tp).__constraints__


def _variable(tp: Any) -> TypeVar:
    if not is_typevar(tp):
        raise TypeError(f"type is not a `TypeVar`: {tp}")
    found: TypeVar = tp
    return found


def get_generic_type(obj: Any) -> Any:
    """Return the form that an object was made by, or its class."""
    found = getattr(obj, "__orig_class__", None)
    return type(obj) if found is None else found


def get_generic_bases(tp: Any) -> tuple[Any, ...]:
    """Return the bases of a class as they were written, () where none is a form."""
    found: tuple[Any, ...] = getattr(tp, "__orig_bases__", ())
    return found


def get_forward_arg(fr: Any) -> str | None:
    """Return the name that something stands for, None where it stands for none."""
    return fr.__forward_arg__ if is_forward_ref(fr) else None
