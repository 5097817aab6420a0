"""Scopes, and which of them answers a name: the rules of Python's own compiler."""

from __future__ import annotations

from dataclasses import dataclass, field

from inhouse.evidence.slice.chains import Chain, Prose

# (level, module, name, attributes): an import inside a function and what is used of it; the
# attributes are None where nothing reads it, so that it only runs.
LocalImport = tuple[int, str | None, str | None, Chain | None]


@dataclass(slots=True)
class Uses:
    """What a piece of code needs: chains of names rooted in the module (or in builtins).

    `mutates` are module-level roots that it changes in place, `assigns` the names it declares
    global and binds, `imports` the imports inside functions, `prose` the docstrings, `strings`
    the lines of strings that span lines.
    """

    loads: set[Chain] = field(default_factory=set)
    imports: set[LocalImport] = field(default_factory=set)
    mutates: set[Chain] = field(default_factory=set)
    assigns: set[str] = field(default_factory=set)
    prose: list[Prose] = field(default_factory=list)
    strings: list[tuple[int, int]] = field(default_factory=list)


class Scope:
    """One function, class or comprehension, and the names it binds and reads."""

    __slots__ = ("bound", "globals", "imports", "kind", "loads", "mutates", "parent", "used")

    def __init__(self, kind: str, parent: Scope | None) -> None:
        self.kind, self.parent = kind, parent
        self.bound: dict[str, int] = {}  # name -> first line that binds it
        self.imports: dict[str, list[tuple[int, str | None, str | None]]] = {}
        self.loads: dict[Chain, int] = {}  # chain -> first line that reads it
        self.mutates: set[Chain] = set()
        self.globals: set[str] = set()
        self.used: set[str] = set()  # local imports that something reads

    def bind(self, name: str, line: int) -> None:
        """Note that a line binds a name here."""
        self.bound[name] = min(line, self.bound.get(name, line))

    def load(self, chain: Chain, line: int) -> None:
        """Note that a line reads a chain of names here."""
        self.loads[chain] = min(line, self.loads.get(chain, line))


def holder_of(scope: Scope, name: str, line: int) -> Scope | None:
    """Return the inner scope that answers a read of `name` in `scope`; None for the module."""
    here, direct = scope, True
    while here.parent is not None:
        if name in here.globals:
            return None
        # A class body answers itself only, and reads outer names until it has bound its own.
        if name in here.bound and (here.kind != "class" or (direct and here.bound[name] < line)):
            return here
        direct = direct and here.kind == "comprehension"
        here = here.parent
    return None
