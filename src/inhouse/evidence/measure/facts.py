"""What one walk over one module's tree brings home: plain figures and sightings, no judgement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Guard = Literal["plain", "guarded", "typing"]


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement as written: `from <level dots>module import names`, or the module.

    `guard` is plain only at module level outside any condition; `in_function` imports are lazy.
    """

    module: str
    names: tuple[tuple[str, str], ...]  # (name, bound as); empty for `import module`
    level: int
    line: int
    guard: Guard
    in_function: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """A dotted name as written, and the line; `detail` depends on the list it is in."""

    name: str
    line: int
    detail: str = ""
    in_function: bool = False

    def key_is(self, name: str) -> bool:
        """Tell whether the subscript of an item target is just this name."""
        return self.detail == name


@dataclass(slots=True)
class ModuleFacts:
    """Everything that the walk saw in one module."""

    path: str
    module: str
    is_package: bool
    sloc: int = 0
    statements: int = 0
    complexities: list[int] = field(default_factory=list)
    classes: int = 0
    longest_literal: int = 0
    longest_literal_line: int = 0
    docs: list[tuple[int, int, int]] = field(default_factory=list)  # first, last line, end column
    strings: list[tuple[int, int]] = field(default_factory=list)  # other strings over lines
    imports: list[Import] = field(default_factory=list)
    bindings: dict[str, str] = field(default_factory=dict)  # local name -> what was imported
    calls: list[Sighting] = field(default_factory=list)  # only names in walk.WATCHED_CALLS
    branches: list[Sighting] = field(default_factory=list)  # attributes that are compared
    assigned: list[Sighting] = field(default_factory=list)  # attribute targets
    item_targets: list[Sighting] = field(default_factory=list)  # x[...] = , del x[...]
    attributes: list[Sighting] = field(default_factory=list)  # watched attribute names
    mutable: dict[str, Sighting] = field(default_factory=dict)  # module-level containers
    changed: dict[str, int] = field(default_factory=dict)  # names changed inside functions
    parameters: set[str] = field(default_factory=set)
    defined: dict[str, int] = field(default_factory=dict)  # module-level functions and classes
    packed: list[Sighting] = field(default_factory=list)  # code decoded and executed
    declares_all: bool = False

    def resolve(self, name: str) -> str:
        """Return a dotted name with its first part replaced by what was imported under it."""
        first, dot, rest = name.partition(".")
        return self.bindings.get(first, first) + dot + rest
