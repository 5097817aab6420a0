"""Does a condition on the Python version hold on every Python that the project runs on?"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from inhouse.codemod.drop.available import Version
from inhouse.codemod.rewrite.scopes import Names

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq,
}
_Comparison = Callable[[Any, Any], bool]


def outcome(test: ast.expr, lowest: Version, names: Names) -> bool | None:
    """Return what a test always gives from `lowest` (three numbers) on; None if that varies."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = outcome(test.operand, lowest, names)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        return _joined(test, lowest, names)
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left, right, kind = test.left, test.comparators[0], type(test.ops[0])
    if kind not in _FLIPPED:
        return None
    if _what(left, names) is None:
        left, right, kind = right, left, _FLIPPED[kind]
    what, given = _what(left, names), _literal(right)
    if what is None or given is None:
        return None
    return _compared(what, kind, given, lowest)


def _joined(test: ast.BoolOp, lowest: Version, names: Names) -> bool | None:
    """Join by `and` or `or`; what else is asked must be a plain name, which has no effect."""
    found = [outcome(each, lowest, names) for each in test.values]
    deciding = isinstance(test.op, ast.Or)
    if deciding in found:
        others = [v for v, known in zip(test.values, found, strict=True) if known is None]
        return deciding if all(_is_quiet(each) for each in others) else None
    return None if None in found else not deciding


def _is_quiet(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node = node.operand
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name | ast.Constant)


def _what(node: ast.expr, names: Names) -> str | None:
    """Tell which part of the version is asked: all, first, or a number of leading parts."""
    if isinstance(node, ast.Subscript) and _is_version_info(node.value, names):
        index = node.slice
        if isinstance(index, ast.Constant) and index.value == 0 and index.value is not False:
            return "first"
        if isinstance(index, ast.Slice) and index.step is None and index.lower is None:
            upper = index.upper
            if isinstance(upper, ast.Constant) and upper.value in (1, 2, 3):
                return str(upper.value)
        return None
    if isinstance(node, ast.Attribute) and node.attr == "major":
        return "first" if _is_version_info(node.value, names) else None
    return "all" if _is_version_info(node, names) else None


def _is_version_info(node: ast.expr, names: Names) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "version_info":
        return isinstance(node.value, ast.Name) and _is_bound(node.value, "sys", names)
    return isinstance(node, ast.Name) and _is_bound(node, "version_info", names)


def _is_bound(node: ast.Name, wanted: str, names: Names) -> bool:
    """Tell whether a name can only be `import sys`, or `version_info` taken from it."""
    scope = names.read(node)
    if scope is None:
        return False
    for binder in scope.binders[node.id]:
        if not isinstance(binder, ast.alias) or binder.name != wanted:
            return False
        from_sys = binder in names.from_sys
        if from_sys != (wanted == "version_info"):
            return False
    return True


def _literal(node: ast.expr) -> int | Version | None:
    if isinstance(node, ast.Tuple) and 1 <= len(node.elts) <= 3:
        numbers = [each.value for each in node.elts if isinstance(each, ast.Constant)]
        if len(numbers) == len(node.elts) and all(type(each) is int for each in numbers):
            return tuple(each for each in numbers if isinstance(each, int))
        return None
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    return None


def _compared(
    what: str, kind: type[ast.cmpop], given: int | Version, lowest: Version
) -> bool | None:
    least: int | Version
    if what == "first":
        least = lowest[0]
    elif what == "all":
        # version_info has five parts, so it is never equal to what is written and always greater
        # than its own beginning.
        least = (*lowest, 0)
    else:
        least = lowest[: int(what)]
    if isinstance(least, int) != isinstance(given, int):
        return None
    greater: dict[type[ast.cmpop], tuple[_Comparison, bool]] = {
        ast.GtE: (operator.ge, True),
        ast.Gt: (operator.gt, True),
        ast.Lt: (operator.ge, False),
        ast.LtE: (operator.gt, False),
        ast.NotEq: (operator.gt, True),
        ast.Eq: (operator.gt, False),
    }
    holds, answer = greater[kind]
    return answer if holds(least, given) else None
