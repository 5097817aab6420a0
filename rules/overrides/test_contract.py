"""What callers of overrides may rely on where a class is right."""

import abc
import inspect

import pytest


class Base:
    size = 1

    def method(self, a, b=1):
        """Doc."""
        return a, b

    @staticmethod
    def still(a):
        return a

    @classmethod
    def make(cls):
        return cls


class Abstract(abc.ABC):
    @abc.abstractmethod
    def run(self):
        """Run."""


@pytest.fixture(params=["override", "overrides"])
def mark(subject, request):
    return getattr(subject, request.param)


def test_methods(mark):
    class Child(Base):
        @mark
        def method(self, a, b=2):
            """Mine."""
            return super().method(a, b)

        @staticmethod
        @mark
        def still(a):
            return a * 2

        @classmethod
        @mark
        def make(cls):
            return [cls]

    child = Child()
    assert (child.method(1), child.method(1, b=3)) == ((1, 2), (1, 3))
    assert (child.still(2), Child.make()) == (4, [Child])
    assert (Child.method.__name__, Child.method.__doc__) == ("method", "Mine.")
    assert str(inspect.signature(Child.method)) == "(self, a, b=2)"
    assert Child.method.__override__ is True
    assert inspect.isfunction(Child.method)


def test_the_same_function_comes_back(mark):
    found = []

    class Child(Base):
        def method(self, a, b=1):
            """Mine."""

        found.append(mark(method))

    assert found == [Child.method]
    assert vars(Child.method).keys() == {"__override__"}


def test_abstract_methods(mark):
    class Child(Abstract):
        @mark
        def run(self):
            return 1

    class Grandchild(Child):
        @mark
        def run(self):
            return super().run() + 1

    assert Grandchild().run() == 2


def test_special_methods(mark):
    class Child(Base):
        @mark
        def __repr__(self):
            return "child"

        @mark
        def __eq__(self, other):
            return True

    assert repr(Child()) == "child"
    assert Child() == 3


class Worker:
    async def work(self):
        """Work."""


def test_coroutines(mark):
    class Child(Worker):
        @mark
        async def work(self):
            """Mine."""
            return 1

    assert inspect.iscoroutinefunction(Child.work)


def test_final(subject):
    class Thing:
        @subject.final
        def method(self):
            """Doc."""
            return 1

    assert Thing().method() == 1
    assert Thing.method.__final__ is True
    assert Thing.method.__doc__ == "Doc."
    assert subject.final(Thing) is Thing


def test_what_overrides_nothing(subject, side):
    def make():
        class Child(Base):
            @subject.override
            def other(self):
                return 1

        return Child().other()

    if side == "original":
        with pytest.raises(TypeError):
            make()
    else:
        assert make() == 1


def test_signatures(subject, side):
    def make():
        class Child(Base):
            @subject.override
            def method(self):
                return 1

        return Child().method()

    if side == "original":
        with pytest.raises(TypeError):
            make()
    else:
        assert make() == 1


def test_what_is_final(subject, side):
    class Parent:
        @subject.final
        def method(self):
            """Doc."""

    def make():
        class Child(Parent):
            @subject.override
            def method(self):
                return 1

        return Child().method()

    make.__globals__["Parent"] = Parent
    if side == "original":
        with pytest.raises(TypeError):
            make()
    else:
        assert make() == 1


def test_docstrings(subject, side):
    class Child(Base):
        @subject.override
        def method(self, a, b=1):
            return 1

    assert Child.method.__doc__ == ("Doc." if side == "original" else None)


def test_properties(subject, side):
    def make():
        class Child(Base):
            @subject.override
            @property
            def size(self):
                return 2

        return Child().size

    if side == "original":
        with pytest.raises(AttributeError):
            make()
    else:
        assert make() == 2
