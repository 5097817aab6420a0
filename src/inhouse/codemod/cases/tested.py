"""Calls in a package's own tests, as scripts: their inputs are the best there are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from inhouse.codemod.cases.definitions import Function, PackageSource
from inhouse.codemod.cases.drafts import Draft
from inhouse.codemod.cases.expressions import literal
from inhouse.codemod.cases.kin import kin_of, told_of
from inhouse.codemod.cases.shown import drafts_from

_MOST = 160
_MOST_OF_A_TEST = 24
_ROWS = 16  # of a table of parameters
_LARGEST = 500_000
_TEST_FILE = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_tests?|tests?)\.py$")
_SHARED = (ast.Import, ast.ImportFrom, ast.Assign)


def examples_of_tests(
    package: PackageSource, symbols: Sequence[str], files: Mapping[str, bytes]
) -> tuple[Draft, ...]:
    """Return the calls in tests that touch the given symbols and nothing else of the package.

    What the tests expect is not looked at. `files` are those of the sdist.
    """
    used = {symbol: package.find(symbol) for symbol in symbols}
    kin = kin_of(package, symbols)
    drafts: dict[str, Draft] = {}
    for path in sorted(files):
        tree = _tree(files[path]) if _TEST_FILE.search(path) else None
        if tree is None:
            continue
        tree = _unaliased(tree, package)
        top = list(_unguarded(tree.body))
        shared = [node for node in top if isinstance(node, _SHARED) or _helps(node)]
        for function, before in _tests(tree):
            place = f"the package's test {path}:{function.lineno}"
            found: dict[str, Draft] = {}
            for row in _rows(function, tree):
                body = [*shared, *before, *row, *_flat(function.body)]
                for shown in (body, told_of(body, kin)):
                    for draft in drafts_from(package, used, None, place, shown):
                        found.setdefault(draft.text, draft)
            for draft in _spread(list(found.values()), _MOST_OF_A_TEST):
                drafts.setdefault(draft.text, draft)
    return tuple(_spread(list(drafts.values()), _MOST))


def _tree(data: bytes) -> ast.Module | None:
    if len(data) > _LARGEST:
        return None
    try:
        return ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _unguarded(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements; of an import that may fail, as on other Pythons, what is tried first."""
    for node in body:
        if isinstance(node, ast.Try) and any(
            each.type is not None and "ImportError" in ast.unparse(each.type)
            for each in node.handlers
        ):
            yield from node.body
        else:
            yield node


def _unaliased(tree: ast.Module, package: PackageSource) -> ast.Module:
    """Return a module in which `import package as p` is written without the short name."""
    short = {
        alias.asname: alias.name
        for node in tree.body
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.asname and alias.name in package.modules and "." not in alias.name
    }
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for statement in tree.body:
        if not isinstance(statement, ast.ImportFrom) or statement.module not in package.modules:
            continue
        for alias in statement.names:
            if alias.asname and alias.name not in taken:
                short[alias.asname], alias.asname = alias.name, None
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in short:
            node.id = short[node.id]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname in short:
                    alias.asname = None
    return tree


def _spread(drafts: Sequence[Draft], most: int) -> Iterator[Draft]:
    step = max(1.0, len(drafts) / most)
    for index in range(min(most, len(drafts))):
        yield drafts[int(index * step)]


def _tests(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, list[ast.stmt]]]:
    """Yield each test function, with what its class prepares; attributes of self become names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield node, []
        elif isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
            prepared = [each for each in methods if each.name in ("setUp", "setup_method")]
            kept = {
                target.attr
                for method in prepared
                for each in ast.walk(method)
                if isinstance(each, ast.Assign)
                for target in each.targets
                if isinstance(target, ast.Attribute)
            }
            for each in methods:
                plain = _Plain(kept).visit(each)
                assert isinstance(plain, ast.FunctionDef)
            before = [statement for method in prepared for statement in method.body]
            for each in methods:
                if each.name.startswith("test"):
                    yield each, before


class _Plain(ast.NodeTransformer):
    """Writes `self.name` as `name`."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """Return the name for an attribute that the class prepares."""
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id == "self" and node.attr in self.names:
            return ast.copy_location(ast.Name(id=node.attr, ctx=node.ctx), node)
        return node


def _flat(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements, those under `with` (raises, subtests) without it.

    Functions among them claim nothing: what they are called with is not looked at.
    """
    for node in body:
        if isinstance(node, ast.With):
            yield from _flat(node.body)
        elif isinstance(node, Function):
            if not (node.decorator_list or _captures(node)):
                yield _Quiet().visit(deepcopy(node))
        else:
            yield node


class _Quiet(ast.NodeTransformer):
    """Takes a test case's assertions out of a function."""

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        """Return `pass` for an assertion."""
        match node.value:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=name)) if (
                name.startswith("assert")
            ):
                return ast.Pass()
        return node


def _helps(node: ast.stmt) -> bool:
    """Tell whether a statement defines a function that tests may call."""
    return isinstance(node, ast.FunctionDef) and not (
        node.name.startswith("test") or node.decorator_list or _captures(node)
    )


def _captures(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a function of a test changes names of the test: it cannot stand outside."""
    return any(isinstance(each, ast.Nonlocal | ast.Global) for each in ast.walk(function))


def _rows(function: ast.FunctionDef, tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """Yield the assignments for each row of `parametrize`, or none once where there is no table."""
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(func=ast.Attribute(attr="parametrize"), args=[names, table, *_]):
                listed = _names(names)
                rows = list(_values(table, tree))
                step = max(1.0, len(rows) / _ROWS)
                for index in range(min(_ROWS, len(rows))):
                    row = rows[int(index * step)]
                    parts = row.elts if isinstance(row, ast.Tuple | ast.List) else [row]
                    if len(listed) == 1:
                        parts = [row]
                    if len(parts) == len(listed) and all(map(literal, parts)):
                        yield [
                            ast.parse(f"{name} = {ast.unparse(part)}").body[0]
                            for name, part in zip(listed, parts, strict=True)
                        ]
                return
    yield []


def _names(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [each.strip() for each in text.split(",")]
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return [str(e.value) for e in parts if isinstance(e, ast.Constant)]
    return []


def _values(table: ast.expr, tree: ast.Module) -> Iterator[ast.expr]:
    if isinstance(table, ast.Name):
        for node in tree.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == table.id:
                yield from _values(node.value, tree)
    elif isinstance(table, ast.List | ast.Tuple):
        yield from table.elts
