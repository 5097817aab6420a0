"""Generated programs are really run before and after, and print the same."""

from __future__ import annotations

import contextlib
import io
import sys
import types
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inhouse.codemod.rewrite import rewrite
from inhouse.codemod.sites import ImportNames, find_sites
from tests.codemod.rewrite.given import rule, symbol

OLD = """
def join(a, b, sep='-', *, end=''):
    print('join', a, b, sep, end)
    return f'{a}{sep}{b}{end}'
def twice(a):
    return a + a
def minus(a, b):
    return a - b
def pick(flag, a, b=7):
    return a if flag else b
class Error(ValueError): pass
NAMES = ('x', 'y')
"""
NEW = """
def glue(sep, end, a, b):
    print('join', a, b, sep, end)
    return f'{a}{sep}{b}{end}'
def glue_in_order(a, b, sep, end):
    return glue(sep, end, a, b)
Error = None
"""
PAIRS = """
import newmod
import oldmod
from newmod import glue

def before_join(a, b, sep='-', end=''):
    return oldmod.join(a, b, sep, end=end)
def after_join(a, b, sep='-', end=''):
    return newmod.glue_in_order(a, b, sep, end)
def before_short(a, b):
    return oldmod.join(a, b)
def after_short(a, b):
    return glue('-', '', a, b)
def before_twice(a):
    return oldmod.twice(a)
def after_twice(a):
    return a + a
def before_minus(a, b):
    return oldmod.minus(a, b)
def after_minus(a, b):
    return a - b
def before_pick(flag, a, b):
    return oldmod.pick(flag, a, b)
def after_pick(flag, a, b):
    return a if flag else b
"""
RULE = rule(
    symbol("oldmod.join", pair="short", signature="(a, b, sep='-', *, end='')"),
    symbol("oldmod.join", pair="join", signature="(a, b, sep='-', *, end='')"),
    symbol("oldmod.twice", pair="twice", signature="(a)"),
    symbol("oldmod.minus", pair="minus", signature="(a, b)"),
    symbol("oldmod.pick", pair="pick", signature="(flag, a, b=7)"),
    symbol("oldmod.NAMES", "('x', 'y')"),
    symbol("oldmod.Error", "newmod.Error"),
)


@pytest.fixture(autouse=True, scope="module")
def _modules() -> Iterator[None]:
    for name, text in (("oldmod", OLD), ("newmod", NEW)):
        module = types.ModuleType(name)
        exec(text, module.__dict__)
        sys.modules[name] = module
    sys.modules["newmod"].__dict__["Error"] = sys.modules["oldmod"].__dict__["Error"]
    yield
    del sys.modules["oldmod"], sys.modules["newmod"]


def outcome(text: str) -> str:
    """Run a program and return what it prints, its error included."""
    out = io.StringIO()
    scope: dict[str, object] = {"__name__": "program"}
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(text, "program", "exec", dont_inherit=True), scope)
        except (TypeError, ValueError, NameError, AttributeError) as error:
            print(type(error).__name__, error)
    return out.getvalue()


NUMBERS = st.sampled_from(["1", "-2", "n", "m", "say(3)", "say(n)", "[4, 5][0]", "(n if m else 6)"])
IMPORTS = {
    "import oldmod\n": "oldmod.",
    "import oldmod as o\n": "o.",
    "from oldmod import join, twice, minus, pick, NAMES, Error\n": "",
    "from oldmod import (\n    join, twice,  # noqa\n    minus,\n    pick, NAMES, Error\n)\n": "",
}


def calls(prefix: str) -> st.SearchStrategy[str]:
    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        two = st.tuples(inner, inner)
        return st.one_of(
            two.map(lambda p: f"{prefix}minus({p[0]}, {p[1]})"),
            two.map(lambda p: f"{prefix}minus(b={p[0]}, a={p[1]})"),
            two.map(lambda p: f"{p[0]} * {prefix}minus({p[1]}, {p[0]}) ** 2"),
            inner.map(lambda a: f"{prefix}twice({a}).real"),
            inner.map(lambda a: f"-{prefix}twice(a={a})"),
            inner.map(lambda a: f"len({prefix}join({a}, 'z', end={prefix}NAMES[0]))"),
            two.map(lambda p: f"len({prefix}join({p[0]}, b={p[1]}))"),
            two.map(lambda p: f"len({prefix}join(sep=str({p[0]}), a={p[1]}, b=1))"),
            st.tuples(inner, inner, inner).map(
                lambda p: f"{prefix}pick({p[0]}, {p[1]},\n    {p[2]})"
            ),
            inner.map(lambda a: f"[{prefix}twice({a}) for n in (1, 2)][0]"),
            inner.map(lambda a: f"(lambda n: {prefix}twice(n))({a})"),
            inner.map(lambda a: f"len(f'{{{prefix}twice(n)}} {{n}}') + {a}"),
            two.map(lambda p: f"(k := {prefix}minus({p[0]}, {p[1]})) + k"),
        )

    return st.recursive(NUMBERS, deeper, max_leaves=6)


@st.composite
def programs(draw: st.DrawFn) -> str:
    start = draw(st.sampled_from(sorted(IMPORTS)))
    prefix = IMPORTS[start]
    lines = draw(st.lists(calls(prefix), min_size=1, max_size=4))
    body = "".join(f"print({line})\n" for line in lines)
    kind = draw(st.integers(0, 3))
    head = "n = 2\nm = 5\ndef say(x):\n    print('say', x)\n    return x\n"
    if kind == 0:
        return start + head + body
    inner = "".join(f"    {line}\n" for line in body.splitlines())
    if kind == 1:
        lines_of_import = "".join(f"    {line}\n" for line in start.splitlines())
        return f"{head}def main():\n{lines_of_import}{inner}main()\n"
    if kind == 2:
        return f"{start}{head}def main(n, glue=1):\n{inner}main(3)\n"
    return (
        f"{start}{head}try:\n{inner}    raise {prefix}Error('e')\n"
        f"except {prefix}Error as e:\n    print(e)\n"
    )


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs())
def test_output_is_the_same(text: str) -> None:
    source = text.encode()
    (sites,) = find_sites({"a.py": source}, ImportNames(packages=("oldmod",)))
    edited = rewrite(sites, source, RULE, PAIRS, home=None)
    after = edited.after.decode()
    assert outcome(after) == outcome(text)
    if not edited.left:
        assert "oldmod" not in after
    else:
        assert all(each.why and each.file == "a.py" and each.line > 0 for each in edited.left)


def test_most_generated_programs_do_change() -> None:
    text = "import oldmod\ndef say(x): return x\nprint(oldmod.minus(say(1), oldmod.twice(2)))\n"
    (sites,) = find_sites({"a.py": text.encode()}, ImportNames(packages=("oldmod",)))
    edited = rewrite(sites, text.encode(), RULE, PAIRS, home=None)
    assert edited.left == ()
    assert edited.after.decode() == ("def say(x): return x\nprint(say(1) - (2 + 2))\n")
