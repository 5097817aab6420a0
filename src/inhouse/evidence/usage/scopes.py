"""Python's name scopes, with enough order to tell which binding a use can see."""

from __future__ import annotations

from dataclasses import dataclass, field


class Block:
    """A run of statements executed whole or not at all; branches are blocks of their own."""

    __slots__ = ("parent",)

    def __init__(self, parent: Block | None = None) -> None:
        self.parent = parent

    def encloses(self, other: Block | None) -> bool:
        """Tell whether code in `other` only runs when this block has been entered."""
        while other is not None:
            if other is self:
                return True
            other = other.parent
        return False


@dataclass(slots=True, eq=False)
class Binding:
    """One place that gives a name a value; `path` is what was imported, None for anything else.

    `imported` is the path of the statement (`import a.b` binds `a` but imports `a.b`), `used` the
    kinds of the uses that may see this binding.
    """

    order: int
    block: Block
    path: str | None = None
    imported: str = ""
    kind: str = "p"
    shape: int = 0
    line: int = 0
    used: set[str] = field(default_factory=set)


class Scope:
    """A module, class, function or comprehension and the names bound in it."""

    __slots__ = ("bindings", "block", "declared", "kind", "parent", "runtime_annotations")

    def __init__(self, kind: str, parent: Scope | None) -> None:
        self.kind = kind
        self.parent = parent
        self.block = Block()
        self.bindings: dict[str, list[Binding]] = {}
        self.declared: dict[str, str] = {}  # name -> global | nonlocal
        self.runtime_annotations = False

    def bind(self, name: str, binding: Binding) -> None:
        """Record a binding where Python puts it: `global` and `nonlocal` move it outwards."""
        declared = self.declared.get(name)
        target = self
        if declared == "global":
            while target.parent is not None:
                target = target.parent
        elif declared == "nonlocal":
            target = self._outer_function(name) or self
        if target is not self:
            binding.block = Block()  # set from afar: no use can count on it, or on what was before
        target.bindings.setdefault(name, []).append(binding)

    def _outer_function(self, name: str) -> Scope | None:
        scope = self.parent
        while scope is not None:
            if scope.kind == "function" and name in scope.bindings:
                return scope
            scope = scope.parent
        return None

    def lookup(self, name: str, order: int, block: Block) -> list[Binding]:
        """Return the bindings that a use here may see, [] where none is known."""
        scope: Scope | None = self
        direct = True  # the use runs in the scope's own order, not later from a function
        if self.declared.get(name) == "global":
            while scope is not None and scope.parent is not None:
                scope = scope.parent
            direct = False
        while scope is not None:
            visible = scope is self or scope.kind != "class"
            found = scope.bindings.get(name) if visible else None
            if found:
                seen = _seen(found, order, block if direct else scope.block, direct)
                if seen or scope.kind in ("function", "comprehension"):
                    return seen or found
                if scope.kind == "module":
                    return found
            direct = direct and scope.kind in ("comprehension", "class")  # these run on the spot
            scope = scope.parent
        return []


def _seen(bindings: list[Binding], order: int, block: Block, direct: bool) -> list[Binding]:
    """Go back from the use to the first binding that must have happened."""
    seen: list[Binding] = []
    for binding in reversed(bindings):
        if direct and binding.order > order:
            continue
        seen.append(binding)
        if binding.block.encloses(block):
            break
    return seen
