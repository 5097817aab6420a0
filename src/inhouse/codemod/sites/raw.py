"""What the walk over one file gathers, before names are resolved."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import NamedTuple

from inhouse.codemod.sites.scopes import Bindings, Scope
from inhouse.model.places import Guard, ImportForm, Span, StringRole, UseContext


class Place(NamedTuple):
    """What holds where a piece of syntax stands; `holder` is the statement around it."""

    scope: Scope
    holder: ast.stmt | None = None
    guards: tuple[Guard, ...] = ()
    context: UseContext = "value"
    call: ast.Call | None = None
    typing: bool = False  # strings are types


@dataclass(slots=True)
class RawImport:
    """One alias of an import statement that reaches the package; `path` is what it binds to."""

    node: ast.Import | ast.ImportFrom
    index: int
    form: ImportForm
    module: str
    name: str
    binds: str
    asname: bool
    scope: Scope
    guards: tuple[Guard, ...]
    path: str


@dataclass(slots=True)
class RawUse:
    """A name that may be bound to the package, with the attributes that follow it."""

    name: str
    attrs: tuple[str, ...]
    node: ast.expr
    place: Place
    span: Span | None = None  # set where the node's own position is not the file's
    context: UseContext = "value"


@dataclass(slots=True)
class RawString:
    """A string literal; `role` is what the call around it says of it."""

    node: ast.Constant
    place: Place
    docstring: bool = False


@dataclass(slots=True)
class Raw:
    """Everything of one file."""

    bindings: Bindings = field(default_factory=Bindings)
    module: Scope = field(default_factory=lambda: Scope("module", None))
    imports: list[RawImport] = field(default_factory=list)
    uses: list[RawUse] = field(default_factory=list)
    strings: list[RawString] = field(default_factory=list)
    stores: list[tuple[ast.expr, Place]] = field(default_factory=list)  # targets below a name
    scopes: list[tuple[ast.AST, Scope]] = field(default_factory=list)
    roles: dict[int, StringRole | str] = field(default_factory=dict)  # id of a literal: what it is
    explained: set[int] = field(default_factory=set)  # ids of nodes where a module may be a value
    exports: set[str] = field(default_factory=set)  # strings in __all__
    namespaces: list[tuple[int, str]] = field(default_factory=list)  # line, reason: left
    shown: list[tuple[ast.JoinedStr, ast.expr]] = field(default_factory=list)
    patches: list[ast.Constant] = field(default_factory=list)  # targets of mock.patch and its kind
    within: dict[int, ast.Call] = field(default_factory=dict)  # id of a literal: the call around it
    # what, the literal that names its attribute, whether that is changed
    attributes: list[tuple[ast.expr, ast.Constant | None, bool]] = field(default_factory=list)
    computed: list[tuple[int, ast.expr]] = field(default_factory=list)  # imports: line, the name
    composed: set[int] = field(default_factory=set)  # ids of texts in `computed` and `executed`
    begun: list[ast.JoinedStr] = field(default_factory=list)  # f-strings
    given: list[tuple[ast.expr, str]] = field(default_factory=list)  # must not be of the package
    displayed: list[ast.expr] = field(default_factory=list)  # turned into text
    unpickled: list[int] = field(default_factory=list)  # lines
    tree: ast.Module = field(default_factory=lambda: ast.Module([], []))
    executed: list[tuple[ast.expr, bool]] = field(default_factory=list)  # in this file's scope?

    def listed(self, value: ast.expr, role: StringRole | str) -> None:
        """Give a role to the strings of a list, or of lists that are added."""
        todo = [value]
        while todo:
            node = todo.pop()
            if isinstance(node, ast.List | ast.Tuple | ast.Set):
                todo.extend(node.elts)
            elif isinstance(node, ast.BinOp):
                todo += [node.left, node.right]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.roles[id(node)] = role
                if role == "export":
                    self.exports.add(node.value)
