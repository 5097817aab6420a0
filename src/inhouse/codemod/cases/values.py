"""Argument values that a package's own examples show, for the holes of other scripts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from inhouse.codemod.cases.call_sites import Seen
from inhouse.codemod.cases.definitions import PackageSource
from inhouse.codemod.cases.drafts import Draft
from inhouse.codemod.cases.expressions import literal
from inhouse.codemod.cases.signatures import Signature, signature_at


def gather(
    drafts: Iterable[Draft],
    package: PackageSource,
    lookup: Callable[[str], Signature | None],
    seen: Seen,
) -> None:
    """Add the literals that examples pass to the symbols they touch, and to their methods."""
    for draft in drafts:
        signature = lookup(draft.symbol)
        if signature is None or signature.hidden:
            continue
        name = draft.symbol.rsplit(".", 1)[-1]
        constants = _constants(draft.text)
        for node in ast.walk(ast.parse(draft.text)):
            called, arguments, words = _passed(node)
            told = signature
            if called and called != name:
                method = _method(package, draft.symbol, called)
                if method is None:
                    continue
                told = method
            if called:
                _add(arguments, words, draft.symbol, told, constants, seen)


def _passed(node: ast.AST) -> tuple[str, list[ast.expr], list[ast.keyword]]:
    """Return the last name that is called, and what is passed; subscripts call methods too."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name, node.args, node.keywords
        case ast.Assign(targets=[ast.Subscript(slice=key)], value=value):
            return "__setitem__", [key, value], []
        case ast.Subscript(slice=key, ctx=ast.Load()):
            return "__getitem__", [key], []
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()]):
            return "__contains__", [left], []
    return "", [], []


def _method(package: PackageSource, symbol: str, name: str) -> Signature | None:
    found = package.find(symbol)
    if found is None or not isinstance(found.node, ast.ClassDef):
        return None
    member = package.member(found, name)
    return None if member is None else signature_at(package, symbol, member)


def _constants(text: str) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and literal(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _add(
    arguments: list[ast.expr],
    words: list[ast.keyword],
    symbol: str,
    signature: Signature,
    constants: dict[str, ast.expr],
    seen: Seen,
) -> None:
    places = [each for each in signature.parameters if each.kind in ("positional", "either")]
    pairs = [(each.name, value) for each, value in zip(places, arguments, strict=False)]
    pairs += [(each.arg, each.value) for each in words if each.arg]
    for name, value in pairs:
        known = constants.get(value.id, value) if isinstance(value, ast.Name) else value
        if literal(known):
            seen.add(symbol, name, ast.unparse(known))
