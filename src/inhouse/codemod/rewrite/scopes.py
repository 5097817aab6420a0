"""Which names are bound where in one file, as Python's own scoping rules say."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["module", "class", "function"]
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(eq=False, slots=True, kw_only=True)
class Scope:
    """One scope: who binds each name in it. Comprehensions and lambdas count as functions."""

    kind: Kind
    parent: Scope | None
    binders: dict[str, list[ast.AST]] = field(default_factory=dict)
    foreign: dict[str, Scope | None] = field(default_factory=dict)  # global and nonlocal names
    comprehension: bool = False

    def module(self) -> Scope:
        """Return the outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def resolve(self, name: str) -> Scope | None:
        """Return the scope whose binding a read here sees, None for a builtin or unknown."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.foreign:
                target = scope.foreign[name]
                return target if target and name in target.binders else None
            if name in scope.binders and (scope.kind != "class" or scope is self):
                return scope
            scope = scope.parent
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The scopes of a file. `home` gives each node's scope; `reads` all names that are read."""

    top: Scope
    scopes: tuple[Scope, ...]
    home: dict[ast.AST, Scope]
    reads: tuple[ast.Name, ...]
    stars: tuple[ast.ImportFrom, ...]
    from_sys: frozenset[ast.alias]
    bound: frozenset[str]  # in any scope
    identifiers: frozenset[str]  # read or bound anywhere
    attributes: frozenset[str]

    def read(self, node: ast.Name) -> Scope | None:
        """Return the scope that a read name is bound in."""
        return self.home[node].resolve(node.id)

    def unresolved(self) -> frozenset[str]:
        """Return the names that are read and bound nowhere in sight: builtins and mistakes."""
        return frozenset(node.id for node in self.reads if self.read(node) is None)


def names_of(tree: ast.Module) -> Names:
    """Work out the scopes of a module; RecursionError where it is nested too deep."""
    walker = _Walker()
    walker.all(tree.body, walker.top)
    bound = {name for scope in walker.scopes for name in scope.binders}
    return Names(
        top=walker.top,
        scopes=tuple(walker.scopes),
        home=walker.home,
        reads=tuple(walker.reads),
        stars=tuple(walker.stars),
        from_sys=frozenset(walker.from_sys),
        bound=frozenset(bound),
        identifiers=frozenset(bound | {node.id for node in walker.reads}),
        attributes=frozenset(walker.attributes),
    )


class _Walker:
    def __init__(self) -> None:
        self.top = Scope(kind="module", parent=None)
        self.scopes = [self.top]
        self.home: dict[ast.AST, Scope] = {}
        self.reads: list[ast.Name] = []
        self.stars: list[ast.ImportFrom] = []
        self.attributes: set[str] = set()
        self.from_sys: set[ast.alias] = set()

    def inside(self, kind: Kind, parent: Scope, *, comprehension: bool = False) -> Scope:
        scope = Scope(kind=kind, parent=parent, comprehension=comprehension)
        self.scopes.append(scope)
        return scope

    def all(self, nodes: Iterable[ast.AST | None], scope: Scope) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node, scope)

    def bind(self, name: str, node: ast.AST, scope: Scope) -> None:
        if name in scope.foreign:
            target = scope.foreign[name]
            if target is not None:
                target.binders.setdefault(name, []).append(node)
            return
        scope.binders.setdefault(name, []).append(node)

    def visit(self, node: ast.AST, scope: Scope) -> None:
        self.home[node] = scope
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            self._function(node, scope)
        elif isinstance(node, ast.ClassDef):
            self.bind(node.name, node, scope)
            outer = self._parameters(node, scope)
            self.all(node.decorator_list, scope)
            self.all([*node.bases, *node.keywords], outer)
            self.all(node.body, self.inside("class", outer))
        elif isinstance(node, _COMPREHENSIONS):
            self._comprehension(node, scope)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            self._foreign(node, scope)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            self._import(node, scope)
        else:
            self._plain(node, scope)

    def _plain(self, node: ast.AST, scope: Scope) -> None:
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                self.reads.append(node)
            else:
                self.bind(node.id, node, scope)
        elif isinstance(node, ast.Attribute):
            self.attributes.add(node.attr)
        elif isinstance(node, ast.NamedExpr):
            self._walrus(node, scope)
            return
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            if node.name:
                self.bind(node.name, node, scope)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            self.bind(node.rest, node, scope)
        elif type(node).__name__ == "TypeAlias":  # Python 3.12: its value has a scope of its own
            self.visit(node.name, scope)  # type: ignore[attr-defined]
            inner = self._parameters(node, scope)
            self.visit(node.value, self.inside("function", inner))  # type: ignore[attr-defined]
            return
        self.all(ast.iter_child_nodes(node), scope)

    def _walrus(self, node: ast.NamedExpr, scope: Scope) -> None:
        outer = scope
        while outer.comprehension and outer.parent is not None:
            outer = outer.parent
        self.visit(node.target, outer)
        self.visit(node.value, scope)

    def _parameters(self, node: ast.AST, scope: Scope) -> Scope:
        """Return the scope of a definition's type parameters, or the given one without any."""
        parameters = getattr(node, "type_params", [])
        if not parameters:
            return scope
        inner = self.inside("function", scope)
        for parameter in parameters:
            self.bind(parameter.name, parameter, inner)
            self.all(ast.iter_child_nodes(parameter), inner)
        return inner

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope
    ) -> None:
        outer, args = scope, node.args
        if not isinstance(node, ast.Lambda):
            self.bind(node.name, node, scope)
            self.all(node.decorator_list, scope)
            outer = self._parameters(node, scope)
            self.all([node.returns], outer)
        self.all([*args.defaults, *args.kw_defaults], scope)
        inner = self.inside("function", outer)
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        for arg in every:
            if arg is not None:
                self.home[arg] = inner
                self.bind(arg.arg, arg, inner)
                self.all([arg.annotation], outer)
        self.all([node.body] if isinstance(node, ast.Lambda) else node.body, inner)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, scope: Scope
    ) -> None:
        inner = self.inside("function", scope, comprehension=True)
        for index, each in enumerate(node.generators):
            self.visit(each.iter, inner if index else scope)
            self.visit(each.target, inner)
            self.all(each.ifs, inner)
        if isinstance(node, ast.DictComp):
            self.all([node.key, node.value], inner)
        else:
            self.visit(node.elt, inner)

    def _foreign(self, node: ast.Global | ast.Nonlocal, scope: Scope) -> None:
        for name in node.names:
            target: Scope | None = scope.module()
            if isinstance(node, ast.Nonlocal):
                target = scope.parent
                while target and not (target.kind == "function" and name in target.binders):
                    target = target.parent
                target = target or scope.parent  # bound further down
            if scope is not target:
                scope.foreign[name] = target
            if target is not None:  # it may be bound from here: count the statement itself
                target.binders.setdefault(name, []).append(node)

    def _import(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
        for alias in node.names:
            self.home[alias] = scope
            if isinstance(node, ast.ImportFrom) and node.module == "sys" and not node.level:
                self.from_sys.add(alias)
            if alias.name == "*" and isinstance(node, ast.ImportFrom):
                self.stars.append(node)
                continue
            name = alias.asname or (
                alias.name.split(".")[0] if isinstance(node, ast.Import) else alias.name
            )
            self.bind(name, alias, scope)
