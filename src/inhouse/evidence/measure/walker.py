"""The engine of the one walk over a module's tree: nothing is visited twice, nothing recursed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, Final

from inhouse.evidence.measure.facts import Guard, ModuleFacts

_LEAVES: Final = frozenset({ast.Name, ast.Pass, ast.alias, ast.arg, str, type(None)})
# Fields that hold no code of their own: names, contexts, operators, types.
_PLAIN: Final = frozenset(
    {
        "ctx",
        "op",
        "ops",
        "id",
        "attr",
        "arg",
        "name",
        "names",
        "kind",
        "type_comment",
        "annotation",
        "returns",
        "conversion",
        "simple",
        "level",
        "module",
        "asname",
        "type_params",
        "rest",
        "kwd_attrs",
        "type_ignores",
        "is_async",
        "str",
    }
)


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each kind of node that can hold code."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        fields = tuple(name for name in getattr(kind, "_fields", ()) if name not in _PLAIN)
        self[kind] = () if kind is ast.MatchSingleton else fields
        return self[kind]


_FIELDS: Final = _Fields()
# An action notes what a node shows; True where it has queued the node's children itself.
Action = Callable[["Walker", Any], bool]


class Walker:
    """Regions are lists of nodes that share a function, a scope and a guard."""

    def __init__(
        self, facts: ModuleFacts, lines: list[str], actions: Mapping[type[ast.AST], Action]
    ) -> None:
        self.facts = facts
        self.lines = lines
        self.actions = actions
        self.stack: list[ast.AST] = []
        self.regions: list[tuple[list[ast.AST], int, str, Guard]] = []
        self.function = -1
        self.scope = "module"
        self.guard: Guard = "plain"

    def run(self, tree: ast.Module) -> None:
        """Walk a whole module."""
        self.push(tree.body)
        while self.regions:
            nodes, self.function, self.scope, self.guard = self.regions.pop()
            self.region(nodes)

    def push(self, nodes: list[ast.stmt], guard: Guard | None = None) -> None:
        """Queue statements of the present scope, under another guard if given."""
        self.regions.append((list(reversed(nodes)), self.function, self.scope, guard or self.guard))

    def region(self, stack: list[ast.AST]) -> None:
        """Walk the nodes of one region, first to last; actions may put more on the stack."""
        self.stack = stack
        actions, fields, leaves, push = self.actions, _FIELDS, _LEAVES, stack.append
        while stack:
            node = stack.pop()
            kind = type(node)
            action = actions.get(kind)
            if action is not None and action(self, node):
                continue
            for name in fields[kind]:
                value = getattr(node, name, None)
                if type(value) is list:
                    for item in reversed(value):
                        if type(item) not in leaves:
                            push(item)
                elif value is not None and type(value) not in leaves:
                    push(value)

    def add(self, weight: int) -> None:
        """Add to the complexity of the function that is being walked."""
        if self.function >= 0:
            self.facts.complexities[self.function] += weight
