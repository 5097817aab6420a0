"""The text with which the name of a module that is put together at run time begins."""

from __future__ import annotations

import ast
import functools
import re
from collections import Counter
from collections.abc import Iterator

# The file's own name: what begins with it is a module of the project.
_FILLED = re.compile(r"[%{]")
_OWN = frozenset({"__name__", "__package__"})
_NAMED = (
    ast.FunctionDef
    | ast.AsyncFunctionDef
    | ast.ClassDef
    | ast.ExceptHandler
    | ast.MatchAs
    | ast.MatchStar
)


def start_of(node: ast.expr, tree: ast.Module) -> str:
    """Return the known start of `f"package.{name}"`, `"package." + name`, `"package.%s" % name`.

    Constants of the file are looked through, as in `f"{CONSTANT}.{name}"`.

    "" where nothing is known of it, "." where it begins with the file's own name.
    """
    known = ""
    for part, whole in _parts(node):
        text = _text(part, tree)
        if text is None:
            return known
        if not whole:
            return known + _FILLED.split(text)[0]
        known += text
    return known


def is_text(node: ast.expr) -> bool:
    """Tell whether an expression puts a text together: `f"..."`, `"a" + b`, `"{}".format(b)`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return is_text(node.left) or is_text(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("format", "join") and is_text(node.func.value)
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _parts(node: ast.expr) -> Iterator[tuple[ast.expr, bool]]:
    """Yield the parts of a text from its start; False where values are filled in."""
    if isinstance(node, ast.JoinedStr):
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                plain = each.conversion in (-1, ord("s")) and each.format_spec is None
                yield each.value if plain else each, True
            else:
                yield each, True
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _parts(node.left)
        yield from _parts(node.right)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        yield from ((part, False) for part, _ in _parts(node.left))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_text(node):
        filled = node.func.attr != "format"
        yield from ((part, filled and whole) for part, whole in _parts(node.func.value))
    else:
        yield node, True


def _text(node: ast.expr, tree: ast.Module) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.Name):
        return None
    if node.id in _OWN:
        return "."
    return _constants(tree).get(node.id)


@functools.lru_cache(maxsize=1)  # one file is asked about many times, then the next
def _constants(tree: ast.Module) -> dict[str, str]:
    """Return the texts of the names that the file binds once, at its top level, to a literal."""
    literals: dict[str, str] = {}
    for each in tree.body:
        if isinstance(each, ast.Assign) and len(each.targets) == 1:
            target, value = each.targets[0], each.value
        elif isinstance(each, ast.AnnAssign) and each.value is not None:
            target, value = each.target, each.value
        else:
            continue
        if (
            isinstance(target, ast.Name)
            and isinstance(value, ast.Constant)
            and isinstance(value.value, str)
        ):
            literals[target.id] = value.value
    if not literals:
        return {}
    bound = Counter(name for node in ast.walk(tree) for name in _bound(node))
    if bound["*"]:  # a star import may bind any
        return {}
    return {name: text for name, text in literals.items() if bound[name] == 1}


def _bound(node: ast.AST) -> tuple[str, ...]:
    """Return the names that a piece of syntax may bind itself; "*" for a star import."""
    name: str | None = None
    if isinstance(node, ast.Name):
        name = None if isinstance(node.ctx, ast.Load) else node.id
    elif isinstance(node, ast.alias):
        name = node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.arg):
        name = node.arg
    elif isinstance(node, ast.MatchMapping):
        name = node.rest
    elif isinstance(node, _NAMED):
        name = node.name
    return () if name is None else (name,)
