"""Under which conditions the body of a compound statement runs."""

from __future__ import annotations

import ast

from inhouse.model.places import Guard

_CATCHING = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


def import_guard() -> Guard:
    """Return the guard of a body in which a failed import is survived."""
    return "try-import"


def _caught(node: ast.expr | None) -> bool:
    if node is None:
        return True
    if isinstance(node, ast.Tuple):
        return any(_caught(each) for each in node.elts)
    return last_name(node) in _CATCHING


def last_name(node: ast.expr) -> str:
    """Return the last name of a dotted expression, or ""."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def try_guards(node: ast.Try) -> tuple[Guard, list[Guard]]:
    """Return the guard of the body and of each handler."""
    catching = [_caught(each.type) for each in node.handlers]
    handlers: list[Guard] = ["except-import" if each else "other-try" for each in catching]
    return ("try-import" if any(catching) else "other-try"), handlers


def if_guard(test: ast.expr) -> tuple[Guard, Guard]:
    """Return the guards of the two branches of an `if`."""
    if last_name(test) == "TYPE_CHECKING":
        return "type-checking", "condition"
    if isinstance(test, ast.Compare) and any(
        last_name(each) == "version_info" for each in _compared(test)
    ):
        return "version", "version"
    return "condition", "condition"


def _compared(test: ast.Compare) -> list[ast.expr]:
    sides = [test.left, *test.comparators]
    return [each.value if isinstance(each, ast.Subscript) else each for each in sides]


def suppresses(node: ast.With | ast.AsyncWith) -> bool:
    """Tell whether the body's import errors are suppressed by `contextlib.suppress`."""
    for item in node.items:
        call = item.context_expr
        if isinstance(call, ast.Call) and last_name(call.func) == "suppress":
            return any(last_name(each) in _CATCHING for each in call.args)
    return False
