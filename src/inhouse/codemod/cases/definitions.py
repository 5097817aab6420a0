"""Where a public name of a package is defined, read from its sources without importing them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

# More bases than this are a circle or a joke, and so are re-exports by way of more places.
_HOPS = 20
_PLACES = 200
# Modules past this size are tables, or not meant for readers.
_MODULE_BYTES = 2_000_000

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a name stands for: `node` is a function, a class, or the value assigned to it."""

    module: str
    name: str
    node: Function | ast.ClassDef | ast.expr
    owner: ast.ClassDef | None = None


@dataclass(slots=True)
class PackageSource:
    """A distribution's modules: dotted name to path, and a reader of paths; parsed when asked."""

    read: Callable[[str], bytes]
    modules: Mapping[str, str]
    _trees: dict[str, ast.Module | None] = field(default_factory=dict)
    _found: dict[tuple[str, str], Definition | None] = field(default_factory=dict)

    def tree(self, module: str) -> ast.Module | None:
        """Return a module's syntax tree, None where it has no readable source."""
        if module not in self._trees:
            self._trees[module] = self._parsed(module)
        return self._trees[module]

    def _parsed(self, module: str) -> ast.Module | None:
        path = self.modules.get(module)
        if path is None or not path.endswith(".py"):
            return None
        try:
            data = self.read(path)
            return ast.parse(data) if len(data) <= _MODULE_BYTES else None
        except (SyntaxError, ValueError, RecursionError, MemoryError, KeyError, OSError):
            return None

    def split(self, symbol: str) -> tuple[str, tuple[str, ...]]:
        """Return the module that a dotted name begins with, and the names after it."""
        parts = symbol.split(".")
        for length in range(len(parts), 0, -1):
            module = ".".join(parts[:length])
            if module not in self.modules:
                continue
            if not self._hidden(parts[:length]) or self._holds(module, parts[length:]):
                return module, tuple(parts[length:])
        return parts[0], tuple(parts[1:])

    def _hidden(self, parts: list[str]) -> bool:
        """Tell whether a package binds the name of its own submodule to something else."""
        parent = ".".join(parts[:-1])
        return parent in self.modules and self.look_up(parent, parts[-1]) is not None

    def _holds(self, module: str, names: list[str]) -> bool:
        """Tell whether only a module can be meant by what its package hides: it has the name."""
        parent, _, last = module.rpartition(".")
        hiding = self.look_up(parent, last)
        if not names or hiding is None or isinstance(hiding.node, ast.ClassDef):
            return False
        return self.look_up(module, names[0]) is not None

    def find(self, symbol: str) -> Definition | None:
        """Return the definition of a dotted name, re-exports followed; None if not found."""
        module, names = self.split(symbol)
        if not names:
            return None
        found = self.look_up(module, names[0])
        for name in names[1:]:
            if found is None or not isinstance(found.node, ast.ClassDef):
                return None
            found = self.member(found, name)
        return found

    def look_up(self, module: str, name: str) -> Definition | None:
        """Return what `name` stands for at the top of a module."""
        key = module, name
        if key not in self._found:
            self._found[key] = self._looked_up(module, name, {})
        return self._found[key]

    def _looked_up(
        self, module: str, name: str, seen: dict[tuple[str, str], None]
    ) -> Definition | None:
        """Search on; `seen` are the places that this search has been at, in vain so far.

        Modules that import everything of each other lead to one place by very many ways.
        """
        tree = self.tree(module)
        if tree is None or (module, name) in seen or len(seen) > _PLACES:
            return None
        seen[module, name] = None
        stars: list[str] = []
        for node in _top(tree.body):
            if _defines(node, name):
                assert isinstance(node, Function | ast.ClassDef)
                return Definition(module=module, name=name, node=node)
            if isinstance(node, ast.ImportFrom):
                origin = self._origin(module, node)
                taken = {alias.asname or alias.name: alias.name for alias in node.names}
                if name in taken and origin != module:
                    return self._looked_up(origin, taken[name], seen)
                stars += [origin] if "*" in taken and origin != module else []
            value = _assigned(node, name)
            if isinstance(value, ast.Name) and value.id != name:
                return self._looked_up(module, value.id, seen)
            if value is not None:
                return Definition(module=module, name=name, node=value)
        found = (self._looked_up(origin, name, seen) for origin in stars)
        return next(filter(None, found), None)

    def _origin(self, module: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = module.split(".")
        is_package = self.modules.get(module, "").endswith("__init__.py")
        keep = len(parts) - node.level + (1 if is_package else 0)
        return ".".join([*parts[:keep], *(node.module.split(".") if node.module else [])])

    def bases(self, found: Definition) -> Iterator[Definition]:
        """Yield a class and those of its bases that the package defines, nearest first."""
        todo, seen = [found], set[tuple[str, str]]()
        while todo and len(seen) < _HOPS:
            each = todo.pop(0)
            if not isinstance(each.node, ast.ClassDef) or (each.module, each.name) in seen:
                continue
            seen.add((each.module, each.name))
            yield each
            for base in each.node.bases:
                named = base.value if isinstance(base, ast.Subscript) else base
                if isinstance(named, ast.Name):
                    parent = self.look_up(each.module, named.id)
                    if parent:
                        todo.append(parent)

    def member(self, found: Definition, name: str) -> Definition | None:
        """Return a method or other attribute of a class, inherited ones included."""
        for owner in self.bases(found):
            assert isinstance(owner.node, ast.ClassDef)
            for node in _top(owner.node.body):
                held = node if _defines(node, name) else _assigned(node, name)
                if isinstance(held, Function | ast.ClassDef | ast.expr):
                    return Definition(module=owner.module, name=name, node=held, owner=owner.node)
        return None


def _top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a body, those under `if`, `try` and `with` included."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.With | ast.Try):
            yield from _top(node.body)
        if isinstance(node, ast.Try):
            for handler in node.handlers:
                yield from _top(handler.body)
        if isinstance(node, ast.If | ast.Try):
            yield from _top(node.orelse)


def _defines(node: ast.stmt, name: str) -> bool:
    """Tell whether a statement is the definition of a name, and not only one of its overloads."""
    if not isinstance(node, Function | ast.ClassDef) or node.name != name:
        return False
    return not any(ast.unparse(each).endswith("overload") for each in node.decorator_list)


def _assigned(node: ast.stmt, name: str) -> ast.expr | None:
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets, value = [node.target], node.value
    else:
        return None
    if any(isinstance(target, ast.Name) and target.id == name for target in targets):
        return value
    return None
