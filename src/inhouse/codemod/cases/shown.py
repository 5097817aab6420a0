"""Scripts from statements that somebody else wrote as an example: what is shown, what it needs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache

from inhouse.codemod.cases.claimed import observed
from inhouse.codemod.cases.definitions import Definition, Function, PackageSource
from inhouse.codemod.cases.drafts import SAFE_BUILTINS, Draft, written
from inhouse.codemod.cases.expressions import free_names

_LONGEST_SETUP = 10
# Libraries an example may import without anything happening outside of it.
_SAFE_IMPORTS = frozenset(
    [
        "collections",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "io",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "string",
        "textwrap",
        "typing",
        "dataclasses",
        "copy",
        "unicodedata",
    ]
)


def drafts_from(
    package: PackageSource,
    used: dict[str, Definition | None],
    module: str | None,
    place: str,
    statements: list[ast.stmt],
) -> Iterator[Draft]:
    """Yield a draft for each statement that shows a value and reaches only what is in use.

    `module` is the one whose names the statements see without importing them, None for none.
    """
    for index, statement in enumerate(statements):
        last = observed(statement)
        if last is None:
            continue
        chosen = _needed(statements[:index], last)
        if chosen is None:
            continue
        draft = _draft(package, used, module, place, [*chosen, ast.Expr(value=last)])
        if draft:
            yield draft


def _needed(before: list[ast.stmt], last: ast.expr) -> list[ast.stmt] | None:
    """Return the earlier statements that the expression depends on; None if they are too many."""
    wanted = set(free_names(last))
    chosen: list[ast.stmt] = []
    own = {each.name for each in before if isinstance(each, Function | ast.ClassDef)}
    for statement in reversed(before):
        if _bound(statement).isdisjoint(wanted) and wanted.isdisjoint(_passed(statement) & own):
            continue
        chosen.insert(0, _only(statement, wanted))
        if isinstance(statement, ast.Assign):
            # What stood there before does not matter any more.
            wanted -= {each.id for each in statement.targets if isinstance(each, ast.Name)}
        wanted |= _read(statement)
        if len(chosen) > _LONGEST_SETUP:
            return None
    return chosen


def _only(statement: ast.stmt, wanted: set[str]) -> ast.stmt:
    """Return an import of only those names that are wanted, any other statement as it is."""
    if not isinstance(statement, ast.ImportFrom):
        return statement
    names = [each for each in statement.names if (each.asname or each.name) in wanted]
    return ast.ImportFrom(module=statement.module, names=names, level=statement.level)


# What the tests of a file share is asked for with each line of each of them.
@lru_cache(maxsize=4_096)
def _read(statement: ast.stmt) -> frozenset[str]:
    return frozenset(free_names(statement))


@lru_cache(maxsize=4_096)
def _bound(statement: ast.stmt) -> frozenset[str]:
    """Return the names that a statement binds, or whose values it may change."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return frozenset((each.asname or each.name).split(".")[0] for each in statement.names)
    if isinstance(statement, Function | ast.ClassDef):
        return frozenset([statement.name])
    changed = {each.id for each in _changed(statement) if isinstance(each, ast.Name)}
    return frozenset(_stored(statement) | changed)


@lru_cache(maxsize=4_096)
def _passed(statement: ast.stmt) -> frozenset[str]:
    """Return the names that a call takes which is made for what it does, not for its value."""
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return frozenset()
    call = statement.value
    given = [*call.args, *(each.value for each in call.keywords)]
    return frozenset(each.id for each in given if isinstance(each, ast.Name))


def _stored(statement: ast.stmt) -> set[str]:
    """Return the names that a statement gives values to."""
    if isinstance(statement, Function | ast.ClassDef):
        return {statement.name}
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }


def _changed(statement: ast.stmt) -> Iterator[ast.expr]:
    """Yield what a statement may change in place: an object by its method, an iterator by use."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=held), args=args)):
            yield from [held, *args]
        case ast.Expr(value=ast.Call(func=ast.Name(id="next" | "list" | "setattr"), args=args)):
            yield from args
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield node.value


def _draft(
    package: PackageSource,
    used: dict[str, Definition | None],
    module: str | None,
    place: str,
    body: list[ast.stmt],
) -> Draft | None:
    """Return the script of statements, or None where they reach anything not in use."""
    imports: dict[str, None] = {}
    touched: list[str] = []
    rest: list[ast.stmt] = []
    bound: set[str] = set()
    for statement in body:
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            rest.append(statement)
            bound |= _stored(statement)
            continue
        symbols = _imported(package, used, statement)
        if symbols is None:
            return None
        touched += symbols
        imports[ast.unparse(statement)] = None
        bound |= _bound(statement)
    free = set().union(*map(free_names, rest)) - SAFE_BUILTINS - bound
    for name in sorted(free):
        symbol = _symbol_for(package, used, module, name)
        if symbol is None:
            return None
        statement_text, expression = written(*package.split(symbol))
        if expression != name:
            return None
        touched.append(symbol)
        imports[statement_text] = None
    dotted = _dotted(package, rest)
    touched += [each for each in dotted if each in used]
    if any(_same(package, used, each) is None for each in dotted):
        return None
    rest = _shortened(package, dotted, rest, imports, bound)
    text = "\n".join([*imports, *map(ast.unparse, rest)]) + "\n"
    if not touched or len(text) > 1500:
        return None
    return Draft(symbol=touched[0], text=text, origin="example", place=place)


def _shortened(
    package: PackageSource,
    dotted: list[str],
    body: list[ast.stmt],
    imports: dict[str, None],
    bound: set[str],
) -> list[ast.stmt]:
    """Return statements in which `package.name` is `name`, as other scripts write it.

    `imports` change with it. A name that something else has stays as it is.
    """
    known = {symbol: written(*package.split(symbol)) for symbol in dotted}
    short = {symbol: name for symbol, (_, name) in known.items() if name not in bound}
    if len(short) < len(dotted) or not dotted:
        return body
    imports |= dict.fromkeys(statement for statement, _ in known.values())
    # The statements are shared by several scripts: change copies.
    copies = ast.parse("\n".join(map(ast.unparse, body)))
    shortened = [_Short(short).visit(node) for node in copies.body]
    read = set().union(*map(free_names, shortened))
    for module in package.modules:  # all that bound one name, whichever the test was after
        if module.partition(".")[0] not in read:
            imports.pop(f"import {module}", None)
    return shortened


class _Short(ast.NodeTransformer):
    """Puts names in the place of dotted expressions."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """Return the short form of a dotted expression that has one."""
        name = self.names.get(ast.unparse(node))
        if name is not None:
            return ast.parse(name, mode="eval").body
        self.generic_visit(node)
        return node


def _dotted(package: PackageSource, statements: Iterable[ast.stmt]) -> list[str]:
    """Return the names of the package that are reached through its modules."""
    found: dict[str, None] = {}
    for statement in statements:
        for node in ast.walk(statement):
            if not isinstance(node, ast.Attribute):
                continue
            chain = ast.unparse(node)
            module, names = package.split(chain)
            if module in package.modules and len(names) == 1:
                found[chain] = None
    return list(found)


def _imported(
    package: PackageSource,
    used: dict[str, Definition | None],
    statement: ast.Import | ast.ImportFrom,
) -> list[str] | None:
    """Return the used symbols that an import takes; None if it takes anything else."""
    if isinstance(statement, ast.ImportFrom):
        if statement.module in package.modules:
            found = [
                _same(package, used, f"{statement.module}.{alias.name}")
                for alias in statement.names
            ]
            return None if None in found else [each for each in found if each]
        if (statement.module or "").split(".")[0] in _SAFE_IMPORTS and not statement.level:
            return []
        return None
    for alias in statement.names:
        top = alias.name.split(".")[0]
        if alias.name not in package.modules and top not in _SAFE_IMPORTS:
            return None
        if alias.name in package.modules and alias.asname:
            return None
    return []


def _same(package: PackageSource, used: dict[str, Definition | None], symbol: str) -> str | None:
    """Return the used symbol that stands for the same thing as another name of it."""
    if symbol in used:
        return symbol
    found = package.find(symbol)
    if found is None:
        return None
    for name, definition in used.items():
        if definition and definition.node is found.node and name.endswith("." + found.name):
            return name
    return None


def _symbol_for(
    package: PackageSource, used: dict[str, Definition | None], module: str | None, name: str
) -> str | None:
    if module is not None:
        return _same(package, used, f"{module}.{name}")
    # A description may show a name without its import.
    named = [symbol for symbol in used if symbol.rsplit(".", 1)[-1] == name]
    return named[0] if len(named) == 1 else None
