"""Dotted names in syntax trees, and what code does to the things they name."""

from __future__ import annotations

import ast

Chain = tuple[str, ...]
Prose = tuple[int, int, int]  # a docstring: first line, last line, end column in bytes

# Methods that change a container, or enter something into a registry, in place.
MUTATORS = frozenset(
    {
        "add",
        "append",
        "appendleft",
        "clear",
        "discard",
        "extend",
        "insert",
        "pop",
        "popitem",
        "push",
        "register",
        "remove",
        "reverse",
        "setdefault",
        "sort",
        "update",
    }
)


def chain_of(node: ast.AST) -> Chain | None:
    """Return `("a", "b", "c")` for the expression `a.b.c`, None for any other shape."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    names.append(node.id)
    return tuple(reversed(names))


def root_chain(node: ast.AST) -> Chain | None:
    """Return the chain below subscripts: `("a", "b")` for `a.b[0]["x"]`."""
    while isinstance(node, ast.Subscript | ast.Starred):
        node = node.value
    return chain_of(node)


def docstring_of(node: ast.AST) -> Prose | None:
    """Return where a definition's or module's docstring stands."""
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
        value = body[0].value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return prose_of(value)
    return None


def prose_of(value: ast.Constant) -> Prose:
    """Return where a string that stands alone is."""
    return value.lineno, value.end_lineno or value.lineno, value.end_col_offset or 0
