"""Small questions about pieces of syntax that the walker asks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\Z", re.ASCII)
WORD = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)

_IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError"})
_ANY_ERROR = frozenset({"Exception", "BaseException"})
_LEAVING = frozenset({"exit", "_exit", "abort", "fail", "skip"})


def dotted(node: ast.expr) -> tuple[str, str] | None:
    """Split `a.b.c` into ("a", ".b.c"); None for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return node.id, "".join(f".{part}" for part in reversed(parts))


def last_name(node: ast.expr) -> str:
    """Return the last part of a name or attribute, "" for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def text_of(node: ast.AST | None) -> str | None:
    """Return the value of a string literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def names_import_error(types: ast.expr | None, *, any_error: bool) -> bool:
    """Tell whether an `except` clause catches a failed import."""
    if types is None:
        return any_error
    wanted = _IMPORT_ERRORS | _ANY_ERROR if any_error else _IMPORT_ERRORS
    several = types.elts if isinstance(types, ast.Tuple) else [types]
    return any(last_name(each) in wanted for each in several)


def falls_back(node: ast.Try) -> bool:
    """Tell whether the program goes on when an import in the body fails.

    A handler that ends in `raise` or an exit only says more clearly that the package is needed.
    """
    for handler in node.handlers:
        if names_import_error(handler.type, any_error=True):
            return not _leaves(handler.body[-1])
    return False


def _leaves(last: ast.stmt) -> bool:
    if isinstance(last, ast.Raise):
        return True
    return (
        isinstance(last, ast.Expr)
        and isinstance(last.value, ast.Call)
        and last_name(last.value.func) in _LEAVING
    )


def suppresses_import_error(node: ast.With | ast.AsyncWith) -> bool:
    """Tell whether a `with` statement is `contextlib.suppress(ImportError)`."""
    return any(
        isinstance(item.context_expr, ast.Call)
        and last_name(item.context_expr.func) == "suppress"
        and any(names_import_error(arg, any_error=True) for arg in item.context_expr.args)
        for item in node.items
    )


def depends_on_version(test: ast.expr) -> bool:
    """Tell whether a condition asks for the Python version or for a package's presence."""
    if isinstance(test, ast.Name | ast.Constant):
        return False
    return any(
        (isinstance(node, ast.Attribute) and node.attr in ("version_info", "hexversion"))
        or (isinstance(node, ast.Call) and last_name(node.func) == "find_spec")
        for node in ast.walk(test)
    )


def only_for_types(test: ast.expr, aliases: frozenset[str]) -> int:
    """Return 1 where a condition holds for type checkers only, -1 for its opposite, else 0."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return -only_for_types(test.operand, aliases)
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return max(only_for_types(each, aliases) for each in test.values)
    name = last_name(test)
    return int(name in ("TYPE_CHECKING", "MYPY") or name in aliases)


def imports_of(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield all import statements, wherever they stand."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
            continue
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, name, None)
            if isinstance(inner, list):
                todo.extend(inner)


def offered(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    """Yield the names that a module's statements put into `__all__`, with their lines."""
    for node in body:
        value: ast.expr | None = None
        if isinstance(node, ast.If | ast.Try):
            yield from offered([*node.body, *node.orelse])
        elif isinstance(node, ast.Assign):
            value = node.value if any(map(_is_all, node.targets)) else None
        elif isinstance(node, ast.AnnAssign | ast.AugAssign):
            value = node.value if _is_all(node.target) else None
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = node.value.func
            if isinstance(called, ast.Attribute) and _is_all(called.value) and node.value.args:
                value = node.value.args[0]
        for each in ast.walk(value) if value is not None else ():
            text = text_of(each)
            if text is not None:
                yield text, node.lineno


def _is_all(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__all__"


_SKIPPED = frozenset({"ctx", "op", "ops", "type_comment", "type_ignores", "kind"})
_FIELDS: dict[type, tuple[str, ...]] = {}


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right below, in the order of the source; contexts and operators left out."""
    kind = type(node)
    fields = _FIELDS.get(kind)
    if fields is None:
        fields = _FIELDS[kind] = tuple(name for name in kind._fields if name not in _SKIPPED)
    found: list[ast.AST] = []
    for name in fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found.extend(item for item in value if isinstance(item, ast.AST))
        elif isinstance(value, ast.AST):
            found.append(value)
    return found
