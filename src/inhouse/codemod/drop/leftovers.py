"""What else depends on code that goes: names that were bound there, imports only it needed."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from inhouse.codemod.rewrite.scopes import Names
from inhouse.codemod.rewrite.source_text import SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Names that lose their only binding; `read` are those that the rest of the file reads."""

    names: frozenset[str]
    read: frozenset[str]

    @staticmethod
    def bound_in(body: Iterable[ast.stmt]) -> frozenset[str]:
        """Return the names that statements bind by importing, assigning or defining."""
        found: set[str] = set()
        for statement in body:
            for node in ast.walk(statement):
                if isinstance(node, ast.alias):
                    found.add(node.asname or node.name.split(".")[0])
                elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                    found.add(node.id)
                elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    found.add(node.name)
        return frozenset(found)


def lost_names(names: Names, gone: frozenset[ast.AST]) -> Loss:
    """Find the names that nodes bind which go, and that nothing else binds in the same scope."""
    lost: set[tuple[int, str]] = set()
    for scope in names.scopes:
        for name, binders in scope.binders.items():
            real = [each for each in binders if not isinstance(each, ast.Global | ast.Nonlocal)]
            if any(each in gone for each in real) and all(each in gone for each in real):
                lost.add((id(scope), name))
    read = {
        node.id
        for node in names.reads
        if node not in gone and (id(names.read(node)), node.id) in lost
    }
    return Loss(names=frozenset(name for _, name in lost), read=frozenset(read))


def only_for(loss: Loss, exported: frozenset[str]) -> str:
    """Say what stands against the loss; "" where nothing does."""
    if loss.read:
        return f"{', '.join(sorted(loss.read))} is bound nowhere else"
    if exported:
        return f"{', '.join(sorted(exported))} is imported from here by others"
    return ""


def unused_sys(source: SourceText, names: Names, gone: frozenset[ast.AST]) -> ast.Import | None:
    """Return `import sys` where it only served a version test that goes."""
    binders = names.top.binders.get("sys", [])
    reads = [node for node in names.reads if node.id == "sys" and names.read(node) is names.top]
    if len(binders) != 1 or not reads or not all(node in gone for node in reads):
        return None
    if not isinstance(binders[0], ast.alias):
        return None
    statement = source.parents.get(binders[0])
    if not isinstance(statement, ast.Import) or statement not in source.tree.body:
        return None
    named = any(isinstance(n, ast.Constant) and n.value == "sys" for n in ast.walk(source.tree))
    if named or len(statement.names) != 1 or statement in gone:
        return None
    return statement
