"""Rules and calls that the tests of rewriting share."""

from __future__ import annotations

from typing import Any

from inhouse.codemod.rewrite import rewrite
from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.model.places import Edited
from inhouse.model.rule import Rule, RuleSymbol

PAIRS = '''
"""Calls that change shape."""
import operator
import tomllib
from functools import reduce

import six
import toml
import tool


def before_loads(s):
    return toml.loads(s)


def after_loads(s):
    return tomllib.loads(s)


def before_iteritems(d):
    return six.iteritems(d)


def after_iteritems(d):
    """Says why."""
    return iter(d.items())


def before_swap(a, b):
    return tool.swap(a, b)


def after_swap(a, b):
    return tool2(b, a)


def before_pick(a, b=0):
    return tool.pick(a, b, strict=True)


def after_pick(a, b=0):
    return [a, b]


def before_twice(a):
    return tool.twice(a)


def after_twice(a):
    return a + a


def before_same(a):
    return tool.same(a)


def after_same(a):
    return a


def before_both(a, b):
    return tool.both(a, b)


def after_both(a, b):
    return a and b


def before_each(a, b):
    return tool.each(a, b)


def after_each(a, b):
    return [item + b for item in a]


def before_add(a, b):
    return tool.add(a, b)


def after_add(a, b):
    return a - b


def before_fold(f, xs):
    return tool.fold(f, xs)


def after_fold(f, xs):
    return reduce(f, xs)
'''


def symbol(name: str, to: str | None = None, **more: Any) -> RuleSymbol:
    return RuleSymbol(name=name, status=more.pop("status", "rewritten"), to=to, **more)


def rule(*symbols: RuleSymbol) -> Rule:
    return Rule(
        id="made-up",
        origin="built-in",
        tier="micro",
        reason="superseded",
        advice="stdlib",
        otherwise="review",
        summary="",
        symbols=symbols,
    )


MOCK = rule(symbol("mock.*", "unittest.mock.*"), symbol("mock", "unittest.mock"))
SIX = rule(
    symbol("six.text_type", "str"),
    symbol("six.string_types", "(str,)"),
    symbol("six.PY2", "False"),
    symbol("six.moves.range", "range"),
    symbol("six.moves.cPickle", "pickle"),
    symbol("six.moves.configparser", "configparser"),
    symbol("six.moves.urllib.parse.*", "urllib.parse.*"),
    symbol("six.iteritems", pair="iteritems", signature="(d, **kw)"),
    symbol("six.MovedModule", status="refused", why="has no equal"),
)
TOML = rule(
    symbol("toml.loads", pair="loads", signature="(s, _dict=dict, decoder=None)", keywords=("s",)),
    symbol(
        "toml.load", "_inhouse.load", signature="(f, _dict=dict, decoder=None)", keywords=("f",)
    ),
    symbol("toml.TomlDecodeError", "tomllib.TOMLDecodeError", keywords=()),
    symbol("toml.dumps", status="refused", why="the standard library cannot write TOML"),
)
TOOL = rule(
    symbol("tool.swap", pair="swap", signature="(a, b)"),
    symbol("tool.pick", pair="pick", signature="(a, b=0, *, strict=False)"),
    symbol("tool.twice", pair="twice", signature="(a)"),
    symbol("tool.same", pair="same", signature="(a)"),
    symbol("tool.both", pair="both", signature="(a, b)"),
    symbol("tool.each", pair="each", signature="(a, b)"),
    symbol("tool.add", pair="add", signature="(a, b)"),
    symbol("tool.fold", pair="fold", signature="(f, xs)"),
    symbol("tool.plain", "operator.add", keywords=("b",), signature="(a, b=1)"),
)


def rewritten(
    text: str | bytes,
    given: Rule,
    *,
    package: str | None = None,
    others: dict[str, str] | None = None,
    home: str | None = "proj._inhouse.it",
    path: str = "a.py",
) -> Edited:
    source = text if isinstance(text, bytes) else text.encode()
    name = package or given.symbols[0].name.split(".")[0]
    files = {path: source, **{key: value.encode() for key, value in (others or {}).items()}}
    found = {
        each.path: each
        for each in find_sites(files, ImportNames(packages=(name,), modules=(name,)))
    }
    return rewrite(found[path], source, given, PAIRS, home=home)


def kept(text: str, given: Rule, **more: Any) -> list[tuple[int, str]]:
    """Return what was left of a text that must not change."""
    edited = rewritten(text, given, **more)
    assert edited.after.decode() == text
    assert edited.rewritten == 0
    assert edited.left
    return [(each.line, each.why) for each in edited.left]


def changed(text: str, given: Rule, **more: Any) -> str:
    """Return a text of which nothing was left."""
    edited = rewritten(text, given, **more)
    assert edited.left == ()
    assert edited.rewritten > 0
    compile(edited.after, "a.py", "exec", dont_inherit=True)
    return edited.after.decode()
