"""Which module-level names a piece of code needs, by Python's scoping rules.

The walk keeps its own stack, so that nesting costs memory and never recursion.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from inhouse.evidence.slice.chains import (
    MUTATORS,
    chain_of,
    docstring_of,
    root_chain,
)
from inhouse.evidence.slice.names import Scope, Uses, holder_of


def uses_of(nodes: Iterable[ast.AST], *, annotations: bool) -> Uses:
    """Return what `nodes`, run at module level, need.

    `annotations` tells whether annotations are evaluated when the code runs.
    """
    walk = _Walk(annotations)
    top = Scope("module", None)
    walk.scopes.append(top)
    walk.stack.extend((node, top) for node in nodes)
    walk.run()
    return walk.resolved()


class _Walk:
    def __init__(self, annotations: bool) -> None:
        self.annotations = annotations
        self.stack: list[tuple[ast.AST, Scope]] = []
        self.scopes: list[Scope] = []
        self.uses = Uses()

    def run(self) -> None:
        stack = self.stack
        handlers = _HANDLERS
        while stack:
            node, scope = stack.pop()
            handler = handlers.get(type(node))
            if handler is not None:
                handler(self, node, scope)
            else:
                self.children(node, scope)

    def children(self, node: ast.AST, scope: Scope) -> None:
        stack = self.stack
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                stack.append((value, scope))
            elif isinstance(value, list):
                stack.extend((item, scope) for item in value if isinstance(item, ast.AST))

    def push(self, nodes: Sequence[ast.AST | None], scope: Scope) -> None:
        self.stack.extend((node, scope) for node in nodes if node is not None)

    def inner(self, kind: str, scope: Scope) -> Scope:
        made = Scope(kind, scope)
        self.scopes.append(made)
        return made

    def name(self, node: ast.Name, scope: Scope) -> None:
        if isinstance(node.ctx, ast.Load):
            scope.load((node.id,), node.lineno)
        else:
            scope.bind(node.id, node.lineno)

    def attribute(self, node: ast.Attribute, scope: Scope) -> None:
        chain = chain_of(node)
        if chain is None:
            self.stack.append((node.value, scope))
            if not isinstance(node.ctx, ast.Load) and (root := root_chain(node.value)):
                scope.mutates.add(root)
        elif isinstance(node.ctx, ast.Load):
            scope.load(chain, node.lineno)
        else:
            scope.load(chain[:-1], node.lineno)
            scope.mutates.add(chain[:-1])

    def string(self, node: ast.Constant | ast.JoinedStr, scope: Scope) -> None:
        if node.end_lineno is not None and node.end_lineno > node.lineno:
            self.uses.strings.append((node.lineno, node.end_lineno))
        if isinstance(node, ast.JoinedStr):
            self.push(node.values, scope)

    def subscript(self, node: ast.Subscript, scope: Scope) -> None:
        if not isinstance(node.ctx, ast.Load) and (root := root_chain(node.value)):
            scope.mutates.add(root)
        self.push((node.value, node.slice), scope)

    def augmented(self, node: ast.AugAssign, scope: Scope) -> None:
        if isinstance(node.target, ast.Name):
            scope.load((node.target.id,), node.lineno)
            scope.mutates.add((node.target.id,))
        self.push((node.target, node.value), scope)

    def call(self, node: ast.Call, scope: Scope) -> None:
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in MUTATORS:
            root = root_chain(function.value)
            if root:
                scope.mutates.add(root)
        if (chain_of(function) or ("",))[-1] in ("import_module", "__import__") and node.args:
            module = node.args[0]
            if isinstance(module, ast.Constant) and isinstance(module.value, str):
                self.uses.imports.add((0, module.value, None, None))
        self.children(node, scope)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        scope.bind(node.name, node.lineno)
        self.push(node.decorator_list, scope)
        if span := docstring_of(node):
            self.uses.prose.append(span)
        around = self.parameters_of_type(node, scope)
        inside = self.inner("function", around)
        self.arguments(node.args, around, inside)
        if self.annotations:
            self.push((node.returns,), around)
        self.push(node.body, inside)

    def lambda_(self, node: ast.Lambda, scope: Scope) -> None:
        inside = self.inner("function", scope)
        self.arguments(node.args, scope, inside)
        self.stack.append((node.body, inside))

    def arguments(self, args: ast.arguments, around: Scope, inside: Scope) -> None:
        self.push(args.defaults, around)
        self.push(args.kw_defaults, around)
        for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg):
            if arg is not None:
                inside.bind(arg.arg, arg.lineno)
                if self.annotations:
                    self.push((arg.annotation,), around)

    def parameters_of_type(self, node: ast.AST, scope: Scope) -> Scope:
        parameters = getattr(node, "type_params", None)
        if not parameters:
            return scope
        inside = self.inner("function", scope)
        for parameter in parameters:
            inside.bind(parameter.name, parameter.lineno)
            self.children(parameter, inside)
        return inside

    def class_(self, node: ast.ClassDef, scope: Scope) -> None:
        scope.bind(node.name, node.lineno)
        self.push(node.decorator_list, scope)
        if span := docstring_of(node):
            self.uses.prose.append(span)
        around = self.parameters_of_type(node, scope)
        self.push([*node.bases, *node.keywords], around)
        inside = self.inner("class", around)
        self.push(node.body, inside)

    def comprehension(self, node: ast.AST, scope: Scope) -> None:
        generators: list[ast.comprehension] = getattr(node, "generators", [])
        inside = self.inner("comprehension", scope)
        self.stack.append((generators[0].iter, scope))
        self.stack.append((generators[0].target, inside))
        self.push(generators[0].ifs, inside)
        self.push(generators[1:], inside)
        for part in ("elt", "key", "value"):
            self.push((getattr(node, part, None),), inside)

    def walrus(self, node: ast.NamedExpr, scope: Scope) -> None:
        holder = scope
        while holder.kind == "comprehension" and holder.parent is not None:
            holder = holder.parent
        holder.bind(node.target.id, node.lineno)
        self.stack.append((node.value, scope))

    def annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        if scope.kind != "function" and self.annotations:
            self.stack.append((node.annotation, scope))
        if node.value is not None or scope.kind == "function":
            self.push((node.target, node.value), scope)

    def import_(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            module = alias.name if alias.asname else name
            self.note_import(scope, name, (0, module, None), node.lineno)
            if module != alias.name:  # `import a.b` runs a.b and binds a
                self.uses.imports.add((0, alias.name, None, None))

    def import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        for alias in node.names:
            target = (node.level, node.module, alias.name)
            self.note_import(scope, alias.asname or alias.name, target, node.lineno)

    def note_import(
        self, scope: Scope, name: str, target: tuple[int, str | None, str | None], line: int
    ) -> None:
        scope.bind(name, line)
        scope.imports.setdefault(name, []).append(target)

    def global_(self, node: ast.Global, scope: Scope) -> None:
        scope.globals.update(node.names)
        self.uses.assigns.update(node.names)
        self.uses.mutates.update((name,) for name in node.names)

    def named(self, node: ast.AST, scope: Scope) -> None:
        """Bind the plain-string name of an except clause or of a match pattern."""
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            scope.bind(name, getattr(node, "lineno", 0))
        self.children(node, scope)

    def resolved(self) -> Uses:
        """Send every read to the scope that answers it; keep those that reach the module."""
        for scope in self.scopes:
            for chain, line in scope.loads.items():
                holder = holder_of(scope, chain[0], line)
                if holder is None:
                    self.uses.loads.add(chain)
                elif chain[0] in holder.imports:
                    holder.used.add(chain[0])
                    self.uses.imports.update(
                        (*target, chain[1:]) for target in holder.imports[chain[0]]
                    )
            for chain in scope.mutates:
                if holder_of(scope, chain[0], 0) is None:
                    self.uses.mutates.add(chain)
        for scope in self.scopes:  # an unread import still runs the module it names
            for name in scope.imports.keys() - scope.used:
                self.uses.imports.update((*target, None) for target in scope.imports[name])
        return self.uses


_HANDLERS: dict[type[ast.AST], Callable[[_Walk, Any, Scope], None]] = {
    ast.Name: _Walk.name,
    ast.Constant: _Walk.string,
    ast.JoinedStr: _Walk.string,
    ast.Attribute: _Walk.attribute,
    ast.Subscript: _Walk.subscript,
    ast.AugAssign: _Walk.augmented,
    ast.Call: _Walk.call,
    ast.FunctionDef: _Walk.function,
    ast.AsyncFunctionDef: _Walk.function,
    ast.Lambda: _Walk.lambda_,
    ast.ClassDef: _Walk.class_,
    ast.ListComp: _Walk.comprehension,
    ast.SetComp: _Walk.comprehension,
    ast.DictComp: _Walk.comprehension,
    ast.GeneratorExp: _Walk.comprehension,
    ast.NamedExpr: _Walk.walrus,
    ast.AnnAssign: _Walk.annotated,
    ast.Import: _Walk.import_,
    ast.ImportFrom: _Walk.import_from,
    ast.Global: _Walk.global_,
    ast.ExceptHandler: _Walk.named,
    ast.MatchAs: _Walk.named,
    ast.MatchStar: _Walk.named,
    ast.MatchMapping: _Walk.named,
}
