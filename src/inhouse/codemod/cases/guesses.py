"""What kind of value a parameter without an annotation takes, told from what is done with it.

A guess only steers which inputs are tried; it never decides whether something may be replaced.
"""

from __future__ import annotations

import ast
import re

_TEXT_METHODS = frozenset(
    [
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "split",
        "rsplit",
        "splitlines",
        "replace",
        "encode",
        "startswith",
        "endswith",
        "title",
        "capitalize",
        "casefold",
        "isdigit",
        "isalpha",
        "isupper",
        "islower",
        "partition",
        "rpartition",
        "format",
        "zfill",
        "ljust",
        "rjust",
        "center",
        "translate",
        "expandtabs",
    ]
)
_TABLE_METHODS = dict.fromkeys(("items", "keys", "values", "get", "setdefault"), "dict[str, int]")
_SEARCHES = frozenset({"sub", "match", "search", "findall", "split", "finditer", "fullmatch"})
_BUILTINS = {"str": "str", "int": "int", "float": "float", "bool": "bool", "dict": "dict[str, int]"}
_BUILTINS |= {"list": "list[int]", "tuple": "tuple[int, ...]", "set": "set[int]", "bytes": "bytes"}


def kind_of(
    name: str,
    default: ast.expr | None,
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
) -> str | None:
    """Return an annotation for a parameter, or None where nothing tells its kind."""
    if isinstance(default, ast.Constant) and default.value is not None:
        return _BUILTINS.get(type(default.value).__name__)
    if isinstance(default, ast.Lambda):
        return "Callable"
    if isinstance(default, ast.Tuple | ast.List):
        inner = {type(e.value).__name__ for e in default.elts if isinstance(e, ast.Constant)}
        if len(inner) == 1:
            return f"list[{inner.pop()}]"
    return _documented(name, node) or _used(name, node)


def _documented(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> str | None:
    text = None if isinstance(node, ast.Lambda) else ast.get_docstring(node)
    if not text:
        return None
    word = re.escape(name)
    found = re.search(
        rf":type {word}: *(\w+)|:param (\w+) {word}:|^ *{word} *(?:: *|\()(\w+)\)?(?:,|:|$)",
        text,
        re.MULTILINE,
    )
    return _BUILTINS.get(next(filter(None, found.groups()), "")) if found else None


def _used(name: str, node: ast.AST) -> str | None:
    """Return the kind that only one type of value could be; loops and sums tell too little."""
    seen = {kind for each in ast.walk(node) for kind in (_told(name, each),) if kind}
    return seen.pop() if len(seen) == 1 else None


def _told(name: str, node: ast.AST) -> str | None:
    """Return what one expression tells of the parameter."""
    match node:
        case ast.Attribute(value=ast.Name(id=used), attr=attr) if used == name:
            return "str" if attr in _TEXT_METHODS else _TABLE_METHODS.get(attr)
        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=used), ast.Name(id=kind)]):
            return _BUILTINS.get(kind) if used == name else None
        case ast.Call(func=ast.Attribute(attr=called), args=args) if called in _SEARCHES:
            return "str" if any(isinstance(a, ast.Name) and a.id == name for a in args) else None
        case ast.Call(func=ast.Name(id=used)) if used == name:
            return "Callable"
    return None
