"""A Python file of a rule as a tree, and what is asked of all of them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from inhouse.model.rule_check import Mistake

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One parsed file of a rule."""

    file: str
    tree: ast.Module

    def mistake(self, node: ast.AST | None, wrong: str) -> Mistake:
        """Return a mistake at a node, or at the file's first line."""
        return Mistake(file=self.file, line=getattr(node, "lineno", 1), wrong=wrong)

    def functions(self) -> dict[str, Function]:
        """Return the functions at the top of the file by name."""
        return {
            node.name: node
            for node in self.tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    def defined(self) -> frozenset[str]:
        """Return the names that the top of the file binds."""
        return frozenset(_bound(self.tree.body))

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Yield each import statement with the dotted module it names; "" for `from . import`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node, alias.name
            elif isinstance(node, ast.ImportFrom):
                yield node, "" if node.level else node.module or ""


def parse_source(file: str, text: str) -> Source | Mistake:
    """Parse a file; a text that is no Python is a mistake with its line."""
    try:
        return Source(file=file, tree=ast.parse(text))
    except SyntaxError as error:
        return Mistake(file=file, line=error.lineno or 1, wrong=f"is not Python: {error.msg}")
    except (ValueError, RecursionError, MemoryError) as error:
        return Mistake(file=file, line=1, wrong=f"cannot be parsed: {error}")


def is_standard(module: str) -> bool:
    """Return whether a dotted module belongs to the standard library of this Python."""
    return module.split(".")[0] in sys.stdlib_module_names


def dotted(node: ast.expr) -> str | None:
    """Return `a.b.c` for a chain of attributes, else None."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(parts)])


def parameters(function: Function) -> tuple[str, ...]:
    """Return the names of all parameters in order."""
    found = function.args
    every = [*found.posonlyargs, *found.args, found.vararg, *found.kwonlyargs, found.kwarg]
    return tuple(each.arg for each in every if each is not None)


def _bound(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Import() | ast.ImportFrom():
                yield from (each.asname or each.name.split(".")[0] for each in node.names)
            case ast.Assign():
                yield from (each.id for each in node.targets if isinstance(each, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.If():
                yield from _bound([*node.body, *node.orelse])
            case ast.Try():
                inner = [each for handler in node.handlers for each in handler.body]
                yield from _bound([*node.body, *inner, *node.orelse])
