"""Uses inside string annotations and type comments."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from inhouse.codemod.sites.raw import Place, Raw, RawString, RawUse
from inhouse.codemod.sites.scopes import Scope
from inhouse.codemod.sites.source_text import SourceText
from inhouse.codemod.sites.walk import use_of
from inhouse.model.places import Span

_COMMENT = re.compile(r"#\s*type:\s*+(?!ignore\b)")
_LITERAL = re.compile(r"([rRuU]?)(\"\"\"|'''|\"|')")


def quoted_uses(found: RawString, source: SourceText, local: frozenset[str]) -> list[RawUse] | None:
    """Return the uses in a string that holds a type.

    None where it does use names, but they cannot be cut out of the literal one by one.
    """
    value = str(found.node.value)
    chains = list(_chains(value, local, "eval"))
    if not chains:
        return []
    span = source.span(found.node)
    written = source.cut(span)
    start = _LITERAL.match(written)
    if start is None or written != f"{start[1]}{start[2]}{value}{start[2]}" or "\\" in value:
        return None
    at = source.offset(span.line, span.column) + start.end()
    return [
        _use(node, chain, found.place, source, (at + begin, at + end))
        for node, chain, begin, end in chains
    ]


def commented_uses(raw: Raw, source: SourceText, local: frozenset[str]) -> Iterator[RawUse]:
    """Yield the uses in type comments."""
    if not _COMMENT.search(source.text):
        return
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text, newline="").readline):
            match = _COMMENT.match(token.string) if token.type == tokenize.COMMENT else None
            if match is None:
                continue
            text = token.string[match.end() :].partition("#")[0].rstrip()
            at = source.offset(token.start[0], token.start[1]) + match.end()
            signature = text.startswith("(") and "->" in text
            scope = _scope_at(raw, token.start[0], signature)
            for node, chain, begin, end in _chains(text, local, "func_type" if signature else ""):
                place = Place(scope, typing=True)
                yield _use(node, chain, place, source, (at + begin, at + end))
    except (tokenize.TokenError, SyntaxError):
        return


def _use(
    node: ast.expr,
    chain: tuple[str, tuple[str, ...]],
    place: Place,
    source: SourceText,
    where: tuple[int, int],
) -> RawUse:
    line, column = source.place(where[0])
    end_line, end_column = source.place(where[1])
    span = Span(line, column, end_line, end_column)
    return RawUse(*chain, node, place, span=span, context="annotation")


def _scope_at(raw: Raw, line: int, signature: bool) -> Scope:
    """Return the innermost scope of a line; for a signature the one around its function."""
    best, first = raw.module, 0
    for node, scope in raw.scopes:
        start, end = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        if scope.kind in ("function", "class") and first < start <= line <= end:
            best, first = scope, start
    if signature and best.kind == "function" and best.parent is not None:
        return best.parent
    return best


def _chains(
    text: str, local: frozenset[str], mode: str
) -> Iterator[tuple[ast.expr, tuple[str, tuple[str, ...]], int, int]]:
    """Yield dotted expressions of a type that begin with a local name, and where they stand."""
    if not any(name in text for name in local):
        return
    try:
        shift = 0 if mode == "func_type" else 1
        whole = text if mode == "func_type" else f"({text}\n)"
        tree: ast.AST = ast.parse(whole, mode=mode if mode == "func_type" else "eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    inner = SourceText(whole, "utf-8")
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        chain = use_of(node) if isinstance(node, ast.Attribute | ast.Name) else None
        if chain is None:
            todo.extend(ast.iter_child_nodes(node))
        elif chain[0] in local:
            assert isinstance(node, ast.expr)
            span = inner.span(node)
            begin = inner.offset(span.line, span.column) - shift
            end = inner.offset(span.end_line, span.end_column) - shift
            yield node, chain, begin, end
