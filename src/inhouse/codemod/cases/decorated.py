"""Scripts for uses that are no plain calls: decorators, base classes, caught exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from inhouse.codemod.cases.definitions import PackageSource
from inhouse.codemod.cases.drafts import SAFE_BUILTINS, Draft, written
from inhouse.codemod.cases.expressions import free_names, literal
from inhouse.codemod.cases.signatures import signature_of
from inhouse.model.places import FileSites, UseSite

# A decorated function that works, one that fails twice, a method: each is called twice.
_STEADY = """
calls = []
@{0}
def work(value):
    calls.append(value)
    return value
"""
_FAILING = """
calls = []
slept = []
@{0}
def work():
    calls.append(len(calls))
    if len(calls) < 3:
        raise {1}('not yet')
    return len(calls)
with patch('time.sleep', slept.append):
    result = work()
"""
_METHOD = """
class Thing:
    count = 0
    @{0}
    def value(self):
        self.count += 1
        return self.count
thing = Thing()
seen = [each() if callable(each) else each for each in (thing.value, thing.value)]
"""


def decorated_of(
    sites: FileSites, source: bytes, package: PackageSource
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """Return the scripts for a file's decorator, base and except uses, and what gives none."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return (), ()
    drafts: list[Draft] = []
    dropped: list[str] = []
    for use in sites.uses:
        place = f"{sites.path}:{use.span.line}"
        if use.context == "decorator":
            found = _decorator(tree, use, package)
            if found is None:
                dropped.append(f"{place}: the decorator's arguments are not written out")
                continue
            drafts += _decorating(use.symbol, place, *found)
        elif use.context in ("base", "except"):
            drafts += _class(package, use.symbol, place, based=use.context == "base")
    return tuple(drafts), tuple(dropped)


def _decorator(
    tree: ast.Module, use: UseSite, package: PackageSource
) -> tuple[str, str, bool, str] | None:
    """Return import, text of the decorator, whether on a method, and the exception it names."""
    statement, expression = written(*package.split(use.symbol))
    for owner in ast.walk(tree):
        for node in getattr(owner, "body", ()) if not isinstance(owner, ast.Lambda) else ():
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for each in node.decorator_list:
                called = each.func if isinstance(each, ast.Call) else each
                if (called.lineno, called.end_col_offset) != (use.span.line, use.span.end_column):
                    continue
                text, raised = expression, "ValueError"
                if isinstance(each, ast.Call):
                    values = [*each.args, *(word.value for word in each.keywords)]
                    if not all(literal(v) or not free_names(v) - SAFE_BUILTINS for v in values):
                        return None
                    raised = next(filter(None, map(_error_in, values)), raised)
                    text += ast.unparse(each)[len(ast.unparse(called)) :]
                return statement, text, isinstance(owner, ast.ClassDef), raised
    return None


def _error_in(node: ast.expr) -> str | None:
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id.endswith(("Error", "Exception")):
            return each.id
    return None


def _decorating(
    symbol: str, place: str, statement: str, text: str, method: bool, raised: str
) -> Iterator[Draft]:
    if method:
        body, last = _METHOD.format(text), "(seen, sorted(vars(thing)))"
        yield _draft(symbol, place, statement + body + last)
        return
    body = _STEADY.format(text)
    yield _draft(symbol, place, statement + body + "(work(1), work(1), work(2), calls)")
    body = _FAILING.format(text, raised)
    head = "from unittest.mock import patch\n" + statement
    yield _draft(symbol, place, head + body + "(result, calls, slept)")
    told = "(work.__name__, work.__doc__)"
    yield _draft(symbol, place, statement + _STEADY.format(text) + told)


def _class(package: PackageSource, symbol: str, place: str, *, based: bool) -> Iterator[Draft]:
    statement, expression = written(*package.split(symbol))
    ancestry = f"[kind.__name__ for kind in {expression}.__mro__]"
    yield _draft(symbol, place, f"{statement}\n{ancestry}")
    signature = signature_of(package, symbol)
    if signature and signature.exception and not any(e.required for e in signature.parameters):
        # Raised and caught under its own name, as the project does.
        body = f"try:\n    raise {expression}('x')\nexcept {expression} as error:\n"
        yield _draft(symbol, place, f"{statement}\n{body}    caught = str(error)\ncaught")
    if based:
        body = f"class Child({expression}):\n    pass\n"
        yield _draft(symbol, place, f"{statement}\n{body}[k.__name__ for k in Child.__mro__]")


def _draft(symbol: str, place: str, text: str) -> Draft:
    return Draft(symbol=symbol, text=text + "\n", origin="call site", place=place)
