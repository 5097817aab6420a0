"""Follows names from the used symbols to every unit of code that they need.

A worklist, not recursion: an item is a module and the dotted rest to find in it. Where a name has
several sources (branches, try and except, star imports) all are taken.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from inhouse.evidence.slice.chains import Chain
from inhouse.evidence.slice.dynamic import builtin_reason, external_reason, is_builtin
from inhouse.evidence.slice.library import Library, RefusedError
from inhouse.evidence.slice.modules import is_standard
from inhouse.evidence.slice.outline import Alias, Binding, Outline, Unit


@dataclass(slots=True)
class Reach:
    """What has been reached; `run` until nothing is waiting.

    `units` are the reached units in order, `names` the reached (module, name) pairs, `starred` the
    names that came through a star import, `homes` the modules that define the used symbols.
    """

    library: Library
    units: dict[Unit, None] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    starred: dict[Unit, set[str]] = field(default_factory=dict)
    homes: dict[str, None] = field(default_factory=dict)
    requires: set[str] = field(default_factory=set)
    opaque: dict[str, None] = field(default_factory=dict)
    _steps: deque[tuple[str, Chain, Unit | None]] = field(default_factory=deque)
    _fresh: deque[Unit] = field(default_factory=deque)
    _seen: set[tuple[str, Chain]] = field(default_factory=set)
    _whole: set[str] = field(default_factory=set)

    def symbol(self, dotted: str) -> None:
        """Start from a used symbol; RefusedError where the distribution has no such name."""
        module, *rest = dotted.split(".")
        library = self.library
        if not library.is_module(module):
            raise RefusedError(f"{dotted}: the distribution has no module {module}")
        # A module's own name wins over a submodule of the same name, as at run time, unless the
        # submodule alone can answer the rest.
        while rest and library.is_module(f"{module}.{rest[0]}"):
            below = f"{module}.{rest[0]}"
            if self._binds(module, rest[0]) and not (len(rest) > 1 and self._binds(below, rest[1])):
                break
            module = below
            rest = rest[1:]
        if module in library.index.native and module not in library.index.paths:
            raise RefusedError(f"{dotted}: {library.index.native[module]} is native code")
        if rest:
            self._later(module, tuple(rest), None)
        else:
            self.homes[module] = None
            self.whole(module)

    def run(self) -> None:
        """Work until nothing is waiting."""
        while self._steps or self._fresh:
            if self._fresh:
                self._needs(self._fresh.popleft())
                continue
            module, parts, origin = self._steps.popleft()
            if not self._step(module, parts, origin):
                dotted = ".".join((module, *parts))
                if origin is None:
                    raise RefusedError(f"{dotted} is not defined in the distribution")
                self.opaque[f"{origin.module} uses {dotted}, which is bound nowhere"] = None

    def include(self, unit: Unit | None) -> None:
        """Take a unit and the heads of the blocks around it."""
        while unit is not None and unit not in self.units:
            self.units[unit] = None
            self._fresh.append(unit)
            unit = unit.parent

    def whole(self, module: str) -> None:
        """Take everything that importing a module runs and defines."""
        waiting = [module]
        while waiting:
            here = waiting.pop()
            outline = None if here in self._whole else self._open(here, None)
            if outline is None:
                continue
            self._whole.add(here)
            for unit in outline.units:
                self.include(unit)
            for name, found in outline.bindings.items():
                self.names.add((here, name))
                for binding in found:
                    alias = binding.alias
                    if alias is not None and not self._is_module(alias):
                        self._follow(alias, (), binding.unit)
            for unit, source in outline.stars:
                self.starred.setdefault(unit, set()).add("*")
                if self.library.belongs(source):
                    waiting.append(source)
                else:
                    self._follow(Alias(source, None), ("*",), unit)

    def _binds(self, module: str, name: str) -> bool:
        outline = self.library.outline(module)
        if outline is None:
            return False
        target = Alias(module, name)
        return any(
            binding.alias not in (target, Alias(f"{module}.{name}", None))
            for binding in outline.bindings.get(name, ())
        ) or any(
            self.library.provides(source, name) for _, source in outline.stars if source != module
        )

    def _is_module(self, alias: Alias) -> bool:
        if not self.library.belongs(alias.module):
            return False
        if alias.name is None:
            return True
        below = f"{alias.module}.{alias.name}"
        return self.library.is_module(below) and not self._binds(alias.module, alias.name)

    def _later(self, module: str, parts: Chain, origin: Unit | None) -> None:
        if (module, parts) not in self._seen:
            self._seen.add((module, parts))
            self._steps.append((module, parts, origin))

    def _open(self, module: str, origin: Unit | None) -> Outline | None:
        """Return a reached module's outline, saying so where it cannot be read."""
        library = self.library
        outline = library.outline(module)
        if outline is None and module in library.broken:
            if origin is None or origin.parent is None:
                raise RefusedError(library.broken[module])
            self.opaque[library.broken[module]] = None
        return outline

    def _step(self, module: str, parts: Chain, origin: Unit | None) -> bool:
        """Find `parts` in a module; False if nothing there gives the name."""
        library = self.library
        if module not in library.index.paths:
            if module in library.index.native:
                return self._native(module, parts, origin)
            return self._below(module, parts, origin)
        outline = self._open(module, origin)
        if outline is None:
            return True
        name = parts[0]
        found = outline.bindings.get(name)
        if found:
            self._bound(outline, found, parts, origin)
            return True
        if self._starred(outline, parts, origin) or self._below(module, parts, origin):
            return True
        if "__getattr__" in outline.bindings:
            self.opaque[f"{module} makes up {name} with a module __getattr__"] = None
            self._later(module, ("__getattr__",), origin)
            return True
        late = outline.late(name)
        for unit in late:
            self.include(unit)
        return bool(late) or self._foreign_star(outline, name, origin)

    def _native(self, module: str, parts: Chain, origin: Unit | None) -> bool:
        place = self.library.index.native[module]
        if origin is None:
            raise RefusedError(f"{'.'.join((module, *parts))}: {place} is native code")
        self.opaque[f"reaches native code ({place})"] = None
        return True

    def _bound(
        self, outline: Outline, found: list[Binding], parts: Chain, origin: Unit | None
    ) -> None:
        self.names.add((outline.module, parts[0]))
        for binding in found:
            self.include(binding.unit)
            if binding.alias is None:
                if origin is None:
                    self.homes[outline.module] = None
            else:
                self._follow(binding.alias, parts[1:], binding.unit, origin)

    def _starred(self, outline: Outline, parts: Chain, origin: Unit | None) -> bool:
        found = False
        for unit, source in outline.stars:
            if source != outline.module and self.library.provides(source, parts[0]):
                found = True
                self.include(unit)
                self.starred.setdefault(unit, set()).add(parts[0])
                if not self._names_below(source, outline.module, parts[0]):
                    self._later(source, parts, origin)
                else:
                    self._below(outline.module, parts, origin)
        return found

    def _names_below(self, source: str, module: str, name: str) -> bool:
        """Tell whether `source` only passes on the submodule `module.name`."""
        outline = self.library.outline(source)
        found = outline.bindings.get(name, []) if outline else []
        targets = (Alias(module, name), Alias(f"{module}.{name}", None))
        return bool(found) and all(binding.alias in targets for binding in found)

    def _below(self, module: str, parts: Chain, origin: Unit | None) -> bool:
        below = f"{module}.{parts[0]}"
        if not self.library.is_module(below):
            return False
        self._module(below, parts[1:], origin)
        return True

    def _module(self, module: str, rest: Chain, origin: Unit | None) -> None:
        if rest:
            self._later(module, rest, origin)
            return
        if module in self.library.index.native:
            self._native(module, (), origin)
            return
        self._open(module, origin)
        if origin is None:
            self.homes[module] = None
        else:
            self.opaque[f"{origin.module} passes the module {module} on as a value"] = None
        self.whole(module)

    def _foreign_star(self, outline: Outline, name: str, origin: Unit | None) -> bool:
        found = False
        for unit, source in outline.stars:
            if source in self.library.index.native:
                found = True
                self.include(unit)
                self._native(source, (name,), origin if unit.parent is None else unit)
            elif not self.library.belongs(source):
                found = True
                self.include(unit)
                self._follow(Alias(source, name), (), unit)
                if not is_standard(source):
                    self.opaque[f"{outline.module} imports * from {source}"] = None
        return found

    def _follow(
        self, alias: Alias, rest: Chain | None, unit: Unit, origin: Unit | bool | None = True
    ) -> None:
        """Go where an imported name leads; `rest` None where the import only runs.

        `origin` is None on the way from a used symbol, True where the importing unit is meant.
        """
        source = unit if isinstance(origin, bool) else origin
        module, name = alias
        library = self.library
        if not library.belongs(module):
            if not is_standard(module):
                self.requires.add(module.partition(".")[0])
            dotted = ".".join((module, *((name,) if name else ()), *(rest or ())))
            if rest is not None and (reason := external_reason(dotted)):
                self.opaque[f"{unit.module} {reason}"] = None
            return
        if unit.parent is not None and module in library.index.native:
            self._native(module, (), unit)
        elif unit.parent is not None and not library.outline(module) and module in library.broken:
            self.opaque[library.broken[module]] = None  # the code has a way without it
        elif not library.is_module(module):
            self.opaque[f"{unit.module} imports {module}, which is not in the distribution"] = None
        elif name is None or name == "*":
            if rest is not None:
                self._module(module, rest, source)
        elif self._is_module(alias) and (rest is None or module == unit.module):
            if rest is not None:
                self._module(f"{module}.{name}", rest, source)
        else:
            self._later(module, (name, *(rest or ())), source)

    def _needs(self, unit: Unit) -> None:
        """Follow everything that a reached unit needs."""
        outline = self.library.outline(unit.module)
        if outline is None or (unit.uses is None and not unit.parts):
            return
        uses = outline.uses(unit)
        for chain in uses.loads:
            self._read(outline, unit, chain)
        for level, module, name, rest in uses.imports:
            source = self.library.index.absolute(unit.module, level, module)
            if source is not None:
                self._follow(Alias(source, name), rest, unit)

    def _read(self, outline: Outline, unit: Unit, chain: Chain) -> None:
        root = chain[0]
        if root not in outline.bindings and is_builtin(root):
            if reason := builtin_reason(root):
                self.opaque[f"{unit.module} {reason}"] = None
            if any(self.library.provides(source, root) for _, source in outline.stars):
                self._later(unit.module, chain, unit)
        else:
            self._later(unit.module, chain, unit)
        if "__subclasses__" in chain:
            self.opaque[f"{unit.module} asks a class for its subclasses"] = None
