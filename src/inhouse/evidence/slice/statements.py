"""What one module-level statement binds, calls and decides, without entering functions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from inhouse.evidence.slice.chains import Chain, chain_of, root_chain

_CLOSED = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
# Python versions between which a test of sys.version_info must come out the same to be decided.
_OLDEST, _NEWEST = (3, 9), (4, 0)


class Call(NamedTuple):
    """A call that runs when the module is imported: the function and its plain arguments."""

    function: Chain
    arguments: tuple[Chain, ...]


def open_nodes(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield nodes and what they hold, definitions themselves but not their insides."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _CLOSED):
            stack.extend(ast.iter_child_nodes(node))


def bound_names(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Yield the names that statements bind, each with the node that binds it.

    Imports are yielded once under an empty name: their targets are for the caller to tell.
    """
    for node in open_nodes(nodes):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield "", node
        elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name, node


def calls_in(nodes: Iterable[ast.AST]) -> tuple[Call, ...]:
    """Return the calls that run with the statements themselves."""
    found = []
    for node in open_nodes(nodes):
        if isinstance(node, ast.Call):
            function: ast.AST = node.func
            while isinstance(function, ast.Call):  # register("name")(thing)
                function = function.func
            chain = root_chain(function)
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            arguments = tuple(filter(None, map(chain_of, given)))
            if chain:
                found.append(Call(chain, arguments))
    return tuple(found)


def decorators_of(node: ast.AST) -> tuple[Call, ...]:
    """Return the decorators of a definition as calls that are given the definition."""
    found = []
    for decorator in getattr(node, "decorator_list", ()):
        while isinstance(decorator, ast.Call):
            decorator = decorator.func
        chain = chain_of(decorator)
        if chain:
            found.append(Call(chain, ()))
    return tuple(found)


def branches(test: ast.expr) -> tuple[bool, bool, bool]:
    """Tell of an `if`: may the body run, may the else run, is the body for type checkers only."""
    if isinstance(test, ast.Name | ast.Attribute):
        chain = chain_of(test) or ("",)
        if chain[-1] == "TYPE_CHECKING":
            return False, True, True
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        left = chain_of(test.left) or ()
        if left == ("__name__",) and isinstance(test.ops[0], ast.Eq):
            return False, True, False
        outcomes = {_compare(test, version) for version in (_OLDEST, _NEWEST)}
        if len(outcomes) == 1:
            (outcome,) = outcomes
            return outcome is not False, outcome is not True, False
    return True, True, False


def _compare(test: ast.Compare, version: tuple[int, int]) -> bool | None:
    """Return what a comparison of sys.version_info with a literal says under `version`."""
    left: ast.expr = test.left
    actual: object = version
    if isinstance(left, ast.Subscript) and isinstance(left.slice, ast.Constant):
        if left.slice.value != 0:
            return None
        left, actual = left.value, version[0]
    chain = chain_of(left)
    if chain is not None and chain[-1:] == ("major",):
        chain, actual = chain[:-1], version[0]
    if chain is None or chain[-1] != "version_info":
        return None
    try:
        wanted = ast.literal_eval(test.comparators[0])
        if isinstance(test.ops[0], ast.Lt):
            return bool(actual < wanted)
        if isinstance(test.ops[0], ast.LtE):
            return bool(actual <= wanted)
        if isinstance(test.ops[0], ast.Gt):
            return bool(actual > wanted)
        if isinstance(test.ops[0], ast.GtE):
            return bool(actual >= wanted)
        return bool(actual == wanted) if isinstance(test.ops[0], ast.Eq) else None
    except (ValueError, TypeError, RecursionError, MemoryError):
        return None


def exported_names(statements: Iterable[ast.stmt]) -> frozenset[str] | None:
    """Return `__all__` where every statement on it is literal; None if absent or computed."""
    names: set[str] = set()
    seen = False
    for node in statements:
        value = _export_value(node)
        if value is None:
            continue
        seen = True
        parts = [value]
        while parts:
            part = parts.pop()
            if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
                parts += [part.left, part.right]
            elif isinstance(part, ast.List | ast.Tuple | ast.Set):
                for item in part.elts:
                    if not (isinstance(item, ast.Constant) and isinstance(item.value, str)):
                        return None
                    names.add(item.value)
            else:
                return None
    return frozenset(names) if seen else None


def _export_value(node: ast.stmt) -> ast.expr | None:
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(chain_of(target) == ("__all__",) for target in targets):
            return node.value
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        call = node.value
        if (chain_of(call.func) or ("",))[0] == "__all__":
            return call.args[0] if call.args else call
    return None
