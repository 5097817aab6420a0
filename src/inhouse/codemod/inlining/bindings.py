"""Names that a module binds and names that it reads, by Python's own scope rules."""

from __future__ import annotations

import ast
import builtins
import symtable
import warnings
from collections.abc import Iterator

from inhouse.codemod.inlining.source import NotTakenError, Source, chain_of

_ALWAYS = frozenset(dir(builtins)) | {
    "__file__",
    "__path__",
    "__name__",
    "__doc__",
    "__package__",
    "__spec__",
    "__loader__",
    "__cached__",
    "__builtins__",
    "__annotations__",
    "__dict__",
    "__module__",
    "__qualname__",
    "__class__",
    "__classdict__",
    "__conditional_annotations__",
    "WindowsError",
    "reveal_type",
}


def bound(source: Source) -> frozenset[str]:
    """Return the names that a module has once it is imported, star imports left aside."""
    if "bound" not in source.known:
        source.known["bound"] = frozenset(bound_in(source.tree))
    return source.known["bound"]


def bound_in(tree: ast.Module) -> set[str]:
    """Return the names that statements at the level of a module bind."""
    found: set[str] = set()
    waiting: list[ast.AST] = [*tree.body]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
                waiting += node.decorator_list
                continue
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp():
                pass
            case ast.Import() | ast.ImportFrom():
                found.update(a.asname or a.name.partition(".")[0] for a in node.names)
            case ast.Name(ctx=ast.Store()):
                found.add(node.id)
            case ast.ExceptHandler() | ast.MatchAs() | ast.MatchStar() if node.name:
                found.add(node.name)
            case ast.MatchMapping() if node.rest:
                found.add(node.rest)
            case _ if type(node).__name__ == "TypeAlias":
                found.add(str(getattr(getattr(node, "name", None), "id", "")))
        waiting.extend(ast.iter_child_nodes(node))
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Global):
            found.update(inner.names)
    return found - {"*"}


def has_star(source: Source) -> bool:
    """Tell whether a module takes all names of another."""
    return any(
        isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in source.nodes
    )


def unbound(source: Source) -> set[str]:
    """Return names that running the module may look for and that nothing in it binds."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = symtable.symtable(source.text, source.path, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotTakenError(f"{source.path}: does not compile ({error})") from None
    here = bound(source) | _ALWAYS
    return {name for name in _global_reads(table) if name not in here}


def _global_reads(table: symtable.SymbolTable) -> Iterator[str]:
    waiting = [table]
    while waiting:
        here = waiting.pop()
        top = here.get_type() == "module"
        for symbol in here.get_symbols():
            if symbol.is_referenced() and (symbol.is_global() or top):
                yield symbol.get_name()
        waiting.extend(here.get_children())


def named_in_annotations(source: Source) -> frozenset[str]:
    """Return names in annotations, those inside strings included."""
    if "annotations" in source.known:
        return source.known["annotations"]
    found: set[str] = set()
    for node in source.nodes:
        for field in ("annotation", "returns"):
            part = getattr(node, field, None)
            if isinstance(part, ast.expr):
                found.update(_names(part))
        if isinstance(node, ast.Call):
            found.update(name for part in _types_given(node) for name in _names(part))
    source.known["annotations"] = frozenset(found)
    return source.known["annotations"]


def _types_given(node: ast.Call) -> list[ast.expr]:
    """Return the strings of a `cast` or a `TypeVar`: types that only checkers read."""
    last = chain_of(node.func).rpartition(".")[2]
    if last not in ("cast", "TypeVar", "NewType"):
        return []
    given = [*node.args[0 if last == "cast" else 1 :][:1]]
    given += [keyword.value for keyword in node.keywords if keyword.arg in ("bound", "typ")]
    return [part for part in given if isinstance(part, ast.Constant)]


def _names(part: ast.expr) -> Iterator[str]:
    literal: set[int] = set()
    for node in ast.walk(part):
        if isinstance(node, ast.Subscript) and _is_literal(node.value):
            literal.update(map(id, ast.walk(node.slice)))
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) in literal:
                continue
            try:
                inner = ast.parse(node.value.strip(), mode="eval")
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            yield from (leaf.id for leaf in ast.walk(inner) if isinstance(leaf, ast.Name))


def _is_literal(node: ast.expr) -> bool:
    last = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return last in ("Literal", "Annotated")


def bound_anywhere(source: Source) -> frozenset[str]:
    """Return every name that any scope of the module binds."""
    if "anywhere" in source.known:
        return source.known["anywhere"]
    found = set(bound(source))
    for node in source.nodes:
        match node:
            case ast.Name(ctx=ast.Store()):
                found.add(node.id)
            case ast.arg():
                found.add(node.arg)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.Import() | ast.ImportFrom():
                found.update(a.asname or a.name.partition(".")[0] for a in node.names)
            case _ if type(node).__name__ in ("TypeVar", "ParamSpec", "TypeVarTuple"):
                found.add(str(getattr(node, "name", "")))
    source.known["anywhere"] = frozenset(found) | _ALWAYS
    return source.known["anywhere"]
