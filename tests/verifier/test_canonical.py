from __future__ import annotations

import ast
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inhouse.model.proof import Trial
from inhouse.verifier.interpreters import interpreters
from inhouse.verifier.limits import Limits
from inhouse.verifier.sandbox import Sandbox
from tests.verifier.conftest import QUICK, Run, script

LIB = """
import collections, dataclasses, decimal, datetime, enum, fractions, functools, io, itertools
import pathlib, re, types, uuid
from unittest import mock
class Plain:
    def __init__(self, **state): self.__dict__.update(state)
class Slotted:
    __slots__ = ("a", "b")
    def __init__(self, a): self.a = a
class Child(Slotted):
    __slots__ = ("c",)
@dataclasses.dataclass
class Data:
    x: int
    y: list = dataclasses.field(default_factory=list)
class Colour(enum.Enum):
    RED = 1
class Items(list): pass
class Named(collections.namedtuple("Named", "a b")): pass
class Steps:
    def __iter__(self): return self
    def __next__(self): raise ValueError("no step")
def count(n):
    for each in range(n): yield each
def broken():
    yield 1
    raise KeyError("x")
async def later(value): return value
async def fails(): raise LookupError
async def steps(n):
    for each in range(n): yield each
def cycle():
    held = []
    held.append(held)
    return held
def moved():
    held = collections.OrderedDict(a=1, b=2)
    held.move_to_end("a")
    return held
"""
DIFFERENT = [
    ("1", "True"),
    ("1", "1.0"),
    ("0.0", "-0.0"),
    ("'1'", "1"),
    ("'a'", "b'a'"),
    ("b'a'", "bytearray(b'a')"),
    ("[]", "()"),
    ("()", "None"),
    ("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}"),
    ("{1}", "frozenset({1})"),
    ("[1]", "lib.Items([1])"),
    ("(1, 2)", "lib.Named(1, 2)"),
    ("lib.Data(1)", "lib.Data(2)"),
    ("lib.Plain(a=1)", "lib.Plain(a=1.0)"),
    ("lib.Slotted(1)", "lib.Slotted(2)"),
    ("lib.Slotted(1)", "lib.Child(1)"),
    ("iter([1])", "[1]"),
    ("lib.count(2)", "lib.count(3)"),
    ("lib.later(1)", "1"),
    ("lib.later(1)", "lib.later(2)"),
    ("lib.steps(1)", "lib.count(1)"),
    ("lib.moved()", "lib.collections.OrderedDict(a=1, b=2)"),
    ("{'a': 1}", "lib.moved()"),
    ("lib.collections.defaultdict(int)", "lib.collections.defaultdict(list)"),
    ("lib.collections.deque([1])", "lib.collections.deque([1], 3)"),
    ("lib.decimal.Decimal('1.0')", "lib.decimal.Decimal('1.00')"),
    ("lib.datetime.datetime(2020, 1, 1)", "lib.datetime.datetime(2020, 1, 1, fold=1)"),
    (
        "lib.datetime.datetime(2020, 1, 1)",
        "lib.datetime.datetime(2020, 1, 1, tzinfo=lib.datetime.timezone.utc)",
    ),
    ("lib.re.compile('a')", "lib.re.compile('a', 2)"),
    ("lib.io.StringIO('ab')", "lib.io.StringIO('abc')"),
    ("lib.pathlib.PurePosixPath('a')", "lib.pathlib.PureWindowsPath('a')"),
    ("lib.Colour.RED", "1"),
    ("lib.functools.partial(int, 2)", "lib.functools.partial(int, 3)"),
    ("int", "str"),
    ("len", "abs"),
    ("lib.Plain().__init__", "lib.Plain(a=1).__init__"),
    ("ValueError(1)", "ValueError(2)"),
    ("ValueError(1)", "TypeError(1)"),
    ("range(3)", "range(4)"),
    ("{}.keys()", "[]"),
    ("lib.broken()", "lib.count(1)"),
    ("lib.itertools.count(1)", "lib.itertools.count(2)"),
    ("'x' * 2000000", "'x' * 1999999 + 'y'"),
    ("lib.fractions.Fraction(1, 2)", "lib.fractions.Fraction(1, 3)"),
    ("lib.uuid.UUID(int=1)", "lib.uuid.UUID(int=2)"),
    ("lib.count", "lib.later"),
    ("10 ** 30", "10 ** 30 + 1"),
    ("1j", "-1j"),
    ("...", "None"),
]
SAME = [
    ("{3, 1, 'a'}", "{'a', 3, 1}"),
    ("float('nan')", "-float('nan')"),
    ("lib.Plain(a=1, b=2)", "lib.Plain(b=2, a=1)"),
    ("object()", "object()"),
    ("lambda: 1", "lambda: 2"),
    ("lib.Plain(f=lib.count)", "lib.Plain(f=lib.count)"),
    ("lib.cycle()", "lib.cycle()"),
    ("lib.count(3)", "map(int, '012')"),
    ("lib.itertools.chain([1])", "iter([1])"),
    ("lib.Data(1)", "lib.Data(1)"),
    ("lib.types.SimpleNamespace(a=1)", "lib.types.SimpleNamespace(a=1)"),
    ("[lib]", "[lib]"),
    ("lib.io.BytesIO(b'a')", "lib.io.BytesIO(b'a')"),
    ("'%s' % object()", "'%s' % object()"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_values_have_different_forms(run: Run, one: str, other: str) -> None:
    outcome = run(f"[{one}, {other}]", LIB)
    first, second = json.loads(outcome.value)
    assert first != second


@pytest.mark.parametrize(("one", "other"), SAME)
def test_equal_values_have_the_same_form(run: Run, one: str, other: str) -> None:
    first, second = json.loads(run(f"[{one}, {other}]", LIB).value)
    assert first == second


@pytest.mark.parametrize(
    ("last", "form"),
    [
        ("lib.count(500)", {"lazy": "iterator", "more": True}),
        ("lib.broken()", {"lazy": "iterator", "items": [{"int": "1"}], "raised": "KeyError"}),
        ("lib.mock.NonCallableMagicMock()", {"lazy": "unittest.mock.NonCallableMagicMock"}),
        ("lib.Steps()", {"lazy": "lib.Steps", "items": [], "raised": "ValueError"}),
        ("lib.later([1])", {"awaitable": "coroutine", "result": [{"int": "1"}]}),
        ("lib.fails()", {"awaitable": "coroutine", "raised": "LookupError"}),
        ("lib.steps(1)", {"lazy": "async iterator", "items": [{"int": "0"}]}),
        ("lib.Data(1)", {"object": "lib.Data", "state": [["x", {"int": "1"}], ["y", []]]}),
        ("lib.Colour.RED", {"object": "lib.Colour", "member": "RED"}),
    ],
)
def test_forms_say_how_a_value_comes(run: Run, last: str, form: dict[str, object]) -> None:
    found = json.loads(run(last, LIB).value)
    found["items"] = found.get("items", [])[:2] if "more" not in form else None
    assert {key: found[key] for key in form} == form


def test_an_awaited_script_gives_the_result(run: Run) -> None:
    assert run("await lib.later(3)", LIB).literal == "3"


def test_arguments_that_are_changed_are_told(run: Run) -> None:
    outcome = run("a.append(len(b)) or b", "", a="[1]", b="'x'")
    assert outcome.mutated == (("a", '[{"int":"1"},{"int":"1"}]'),)


def test_reading_at_once_and_reading_later_are_told_apart(run: Run) -> None:
    now = run("iter(list(a))", "", a="iter([1, 2])").mutated
    later = run("(x for x in a)", "", a="iter([1, 2])").mutated
    assert [name for name, _ in now] == [name for name, _ in later] == ["a"]
    assert now != later


def test_a_generator_given_in_is_not_used_up_by_looking_at_it(run: Run) -> None:
    assert run("list(a)", "", a="(x for x in [1, 2])").literal == "[1, 2]"


def test_values_may_use_the_standard_library(run: Run) -> None:
    assert run("a.year", "", a="datetime.date(2020, 1, 2)").literal == "2020"
    assert run("a(4)", "", a="lambda x: decimal.Decimal(x) + 1").shown == "Decimal('5')"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.complex_numbers(),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(), inner)
        | st.frozensets(st.integers())
        | st.sets(st.text())
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(VALUES)
def test_a_literal_gives_back_the_value(
    kept: Callable[[str, Limits], Sandbox], value: object
) -> None:
    source = repr(value)
    given_in = source.replace("nan", "float('nan')").replace("inf", "float('inf')")
    if "nan" in source or "inf" in source:
        given_in = "None"
    chosen = script("x", None, "x")
    outcome = kept("", QUICK).run([Trial(script=chosen, values=(given_in,))], "original")[0]
    if outcome.kind == "stopped":
        assert "cannot be made" in outcome.message  # lone surrogates and such
        return
    if outcome.literal is not None:
        again = kept("", QUICK).run([Trial(script=chosen, values=(outcome.literal,))], "original")[
            0
        ]
        assert again.value == outcome.value
        try:
            found = ast.literal_eval(outcome.literal)
        except ValueError:
            return
        assert type(found) is type(value) or given_in == "None"


@pytest.mark.parametrize(
    "last", ["float('nan')", "object()", "lib.Items()", "[lambda: 1]", "lib.cycle()"]
)
def test_what_no_literal_gives_back_has_none(run: Run, last: str) -> None:
    assert run(last, LIB).literal is None


@pytest.mark.parametrize(
    "python", [str(path) for version, path in interpreters(os.environ).items() if version >= (3, 8)]
)
def test_forms_are_the_same_on_every_python(
    python: str, module: Callable[..., Path], boxes: Callable[..., Sandbox]
) -> None:
    sandbox = boxes(module(LIB), python=python)
    lasts = [
        "[1, True, 1.5, 'a', b'b', (None,), {'a': {1}}]",
        "lib.count(3)",
        "lib.Data(1)",
        "[lib.Slotted(1), lib.moved(), lib.Colour.RED, lib.collections.deque([1])]",
        "[lib.decimal.Decimal('1.0'), lib.datetime.datetime(2020, 1, 1), lib.re.compile('a')]",
        "lib.later(1)",
        "lib.steps(2)",
        "[lib.pathlib.PurePosixPath('a/b'), lib.functools.partial(int, 2), len, lib.count]",
        "lib.itertools.chain([1], [2])",
        "lib.fractions.Fraction(1, 2)",
    ]
    trials = [Trial(script=script(f"import lib\n{last}")) for last in lasts]
    forms = [outcome.value for outcome in sandbox.run(trials, "original")]
    assert json.loads(forms[0])[1:4] == [True, {"float": "1.5"}, "a"]
    assert all(forms)
    assert forms[8] == '{"lazy":"iterator","items":[{"int":"1"},{"int":"2"}]}'
    assert "0x" not in "".join(forms)
    assert json.loads(forms[3])[0]["state"] == [["a", {"int": "1"}]]
