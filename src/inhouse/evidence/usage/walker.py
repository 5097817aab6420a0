"""Walks a syntax tree in the order of evaluation and records bindings and uses of imported names.

The walk keeps its own stack, so that the depth of a program is limited by Python's parser only.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from inhouse.evidence.usage.records import FROM, IMPORT, STAR, TEST, VALUE
from inhouse.evidence.usage.scopes import Binding, Block, Scope
from inhouse.evidence.usage.strings import is_setting
from inhouse.evidence.usage.syntax import (
    children,
    depends_on_version,
    falls_back,
    only_for_types,
    suppresses_import_error,
)

# What holds where a piece of syntax stands, as bits.
GUARDED = 1  # a failed import is survived here
TYPING = 2  # only type checkers come here
ANNOTATION = 4  # a type: strings are code
RUNTIME = 8  # ... that a decorator or base class may read while the program runs
TESTED = 16  # only asked for truth or None
SETTINGS = 32  # bare strings are names of packages

Handler = Callable[[Any, Scope, Block, int], None]


@dataclass(slots=True)
class Event:
    """A use of a name that some import of the file binds; `attrs` is ".b.c" or ""."""

    name: str
    attrs: str
    scope: Scope
    block: Block
    order: int
    line: int
    flags: int
    shape: int
    keywords: str = ""


@dataclass(slots=True)
class Bind:
    """Stands on the walker's stack for a name that is bound once what is above it is done."""

    name: str
    line: int = 0


class Walker:
    """The statements; `expressions.Reader` adds the expressions."""

    handlers: ClassVar[dict[type, str]] = {}

    def __init__(self, names: frozenset[str], type_checking: frozenset[str]) -> None:
        self.names = names
        self.type_checking = type_checking
        self.events: list[Event] = []
        self.imports: list[tuple[str, Binding]] = []
        self.stars: list[Binding] = []
        self.module = Scope("module", None)
        self._todo: list[tuple[Any, Scope, Block, int]] = []
        self._order = 0
        self._methods: dict[type, Handler] = {
            kind: getattr(self, name) for kind, name in self.handlers.items()
        }

    def walk(self, tree: ast.Module) -> None:
        """Visit everything; afterwards `events` and `imports` are complete."""
        todo = self._todo
        self._push(tree.body, self.module, self.module.block, 0)
        while todo:
            node, scope, block, flags = todo.pop()
            self._order += 1
            method = self._methods.get(type(node))
            if method is not None:
                method(node, scope, block, flags)
            else:
                self._push(children(node), scope, block, flags & ~TESTED)

    def _push(self, nodes: Iterable[Any], scope: Scope, block: Block, flags: int) -> None:
        found = [(node, scope, block, flags) for node in nodes if node is not None]
        found.reverse()
        self._todo.extend(found)

    def _steps(self, *steps: tuple[Any, Scope, Block, int]) -> None:
        """Visit these next, in this order; a step's first part may be a list of nodes."""
        for nodes, scope, block, flags in reversed(steps):
            self._push(nodes if isinstance(nodes, list) else [nodes], scope, block, flags)

    def _bind(self, node: Bind, scope: Scope, block: Block, *_: int) -> None:
        if node.name in self.names:
            scope.bind(node.name, Binding(order=self._order, block=block, line=node.line))

    def _import(self, node: ast.Import, scope: Scope, block: Block, flags: int) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            path, name = (alias.name, alias.asname) if alias.asname else (root, root)
            self._imported(name, path, alias.name, IMPORT, node.lineno, scope, block, flags)

    def _import_from(self, node: ast.ImportFrom, scope: Scope, block: Block, flags: int) -> None:
        module = "." * node.level + (node.module or "")
        if module == "__future__":
            return
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(self._binding(module, IMPORT | STAR, node.lineno, block, flags))
                continue
            path = module + alias.name if module.endswith(".") else f"{module}.{alias.name}"
            name = alias.asname or alias.name
            self._imported(name, path, path, IMPORT | FROM, node.lineno, scope, block, flags)

    def _imported(
        self,
        name: str,
        path: str,
        imported: str,
        shape: int,
        line: int,
        scope: Scope,
        block: Block,
        flags: int,
    ) -> None:
        binding = self._binding(path, shape, line, block, flags)
        binding.imported = imported
        scope.bind(name, binding)
        self.imports.append((name, binding))

    def _binding(self, path: str, shape: int, line: int, block: Block, flags: int) -> Binding:
        kind = "t" if flags & TYPING else "g" if flags & GUARDED else "p"
        return Binding(
            order=self._order,
            block=block,
            path=path,
            imported=path,
            kind=kind,
            shape=shape,
            line=line,
        )

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, block: Block, flags: int
    ) -> None:
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += [each for each in (arguments.vararg, arguments.kwarg) if each]
        around, inner = self._function_scope(node, scope, [each.arg for each in every])
        annotation = ANNOTATION | flags & TYPING | (RUNTIME if node.decorator_list else 0)
        comments = [
            *map(self._type_comment, every),
            self._type_comment(node),
        ]
        named = SETTINGS if is_setting(node.name) else 0  # settings that are classes have methods
        self._steps(
            (node.decorator_list, scope, block, flags),
            ([*arguments.defaults, *arguments.kw_defaults], scope, block, flags),
            ([each.annotation for each in every], around, block, annotation),
            ([node.returns, *comments], around, block, annotation),
            (Bind(node.name, node.lineno), scope, block, flags),
            (list(node.body), inner, inner.block, flags & TYPING | named),
        )

    def _function_scope(
        self, node: ast.AST, scope: Scope, parameters: list[str]
    ) -> tuple[Scope, Scope]:
        """Return the scope that annotations see and the one of the body."""
        around = scope
        type_parameters = getattr(node, "type_params", [])
        if type_parameters:
            around = Scope("comprehension", scope)
            for each in type_parameters:
                self._bind(Bind(each.name), around, around.block)
        inner = Scope("function", around)
        for name in parameters:
            self._bind(Bind(name), inner, inner.block)
        return around, inner

    def _class(self, node: ast.ClassDef, scope: Scope, block: Block, flags: int) -> None:
        around, _ = self._function_scope(node, scope, [])
        inner = Scope("class", around)
        inner.block = Block(block)
        inner.runtime_annotations = bool(node.bases or node.keywords or node.decorator_list)
        self._steps(
            (node.decorator_list, scope, block, flags),
            ([*node.bases, *node.keywords], around, block, flags),
            (list(node.body), inner, inner.block, flags),
            (Bind(node.name, node.lineno), scope, block, flags),
        )

    def _if(self, node: ast.If, scope: Scope, block: Block, flags: int) -> None:
        typing = only_for_types(node.test, self.type_checking)
        if depends_on_version(node.test):
            flags |= GUARDED
        self._steps(
            (node.test, scope, block, flags | TESTED),
            (list(node.body), scope, Block(block), flags | (TYPING if typing > 0 else 0)),
            (list(node.orelse), scope, Block(block), flags | (TYPING if typing < 0 else 0)),
        )

    def _while(self, node: ast.While, scope: Scope, block: Block, flags: int) -> None:
        self._steps(
            (node.test, scope, block, flags | TESTED),
            (list(node.body), scope, Block(block), flags),
            (list(node.orelse), scope, Block(block), flags),
        )

    def _for(self, node: ast.For | ast.AsyncFor, scope: Scope, block: Block, flags: int) -> None:
        body = Block(block)
        self._steps(
            (node.iter, scope, block, flags),
            (self._type_comment(node), scope, block, flags | ANNOTATION),
            (node.target, scope, body, flags),
            (list(node.body), scope, body, flags),
            (list(node.orelse), scope, Block(block), flags),
        )

    def _try(self, node: ast.Try, scope: Scope, block: Block, flags: int) -> None:
        inner = flags | (GUARDED if falls_back(node) else 0)
        self._steps(
            (list(node.body), scope, Block(block), inner),
            (list(node.handlers), scope, block, inner),
            (list(node.orelse), scope, Block(block), inner),
            (list(node.finalbody), scope, block, flags),
        )

    def _handler(self, node: ast.ExceptHandler, scope: Scope, block: Block, flags: int) -> None:
        body = Block(block)
        name = Bind(node.name, node.lineno) if node.name else None
        self._steps(
            (node.type, scope, block, flags),
            (name, scope, body, flags),
            (list(node.body), scope, body, flags),
        )

    def _with(self, node: ast.With | ast.AsyncWith, scope: Scope, block: Block, flags: int) -> None:
        suppressed = suppresses_import_error(node)
        self._steps(
            (list(node.items), scope, block, flags),
            (self._type_comment(node), scope, block, flags | ANNOTATION),
            (
                list(node.body),
                scope,
                Block(block) if suppressed else block,
                flags | (GUARDED if suppressed else 0),
            ),
        )

    def _case(self, node: ast.match_case, scope: Scope, block: Block, flags: int) -> None:
        body = Block(block)
        self._push([node.pattern, node.guard, *node.body], scope, body, flags)

    def _capture(
        self,
        node: ast.MatchAs | ast.MatchStar | ast.MatchMapping,
        scope: Scope,
        block: Block,
        flags: int,
    ) -> None:
        name = node.rest if isinstance(node, ast.MatchMapping) else node.name
        bind = Bind(name, node.lineno) if name else None
        self._push([*children(node), bind], scope, block, flags)

    def _declared(self, node: ast.Global | ast.Nonlocal, scope: Scope, *_: Any) -> None:
        kind = "global" if isinstance(node, ast.Global) else "nonlocal"
        scope.declared.update(dict.fromkeys(node.names, kind))

    def _type_comment(self, node: ast.AST) -> ast.AST | None:
        raise AssertionError(node)  # given by expressions.Reader

    def use(
        self,
        name: str,
        attrs: str,
        node: ast.expr,
        scope: Scope,
        block: Block,
        flags: int,
        shape: int = VALUE,
        keywords: str = "",
    ) -> None:
        """Record a use if an import of the file may have bound the name."""
        if name in self.names:
            if flags & TESTED and shape == VALUE:
                shape = TEST
            order = self._order
            line = node.lineno
            event = Event(name, attrs, scope, block, order, line, flags, shape, keywords)
            self.events.append(event)
