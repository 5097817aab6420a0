"""What a statement of an example or of a test is about."""

from __future__ import annotations

import ast


def observed(statement: ast.stmt) -> ast.expr | None:
    """Return the expression whose value an example shows, claims or keeps."""
    match statement:
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(attr="assertRaises"), args=[_, called, *rest], keywords=words
            )
        ):
            return ast.Call(func=called, args=rest, keywords=words)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name), args=[first, *rest])) if (
            name.startswith("assert")
        ):
            return rest[0] if rest and not _calls(first) and _calls(rest[0]) else first
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[only], keywords=[])):
            return only
        case ast.Expr(value=value):
            return None if isinstance(value, ast.Constant) else value
        case ast.Assert(
            test=ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right])
        ):
            return left if _calls(left) or not _calls(right) else right
        case ast.Assert(test=test):
            return test
        case ast.Assign(value=ast.Call() as value):
            return value
    return None


def _calls(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Call) for each in ast.walk(node))
