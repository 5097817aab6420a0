"""Scopes, what binds a name in them, and where a name is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# "types" holds the parameters of `def f[T]`; a comprehension is a function to the lookup.
Kind = Literal["module", "class", "function", "comprehension", "types"]


@dataclass(frozen=True, slots=True)
class Binding:
    """One thing that binds a name. `path` is what an import stands for, None for anything else.

    `site` is the number of the import site, None for imports of other packages.
    """

    line: int
    path: str | None = None
    site: int | None = None


@dataclass(slots=True, eq=False)
class Scope:
    """A scope as Python's compiler sees it."""

    kind: Kind
    parent: Scope | None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    stars: list[int] = field(default_factory=list)  # lines of star imports of other modules

    def module(self) -> Scope:
        """Return the module's scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def walrus_target(self) -> Scope:
        """Return the scope that `:=` binds in."""
        scope = self
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        return scope


class Bindings:
    """Collects bindings and hands them to the scopes once all declarations are known."""

    def __init__(self) -> None:
        self._pending: list[tuple[Scope, str, Binding]] = []

    def add(self, scope: Scope, name: str, binding: Binding) -> None:
        """Record that a name is bound by code that stands in a scope."""
        self._pending.append((scope, name, binding))

    def settle(self) -> None:
        """Give every binding to the scope that `global` and `nonlocal` make it belong to."""
        outer = []
        for scope, name, binding in self._pending:
            if name in scope.globals:
                scope.module().bindings.setdefault(name, []).append(binding)
            elif name in scope.nonlocals:
                outer.append((scope, name, binding))
            else:
                scope.bindings.setdefault(name, []).append(binding)
        for scope, name, binding in outer:
            owner = _enclosing(scope, name)
            owner.bindings.setdefault(name, []).append(binding)


def _enclosing(scope: Scope, name: str) -> Scope:
    owner = scope.parent
    while owner is not None and owner.parent is not None:
        if owner.kind != "class" and name in owner.bindings and name not in owner.nonlocals:
            return owner
        owner = owner.parent
    return scope.module()


def lookup(scope: Scope, name: str) -> list[Binding]:
    """Return everything that may have bound a name where code in a scope reads it."""
    at: Scope | None = scope
    visible = True  # a class is seen by its own body only, and by type parameters right below it
    while at is not None:
        if name in at.globals:
            return at.module().bindings.get(name, [])
        if (at.kind != "class" or visible) and name in at.bindings and name not in at.nonlocals:
            if at.kind == "class":  # before it is bound there, the module's is read
                return at.bindings[name] + at.module().bindings.get(name, [])
            return at.bindings[name]
        visible = visible and at.kind == "types"
        at = at.parent
    return []
