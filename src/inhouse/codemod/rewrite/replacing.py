"""The text of a use after the rewrite, with the tree that this text must parse to."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inhouse.codemod.rewrite.pairs import Filled
from inhouse.codemod.rewrite.signatures import NoFitError
from inhouse.codemod.rewrite.source_text import Range, SourceText, Splice

_ATOMS = (
    ast.Name,
    ast.Call,
    ast.Attribute,
    ast.Subscript,
    ast.List,
    ast.Dict,
    ast.Set,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.JoinedStr,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeEdit:
    """One expression that is replaced. `build` makes the new tree; it is given a function that
    returns the new tree of an argument kept from the old one."""

    node: ast.AST
    splice: Splice
    build: Callable[[Callable[[ast.expr], ast.expr]], ast.expr]


def is_atom(node: ast.expr, text: str) -> bool:
    """Tell whether an expression needs no parentheses wherever it stands."""
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, int | float | complex) or isinstance(node.value, bool)
    if isinstance(node, ast.Tuple):
        return text.startswith("(")
    return isinstance(node, _ATOMS)


def plain_edit(source: SourceText, node: ast.expr, text: str, *, loose: bool) -> NodeEdit:
    """Replace a whole expression by a text; `loose` where its place needs no parentheses."""
    tree = ast.parse(text, mode="eval").body
    if not loose and not is_atom(tree, text):
        text = f"({text})"
    start, end = source.of(node)
    return NodeEdit(
        node=node,
        splice=Splice(start=start, end=end, parts=(text,)),
        build=lambda _: copy.deepcopy(tree),
    )


def call_edit(
    source: SourceText,
    call: ast.Call,
    filled: Filled,
    roots: Mapping[str, str],
    *,
    loose: bool,
) -> NodeEdit:
    """Replace a call by the other side of its pair. `roots` are texts for imported names.

    NoFitError where a comment would get lost.
    """
    _check_comments(source, call, filled)
    book, after = filled.book.source, filled.after
    low, high = book.of(after)
    parents = {child: node for node in ast.walk(after) for child in ast.iter_child_nodes(node)}
    named = [node for node in ast.walk(after) if isinstance(node, ast.Name)]
    parts: list[str | Range] = []
    at = low
    for name in sorted(named, key=lambda each: book.of(each)[0]):
        start, end = book.of(name)
        if name.id in filled.arguments:
            argument = filled.arguments[name.id]
            bracketed = name is after or _is_bracketed(parents[name], name)
            number = isinstance(argument, ast.Constant) and not isinstance(argument.value, str)
            bracketed |= number and not isinstance(parents.get(name), ast.Attribute)
            piece = _argument(source, argument, bracketed=bracketed)
            if name is after and piece[0] != "(" and _runs_on(source.segment(argument)):
                piece = ("(", *piece, ")")  # the call's own were what held its lines together
        elif name.id in filled.defaults:
            bracketed = name is not after and _is_bracketed(parents[name], name)
            text = book.segment(filled.defaults[name.id])
            default = filled.defaults[name.id]
            piece = (text if bracketed or is_atom(default, text) else f"({text})",)
        elif name.id in roots and isinstance(name.ctx, ast.Load):
            piece = (roots[name.id],)
        else:
            continue
        parts += [book.text[at:start], *piece]
        at = end
    parts.append(book.text[at:high])
    whole = book.text[low:high]
    breaks = any(char in whole for char in "\r\n") and not is_atom(after, whole)
    if breaks or not (loose or is_atom(after, whole)):
        parts = ["(", *parts, ")"]
    start, end = source.of(call)
    return NodeEdit(
        node=call,
        splice=Splice(start=start, end=end, parts=tuple(each for each in parts if each != "")),
        build=lambda renew: _Substitution(filled, roots, renew).visit(copy.deepcopy(after)),
    )


def _is_bracketed(parent: ast.AST, node: ast.AST) -> bool:
    if isinstance(parent, ast.Call):
        return node in parent.args
    return isinstance(parent, ast.keyword | ast.List | ast.Set) or (
        isinstance(parent, ast.Subscript) and parent.slice is node
    )


def _argument(source: SourceText, node: ast.expr, *, bracketed: bool) -> tuple[str | Range, ...]:
    kept = source.of(node)
    text = source.segment(node)
    needs = isinstance(node, ast.NamedExpr | ast.Yield | ast.YieldFrom | ast.Starred)
    if not bracketed:
        needs = needs or not is_atom(node, text) or any(char in text for char in "\r\n")
    return ("(", kept, ")") if needs else (kept,)


def _runs_on(text: str) -> bool:
    """Tell whether an expression has lines that no brackets of its own hold together."""
    if not any(char in text for char in "\r\n"):
        return False
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return True
    return False


def _check_comments(source: SourceText, call: ast.Call, filled: Filled) -> None:
    start, end = source.of(call)
    at, between = start, ""
    for node in sorted(filled.arguments.values(), key=lambda each: source.of(each)[0]):
        low, high = source.of(node)
        between += source.text[at:low]
        at = high
    if "#" in between + source.text[at:end]:
        raise NoFitError("a comment stands between its arguments")


class _Substitution(ast.NodeTransformer):
    def __init__(
        self,
        filled: Filled,
        roots: Mapping[str, str],
        renew: Callable[[ast.expr], ast.expr],
    ) -> None:
        self.filled = filled
        self.roots = roots
        self.renew = renew

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.filled.arguments:
            return self.renew(self.filled.arguments[node.id])
        if node.id in self.filled.defaults:
            return copy.deepcopy(self.filled.defaults[node.id])
        if node.id in self.roots and isinstance(node.ctx, ast.Load):
            return ast.parse(self.roots[node.id], mode="eval").body
        return node
