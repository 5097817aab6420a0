"""Import statements that take the place of others, and the local names they bind."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from inhouse.codemod.rewrite.scopes import Names, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class NewImport:
    """`import module`, `from module import name`, each perhaps with `as`; or `asname = value`."""

    module: str
    name: str | None = None
    asname: str | None = None
    value: str | None = None

    @property
    def binds(self) -> str:
        """The local name."""
        return self.asname or self.name or self.module.split(".")[0]

    @property
    def reached(self) -> str:
        """The text that stands for what is imported."""
        return self.asname or self.name or self.module

    @property
    def alias(self) -> str:
        """The part behind `import`."""
        text = self.name or self.module
        return f"{text} as {self.asname}" if self.asname else text


def statements(wanted: Iterable[NewImport]) -> list[str]:
    """Write imports down, each once: modules first, then names, those from one module together."""
    out: list[str] = []
    grouped: dict[str, list[str]] = {}
    values: list[str] = []
    for each in dict.fromkeys(wanted):
        if each.value is not None:
            values.append(f"{each.asname} = {each.value}")
        elif each.name is None:
            out.append(f"import {each.alias}")
        else:
            grouped.setdefault(each.module, []).append(each.alias)
    for module, names in grouped.items():
        out.append(f"from {module} import {', '.join(names)}")
    return out + values


def bound_to(module: str, name: str | None, local: str) -> NewImport:
    """Return the import that binds a module (or a name of it) to exactly this local name."""
    if name is not None:
        return NewImport(module=module, name=name, asname=None if name == local else local)
    package, _, last = module.rpartition(".")
    if package and last == local:
        return NewImport(module=package, name=last)
    return NewImport(module=module, asname=None if module == local else local)


class Namer:
    """Finds local names for new imports that collide with nothing in the file."""

    def __init__(self, tree: ast.Module, names: Names, more: frozenset[str]) -> None:
        self._names = names
        self._taken = names.identifiers | (more - names.attributes)
        self._given: dict[str, NewImport] = {}
        self._body = tree.body
        self._place = {
            inner: index for index, each in enumerate(tree.body) for inner in ast.walk(each)
        }

    def provide(
        self, module: str, name: str | None, at: Iterable[ast.AST], uses: Iterable[Scope]
    ) -> tuple[str, NewImport | None]:
        """Return the text that reaches a module or a name of it, and the import to add, if any.

        `at` are the statements that the import would replace, `uses` the scopes that read it.
        ValueError where no free name is left.
        """
        plain = NewImport(module=module, name=name)
        if self.stands(plain, at, uses):
            return plain.reached, None
        last = name or module.rpartition(".")[2]
        for each in (plain, bound_to(module, name, f"_{last}")):
            given = self._given.get(each.binds)
            if given == each or (given is None and each.binds not in self._taken):
                self._given[each.binds] = each
                return each.reached, each
        raise ValueError(f"{last} and _{last} are taken in this file")

    def stands(
        self,
        wanted: NewImport,
        at: Iterable[ast.AST],
        uses: Iterable[Scope],
        *,
        but: Iterable[ast.AST] = (),
    ) -> bool:
        """Tell whether the same import surely has run already where `at` stands.

        `but` are imports that go.
        """
        if wanted.value is not None:
            return False
        top = self._names.top
        binders = [each for each in top.binders.get(wanted.binds, []) if each not in set(but)]
        found: int | None = None
        for index, statement in enumerate(self._body):
            if not isinstance(statement, ast.Import | ast.ImportFrom):
                continue
            if any(_same(statement, alias, wanted) for alias in statement.names):
                found = index if found is None else found
        if found is None or not all(self._is_alike(each, wanted) for each in binders):
            return False
        if any(scope.resolve(wanted.binds) is not top for scope in uses):
            return False
        return all(self._ran_before(found, self._place.get(each)) for each in at)

    def _is_alike(self, binder: ast.AST, wanted: NewImport) -> bool:
        if not isinstance(binder, ast.alias):
            return False
        statement = self._body[self._place[binder]]
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            return False
        if _same(statement, binder, wanted):
            return True
        dotted = wanted.name is None and wanted.asname is None
        root = binder.name.split(".")[0]
        return dotted and isinstance(statement, ast.Import) and root == wanted.binds

    def _ran_before(self, found: int, place: int | None) -> bool:
        if place is None:
            return False
        between = self._body[place:found]
        return all(isinstance(each, ast.Import | ast.ImportFrom) for each in between)

    def is_open(self, module: str, name: str | None) -> bool:
        """Tell whether an import under its own name has been given, may be, or stands there."""
        plain = NewImport(module=module, name=name)
        given = self._given.get(plain.binds)
        if given is not None:
            return given == plain
        return plain.binds not in self._taken or self._is_at_top(plain)

    def _is_at_top(self, wanted: NewImport) -> bool:
        binders = self._names.top.binders.get(wanted.binds, [])
        return bool(binders) and all(self._is_alike(each, wanted) for each in binders)


def _same(statement: ast.Import | ast.ImportFrom, alias: ast.alias, wanted: NewImport) -> bool:
    if isinstance(statement, ast.Import):
        found = NewImport(module=alias.name, asname=alias.asname)
    elif statement.level == 0 and statement.module:
        found = NewImport(module=statement.module, name=alias.name, asname=alias.asname)
    else:
        return False
    return found == wanted
