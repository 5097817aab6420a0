"""Walks a syntax tree and gathers scopes, bindings, uses and strings.

The walk keeps its own stack, so that the depth of a program is limited by Python's parser only.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from inhouse.codemod.sites.guards import if_guard, import_guard, suppresses, try_guards
from inhouse.codemod.sites.names import ImportNames
from inhouse.codemod.sites.raw import Place, Raw, RawImport
from inhouse.codemod.sites.scopes import Binding, Scope
from inhouse.model.places import ImportForm

Handler = Callable[[Any, Place], None]


class Walker:
    """The statements; `expressions.Reader` adds the expressions."""

    handlers: ClassVar[dict[type, str]] = {}

    def __init__(self, names: ImportNames, local: frozenset[str]) -> None:
        """`local` are the names that imports of the package bind anywhere in the file."""
        self.names = names
        self.local = local
        self.raw = Raw()
        self._todo: list[tuple[Any, Place]] = []
        self._methods: dict[type, Handler] = {
            kind: getattr(self, name) for kind, name in self.handlers.items()
        }

    def walk(self, tree: ast.Module) -> Raw:
        """Visit everything."""
        self.raw.tree = tree
        place = Place(self.raw.module)
        self._push(tree.body, place)
        while self._todo:
            node, place = self._todo.pop()
            if isinstance(node, ast.stmt):
                place = place._replace(holder=node)
            method = self._methods.get(type(node))
            if method is not None:
                method(node, place)
            else:
                self._inside(node, place)
        self.raw.bindings.settle()
        return self.raw

    def _push(self, nodes: Iterable[Any], place: Place) -> None:
        self._todo.extend((node, place) for node in nodes if node is not None)

    def _inside(self, node: Any, place: Place) -> None:
        self._push(ast.iter_child_nodes(node), place)

    def _bind(self, name: str, line: int, scope: Scope) -> None:
        if name in self.local:
            self.raw.bindings.add(scope, name, Binding(line))

    def _scope(self, node: ast.AST, scope: Scope) -> Scope:
        self.raw.scopes.append((node, scope))
        return scope

    def _import(self, node: ast.Import, place: Place) -> None:
        for index, alias in enumerate(node.names):
            root = alias.name.partition(".")[0]
            path, binds = (alias.name, alias.asname) if alias.asname else (root, root)
            if self.names.owns(alias.name):
                self._imported(node, index, "import", (alias.name, ""), (binds, path), place)
            elif binds in self.local:
                kept = path if self.names.above(path) else None
                self.raw.bindings.add(place.scope, binds, Binding(node.lineno, kept))

    def _import_from(self, node: ast.ImportFrom, place: Place) -> None:
        module = node.module or ""
        for index, alias in enumerate(node.names):
            path = f"{module}.{alias.name}"
            binds = alias.asname or alias.name
            if node.level == 0 and alias.name == "*" and self.names.above(module):
                why = f"`from {module} import *` may bind the package"
                self.raw.namespaces.append((node.lineno, why))
            elif alias.name == "*" and (node.level or not self.names.owns(module)):
                place.scope.stars.append(node.lineno)
            elif node.level == 0 and self.names.owns(path if alias.name != "*" else module):
                form: ImportForm = "star" if alias.name == "*" else "from"
                if form == "star":
                    place.scope.stars.append(node.lineno)
                bound = ("", module) if form == "star" else (binds, path)
                self._imported(node, index, form, (module, alias.name), bound, place)
            elif binds in self.local:
                above = node.level == 0 and self.names.above(path)
                self.raw.bindings.add(
                    place.scope, binds, Binding(node.lineno, path if above else None)
                )

    def _imported(
        self,
        node: ast.Import | ast.ImportFrom,
        index: int,
        form: ImportForm,
        written: tuple[str, str],
        bound: tuple[str, str],
        place: Place,
    ) -> None:
        binds, path = bound
        self.raw.imports.append(
            RawImport(
                node=node,
                index=index,
                form=form,
                module=written[0],
                name=written[1],
                binds=binds,
                asname=node.names[index].asname is not None,
                scope=place.scope,
                guards=place.guards,
                path=path,
            )
        )
        if binds:
            number = len(self.raw.imports) - 1
            self.raw.bindings.add(place.scope, binds, Binding(node.lineno, path, number))

    def _declared(self, node: ast.Global | ast.Nonlocal, place: Place) -> None:
        which = place.scope.globals if isinstance(node, ast.Global) else place.scope.nonlocals
        which.update(node.names)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, place: Place) -> None:
        self._bind(node.name, node.lineno, place.scope)
        self._push(node.decorator_list, place._replace(context="decorator"))
        self._push([*node.args.defaults, *node.args.kw_defaults], place)
        outside = self._type_parameters(node, place)
        typed = outside._replace(context="annotation", typing=True)
        inner = self._scope(node, Scope("function", outside.scope))
        for each in _arguments(node.args):
            self._push([each.annotation], typed)
            self._bind(each.arg, each.lineno, inner)
        self._push([node.returns], typed)
        only = tuple(each for each in place.guards if each == "type-checking")
        body = Place(inner, guards=only)
        self._push(node.body, body)

    def _class(self, node: ast.ClassDef, place: Place) -> None:
        self._bind(node.name, node.lineno, place.scope)
        self._push(node.decorator_list, place._replace(context="decorator"))
        outside = self._type_parameters(node, place)
        self._push(node.bases, outside._replace(context="base"))
        self._push([each.value for each in node.keywords], outside)
        body = place._replace(scope=self._scope(node, Scope("class", outside.scope)))
        self._push(node.body, body)

    def _type_parameters(self, node: Any, place: Place) -> Place:
        found = getattr(node, "type_params", None)
        if not found:
            return place
        inner = place._replace(scope=Scope("types", place.scope))
        for each in found:
            self._bind(each.name, each.lineno, inner.scope)
            bounds = [getattr(each, "bound", None), getattr(each, "default_value", None)]
            self._push(bounds, inner._replace(context="annotation", typing=True))
        return inner

    def _type_alias(self, node: Any, place: Place) -> None:
        self._push([node.name], place)
        inner = self._type_parameters(node, place)
        self._push([node.value], inner._replace(context="annotation", typing=True))

    def _lambda(self, node: ast.Lambda, place: Place) -> None:
        self._push([*node.args.defaults, *node.args.kw_defaults], place._replace(context="value"))
        inner = self._scope(node, Scope("function", place.scope))
        for each in _arguments(node.args):
            self._bind(each.arg, each.lineno, inner)
        self._push([node.body], place._replace(scope=inner, context="value"))

    def _try(self, node: Any, place: Place) -> None:
        body, handlers = try_guards(node)
        self._push(node.body, place._replace(guards=(*place.guards, body)))
        for handler, guard in zip(node.handlers, handlers, strict=True):
            if handler.name:
                self._bind(handler.name, handler.lineno, place.scope)
            self._push([handler.type], place._replace(context="except"))
            self._push(handler.body, place._replace(guards=(*place.guards, guard)))
        other = place._replace(guards=(*place.guards, "other-try"))
        self._push([*node.orelse, *node.finalbody], other)

    def _if(self, node: ast.If, place: Place) -> None:
        self.raw.explained.add(id(node.test))
        self._push([node.test], place)
        body, orelse = if_guard(node.test)
        self._push(node.body, place._replace(guards=(*place.guards, body)))
        self._push(node.orelse, place._replace(guards=(*place.guards, orelse)))

    def _with(self, node: ast.With | ast.AsyncWith, place: Place) -> None:
        self._push(node.items, place)
        guards = (*place.guards, import_guard()) if suppresses(node) else place.guards
        self._push(node.body, place._replace(guards=guards))

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While, place: Place) -> None:
        if isinstance(node, ast.While):
            self.raw.explained.add(id(node.test))
            self._push([node.test], place)
        else:
            self._push([node.target, node.iter], place)
        inside = place._replace(guards=(*place.guards, "condition"))
        self._push([*node.body, *node.orelse], inside)

    def _annotated(self, node: ast.AnnAssign, place: Place) -> None:
        typed = place._replace(context="annotation", typing=True)
        self._push([node.annotation], typed)
        self._push([node.target], place)
        alias = isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias"
        self._push([node.value], typed if alias else place)


def _arguments(found: ast.arguments) -> list[ast.arg]:
    every = [*found.posonlyargs, *found.args, *found.kwonlyargs, found.vararg, found.kwarg]
    return [each for each in every if each is not None]


def use_of(node: ast.expr) -> tuple[str, tuple[str, ...]] | None:
    """Return the first name and the attributes of a dotted expression."""
    attrs: list[str] = []
    while isinstance(node, ast.Attribute):
        attrs.append(node.attr)
        node = node.value
    return (node.id, tuple(reversed(attrs))) if isinstance(node, ast.Name) else None
