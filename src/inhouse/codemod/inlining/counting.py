"""Counts the code lines of owned modules as the measure of packages counts them."""

from __future__ import annotations

import ast

from inhouse.codemod.inlining.source import Source
from inhouse.model.code_lines import code_lines


def lines_of(source: Source) -> int:
    """Return the number of lines that hold code, docstrings left out."""
    prose: list[tuple[int, int, int]] = []
    strings: list[tuple[int, int]] = []
    alone: set[int] = set()
    for node in source.nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            value = node.value
            if isinstance(value.value, str):
                alone.add(id(value))
                end = value.end_lineno or value.lineno
                prose.append((value.lineno, end, value.end_col_offset or 0))
    for node in source.nodes:
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in alone:
            text = isinstance(node, ast.JoinedStr) or isinstance(node.value, str | bytes)
            if text and node.end_lineno and node.end_lineno > node.lineno:
                strings.append((node.lineno, node.end_lineno))
    return code_lines(source.lines, prose, strings)
