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
_NUMBERS = (ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow)
_NAMES = (
    (r"text|string|str|s|word|name|phrase|sentence|title|line|key.*|path|prefix|suffix", "str"),
    (r"sep|separator|delimiter|pattern|char|encoding|format|fmt|unicode_string", "str"),
    (r"n|count|size|length|num|number|width|limit|maxlen|max_length|index|depth", "int"),
    (r"it|iterable|iterables|items|seq|sequence|elements|initial", "list[int]"),
    (r"func|function|fn|callback|predicate|pred", "Callable"),
    (r"mapping|doc|document|d|dct|table", "dict[str, int]"),
)


def kind_of(
    name: str,
    default: ast.expr | None,
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
) -> str | None:
    """Return an annotation for a parameter, or None where nothing tells its kind."""
    if isinstance(default, ast.Constant) and default.value is not None:
        return _BUILTINS.get(type(default.value).__name__)
    if isinstance(default, ast.Tuple | ast.List):
        inner = {type(e.value).__name__ for e in default.elts if isinstance(e, ast.Constant)}
        if len(inner) == 1:
            return f"list[{inner.pop()}]"
    return _documented(name, node) or _used(name, node) or _named(name)


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
    seen = [kind for each in ast.walk(node) for kind in (_told(name, each),) if kind]
    # A method that only text has tells more than a loop, which text allows too.
    for sure in ("str", "Callable", "dict[str, int]"):
        if sure in seen:
            return sure
    return seen[0] if seen else None


def _told(name: str, node: ast.AST) -> str | None:
    """Return what one expression tells of the parameter."""
    match node:
        case ast.Attribute(value=ast.Name(id=used), attr=attr) if used == name:
            return "str" if attr in _TEXT_METHODS else _TABLE_METHODS.get(attr)
        case ast.Call(func=ast.Name(id=called), args=[ast.Name(id=used), *rest]) if used == name:
            return _passed(called, rest)
        case ast.Call(func=ast.Attribute(attr=called), args=args) if called in _SEARCHES:
            return "str" if any(isinstance(a, ast.Name) and a.id == name for a in args) else None
        case ast.Call(func=ast.Name(id=used)) if used == name:
            return "Callable"
        case ast.For(iter=ast.Name(id=used)) | ast.comprehension(iter=ast.Name(id=used)):
            return "list[int]" if used == name else None
        case ast.BinOp(left=ast.Name(id=used), op=op) if used == name:
            return "int" if isinstance(op, _NUMBERS) else None
    return None


def _passed(called: str, rest: list[ast.expr]) -> str | None:
    if called == "isinstance" and rest and isinstance(rest[0], ast.Name):
        return _BUILTINS.get(rest[0].id)
    return "list[int]" if called in ("iter", "list", "enumerate", "sorted") else None


def _named(name: str) -> str | None:
    for pattern, kind in _NAMES:
        if re.fullmatch(pattern, name.strip("_").lower()):
            return kind
    return None
