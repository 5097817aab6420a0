"""Examples in a package's docstrings and description, as scripts for the symbols in use."""

from __future__ import annotations

import ast
import doctest
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from inhouse.codemod.cases.definitions import Definition, Function, PackageSource
from inhouse.codemod.cases.drafts import SAFE_BUILTINS, Draft, written
from inhouse.codemod.cases.expressions import free_names

# More from one package would only cost time.
_MOST_EXAMPLES = 80
_LONGEST_SETUP = 10
_LONGEST_TEXT = 500_000
_FENCE = re.compile(
    r"^(?P<indent> *)```+ *(?:python|py|python3|pycon|\{code-block\} python)?[^\n`]*\n"
    r"(?P<fenced>.*?)^ *```+ *$|^(?P<at> *)\.\. (?:code|code-block|sourcecode):: *python\d?\n"
    r"(?P<block>(?:(?P=at) +[^\n]*\n|[ \t]*\n)+)",
    re.MULTILINE | re.DOTALL,
)
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


def examples_of(
    package: PackageSource, symbols: Sequence[str], description: str = ""
) -> tuple[Draft, ...]:
    """Return the examples that touch the given symbols and nothing else of the package."""
    used = {symbol: package.find(symbol) for symbol in symbols}
    drafts: list[Draft] = []
    for module in sorted(package.modules):
        for place, text in _docstrings(package, module):
            drafts += _drafts(package, used, module, place, _doctested(text))
            if len(drafts) >= _MOST_EXAMPLES:
                return tuple(drafts[:_MOST_EXAMPLES])
    for statements in _described(description[:_LONGEST_TEXT]):
        drafts += _drafts(package, used, None, "the package's description", statements)
    return tuple(drafts[:_MOST_EXAMPLES])


def _docstrings(package: PackageSource, module: str) -> Iterator[tuple[str, str]]:
    tree = package.tree(module)
    if tree is None:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | Function):
            text = ast.get_docstring(node)
            if text and ">>>" in text:
                name = "" if isinstance(node, ast.Module) else f".{node.name}"
                yield f"the docstring of {module}{name}", text


def _doctested(text: str) -> list[ast.stmt]:
    """Return the statements of the prompts in a text, those that are skipped left out."""
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []
    statements: list[ast.stmt] = []
    for each in examples:
        if doctest.SKIP in each.options:
            continue
        try:
            statements += ast.parse(each.source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return statements


def _described(text: str) -> Iterator[list[ast.stmt]]:
    """Yield the statements of each code block of a description that is Python."""
    if ">>>" in text:
        yield _doctested(text)
    for found in _FENCE.finditer(text):
        block = textwrap.dedent(found["fenced"] or found["block"] or "")
        if ">>>" in block:
            continue
        try:
            yield ast.parse(block).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue


def _drafts(
    package: PackageSource,
    used: dict[str, Definition | None],
    module: str | None,
    place: str,
    statements: list[ast.stmt],
) -> Iterator[Draft]:
    for index, statement in enumerate(statements):
        last = _observed(statement)
        if last is None:
            continue
        chosen = _needed(statements[:index], last)
        if chosen is None:
            continue
        draft = _draft(package, used, module, place, [*chosen, ast.Expr(value=last)])
        if draft:
            yield draft


def _observed(statement: ast.stmt) -> ast.expr | None:
    """Return the expression whose value an example shows, claims or keeps."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name), args=[first, *_])) if (
            name.startswith("assert")
        ):
            return first
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[only], keywords=[])):
            return only
        case ast.Expr(value=value):
            return None if isinstance(value, ast.Constant) else value
        case ast.Assert(test=ast.Compare(left=left, ops=[ast.Eq() | ast.Is()])):
            return left
        case ast.Assert(test=test):
            return test
        case ast.Assign(value=ast.Call() as value):
            return value
    return None


def _needed(before: list[ast.stmt], last: ast.expr) -> list[ast.stmt] | None:
    """Return the earlier statements that the expression depends on; None if they are too many."""
    wanted = free_names(last)
    chosen: list[ast.stmt] = []
    for statement in reversed(before):
        bound = _bound(statement)
        if not bound & wanted:
            continue
        chosen.insert(0, statement)
        if isinstance(statement, ast.Assign):
            # What stood there before does not matter any more.
            wanted -= {each.id for each in statement.targets if isinstance(each, ast.Name)}
        wanted |= free_names(statement)
        if len(chosen) > _LONGEST_SETUP:
            return None
    return chosen


def _bound(statement: ast.stmt) -> set[str]:
    """Return the names that a statement binds, or whose values it may change."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
    if isinstance(statement, Function | ast.ClassDef):
        return {statement.name}
    found = {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    return found | {each.id for each in _changed(statement) if isinstance(each, ast.Name)}


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
            bound |= _bound(statement) if statement is not body[-1] else set()
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
    text = "\n".join([*imports, *map(ast.unparse, rest)]) + "\n"
    if not touched or len(text) > 1500:
        return None
    return Draft(symbol=touched[0], text=text, origin="example", place=place)


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
