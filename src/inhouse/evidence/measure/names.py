"""Dotted names as they stand in a tree."""

from __future__ import annotations

import ast

_LONGEST = 12  # parts; a longer chain names nothing that is looked for


def dotted(node: ast.AST) -> str | None:
    """Return `a.b.c` for such an expression, None for any other."""
    if type(node) is ast.Name:
        return node.id
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < _LONGEST:
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return ".".join(reversed(parts))
