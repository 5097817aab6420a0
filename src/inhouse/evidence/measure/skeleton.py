"""Cuts modules down to the statements that decide their interface, following re-exports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inhouse.evidence.measure.facts import ModuleFacts
from inhouse.evidence.measure.names import dotted
from inhouse.evidence.measure.syntax import Source

_NO_ARGUMENTS = ast.arguments(
    posonlyargs=[], args=[], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[]
)
_MAX_NESTING = 40


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One module's path and the few statements left of it."""

    path: str
    body: list[ast.stmt]


def skeletons(
    read: Mapping[str, tuple[Source, ModuleFacts]], tops: list[str]
) -> dict[str, Skeleton]:
    """Return the skeletons of the top modules and of all modules they take names from."""
    wanted: dict[str, set[str] | None] = dict.fromkeys(tops)  # None: every public name
    queue = list(tops)
    cut: dict[str, Skeleton] = {}
    while queue:
        module = queue.pop()
        source, facts = read[module]
        body = list(_Cut(facts, wanted[module]).cut(source.tree.body, 0))
        cut[module] = Skeleton(source.path, body)
        for target, name in _references(body, module, facts.is_package):
            for other, part in ((target, name), (f"{target}.{name}", "__all__")):
                if other in read and _widen(wanted, other, part):
                    queue.append(other)
    return cut


def _widen(wanted: dict[str, set[str] | None], module: str, name: str) -> bool:
    """Want one more name of a module; tell whether the module must be cut anew."""
    if module not in wanted:
        wanted[module] = None if name == "*" else {name}
        return True
    known = wanted[module]
    if known is None or name in known:
        return False
    if name == "*":
        wanted[module] = None
    else:
        known.add(name)
    return True


def _references(body: list[ast.stmt], module: str, is_package: bool) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ImportFrom):
            origin = absolute(module, is_package, node.module or "", node.level)
            for alias in node.names:
                yield origin, alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "__all__"


def absolute(module: str, is_package: bool, target: str, level: int) -> str:
    """Return the module that `from <level dots>target import ...` names inside `module`."""
    if level == 0:
        return target
    parts = module.split(".")
    up = level - 1 if is_package else level
    kept = parts[: len(parts) - up] if up else parts
    return ".".join([*kept, target] if target else kept)


class _Cut:
    """Picks the statements of one module that bind the wanted names (None: all)."""

    def __init__(self, facts: ModuleFacts, names: set[str] | None) -> None:
        self.names = names
        self.bound = _bound(facts)

    def cut(self, body: list[ast.stmt], depth: int) -> Iterator[ast.stmt]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if self.wants(node.name):
                    yield _empty_function(node)
            elif isinstance(node, ast.ClassDef):
                if self.wants(node.name):
                    yield _empty_class(node)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                yield from self.imports(node)
            elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                yield from self.assignment(node)
            elif isinstance(node, ast.Expr):
                if extended := _extends_all(node):
                    yield extended
            elif depth < _MAX_NESTING:
                yield from self.nested(node, depth + 1)

    def nested(self, node: ast.stmt, depth: int) -> Iterator[ast.stmt]:
        """Yield from all branches; a definition comes after the import that it stands in for."""
        if isinstance(node, ast.If) and (dotted(node.test) or "").endswith("TYPE_CHECKING"):
            yield from self.cut(node.orelse, depth)
            return
        branches = [getattr(node, field, []) for field in ("body", "orelse", "finalbody")]
        branches += [handler.body for handler in getattr(node, "handlers", ())]
        found = [statement for branch in branches for statement in self.cut(branch, depth)]
        yield from sorted(found, key=lambda s: isinstance(s, ast.FunctionDef | ast.ClassDef))

    def wants(self, name: str) -> bool:
        return self.names is None or name in self.names or name == "__all__"

    def imports(self, node: ast.Import | ast.ImportFrom) -> Iterator[ast.stmt]:
        aliases = [
            alias
            for alias in node.names
            if alias.name == "*"
            or self.wants((alias.asname or alias.name).split(".", 1)[0])
            or self.names == {"__all__"}
        ]
        if not aliases:
            return
        place = _place(node)
        if isinstance(node, ast.Import):
            yield ast.Import(names=aliases, **place)
        else:
            yield ast.ImportFrom(module=node.module, names=aliases, level=node.level, **place)

    def assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> Iterator[ast.stmt]:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if not isinstance(target, ast.Name):
                continue
            if target.id == "__all__":
                yield node
            elif self.wants(target.id) and not isinstance(node, ast.AugAssign):
                yield self.plain(target.id, node)

    def plain(self, name: str, node: ast.Assign | ast.AnnAssign) -> ast.stmt:
        """Return `name = None`, or an import for `name = module.attribute`."""
        place = _place(node)
        first, _, rest = (dotted(node.value) or "" if node.value else "").partition(".")
        if rest and first in self.bound:
            path = f"{self.bound[first]}.{rest}"
            alias = ast.alias(name=path.rpartition(".")[2], asname=name, **place)
            return ast.ImportFrom(module=path.rpartition(".")[0], names=[alias], level=0, **place)
        target = ast.Name(name, ast.Store(), **place)
        value = ast.Constant(value=None, kind=None, **place)
        return ast.Assign(targets=[target], value=value, type_comment=None, **place)


def _bound(facts: ModuleFacts) -> dict[str, str]:
    """Return what the module-level imports bind, by name, as absolute dotted paths."""
    found: dict[str, str] = {}
    for each in facts.imports:
        if each.in_function:
            continue
        base = absolute(facts.module, facts.is_package, each.module, each.level)
        for name, bound in each.names:
            found[bound] = f"{base}.{name}"
        if not each.names:
            found[base.partition(".")[0]] = base.partition(".")[0]
    return found


def _extends_all(node: ast.Expr) -> ast.stmt | None:
    """Return `__all__ += X` for `__all__.extend(X)` and for `__all__.append(X)`."""
    call = node.value
    if not isinstance(call, ast.Call) or len(call.args) != 1:
        return None
    name = dotted(call.func)
    if name not in ("__all__.extend", "__all__.append"):
        return None
    value = call.args[0]
    if name == "__all__.append":
        value = ast.List(elts=[value], ctx=ast.Load(), **_place(node))
    target = ast.Name("__all__", ast.Store(), **_place(node))
    return ast.AugAssign(target=target, op=ast.Add(), value=value, **_place(node))


def _place(node: ast.stmt) -> dict[str, int]:
    return {
        "lineno": node.lineno,
        "end_lineno": node.end_lineno or node.lineno,
        "col_offset": 0,
        "end_col_offset": 0,
    }


def _empty_function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
    place = _place(node)
    made = ast.FunctionDef(
        name=node.name,
        args=_NO_ARGUMENTS,
        body=[ast.Pass(**place)],
        decorator_list=[],
        returns=None,
        type_comment=None,
        **place,
    )
    vars(made)["type_params"] = []  # a field from Python 3.12 on
    return made


def _empty_class(node: ast.ClassDef) -> ast.stmt:
    place = _place(node)
    made = ast.ClassDef(
        name=node.name,
        bases=[],
        keywords=[],
        body=[ast.Pass(**place)],
        decorator_list=[],
        **place,
    )
    vars(made)["type_params"] = []  # a field from Python 3.12 on
    return made
