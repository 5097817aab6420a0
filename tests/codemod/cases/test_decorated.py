"""Scripts for decorators; they are run, for only then are they right."""

from __future__ import annotations

import ast

import pytest

from inhouse.codemod.cases.decorated import decorated_of
from tests.codemod.cases.packages import package
from tests.codemod.cases.places import sites_in

RETRY = package({"functools.py": ""})


def run(text: str) -> object:
    *body, last = ast.parse(text).body
    assert isinstance(last, ast.Expr)
    names: dict[str, object] = {}
    exec(compile(ast.Module(body=list(body), type_ignores=[]), "x", "exec"), names)
    return eval(compile(ast.Expression(last.value), "x", "eval"), names)


def test_arguments_that_are_not_written_out_are_named() -> None:
    source = "@cache(size)\ndef f(): ...\n"
    drafts, dropped = decorated_of(
        sites_in(source, {"cache": "functools.lru_cache"}), source.encode(), RETRY
    )
    assert drafts == ()
    assert dropped == ("app.py:1: the decorator's arguments are not written out",)


def test_a_decorated_function_is_called_twice() -> None:
    source = "@cache(maxsize=2)\ndef f(): ...\n"
    drafts, _ = decorated_of(
        sites_in(source, {"cache": "functools.lru_cache"}), source.encode(), RETRY
    )
    assert run(drafts[0].text) == (1, 1, 2, [1, 2])
    assert run(drafts[2].text) == ("work", None)
    with pytest.raises(ValueError, match="not yet"):
        run(drafts[1].text)


def test_a_decorated_method_gets_a_small_class() -> None:
    source = "class A:\n    @cached\n    def f(self): ...\n"
    drafts, _ = decorated_of(
        sites_in(source, {"cached": "functools.cached_property"}), source.encode(), RETRY
    )
    assert [run(draft.text) for draft in drafts] == [([1, 1], ["count", "value"])]
