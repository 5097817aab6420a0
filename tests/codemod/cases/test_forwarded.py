"""Parameters that a function hands on with `**kwargs`."""

from __future__ import annotations

import pytest

from inhouse.codemod.cases.signatures import signature_of
from tests.codemod.cases.packages import package

HANDLER = "class Handler:\n    def __init__(self, depth=0, sep=':', hook=lambda *a: 1): ...\n"


def names(text: str, symbol: str = "p.f") -> list[str]:
    found = signature_of(package({"p.py": text}), symbol)
    assert found is not None
    return [each.name for each in found.parameters if each.kind != "double"]


@pytest.mark.parametrize(
    "body",
    [
        "return dict(**kwargs)",  # not the package's own
        "return Handler(**other)",
        "return Handler(kwargs)",
        "return f(x, **kwargs)",
    ],
)
def test_keywords_that_go_elsewhere_add_nothing(body: str) -> None:
    assert names(f"{HANDLER}def f(x, **kwargs):\n    {body}\n") == ["x"]


def test_what_is_handed_on_may_be_given() -> None:
    text = f"{HANDLER}def f(x, sep='/', **kwargs):\n    return Handler(sep=sep, **kwargs)\n"
    assert names(text) == ["x", "sep", "depth", "hook"]


def test_what_the_call_fills_by_place_may_not() -> None:
    text = "def g(a, b=1, c=2): ...\ndef f(x, **kwargs):\n    return g(x, 3, **kwargs)\n"
    assert names(text) == ["x", "c"]


def test_it_goes_through_several_functions_and_base_classes() -> None:
    text = (
        "class A:\n    def __init__(self, a=1): ...\n"
        "class B(A):\n    def __init__(self, b, **kw):\n        super().__init__(**kw)\n"
        "def f(x, **kw):\n    return B(x, **kw)\n"
    )
    assert names(text) == ["x", "a"]


def test_a_circle_ends() -> None:
    text = "def f(a, **kw):\n    return g(a, **kw)\ndef g(b, c=1, **kw):\n    return f(b, **kw)\n"
    assert names(text) == ["a", "c"]


def test_a_function_as_default_asks_for_a_function() -> None:
    found = signature_of(package({"p.py": HANDLER}), "p.Handler")
    assert found is not None
    assert found.parameters[-1].annotation == "Callable"
