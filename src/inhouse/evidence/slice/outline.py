"""A module as the statements that its names come from, told from one shallow pass."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from inhouse.evidence.measure.syntax import Source
from inhouse.evidence.slice.chains import Prose, docstring_of, prose_of
from inhouse.evidence.slice.modules import ModuleIndex
from inhouse.evidence.slice.names import Uses
from inhouse.evidence.slice.scopes import uses_of
from inhouse.evidence.slice.statements import (
    Call,
    bound_names,
    branches,
    calls_in,
    decorators_of,
    exported_names,
)

Span = tuple[int, int]
Kind = Literal["import", "star", "definition", "code", "header", "future"]


class Alias(NamedTuple):
    """What an imported name stands for: a module, or (`name` set) a name in it."""

    module: str
    name: str | None


@dataclass(slots=True, eq=False)
class Unit:
    """Lines that come or go together: a definition, a statement, one imported name.

    `parent` is the head of the `if` or `try` around it, `label` the imported name or definition.
    """

    module: str
    kind: Kind
    parts: tuple[ast.AST, ...]
    spans: tuple[Span, ...]
    parent: Unit | None
    label: str = ""
    uses: Uses | None = None
    alone: bool = False  # a statement that binds nothing


class Binding(NamedTuple):
    """A unit that gives a name its value; `alias` is set where it is imported."""

    unit: Unit
    alias: Alias | None


@dataclass(slots=True)
class Outline:
    """The units of one module and the names they bind."""

    module: str
    path: str
    lines: list[str]
    data: bytes
    annotations: bool = True  # evaluated at run time
    exported: frozenset[str] | None = None
    units: list[Unit] = field(default_factory=list)
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    stars: list[tuple[Unit, str]] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)

    def uses(self, unit: Unit) -> Uses:
        """Return what a unit needs, worked out once."""
        if unit.uses is None:
            unit.uses = uses_of(unit.parts, annotations=self.annotations)
        return unit.uses

    def calls(self, unit: Unit) -> tuple[Call, ...]:
        """Return the calls that importing the module makes for this unit."""
        if unit.kind == "definition":
            return decorators_of(unit.parts[0])
        return calls_in(unit.parts)

    def late(self, name: str) -> list[Unit]:
        """Return the functions that declare `name` global: the only ones to bind it."""
        if b"global" not in self.data:
            return []
        return [
            unit
            for unit in self.units
            if unit.kind == "definition" and name in self.uses(unit).assigns
        ]


def outline_of(module: str, source: Source, data: bytes, index: ModuleIndex) -> Outline:
    """Sort the statements of a parsed module into units."""
    outline = Outline(module, source.path, source.lines, data)
    outline.exported = exported_names(source.tree.body)
    if span := docstring_of(source.tree):
        outline.prose.append(span)
    maker = _Maker(outline, index)
    maker.stack.extend((node, None) for node in reversed(source.tree.body))
    while maker.stack:
        maker.statement(*maker.stack.pop())
    return outline


class _Maker:
    def __init__(self, outline: Outline, index: ModuleIndex) -> None:
        self.outline, self.index = outline, index
        self.stack: list[tuple[ast.stmt, Unit | None]] = []

    def statement(self, node: ast.stmt, parent: Unit | None) -> None:
        match node:
            case ast.Import() | ast.ImportFrom():
                self.imports(node, parent)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                first = min((item.lineno for item in node.decorator_list), default=node.lineno)
                unit = self.unit("definition", (node,), first, _end(node), parent, node.name)
                self.bind(node.name, unit, None)
            case ast.If():
                self.condition(node, parent)
            case ast.Try():
                self.attempt(node, parent)
            case ast.Expr(value=ast.Constant(value=str()) as text):
                self.outline.prose.append(prose_of(text))
            case ast.Pass() | ast.Delete() | ast.Global() | ast.Raise() | ast.Assert():
                pass
            case _:
                self.code(node, parent)

    def unit(
        self,
        kind: Kind,
        parts: tuple[ast.AST, ...],
        start: int,
        end: int,
        parent: Unit | None,
        label: str = "",
    ) -> Unit:
        made = Unit(self.outline.module, kind, parts, ((start, end),), parent, label)
        self.outline.units.append(made)
        return made

    def bind(self, name: str, unit: Unit, alias: Alias | None) -> None:
        self.outline.bindings.setdefault(name, []).append(Binding(unit, alias))

    def code(self, node: ast.stmt, parent: Unit | None) -> None:
        unit = self.unit("code", (node,), node.lineno, _end(node), parent)
        self.bind_all((node,), unit)

    def bind_all(self, nodes: tuple[ast.AST, ...], unit: Unit) -> None:
        unit.alone = True
        for name, node in bound_names(nodes):
            unit.alone = False
            if isinstance(node, ast.Import | ast.ImportFrom):
                for item, alias in self.targets(node):
                    if item.name == "*" and alias is not None:
                        self.outline.stars.append((unit, alias.module))
                    elif alias is not None:
                        bound = item.asname or item.name.partition(".")[0]
                        self.bind(bound, unit, alias)
            elif name != "__all__":
                self.bind(name, unit, None)

    def targets(self, node: ast.Import | ast.ImportFrom) -> list[tuple[ast.alias, Alias | None]]:
        found: list[tuple[ast.alias, Alias | None]] = []
        for item in node.names:
            if isinstance(node, ast.Import):
                module = item.name if item.asname else item.name.partition(".")[0]
                found.append((item, Alias(module, None)))
            else:
                source = self.index.absolute(self.outline.module, node.level, node.module)
                found.append((item, Alias(source, item.name) if source else None))
        return found

    def imports(self, node: ast.Import | ast.ImportFrom, parent: Unit | None) -> None:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level:
            self.unit("future", (), node.lineno, _end(node), parent)
            if any(item.name == "annotations" for item in node.names):
                self.outline.annotations = False
            return
        for item, alias in self.targets(node):
            unit = self.unit("import", (), node.lineno, node.lineno, parent, item.name)
            unit.spans = (
                (node.lineno, node.lineno),
                (item.lineno, item.end_lineno or item.lineno),
                (_end(node), _end(node)),
            )
            if item.name == "*":
                unit.kind = "star"
                if alias is not None:
                    self.outline.stars.append((unit, alias.module))
            elif alias is not None:
                self.bind(item.asname or item.name.partition(".")[0], unit, alias)
            if isinstance(node, ast.Import) and not item.asname and "." in item.name:
                # `import a.b` binds a, but runs a.b too.
                unit.uses = Uses(imports={(0, item.name, None, None)})

    def condition(self, node: ast.If, parent: Unit | None) -> None:
        body, orelse, typing_only = branches(node.test)
        if typing_only:
            self.stack.extend((child, parent) for child in reversed(node.orelse))
            return
        unit = self.unit("header", (node.test,), node.lineno, _end(node.test), parent)
        if node.orelse and not _is_elif(node):
            # The else stands between the two blocks; comments there are not counted anyway.
            unit.spans += ((_end(node.body[-1]) + 1, node.orelse[0].lineno - 1),)
        if orelse:
            self.stack.extend((child, unit) for child in reversed(node.orelse))
        if body:
            self.stack.extend((child, unit) for child in reversed(node.body))

    def attempt(self, node: ast.Try, parent: Unit | None) -> None:
        blocks = [node.body, *(item.body for item in node.handlers), node.orelse, node.finalbody]
        apart: tuple[type[ast.stmt], ...] = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        if _only_imports(node):
            apart = (*apart, ast.Import, ast.ImportFrom)
        parts: list[ast.AST] = [item.type for item in node.handlers if item.type is not None]
        separate: list[ast.stmt] = []
        for block in blocks:
            for child in block:
                (separate if isinstance(child, apart) else parts).append(child)
        unit = self.unit("header", tuple(parts), node.lineno, _end(node), parent)
        unit.spans = _without(node.lineno, _end(node), separate)
        self.bind_all(tuple(parts), unit)
        for handler in node.handlers:
            if handler.name:  # bound while the handler runs
                self.bind(handler.name, unit, None)
        unit.alone = unit.alone and not separate
        self.stack.extend((child, unit) for child in reversed(separate))


def _end(node: ast.AST) -> int:
    end: int = getattr(node, "end_lineno", 0)
    return end


def _is_elif(node: ast.If) -> bool:
    return (
        len(node.orelse) == 1
        and isinstance(node.orelse[0], ast.If)
        and node.orelse[0].col_offset == node.col_offset
    )


def _only_imports(node: ast.Try) -> bool:
    """Tell whether nothing but the imported names depends on which imports succeed."""
    if node.orelse or not all(isinstance(item, ast.Import | ast.ImportFrom) for item in node.body):
        return False
    names = {
        item.asname or item.name.partition(".")[0]
        for child in node.body
        if isinstance(child, ast.Import | ast.ImportFrom)
        for item in child.names
    }
    fallback = [child for handler in node.handlers for child in handler.body]
    return all(name in names for name, _ in bound_names(fallback) if name)


def _without(start: int, end: int, children: list[ast.stmt]) -> tuple[Span, ...]:
    """Return the lines from start to end that no child covers."""
    spans: list[Span] = []
    for child in sorted(children, key=lambda item: item.lineno):
        decorators = getattr(child, "decorator_list", [])
        first = min((item.lineno for item in decorators), default=child.lineno)
        if first > start:
            spans.append((start, first - 1))
        start = max(start, _end(child) + 1)
    if start <= end:
        spans.append((start, end))
    return tuple(spans)
