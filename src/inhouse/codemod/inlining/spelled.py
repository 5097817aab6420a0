"""Texts that spell a module of the package, which whoever reads them may import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from inhouse.codemod.inlining.layout import Layout
from inhouse.codemod.inlining.needs import is_standard
from inhouse.codemod.inlining.source import Source, chain_of

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*(?::[^\W\d]\w*(?:\.[^\W\d]\w*)*)?")
_SHOWN = frozenset({"warn", "warn_explicit", "print"})  # calls whose texts people read
# Modules of the standard library that find a module by a text that they are given.
_FINDERS = frozenset(
    {"importlib", "pkgutil", "runpy", "pydoc", "pickle", "shelve", "imp"}
    | {"logging.config", "unittest", "doctest"}
)
_HARMLESS = frozenset({"importlib.metadata", "importlib.resources", "importlib.abc"})
_LISTS = frozenset({"__all__", "__lazy_modules__"})  # name what there is, or only delay imports


def spelled(source: Source, layout: Layout, *, sought: bool) -> Iterator[ast.Constant]:
    """Yield the constants that are the dotted name of a module, or of a name in one.

    `pkg.part`, `pkg.part.Name` and `pkg:name` count; `pkg` alone and `pkg.name` do not, for these
    are more often titles than addresses. Docstrings, annotations, raised and printed texts and
    lists of exports are left out: nothing is imported by them. Where no text is `sought`, only
    those count that are compared with others or are keys.
    """
    idle = set(_idle(source))
    keys = {id(part) for node in source.nodes for part in _keys(node)}
    for node in source.nodes:
        if not isinstance(node, ast.Constant) or id(node) in idle:
            continue
        if not sought and id(node) not in keys:
            continue
        if isinstance(node.value, str) and _names_module(node.value, layout):
            yield node


def may_be_sought(sources: Iterable[Source], layout: Layout) -> bool:
    """Tell whether a text of the modules may come to code that imports by it.

    So it may where they import other distributions or what finds modules. Else it is a label.
    """
    for source in sources:
        for node in source.nodes:
            match node:
                case ast.Import():
                    names = [alias.name for alias in node.names]
                case ast.ImportFrom(level=0):
                    names = [f"{node.module}.{alias.name}" for alias in node.names]
                case ast.Name(id="__import__"):
                    return True
                case _:
                    continue
            if any(not layout.own(name) and _foreign(name) for name in names):
                return True
    return False


def _foreign(module: str) -> bool:
    two = ".".join(module.split(".")[:2])
    if not is_standard(module):
        return True
    return two not in _HARMLESS and not _FINDERS.isdisjoint((two, module.partition(".")[0]))


def _keys(node: ast.AST) -> list[ast.expr | None]:
    match node:
        case ast.Dict():
            return node.keys
        case ast.Subscript():
            return [node.slice]
        case ast.Compare():
            return [node.left, *node.comparators]
        case _:
            return []


def _names_module(text: str, layout: Layout) -> bool:
    if _DOTTED.fullmatch(text) is None:
        return False
    module, _, inner = text.partition(":")
    if not layout.own(module):
        return False
    if inner:
        return True
    while module not in layout.tops:
        if layout.there(module):
            return True
        module = module.rpartition(".")[0]
    return False


def _idle(source: Source) -> Iterator[int]:
    for node in source.nodes:
        for part in _unread(node):
            yield from map(id, ast.walk(part))


def _unread(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a node whose texts nothing imports by."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise():
            return [node]
        case ast.Assign(targets=[ast.Name(id=name)]) if name in _LISTS:
            return [node]
        case ast.Call() if chain_of(node.func).rpartition(".")[2] in _SHOWN:
            return [node]
        case ast.AnnAssign() | ast.arg() if node.annotation is not None:
            return [node.annotation]
        case ast.FunctionDef() | ast.AsyncFunctionDef() if node.returns is not None:
            return [node.returns]
        case _:
            return []
