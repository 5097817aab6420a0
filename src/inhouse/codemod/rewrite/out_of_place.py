"""Whether a target differs from the original where a use stands, though it is right elsewhere."""

from __future__ import annotations

import ast
import builtins

from inhouse.codemod.rewrite.groups import Used
from inhouse.codemod.rewrite.source_text import SourceText
from inhouse.codemod.rewrite.targets import Named, Written
from inhouse.model.rule import Rule


def out_of_place(source: SourceText, use: Used, rule: Rule, target: Named | Written) -> str | None:
    """Return why a target cannot take the place of a use, None where it can."""
    parent = source.parents.get(use.node) if use.node is not None else None
    contexts = target.symbol.contexts
    if contexts is not None:
        if use.site.context not in contexts:
            return f"the rule covers it only as {' or '.join(contexts)}"
        if use.site.context == "decorator" and isinstance(parent, ast.AsyncFunctionDef):
            return "it decorates a coroutine function"
    if use.site.context != "except":
        return None
    while parent is not None and not isinstance(parent, ast.ExceptHandler):
        parent = source.parents.get(parent)
    return _own_attribute(parent, use.site.symbol, rule, target) if parent is not None else None


def _own_attribute(
    handler: ast.ExceptHandler, symbol: str, rule: Rule, target: Named | Written
) -> str | None:
    """Say which attribute of the caught exception its replacement may not have.

    A rule tells of one that it has: `attributes` of the symbol, or a symbol of its own,
    `toml.TomlDecodeError.pos`.
    """
    known = {*dir(BaseException), *target.symbol.attributes}
    if isinstance(target, Named) and not target.module:
        known.update(dir(getattr(builtins, target.chain[0], None)))
    known.update(
        each.name.removeprefix(f"{symbol}.")
        for each in rule.symbols
        if each.status == "rewritten" and each.name.startswith(f"{symbol}.")
    )
    for node in ast.walk(handler):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            continue
        if node.value.id == handler.name and node.attr not in known:
            return f"its attribute {node.attr} is read"
    return None
