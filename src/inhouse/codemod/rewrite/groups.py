"""Imports that share uses, with everything that decides what may be done to them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from inhouse.codemod.rewrite.scopes import Names, Scope
from inhouse.codemod.rewrite.source_text import Range, SourceText
from inhouse.model.places import FileSites, ImportSite, UseSite

ImportNode = ast.Import | ast.ImportFrom


@dataclass(slots=True, kw_only=True)
class Imported:
    """One import site and its nodes."""

    number: int
    site: ImportSite
    statement: ImportNode
    alias: ast.alias

    @property
    def symbol(self) -> str:
        """What the local name stands for."""
        if self.site.form == "from":
            return f"{self.site.module}.{self.site.name}"
        return self.site.module if self.site.asname else self.site.module.split(".")[0]


@dataclass(slots=True, kw_only=True)
class Used:
    """One use site; `node` is its expression, None inside quotes and comments."""

    site: UseSite
    node: ast.expr | None
    place: Range


@dataclass(slots=True, kw_only=True)
class Group:
    """Imports that bind one name in one scope, and their uses.

    `stray` says that the name is read where no use site says so; `elsewhere` that something
    other than these imports binds it too.
    """

    binds: str
    scope: Scope
    imports: list[Imported]
    uses: list[Used] = field(default_factory=list)
    stray: bool = False
    elsewhere: bool = False

    @property
    def exported(self) -> bool:
        """Tell whether something outside the reach of these uses may read the name."""
        exported = any(each.site.exported for each in self.imports)
        return exported or self.scope.kind == "class"


def is_interface(imported: Imported, path: str) -> bool:
    """Tell whether an import that nothing in sight reads may be there for other people's code:
    in a package's `__init__`, in a stub, or with `as` and the same name again."""
    name = path.rpartition("/")[2]
    again = imported.alias.asname is not None and imported.alias.asname == imported.alias.name
    return again or name == "__init__.py" or name.endswith(".pyi")


class MismatchError(Exception):
    """The sites were not found in this very text."""


def groups_of(sites: FileSites, source: SourceText, names: Names) -> list[Group]:
    """Join the sites with the tree; MismatchError where they do not belong to it."""
    imports = imported_of(sites, source)
    groups: dict[tuple[int, str], Group] = {}
    of_import: dict[int, Group] = {}
    for each in imports:
        if each.site.form == "star":
            continue
        scope = _binding_scope(names.home[each.alias], each.site.binds)
        key = (id(scope), each.site.binds)
        if key not in groups:
            groups[key] = Group(binds=each.site.binds, scope=scope, imports=[])
        groups[key].imports.append(each)
        of_import[each.number] = groups[key]
    expressions = _expressions(source)
    for use in sites.uses:
        found = {id(of_import[i]): of_import[i] for i in use.imports if i in of_import}
        if len(found) != 1 or len(set(use.imports)) != len(use.imports):
            raise MismatchError(f"line {use.span.line}: its import is not known")
        next(iter(found.values())).uses.append(_used(use, source, expressions))
    for group in groups.values():
        _look_around(group, names)
    return list(groups.values())


def imported_of(sites: FileSites, source: SourceText) -> list[Imported]:
    """Find the statement of each import site; MismatchError where there is none."""
    return [_imported(number, site, source) for number, site in enumerate(sites.imports)]


def _binding_scope(scope: Scope, name: str) -> Scope:
    return scope.foreign.get(name) or scope


def _imported(number: int, site: ImportSite, source: SourceText) -> Imported:
    try:
        wanted = source.range_of(site.span)
    except IndexError:
        raise MismatchError("an import site lies outside the file") from None
    for node in source.imports:
        here = node.lineno == site.span.line and source.of(node) == wanted
        if here and site.index < len(node.names):
            alias = node.names[site.index]
            return Imported(number=number, site=site, statement=node, alias=alias)
    raise MismatchError(f"line {site.span.line}: no import stands there")


def _expressions(source: SourceText) -> dict[Range, ast.expr]:
    found: dict[Range, ast.expr] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            found[source.of(node)] = node
    return found


def _used(site: UseSite, source: SourceText, expressions: dict[Range, ast.expr]) -> Used:
    try:
        place = source.range_of(site.span)
    except IndexError:
        raise MismatchError("a use lies outside the file") from None
    if source.text[slice(*place)] != site.local:
        raise MismatchError(f"line {site.span.line}: another text stands there")
    node = None if site.quoted else expressions.get(place)
    if node is None and not site.quoted:
        raise MismatchError(f"line {site.span.line}: its place in the text is not sure")
    return Used(site=site, node=node, place=place)


def root_of(node: ast.expr) -> ast.Name | None:
    """Return the first name of a dotted expression."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node if isinstance(node, ast.Name) else None


def _look_around(group: Group, names: Names) -> None:
    ours = {each.alias for each in group.imports}
    others = [each for each in group.scope.binders.get(group.binds, []) if each not in ours]
    roots = {root_of(use.node) for use in group.uses if use.node is not None}
    strays = [
        node
        for node in names.reads
        if node.id == group.binds and names.read(node) is group.scope and node not in roots
    ]
    # `import a.b` beside ours binds the same package `a`, and goes on doing so.
    siblings = [each for each in others if _is_sibling(each, group)]
    group.elsewhere = len(siblings) < len(others)
    group.stray = bool(strays) and not siblings


def _is_sibling(binder: ast.AST, group: Group) -> bool:
    if not isinstance(binder, ast.alias) or binder.asname:
        return False
    root, dot, _ = binder.name.partition(".")
    return bool(dot) and root == group.binds


def statements_of(groups: list[Group]) -> Iterator[ImportNode]:
    """Yield each import statement of the groups once."""
    seen: set[ImportNode] = set()
    for group in groups:
        for each in group.imports:
            if each.statement not in seen:
                seen.add(each.statement)
                yield each.statement
