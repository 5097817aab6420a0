"""Argument values that a package's own examples show, for the holes of other scripts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from inhouse.codemod.cases.call_sites import Seen
from inhouse.codemod.cases.drafts import Draft
from inhouse.codemod.cases.expressions import literal
from inhouse.codemod.cases.signatures import Signature


def gather(
    drafts: Iterable[Draft],
    lookup: Callable[[str], Signature | None],
    seen: Seen,
) -> None:
    """Add the literals that examples pass to the symbols they touch."""
    for draft in drafts:
        signature = lookup(draft.symbol)
        if signature is None or signature.hidden:
            continue
        name = draft.symbol.rsplit(".", 1)[-1]
        constants = _constants(draft.text)
        for node in ast.walk(ast.parse(draft.text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rsplit(".", 1)[-1] == name:
                _add(node, draft.symbol, signature, constants, seen)


def _constants(text: str) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and literal(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _add(
    call: ast.Call,
    symbol: str,
    signature: Signature,
    constants: dict[str, ast.expr],
    seen: Seen,
) -> None:
    places = [each for each in signature.parameters if each.kind in ("positional", "either")]
    pairs = [(each.name, value) for each, value in zip(places, call.args, strict=False)]
    pairs += [(each.arg, each.value) for each in call.keywords if each.arg]
    for name, value in pairs:
        known = constants.get(value.id, value) if isinstance(value, ast.Name) else value
        if literal(known):
            seen.add(symbol, name, ast.unparse(known))
