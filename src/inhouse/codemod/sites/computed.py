"""The text with which the name of a module that is put together at run time begins."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

# The file's own name: what begins with it is a module of the project.
_FILLED = re.compile(r"[%{]")
_OWN = frozenset({"__name__", "__package__"})


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
    return _constant(node.id, tree)


def _constant(name: str, tree: ast.Module) -> str | None:
    """Return the text of a name that the file binds once, at its top level, to a literal."""
    bound = sum(_binds(each, name) for each in ast.walk(tree))
    if bound != 1:
        return None
    for each in tree.body:
        if isinstance(each, ast.Assign) and len(each.targets) == 1:
            target, value = each.targets[0], each.value
        elif isinstance(each, ast.AnnAssign) and each.value is not None:
            target, value = each.target, each.value
        else:
            continue
        if isinstance(target, ast.Name) and target.id == name:
            text = value.value if isinstance(value, ast.Constant) else None
            return text if isinstance(text, str) else None
    return None


def _binds(node: ast.AST, name: str) -> bool:
    """Tell whether a piece of syntax may bind the name; a star import may bind any."""
    if isinstance(node, ast.Name):
        return node.id == name and not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.alias):
        return name == (node.asname or node.name.partition(".")[0]) or node.name == "*"
    if isinstance(node, ast.arg):
        return node.arg == name
    if isinstance(node, ast.MatchMapping):
        return node.rest == name
    named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler
    if isinstance(node, named | ast.MatchAs | ast.MatchStar):
        return node.name == name
    return False
