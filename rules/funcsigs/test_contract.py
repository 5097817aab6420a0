"""What callers of funcsigs may rely on."""

import functools
import random

import pytest


def many(a, b=1, *c, d, e="x", **g):
    pass


class Thing:
    def __init__(self, x, y=1):
        pass

    def method(self, a):
        pass

    @classmethod
    def of_class(cls, a=None):
        pass

    @staticmethod
    def alone(a, *b):
        pass

    def __call__(self, z):
        pass


class Made:
    def __new__(cls, t, **more):
        return object.__new__(cls)


@functools.wraps(many)
def wrapped(*args):
    pass


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (lambda: 0, "()"),
        (lambda a, b: 0, "(a, b)"),
        (many, "(a, b=1, *c, d, e='x', **g)"),
        (wrapped, "(a, b=1, *c, d, e='x', **g)"),
        (Thing, "(x, y=1)"),
        (Thing.method, "(self, a)"),
        (Thing(1).method, "(a)"),
        (Thing.of_class, "(a=None)"),
        (Thing.alone, "(a, *b)"),
        (Thing(1), "(z)"),
        (Made, "(t, **more)"),
        (functools.partial(many, 1), "(b=1, *c, d, e='x', **g)"),
        (functools.partial(many, 1, 2), "(*c, d, e='x', **g)"),
        (functools.partial(many, e=5), "(a, b=1, *c, d, e=5, **g)"),
        (functools.partial(Thing, 1), "(y=1)"),
    ],
)
def test_text(subject, function, text):
    assert str(subject.signature(function)) == text


def test_parameters(subject):
    found = subject.signature(many).parameters
    kinds = subject.Parameter
    assert list(found) == ["a", "b", "c", "d", "e", "g"]
    assert [each.kind for each in found.values()] == [
        kinds.POSITIONAL_OR_KEYWORD,
        kinds.POSITIONAL_OR_KEYWORD,
        kinds.VAR_POSITIONAL,
        kinds.KEYWORD_ONLY,
        kinds.KEYWORD_ONLY,
        kinds.VAR_KEYWORD,
    ]
    assert [each.default for each in found.values()] == [
        kinds.empty, 1, kinds.empty, kinds.empty, "x", kinds.empty,
    ]  # fmt: skip
    assert all(isinstance(each, kinds) for each in found.values())
    with pytest.raises(TypeError):
        found["z"] = 1


def test_order_of_the_kinds(subject):
    kinds = subject.Parameter
    assert (
        kinds.POSITIONAL_ONLY
        < kinds.POSITIONAL_OR_KEYWORD
        < kinds.VAR_POSITIONAL
        < kinds.KEYWORD_ONLY
        < kinds.VAR_KEYWORD
    )
    assert str(kinds.VAR_KEYWORD) == "VAR_KEYWORD" or int(kinds.VAR_KEYWORD) == 4


def test_annotations(subject):
    def function(a: int, b: "str" = "", *c: float) -> dict:
        pass

    found = subject.signature(function)
    assert found.return_annotation is dict
    assert [each.annotation for each in found.parameters.values()] == [int, "str", float]
    assert subject.signature(many).return_annotation is subject.Signature.empty
    assert subject.signature(many).parameters["a"].annotation is subject.Parameter.empty


def test_binding(subject):
    found = subject.signature(many).bind(1, 2, 3, 4, d=5, z=6)
    assert isinstance(found, subject.BoundArguments)
    assert (found.args, found.kwargs) == ((1, 2, 3, 4), {"d": 5, "z": 6})
    assert dict(found.arguments) == {"a": 1, "b": 2, "c": (3, 4), "d": 5, "g": {"z": 6}}
    assert list(found.arguments) == ["a", "b", "c", "d", "g"]
    assert found.signature == subject.signature(many)


def test_what_is_not_given_is_not_bound(subject):
    found = subject.signature(many).bind(a=1, d=2)
    assert dict(found.arguments) == {"a": 1, "d": 2}
    assert (found.args, found.kwargs) == ((1,), {"d": 2})
    found.arguments["d"] = 3
    assert found.kwargs == {"d": 3}


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [((), {}), ((1,), {}), ((1, 2), {"a": 1, "d": 1}), ((), {"d": 1}), ((1,), {"b": 1})],
)
def test_calls_that_do_not_fit(subject, args, kwargs):
    with pytest.raises(TypeError):
        subject.signature(many).bind(*args, **kwargs)


def test_too_much(subject):
    with pytest.raises(TypeError):
        subject.signature(lambda a: 0).bind(1, 2)
    with pytest.raises(TypeError):
        subject.signature(lambda a: 0).bind(1, z=2)


def test_partial_binding(subject):
    found = subject.signature(many).bind_partial(b=3)
    assert dict(found.arguments) == {"b": 3}
    assert dict(subject.signature(many).bind_partial().arguments) == {}
    with pytest.raises(TypeError):
        subject.signature(lambda a: 0).bind_partial(1, 2)


def test_random_calls(subject):
    dice = random.Random(2)
    for _ in range(300):
        args = tuple(range(dice.randrange(4)))
        kwargs = {name: name for name in "abdez" if dice.random() < 0.4}

        def real(a, b=1, *c, d, e="x", **g):
            return {"a": a, "b": b, "c": c, "d": d, "e": e, "g": g}

        try:
            wanted = real(*args, **kwargs)
        except TypeError:
            with pytest.raises(TypeError):
                subject.signature(real).bind(*args, **kwargs)
            continue
        bound = subject.signature(real).bind(*args, **kwargs)
        assert real(*bound.args, **bound.kwargs) == wanted
        for name, value in bound.arguments.items():
            assert wanted[name] == value


def test_equality(subject):
    def same(a, b=1, *c, e="x", d, **g):
        pass

    assert subject.signature(many) == subject.signature(same)
    assert subject.signature(many) != subject.signature(lambda a: 0)
    assert subject.signature(lambda a: 0).parameters["a"] == subject.signature(
        Thing.of_class
    ).parameters["a"].replace(default=subject.Parameter.empty)
    assert subject.signature(many) != 3


def test_changing(subject):
    found = subject.signature(many)
    fewer = found.replace(parameters=list(found.parameters.values())[:2], return_annotation=int)
    assert (list(fewer.parameters), fewer.return_annotation) == (["a", "b"], int)
    other = found.parameters["a"].replace(name="z", kind=subject.Parameter.KEYWORD_ONLY, default=3)
    assert (other.name, other.default, str(other)) == ("z", 3, "z=3")
    with pytest.raises(ValueError):
        found.replace(parameters=list(found.parameters.values())[::-1])
    with pytest.raises(ValueError):
        found.parameters["c"].replace(default=1)


def test_a_signature_of_its_own(subject):
    def function(*args):
        pass

    function.__signature__ = subject.signature(many)
    assert str(subject.signature(function)) == "(a, b=1, *c, d, e='x', **g)"


@pytest.mark.parametrize("value", [3, "x", None, [1]])
def test_what_cannot_be_called(subject, value):
    with pytest.raises(TypeError):
        subject.signature(value)


def test_whose_classes_they_are(subject, side):
    for kind in (subject.Signature, subject.Parameter, subject.BoundArguments):
        assert (kind.__module__ == "inspect") == (side == "replacement")


def test_text_of_annotations(subject, side):
    def function(a: int = 3, *, b: "str"):
        pass

    text = "(a:int=3, *, b:'str')" if side == "original" else "(a: int = 3, *, b: 'str')"
    assert str(subject.signature(function)) == text


def test_positional_only(subject, side):
    namespace = {}
    exec("def function(a, /, b): pass", namespace)
    found = subject.signature(namespace["function"])
    assert str(found) == ("(a, b)" if side == "original" else "(a, /, b)")
    if side == "original":
        assert dict(found.bind(a=1, b=2).arguments) == {"a": 1, "b": 2}
    else:
        with pytest.raises(TypeError):
            found.bind(a=1, b=2)


def test_partials_with_keywords(subject, side):
    found = subject.signature(functools.partial(lambda a, b, c: 0, b=1))
    assert str(found) == ("(a, b=1, c)" if side == "original" else "(a, *, b=1, c)")


@pytest.mark.parametrize("function", [len, print, [].append, type("Empty", (), {})])
def test_built_in(subject, side, function):
    if side == "original":
        with pytest.raises(ValueError):
            subject.signature(function)
    else:
        assert str(subject.signature(function)).startswith("(")


def test_partialmethod(subject):
    class Partly:
        def method(self, a, b):
            pass

        first = functools.partialmethod(method, 1)

    assert str(subject.signature(Partly().first)) == "(b)"


def test_repr(subject, side):
    text = repr(subject.signature(lambda a: 0))
    assert (text == "<Signature (a)>") == (side == "replacement")
