"""What rewrites.py may hold: imports, and pairs of functions that are one expression each."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from inhouse.model.rule import Rule, RuleSymbol
from inhouse.model.rule_check import Mistake
from inhouse.rulebook.source import Function, Source, dotted, parameters, parse_source

_SIDES = ("before_", "after_")


def mistakes(rule: Rule, source: Source) -> Iterator[Mistake]:
    """Yield what keeps the pairs from being read as patterns."""
    functions = source.functions()
    wanted = {symbol.pair: symbol for symbol in rule.symbols if symbol.pair}
    for node in source.tree.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef):
            yield source.mistake(node, "is neither an import nor a function of a pair")
    for name, function in functions.items():
        side = next((each for each in _SIDES if name.startswith(each)), None)
        if side is None:
            yield source.mistake(function, f"{name} is neither before_NAME nor after_NAME")
            continue
        if name.removeprefix(side) not in wanted:
            yield source.mistake(function, f"{name}: no symbol of rule.toml has this pair")
        if answer(function) is None:
            yield source.mistake(function, f"{name} is not one `return` of an expression")
    for pair, symbol in wanted.items():
        before, after = functions.get(f"before_{pair}"), functions.get(f"after_{pair}")
        if before is not None:
            yield from _pattern(source, before, symbol)
        if before is not None and after is not None and parameters(before) != parameters(after):
            yield source.mistake(after, f"{after.name} takes other parameters than {before.name}")


def replaced_calls(text: str) -> dict[str, str]:
    """Return the second expression of each pair as source; what is no pair is left out."""
    source = parse_source("rewrites.py", text)
    if isinstance(source, Mistake):
        return {}
    found = {}
    for name, function in source.functions().items():
        expression = answer(function)
        if name.startswith("after_") and expression is not None:
            found[name.removeprefix("after_")] = ast.unparse(expression)
    return found


def answer(function: Function) -> ast.expr | None:
    """Return the expression that a function of a pair stands for; None if it is more than one."""
    body = function.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    if len(body) == 1 and isinstance(body[0], ast.Return):
        return body[0].value
    return None


def _pattern(source: Source, before: Function, symbol: RuleSymbol) -> Iterator[Mistake]:
    called = answer(before)
    if called is None:
        return
    if not isinstance(called, ast.Call):
        yield source.mistake(before, f"{before.name} is not a call of {symbol.name}")
        return
    resolved = _resolve(source, dotted(called.func))
    if resolved != symbol.name:
        wrong = f"{before.name} calls {resolved or 'something else'}, not {symbol.name}"
        yield source.mistake(called, wrong)


def _resolve(source: Source, name: str | None) -> str | None:
    """Return what a dotted name stands for under the file's imports."""
    if name is None:
        return None
    first, _, rest = name.partition(".")
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == first:
                    return ".".join(filter(None, (node.module, alias.name, rest)))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname == first:
                    return ".".join(filter(None, (alias.name, rest)))
    return name
