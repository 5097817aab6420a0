"""Attributes that the original has and its target lacks, asked of what may be the original.

A value goes where no reader of one file follows it: into a default, an attribute, another file.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from inhouse.model.places import FileSites, Left
from inhouse.model.rule import Rule


def asked_elsewhere(
    sites: Iterable[FileSites], files: Mapping[str, bytes], rule: Rule
) -> tuple[Left, ...]:
    """Return where any of `files`, all Python files, reads an attribute that a used symbol's target
    lacks, unless it is that of a module, of a method's own object, or a call without arguments
    (which counts too where the rule writes `name()`).

    Uses of the package itself are judged as such, and not listed.
    """
    lacking = {each.name: each.not_asked for each in rule.symbols if each.not_asked}
    read = list(sites)
    uses = [use for each in read for use in each.uses]
    names = {name for use in uses for name in lacking.get(use.symbol, ())}
    if not names:
        return ()
    own = {
        (each.path, use.span.line, use.symbol.rpartition(".")[2])
        for each in read
        for use in each.uses
    }
    words = "|".join(sorted({re.escape(name.removesuffix("()")) for name in names})).encode()
    pattern, written = re.compile(rb"\b(%s)\b" % words), re.compile(rb"\.\s*(%s)\b" % words)
    return tuple(
        Left(file=path, line=line, why=f"{name} is asked of what may be the package's object")
        for path, data in files.items()
        if pattern.search(data)
        for line, name in _asked(data, names, written)
        if (path, line, name) not in own
    )


def _asked(source: bytes, names: set[str], written: re.Pattern[bytes]) -> Iterator[tuple[int, str]]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        for number, line in enumerate(source.splitlines(), 1):  # a newer Python may run it
            yield from ((number, each.decode()) for each in written.findall(line))
        return
    modules = {
        alias.asname or alias.name.partition(".")[0]
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    methods = {
        each.name
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for each in node.body
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    bare = {node.func for node in nodes if _is_bare_call(node)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            base = node.value.id if isinstance(node.value, ast.Name) else ""
            own = base in modules or (base in ("self", "cls") and node.attr in methods)
            asked = f"{node.attr}()" in names or (node.attr in names and node not in bare)
            if asked and not own:
                yield node.lineno, node.attr
        elif isinstance(node, ast.Call) and len(node.args) > 1 and _is_getattr(node.func):
            name = node.args[1]
            text = name.value if isinstance(name, ast.Constant) else None
            if isinstance(text, str) and {text, f"{text}()"} & names:
                yield node.lineno, text


def _is_bare_call(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and not node.args and not node.keywords


def _is_getattr(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("getattr", "hasattr")
