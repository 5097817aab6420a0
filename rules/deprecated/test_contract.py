"""What callers of deprecated may rely on."""

import asyncio
import functools
import inspect
import sys
import warnings

import pytest


def said(function, *args, **kwargs):
    """Return the warnings of a call by class, text and whether they name this file."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        function(*args, **kwargs)
    assert all(each.filename == __file__ for each in seen)
    return [(each.category, str(each.message)) for each in seen]


def test_functions(subject):
    @subject.deprecated
    def work(a, *, b=1):
        """Doc."""
        return a, b

    with pytest.warns(DeprecationWarning):
        assert work(1, b=2) == (1, 2)
    assert said(work, 1) == [
        (DeprecationWarning, "Call to deprecated function (or staticmethod) work.")
    ]
    assert (work.__name__, work.__doc__, work.__module__) == ("work", "Doc.", __name__)
    assert str(inspect.signature(work)) == "(a, *, b=1)"
    assert work.__wrapped__(5) == (5, 1)
    with pytest.warns(DeprecationWarning), pytest.raises(TypeError):
        work()


@pytest.mark.parametrize(
    ("args", "options", "behind"),
    [
        ((), {}, "."),
        (("use b",), {}, ". (use b)"),
        ((), {"reason": "use b"}, ". (use b)"),
        ((), {"version": "1.2"}, ". -- Deprecated since version 1.2."),
        (("use b",), {"version": "1.2"}, ". (use b) -- Deprecated since version 1.2."),
        ((), {"reason": None, "version": None}, "."),
        ((), {"reason": "{name} {}"}, ". ({name} {})"),
        ((b"x",), {}, ". (b'x')"),
    ],
)
def test_texts(subject, args, options, behind):
    @subject.deprecated(*args, **options)
    def work():
        pass

    @subject.deprecated(*args, **options)
    class Thing:
        pass

    assert [text for _, text in said(work)] == [
        f"Call to deprecated function (or staticmethod) work{behind}"
    ]
    assert [text for _, text in said(Thing)] == [f"Call to deprecated class Thing{behind}"]


def test_classes_of_warnings(subject):
    class Mine(UserWarning):
        pass

    @subject.deprecated(category=Mine)
    def work():
        pass

    @subject.deprecated(category=FutureWarning)
    class Thing:
        pass

    assert [each for each, _ in said(work) + said(Thing)] == [Mine, FutureWarning]


def test_methods(subject):
    class Thing:
        @subject.deprecated
        def method(self):
            return self

        @staticmethod
        @subject.deprecated
        def inner():
            return 1

        @subject.deprecated
        @staticmethod
        def outer():
            return 2

        @property
        @subject.deprecated
        def value(self):
            return 3

    class Child(Thing):
        def method(self):
            return super().method()

    def texts(call):
        return [text.removeprefix("Call to deprecated ") for _, text in said(call)]

    thing, child = Thing(), Child()
    assert texts(thing.method) == texts(child.method) == ["method method."]
    assert texts(lambda: Thing.method(thing)) == ["method method."]
    assert texts(thing.inner) == texts(Thing.inner) == ["function (or staticmethod) inner."]
    assert texts(thing.outer) == texts(Child.outer) == ["function (or staticmethod) outer."]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert (thing.method(), thing.inner(), Thing.outer(), thing.value) == (thing, 1, 2, 3)
        assert child.method() is child

    def plain(this):
        return this

    assert texts(subject.deprecated(plain.__get__(thing))) == ["method plain."]
    assert texts(subject.deprecated(plain.__get__(Thing))) == ["class method plain."]
    assert texts(lambda: subject.deprecated(plain)(Thing)) == ["function (or staticmethod) plain."]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="another one says another word")
def test_class_methods(subject):
    class Thing:
        @classmethod
        @subject.deprecated
        def make(cls):
            return cls

    class Child(Thing):
        pass

    for call in (Thing.make, Thing().make, Child.make):
        assert said(call)[0][1] == "Call to deprecated class method make."
    with pytest.warns(DeprecationWarning):
        assert Child.make() is Child


def test_above_classmethod(subject):
    with pytest.raises(TypeError):

        class Other:
            @subject.deprecated
            @classmethod
            def make(cls):
                pass


def test_classes(subject):
    @subject.deprecated(reason="r")
    class Thing:
        """Doc."""

        kind = 1

        def __init__(self, size, *, name=""):
            self.size, self.name = size, name

    class Child(Thing):
        pass

    assert isinstance(Thing, type)
    assert (Thing.__name__, Thing.__doc__, Thing.kind) == ("Thing", "Doc.", 1)
    assert (
        said(Thing, 1)
        == said(Child, 1)
        == [(DeprecationWarning, "Call to deprecated class Thing. (r)")]
    )
    with pytest.warns(DeprecationWarning):
        thing = Child(2, name="x")
    assert (thing.size, thing.name, isinstance(thing, Thing)) == (2, "x", True)

    @subject.deprecated
    class Odd:
        def __new__(cls, size):
            found = super().__new__(cls)
            found.size = size
            return found

    with pytest.warns(DeprecationWarning):
        assert Odd(7).size == 7
    with pytest.warns(DeprecationWarning), pytest.raises(TypeError):
        Odd()

    @subject.deprecated
    class Number(int):
        pass

    with pytest.warns(DeprecationWarning):
        assert Number("12") == 12


def test_actions(subject):
    @subject.deprecated(action="error")
    def work():
        pass

    @subject.deprecated(action="ignore")
    def quiet():
        return 1

    @subject.deprecated(action="always", category=FutureWarning)
    def loud():
        pass

    with pytest.raises(DeprecationWarning) as caught:
        work()
    assert str(caught.value) == "Call to deprecated function (or staticmethod) work."
    assert said(quiet) == []
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("ignore")
        loud()
        loud()
    assert [each.category for each in seen] == [FutureWarning] * 2
    assert seen[0].filename == __file__


def test_whose_line_it_is(subject):
    @subject.deprecated
    def work():
        pass

    @subject.deprecated(extra_stacklevel=1)
    def deep():
        pass

    @subject.deprecated(extra_stacklevel=1)
    class Thing:
        pass

    @subject.deprecated
    class Other:
        pass

    def lines(call):
        def inner():
            call()

        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            inner()
        return seen[0].lineno - inner.__code__.co_firstlineno

    assert (lines(work), lines(Other)) == (1, 1)
    assert (lines(deep), lines(Thing)) == (5, 5)


def test_what_cannot_be_decorated(subject):
    for wrong in (3, None, [], {}):
        with pytest.raises(TypeError) as caught:
            subject.deprecated(wrong)
        assert str(caught.value) == repr(type(wrong))
        with pytest.raises(TypeError):
            subject.deprecated("x")(wrong)
    with pytest.raises(TypeError) as caught:
        subject.deprecated(functools.partial(print))
    assert "partial" in str(caught.value)
    with pytest.raises(TypeError):
        subject.deprecated(unknown=1)(print)


def test_by_hand(subject):
    assert said(subject.deprecated(len), []) == [
        (DeprecationWarning, "Call to deprecated function (or staticmethod) len.")
    ]
    later = subject.deprecated("r")
    assert said(later(lambda: 1))[0][1].endswith("<lambda>. (r)")
    assert said(subject.classic.deprecated(version="2")(len), "")[0][1].endswith("version 2.")


def test_coroutines(subject):
    @subject.deprecated("r")
    async def work(a):
        return a

    class Thing:
        @subject.deprecated
        async def work(self):
            return self

    async def main():
        assert await Thing().work() is not None
        return await work(3)

    assert asyncio.iscoroutinefunction(work)
    assert inspect.iscoroutinefunction(work)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert asyncio.run(main()) == 3
    assert [str(each.message) for each in seen] == [
        "Call to deprecated method work.",
        "Call to deprecated function (or staticmethod) work. (r)",
    ]
    assert {each.filename for each in seen} == {__file__}


def test_generators(subject):
    @subject.deprecated
    def numbers():
        yield 1
        yield 2

    with pytest.warns(DeprecationWarning):
        assert list(numbers()) == [1, 2]


def old():
    return 1


def test_what_it_returns(subject, side):
    found = subject.deprecated(old)
    assert inspect.isroutine(found)
    assert (type(found) is type(old)) == (side == "replacement")
    del found


def test_when_coroutines_warn(subject, side):
    @subject.deprecated
    async def work():
        pass

    def call():
        work().close()

    assert len(said(call)) == (1 if side == "original" else 0)


def test_generator_functions(subject, side):
    @subject.deprecated
    def numbers():
        yield 1

    assert inspect.isgeneratorfunction(numbers) == (side == "original")


@pytest.mark.skipif(sys.version_info < (3, 13), reason="both say class method")
def test_class_methods_of_new_pythons(subject, side):
    class Thing:
        @classmethod
        @subject.deprecated
        def make(cls):
            return cls

    what = "function (or staticmethod)" if side == "original" else "class method"
    assert said(Thing.make)[0][1] == f"Call to deprecated {what} make."
