"""The sites of a text in which a package's names are written out, for the tests of cases."""

from __future__ import annotations

import ast

from inhouse.model.places import FileSites, Span, UseContext, UseSite


def sites_in(source: str, symbols: dict[str, str], path: str = "app.py") -> FileSites:
    """Return the uses of the given local expressions; `symbols` maps each to what it stands for."""
    lines = source.splitlines()
    tree = ast.parse(source)
    decorators = [
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for each in node.decorator_list
    ]
    called = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    uses = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute) or ast.unparse(node) not in symbols:
            continue
        call = called.get(id(node))
        context: UseContext = "call" if call else "value"
        if node in decorators or call in decorators:
            context = "decorator"
        uses.append(
            UseSite(
                span=_span(node, lines),
                symbol=symbols[ast.unparse(node)],
                local=ast.unparse(node),
                context=context,
                imports=(0,),
                call=_span(call, lines) if call else None,
            )
        )
    return FileSites(path=path, uses=tuple(uses))


def _span(node: ast.expr, lines: list[str]) -> Span:
    assert node.end_lineno is not None and node.end_col_offset is not None
    first = lines[node.lineno - 1].encode()[: node.col_offset].decode()
    last = lines[node.end_lineno - 1].encode()[: node.end_col_offset].decode()
    return Span(node.lineno, len(first), node.end_lineno, len(last))
