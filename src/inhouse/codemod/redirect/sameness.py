"""Compares two syntax trees, except for the changes that were planned."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any


def changed_as_planned(
    before: ast.Module,
    after: ast.Module,
    statements: Mapping[ast.stmt, list[ast.stmt]],
    literals: Mapping[ast.Constant, str],
) -> bool:
    """Tell whether `after` is `before` with exactly these statements and literals replaced.

    Works without recursion, so that depth does not matter.
    """
    todo: list[tuple[Any, Any]] = [(before, after)]
    while todo:
        old, new = todo.pop()
        if isinstance(old, list):
            wanted: list[Any] = []
            for each in old:
                wanted += statements.get(each, [each]) if isinstance(each, ast.stmt) else [each]
            if not isinstance(new, list) or len(wanted) != len(new):
                return False
            todo.extend(zip(wanted, new, strict=True))
        elif isinstance(old, ast.AST):
            if type(old) is not type(new):
                return False
            for name in old._fields:
                if name == "type_ignores":  # comments with numbers of lines
                    continue
                value = getattr(old, name, None)
                if name == "value" and isinstance(old, ast.Constant):
                    value = literals.get(old, value)
                todo.append((value, getattr(new, name, None)))
        elif type(old) is not type(new) or repr(old) != repr(new):
            return False  # by repr: nan is nan, and 0.0 is not -0.0
    return True
