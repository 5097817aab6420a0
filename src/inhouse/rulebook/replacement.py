"""What code that moves into a user's project has to be: typed, and of the standard library."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from inhouse.model.rule import Rule
from inhouse.model.rule_check import Mistake
from inhouse.rulebook.source import Function, Source, is_standard


def mistakes(rule: Rule, source: Source) -> Iterator[Mistake]:
    """Yield what keeps the file from being taken over."""
    for node, module in source.imports():
        if not is_standard(module):
            yield source.mistake(node, f"imports {module or 'a neighbour'}: not standard library")
    targets = {(symbol.to or "").removeprefix("_inhouse.") for symbol in rule.symbols}
    if not targets & source.defined():
        yield source.mistake(None, "no symbol of rule.toml goes to any name in it")
    for inner in ast.walk(source.tree):
        match inner:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _untyped(source, inner)
            case ast.Call(func=ast.Name(id="exec" | "eval" | "compile" | "__import__" as name)):
                yield source.mistake(inner, f"calls {name}")


def _untyped(source: Source, function: Function) -> Iterator[Mistake]:
    found = function.args
    every = [*found.posonlyargs, *found.args, found.vararg, *found.kwonlyargs, found.kwarg]
    given = [each for each in every if each is not None]
    bare = [each.arg for each in given if each.annotation is None]
    missing = [name for name in bare if name not in {"self", "cls"}]
    if missing:
        yield source.mistake(function, f"{function.name} does not annotate {missing[0]}")
    if function.returns is None:
        yield source.mistake(function, f"{function.name} does not say what it returns")
