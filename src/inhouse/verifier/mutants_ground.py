"""The parts of a module in which a fault could be noticed by a caller at all."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, TypeVar

# Calls whose arguments nothing but people and type checkers read.
_SAID = frozenset(
    {"warn", "debug", "info", "warning", "error", "exception", "log", "getLogger", "critical"}
)
_TABLE = 8  # entries from which on a display counts as a table
_ENTRIES = 3
T = TypeVar("T")
_TYPES = frozenset({"TypeVar", "ParamSpec", "NewType", "cast", "TypeVarTuple", "Protocol"})
_UNSEEN = frozenset({"__all__", "__slots__", "__version__", "__author__", "__license__", "__doc__"})
_ELSEWHERE = ("version_info", "PY2", "PY3", "TYPE_CHECKING", "sys.platform", "os.name", "__main__")


class Spot(NamedTuple):
    """A node, the definition it stands in, and the lines of its statement; none where it is
    run when the module is imported."""

    node: ast.AST
    definition: str
    span: tuple[int, int] = (0, 0)


def ground_of(tree: ast.Module, only: Collection[str] | None) -> Iterator[Spot]:
    """Yield each node in which faults are made."""
    for node in tree.body:
        name = getattr(node, "name", "")
        if only is not None and name not in only and not _assigns(node, only):
            continue
        yield from _below(Spot(node, name), inside=False)


def _assigns(node: ast.stmt, only: Collection[str]) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(each, ast.Name) and each.id in only for each in targets)


def _below(spot: Spot, *, inside: bool) -> Iterator[Spot]:
    node = spot.node
    if _outside(node):
        return
    if inside and isinstance(node, ast.stmt):
        spot = spot._replace(span=_lines(node))
    yield spot
    in_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for each in _children(node):
        deeper = inside or (in_function and isinstance(each, ast.stmt))
        yield from _below(spot._replace(node=each), inside=deeper)


def _lines(node: ast.stmt) -> tuple[int, int]:
    """Return the lines of a statement, of a compound one those before its body."""
    body = getattr(node, "body", None)
    last = node.end_lineno or node.lineno
    if isinstance(body, list) and body:
        last = max(node.lineno, min(last, body[0].lineno - 1))
    return node.lineno, last


def _children(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            given = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            return [*given, *_undocumented(node.body)]
        case ast.ClassDef():
            return [*node.bases, *_undocumented(node.body)]
        case ast.AnnAssign():
            return [node.value] if node.value else []
        case ast.Raise():
            # The class and whether it is raised count; the words do not.
            return []
        case ast.Assert():
            return [node.test]
        case ast.Try():
            # What stands under `except ImportError` is for another installation.
            kept = [each for each in node.handlers if not _for_import(each)]
            missing = len(kept) < len(node.handlers)
            body = [] if missing and all(map(_imports, node.body)) else node.body
            return [*body, *kept, *node.orelse, *node.finalbody]
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return list(_some(parts))
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return [each for pair in _some(list(pairs)) for each in pair if each is not None]
        case ast.JoinedStr():
            # Before 3.12 the parts have no true positions.
            return []
    return list(ast.iter_child_nodes(node))


def _some(parts: Sequence[T]) -> Sequence[T]:
    """Return the entries of a short display, a few of a table's: it is data, copied as it is."""
    if len(parts) <= _TABLE:
        return parts
    return [parts[index * len(parts) // _ENTRIES] for index in range(_ENTRIES)]


def _undocumented(body: list[ast.stmt]) -> list[ast.stmt]:
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        return body[1:]
    return body


def _outside(node: ast.AST) -> bool:
    """Tell whether nothing in a node can be noticed, or not on this Python."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=ast.Call(func=called)) if _last(called) in _SAID:
            return True
        case ast.Call(func=called) if _last(called) in _TYPES:
            return True
        case ast.If(test=test):
            return any(word in ast.unparse(test) for word in _ELSEWHERE)
        case ast.Assign(targets=[ast.Name(id=name)]) if name in _UNSEEN:
            return True
        case ast.Assign(targets=[ast.Name(id="__class_getitem__")]):
            return True  # for annotations
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return any(_last(each) == "overload" for each in node.decorator_list)
        case ast.ClassDef():
            # What an error carries are the words that people read.
            names = [_last(each) for each in node.bases]
            said = ("Protocol", "TypedDict", "Error", "Exception", "Warning")
            return any(name.endswith(said) for name in names)
    return False


def _for_import(handler: ast.ExceptHandler) -> bool:
    return handler.type is not None and any(
        name in ast.unparse(handler.type) for name in ("ImportError", "ModuleNotFoundError")
    )


def _imports(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom | ast.Assign)


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Call | ast.Subscript):
        return _last(node.func if isinstance(node, ast.Call) else node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
