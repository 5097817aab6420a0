"""What is claimed of decorator, beside functools.wraps, contextlib and functools.singledispatch."""

import asyncio
import contextlib
import functools
import inspect

import pytest


def scale(number, by=2, *, sign=1):
    """Return a number that is so many times as large."""
    return number * by * sign


def passing(function, *args, **kw):
    return function(*args, **kw), args, kw


def by_hand(wrapper):
    """Return what people write instead of decorator(wrapper)."""

    def decorate(function):
        @functools.wraps(function)
        def call(*args, **kw):
            return wrapper(function, *args, **kw)

        return call

    return decorate


def newer(subject):
    return hasattr(subject, "decoratorx")


@pytest.mark.parametrize("how", ["decorator", "decorate"])
def test_what_can_be_asked_of_a_decorated_function(subject, how):
    made = {
        "decorator": lambda: subject.decorator(passing)(scale),
        "decorate": lambda: subject.decorate(scale, passing),
    }[how]()
    found = inspect.getfullargspec(made)
    assert (found.args, found.varargs, found.varkw) == (["number", "by"], None, None)
    assert (made.__defaults__, made.__kwdefaults__) == ((2,), {"sign": 1})
    assert made.__wrapped__ is scale

    same = by_hand(passing)(scale)
    other = inspect.getfullargspec(same)
    assert (other.args, other.varargs, other.varkw) == ([], "args", "kw")
    assert (same.__defaults__, same.__kwdefaults__) == (None, None)

    assert str(inspect.signature(made)) == "(number, by=2, *, sign=1)"
    assert str(inspect.signature(same)) == "(number, by=2, *, sign=1)"
    assert made.__doc__ == same.__doc__ == scale.__doc__


def test_where_the_code_has_the_arguments(subject):
    def arguments(function):
        return function.__code__.co_varnames

    plain = arguments(subject.decorator(passing)(scale))
    if newer(subject):
        assert plain[:2] == ("args", "kw")
        assert arguments(subject.decoratorx(passing)(scale)) == ("number", "by", "sign")
    else:
        assert plain == ("number", "by", "sign")
    assert arguments(by_hand(passing)(scale)) == ("args", "kw")


def test_arguments_come_by_position(subject):
    assert subject.decorator(passing)(scale)(number=4) == (8, (4, 2), {"sign": 1})
    assert by_hand(passing)(scale)(number=4) == (8, (), {"number": 4})


def test_a_wrong_call_does_not_reach_the_wrapper(subject):
    seen = []

    def noting(function, *args, **kw):
        seen.append(args)
        return function(*args, **kw)

    with pytest.raises(TypeError):
        subject.decorator(noting)(scale)(1, 2, 3)
    assert subject.decorator(noting)(scale)(1, 2) == 2
    assert seen == [(1, 2)]

    del seen[:]
    with pytest.raises(TypeError):
        by_hand(noting)(scale)(1, 2, 3)
    assert seen == [(1, 2, 3)]


def test_a_decorator_with_an_option(subject):
    def limited(function, limit=10, *args, **kw):
        return min(limit, function(*args, **kw))

    made = subject.decorator(limited)
    found = [made(scale), made()(scale), made(limit=7)(scale)]
    assert [each(8) for each in found] == [10, 10, 7]

    def written_out(function=None, *, limit=10):
        if function is None:
            return functools.partial(written_out, limit=limit)
        return by_hand(lambda function, *args, **kw: min(limit, function(*args, **kw)))(function)

    same = [written_out(scale), written_out()(scale), written_out(limit=7)(scale)]
    assert [each(8) for each in same] == [10, 10, 7]


def test_keywords_stay_keywords_where_asked(subject):
    if newer(subject):
        found = subject.decorator(passing, kwsyntax=True)(scale)(number=4)
        assert found == (8, (), {"number": 4})
    else:
        with pytest.raises(TypeError, match="kwsyntax"):
            subject.decorator(passing, kwsyntax=True)
        assert subject.decorator(passing)(scale)(number=4)[1] == (4, 2)


def test_async_functions_and_generators(subject):
    async def waiting(function, *args):
        return await function(*args), args

    async def later(number, by=2):
        return number * by

    def twice(function, *args):
        yield from function(*args)
        yield from function(*args)

    def below(stop, start=0):
        yield from range(start, stop)

    made, many = subject.decorator(waiting)(later), subject.decorator(twice)(below)
    assert inspect.iscoroutinefunction(made)
    assert asyncio.run(made(number=4)) == (8, (4, 2))
    assert inspect.isgeneratorfunction(many)
    assert list(many(stop=2)) == [0, 1, 0, 1]
    specs = [inspect.getfullargspec(each).args for each in (made, many)]
    assert specs == [["number", "by"], ["stop", "start"]]


def test_fix_is_bind(subject):
    signature = inspect.signature(scale)
    bound = signature.bind(4, sign=-1)
    bound.apply_defaults()
    assert (bound.args, bound.kwargs) == ((4, 2), {"sign": -1})
    if newer(subject):
        assert subject.fix((4,), {"sign": -1}, signature) == ((4, 2), {"sign": -1})
    else:
        assert subject.decorator(passing)(scale)(4, sign=-1)[1:] == ((4, 2), {"sign": -1})


def noted(seen, start="in"):
    seen.append(start)
    yield seen
    seen.append("out")


def test_context_managers(subject):
    def use(decorate):
        seen = []
        managed = decorate(noted)
        with managed(seen, start="on") as entered:
            assert entered is seen
        made = managed(seen)(scale)
        assert made(4) == 8
        return seen, inspect.getfullargspec(made).args, str(inspect.signature(made))

    told = ["on", "out", "in", "out"]
    assert use(subject.contextmanager) == (
        told,
        ["number", "by"],
        "(number, by=2, *, sign=1)",
    )
    assert use(contextlib.contextmanager) == (told, [], "(number, by=2, *, sign=1)")


def test_how_often_a_managed_function_can_be_called(subject):
    def use(decorate):
        seen = []
        made = decorate(noted)(seen)(scale)
        return made, seen

    made, seen = use(subject.contextmanager)
    assert made(4) == 8
    if newer(subject):
        assert (made(5), seen) == (10, ["in", "out", "in", "out"])
    else:
        with pytest.raises((AttributeError, RuntimeError)):
            made(5)
    same, seen = use(contextlib.contextmanager)
    assert (same(4), same(5), seen) == (8, 10, ["in", "out", "in", "out"])


def test_the_class_of_context_managers(subject):
    seen = []
    with subject.ContextManager(noted, seen, start="on") as entered:
        assert entered is seen
    assert seen == ["on", "out"]
    shared = type(contextlib.contextmanager(noted)([]))
    assert issubclass(subject.ContextManager, shared)


def test_dispatch_on_several_arguments(subject):
    @subject.dispatch_on("one", "other")
    def meet(one, other):
        return "nothing"

    @meet.register(int, str)
    def number_and_text(one, other):
        return "number and text"

    @meet.register(str, int)
    def text_and_number(one, other):
        return "text and number"

    assert meet(1, "a") == "number and text"
    assert meet(True, other="a") == "number and text"
    assert meet("a", 1) == "text and number"
    assert meet(1, 1) == "nothing"

    @functools.singledispatch
    def same(one, other):
        return "nothing"

    same.register(int)(number_and_text)
    assert same(1, "a") == same(1, 1) == "number and text"
    with pytest.raises(TypeError):
        functools.singledispatch("one", "other")


def test_append(subject):
    def after(classes, new):
        subject.append(new, classes)
        return classes

    assert after([int], str) == [int, str]
    assert after([int], bool) == [bool]
    assert after([bool], int) == [bool]


def test_functions_of_a_signature_in_a_text(subject):
    made = subject.FunctionMaker.create(
        "double(number, by=2)", "return times(number, by)", {"times": lambda a, b: a * b}
    )
    assert made.__name__ == "double"
    assert made(4, by=3) == 12
    assert inspect.getfullargspec(made).args == ["number", "by"]
    assert "def double(number, by=2):\n    return times(number, by)" in made.__source__


def test_names_of_inspect(subject):
    assert subject.DEF.search(" def double(number):").group(1) == "double"
    if newer(subject):
        assert subject.POS is inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert subject.EMPTY is inspect.Parameter.empty
        assert subject.inspect_sig(scale) == inspect.signature(scale)
