"""What callers of typing_inspect may rely on."""

import collections
import collections.abc
import typing
from typing import (
    Annotated,
    Any,
    Callable,
    ClassVar,
    Dict,
    Final,
    ForwardRef,
    Generic,
    List,
    Literal,
    NewType,
    Optional,
    Tuple,
    Type,
    TypeVar,
    Union,
)

import pytest

T = TypeVar("T")
S = TypeVar("S", bound=int)
R = TypeVar("R", int, str)
Age = NewType("Age", int)
NONE = type(None)


class Plain:
    pass


class Box(Generic[T]):
    pass


class IntBox(Box[int]):
    pass


class Row(Tuple[int, str]):
    pass


class GenericRow(Tuple[T], Generic[T]):
    pass


class Caller(Callable[[int], int], Generic[T]):
    def __call__(self, a):
        return a


# A type, its origin, arguments and parameters, and what it is.
TYPES = [
    (int, None, (), (), ""),
    (list, None, (), (), ""),
    (Plain, None, (), (), ""),
    (None, None, (), (), ""),
    (NONE, None, (), (), "optional"),
    ("int", None, (), (), ""),
    (Any, None, (), (), ""),
    (Ellipsis, None, (), (), ""),
    (List, list, (), None, "generic"),
    (List[int], list, (int,), (), "generic"),
    (list[int], list, (int,), (), "generic"),
    (List[T], list, (T,), (T,), "generic"),
    (dict[T, S], dict, (T, S), (T, S), "generic"),
    (Dict[str, List[T]], dict, (str, List[T]), (T,), "generic"),
    (Type[int], type, (int,), (), "generic"),
    (collections.abc.Mapping[str, int], collections.abc.Mapping, (str, int), (), "generic"),
    (typing.Iterable[int], collections.abc.Iterable, (int,), (), "generic"),
    (Box, None, (), (T,), "generic"),
    (Box[int], Box, (int,), (), "generic"),
    (Box[T], Box, (T,), (T,), "generic"),
    (IntBox, None, (), (), "generic"),
    (Generic, Generic, (), (), "generic"),
    (Generic[T], Generic, (T,), (T,), "generic"),
    (Tuple, tuple, (), None, "tuple"),
    (tuple, None, (), (), ""),
    (Tuple[int, ...], tuple, (int, ...), (), "tuple"),
    (tuple[T, int], tuple, (T, int), (T,), "tuple"),
    (Row, None, (), (), "generic tuple"),
    (GenericRow, None, (), (T,), "generic tuple"),
    (Callable, collections.abc.Callable, (), None, "callable"),
    (Callable[[int, str], T], collections.abc.Callable, ([int, str], T), (T,), "callable"),
    (Callable[[], int], collections.abc.Callable, ([], int), (), "callable"),
    (Callable[..., int], collections.abc.Callable, (..., int), (), "callable"),
    (collections.abc.Callable[[int], str], collections.abc.Callable, ([int], str), (), "callable"),
    (Caller, None, (), (T,), "generic callable"),
    (Union, None, (), (), "union"),
    (Union[int, str], Union, (int, str), (), "union"),
    (Union[T, int], Union, (T, int), (T,), "union"),
    (Optional[int], Union, (int, NONE), (), "union optional"),
    (Union[int, Optional[str]], Union, (int, str, NONE), (), "union optional"),
    (int | str, None, (int, str), (), "union"),
    (int | None, None, (int, NONE), (), "union optional"),
    (ClassVar, None, (), (), "classvar"),
    (ClassVar[int], None, (int,), (), "classvar"),
    (Final, None, (), (), "final"),
    (Final[int], Final, (int,), (), "generic final"),
    (Literal, None, (), (), "literal"),
    (Literal[1, "a"], Literal, (1, "a"), (), "generic literal"),
    (Annotated[int, 3], int, (int,), (), "generic"),
    (T, None, (), (), "typevar"),
    (NewType, None, (), (), "new"),
    (Age, None, (), (), "new"),
    (ForwardRef("x"), None, (), (), "forward"),
]
QUESTIONS = {
    "is_generic_type": "generic",
    "is_tuple_type": "tuple",
    "is_callable_type": "callable",
    "is_union_type": "union",
    "is_optional_type": "optional",
    "is_classvar": "classvar",
    "is_final_type": "final",
    "is_literal_type": "literal",
    "is_typevar": "typevar",
    "is_new_type": "new",
    "is_forward_ref": "forward",
}


@pytest.mark.parametrize(("tp", "origin", "args", "parameters", "kinds"), TYPES)
def test_types(subject, tp, origin, args, parameters, kinds):
    for name, kind in QUESTIONS.items():
        found = getattr(subject, name)(tp)
        assert found is (kind in kinds.split()), name
    assert subject.get_origin(tp) == origin
    assert subject.get_args(tp) == subject.get_args(tp, evaluate=True) == args
    if parameters is not None:
        assert subject.get_parameters(tp) == parameters


def test_forms_without_brackets(subject):
    for tp in (List, Tuple, Callable, Dict):
        assert subject.get_parameters(tp) == ()


def test_arguments_are_not_evaluated_on_demand(subject):
    with pytest.raises(ValueError) as caught:
        subject.get_args(List[int], evaluate=False)
    assert str(caught.value) == "evaluate can only be True in Python >= 3.7"
    assert subject.get_args(List[int], None) == (int,)


def test_type_variables(subject):
    assert (subject.get_bound(T), subject.get_bound(S)) == (None, int)
    assert (subject.get_constraints(T), subject.get_constraints(R)) == ((), (int, str))
    for call in (subject.get_bound, subject.get_constraints):
        with pytest.raises(TypeError) as caught:
            call(int)
        assert str(caught.value) == "type is not a `TypeVar`: <class 'int'>"


def test_objects_and_bases(subject):
    assert subject.get_generic_type(Box[int]()) == Box[int]
    assert subject.get_generic_type(Box()) is Box
    assert subject.get_generic_type(3) is int
    assert subject.get_generic_bases(Box) == (Generic[T],)
    assert subject.get_generic_bases(IntBox) == (Box[int],)
    assert subject.get_generic_bases(Plain) == subject.get_generic_bases(3) == ()


def test_names_that_are_not_known_yet(subject):
    assert subject.get_forward_arg(ForwardRef("x.y")) == "x.y"
    assert subject.get_forward_arg("x") is None
    assert subject.get_forward_arg(List["Plain"].__args__[0]) == "Plain"


def test_what_cannot_be_hashed(subject):
    with pytest.raises(TypeError):
        subject.is_literal_type([])
    assert subject.is_union_type([]) is False
    assert subject.get_origin([]) is None
