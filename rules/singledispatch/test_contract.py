"""What callers of singledispatch may rely on."""

import abc
import collections
import collections.abc
import decimal
import enum
import inspect
import sys
import typing

import pytest


def generic(subject):
    @subject.singledispatch
    def tell(thing, *more, **others):
        """Doc."""
        return ("object", more, others)

    return tell


def test_the_default(subject):
    tell = generic(subject)
    assert tell(1, 2, x=3) == ("object", (2,), {"x": 3})
    assert (tell.__name__, tell.__doc__) == ("tell", "Doc.")
    assert callable(tell.__wrapped__)
    assert str(inspect.signature(tell)) == "(thing, *more, **others)"


def test_it_goes_by_the_class_of_the_first(subject):
    tell = generic(subject)
    tell.register(int, lambda thing: "int")
    tell.register(str)(lambda thing: "str")
    assert (tell(1), tell("x"), tell(True)) == ("int", "str", "int")
    assert tell(1.5)[0] == "object"


def test_what_register_returns(subject):
    tell = generic(subject)

    def of_int(thing):
        return "int"

    assert tell.register(int, of_int) is of_int
    assert tell.register(str)(of_int) is of_int
    assert (tell(1), tell("x")) == ("int", "int")


def test_annotations(subject):
    tell = generic(subject)

    @tell.register
    def of_int(thing: int, other: str = "") -> str:
        return "int"

    @tell.register
    def of_list(thing: "list"):
        return "list"

    assert (tell(1), tell([])) == ("int", "list")
    with pytest.raises(TypeError):
        tell.register(lambda thing: 1)
    with pytest.raises(TypeError):
        tell.register(3)

    def of_lists(thing: typing.List[int]):
        return 1

    with pytest.raises(TypeError):
        tell.register(of_lists)


def test_a_later_function_wins(subject):
    tell = generic(subject)
    tell.register(int, lambda thing: 1)
    assert tell(5) == 1
    tell.register(int, lambda thing: 2)
    assert tell(5) == 2
    tell.register(bool, lambda thing: 3)
    assert (tell(5), tell(True)) == (2, 3)


def test_the_nearest_class_wins(subject):
    class A:
        pass

    class B(A):
        pass

    class C(A):
        pass

    class D(B, C):
        pass

    tell = generic(subject)
    tell.register(A, lambda thing: "A")
    assert [tell(each()) for each in (A, B, C, D)] == ["A"] * 4
    tell.register(C, lambda thing: "C")
    assert [tell(each()) for each in (A, B, C, D)] == ["A", "A", "C", "C"]
    tell.register(B, lambda thing: "B")
    assert tell(D()) == "B"


@pytest.mark.parametrize(
    ("thing", "wanted"),
    [
        ([], "Sequence"),
        ((), "Sequence"),
        ("", "Sequence"),
        ({}, "Mapping"),
        (collections.ChainMap(), "Mapping"),
        (set(), "Iterable"),
        (iter(()), "Iterable"),
        (1, "Hashable"),
        (None, "Hashable"),
        (decimal.Decimal(1), "Hashable"),
    ],
)
def test_abstract_classes(subject, thing, wanted):
    tell = generic(subject)
    for name in ("Hashable", "Iterable", "Sequence", "Mapping"):
        kind = getattr(collections.abc, name)
        if name != "Hashable" or wanted == "Hashable":
            tell.register(kind, lambda thing, name=name: name)
    assert tell(thing) == wanted


def test_two_that_fit_alike(subject):
    class One(abc.ABC):
        pass

    class Two(abc.ABC):
        pass

    class Thing:
        pass

    tell = generic(subject)
    tell.register(One, lambda thing: 1)
    tell.register(Two, lambda thing: 2)
    One.register(Thing)
    assert tell(Thing()) == 1
    Two.register(Thing)
    with pytest.raises(RuntimeError, match="Ambiguous dispatch"):
        tell(Thing())


def test_classes_made_abstract_later(subject):
    class Thing:
        pass

    class Kind(abc.ABC):
        pass

    tell = generic(subject)
    tell.register(Kind, lambda thing: "kind")
    assert tell(Thing())[0] == "object"
    Kind.register(Thing)
    assert tell(Thing()) == "kind"


def test_looking_in(subject):
    tell = generic(subject)
    default = tell.dispatch(float)
    of_int = tell.register(int, lambda thing: "int")
    assert (tell.dispatch(int), tell.dispatch(bool), tell.dispatch(str)) == (
        of_int,
        of_int,
        default,
    )
    assert dict(tell.registry) == {object: default, int: of_int}


def test_enumerations_and_none(subject):
    class Colour(enum.IntEnum):
        RED = 1

    tell = generic(subject)
    tell.register(type(None), lambda thing: "none")
    tell.register(int, lambda thing: "int")
    tell.register(Colour, lambda thing: "colour")
    assert (tell(None), tell(1), tell(Colour.RED)) == ("none", "int", "colour")


def test_nothing_to_go_by(subject):
    with pytest.raises(TypeError, match="tell requires at least 1 positional argument"):
        generic(subject)()
    with pytest.raises(TypeError, match="tell requires at least 1 positional argument"):
        generic(subject)(thing=1)


def methods(subject):
    class Thing:
        name = "thing"

        @subject.singledispatchmethod
        def tell(self, value):
            """Doc."""
            return (self.name, "object", value)

        @tell.register(int)
        def _(self, value):
            return (self.name, "int", value)

        @tell.register
        def _(self, value: str):
            return (self.name, "str", value)

        @subject.singledispatchmethod
        @classmethod
        def of_class(cls, value):
            return (cls.__name__, "object")

        @of_class.register(int)
        @classmethod
        def _(cls, value):
            return (cls.__name__, "int")

        @subject.singledispatchmethod
        @staticmethod
        def alone(value):
            return "object"

        @alone.register(int)
        @staticmethod
        def _(value):
            return "int"

    return Thing


def test_methods(subject):
    thing = methods(subject)()
    thing.name = "mine"
    assert thing.tell(1) == ("mine", "int", 1)
    assert thing.tell("x") == ("mine", "str", "x")
    assert thing.tell(None) == ("mine", "object", None)
    assert (thing.tell.__name__, thing.tell.__doc__) == ("tell", "Doc.")


def test_other_methods(subject):
    kind = methods(subject)
    assert (kind.of_class(1), kind().of_class("")) == (("Thing", "int"), ("Thing", "object"))
    assert (kind.alone(1), kind().alone("")) == ("int", "object")


def test_registering_from_outside(subject):
    kind = methods(subject)

    @kind.tell.register(float)
    def tell_float(self, value):
        return (self.name, "float")

    assert kind().tell(1.5) == ("thing", "float")


def test_abstract_methods(subject):
    class Thing(abc.ABC):
        @subject.singledispatchmethod
        @abc.abstractmethod
        def tell(self, value):
            pass

    with pytest.raises(TypeError):
        Thing()


def test_what_cannot_be_decorated(subject):
    with pytest.raises(TypeError):
        subject.singledispatchmethod(3)


def test_a_subclass_overrides(subject):
    class Child(methods(subject)):
        name = "child"

        def tell(self, value):
            return ["child", super().tell(value)]

    assert Child().tell(1) == ["child", ("child", "int", 1)]


def test_whose_class_it_is(subject, side):
    module = subject.singledispatchmethod.__module__
    assert (module == "functools") == (side == "replacement")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="both refuse")
def test_unions(subject, side):
    tell, either = generic(subject), typing.Union[int, str]
    tell.register(either, lambda thing: "either")
    assert (tell(1) == "either") == (side == "replacement")
    if side == "original":
        with pytest.raises(TypeError):
            tell.register(either)
    else:
        tell.register(either)(lambda thing: "again")
        assert tell("") == "again"
