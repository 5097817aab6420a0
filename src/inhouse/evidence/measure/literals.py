"""Actions that measure literals, and tell documentation strings from others."""

from __future__ import annotations

import ast

from inhouse.evidence.measure.walker import Walker

_WIDTH = 80  # a table on one line is as long as it would be wrapped at this many columns


def expression(walk: Walker, node: ast.Expr) -> bool:
    """Tell a string that stands alone, which is documentation."""
    walk.facts.statements += 1
    value = node.value
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        last, column = value.end_lineno or value.lineno, value.end_col_offset or 0
        walk.facts.docs.append((value.lineno, last, column))
        return True
    return False


def constant(walk: Walker, node: ast.Constant) -> bool:
    """Measure a long string."""
    if type(node.value) in (str, bytes):
        if node.end_lineno != node.lineno:
            walk.facts.strings.append((node.lineno, node.end_lineno or node.lineno))
            _measure(walk, node, 0)
        elif len(node.value) > _WIDTH:  # type: ignore[arg-type]
            _measure(walk, node, 0)
    return True


def joined(walk: Walker, node: ast.JoinedStr) -> bool:
    """Measure a formatted string and look into its expressions."""
    if node.end_lineno != node.lineno:
        walk.facts.strings.append((node.lineno, node.end_lineno or node.lineno))
        _measure(walk, node, 0)
    walk.stack.extend(v.value for v in node.values if isinstance(v, ast.FormattedValue))
    return True


def sequence(walk: Walker, node: ast.List | ast.Tuple | ast.Set) -> bool:
    """Measure a list, tuple or set."""
    _measure(walk, node, len(node.elts))
    return False


def dict_(walk: Walker, node: ast.Dict) -> bool:
    """Measure a dict."""
    _measure(walk, node, len(node.values))
    return False


def _measure(walk: Walker, node: ast.expr, elements: int) -> None:
    first, last = node.lineno, node.end_lineno or node.lineno
    if last == first:
        filled = -(-((node.end_col_offset or 0) - node.col_offset) // _WIDTH)
    else:
        inner = walk.lines[first - 1 : last]
        filled = last - first + 1
        if max(map(len, inner), default=0) > 4 * _WIDTH:
            filled = sum(max(1, -(-len(line) // _WIDTH)) for line in inner)
    size = max(filled, -(-elements // 8))
    if size > walk.facts.longest_literal:
        walk.facts.longest_literal, walk.facts.longest_literal_line = size, first
