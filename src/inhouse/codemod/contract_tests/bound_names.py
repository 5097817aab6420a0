"""Names that the tests of one file import: each must mean the same in all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from inhouse.model.recorded import RecordedTest


def imported(tests: Iterable[RecordedTest]) -> Iterator[tuple[str, str, str]]:
    """Yield module, name taken from it ("" for the module), and the name bound."""
    for test in tests:
        for statement in ast.parse("\n".join(test.imports)).body:
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    yield alias.name, "", alias.asname or alias.name.split(".")[0]
            elif isinstance(statement, ast.ImportFrom):
                for alias in statement.names:
                    yield statement.module or "", alias.name, alias.asname or alias.name


def told_apart(tests: Sequence[RecordedTest]) -> list[RecordedTest]:
    """Return the tests with other names for what has the name of something else already.

    The first test that imports a name keeps it; `import a.b` and `import a.c` bind the same.
    """
    taken: dict[str, str] = {}
    found: list[RecordedTest] = []
    for test in tests:
        new: dict[str, str] = {}
        for module, name, bound in imported([test]):
            meant = _meant(module, name, bound)
            if taken.setdefault(bound, meant) != meant:
                new[bound] = _other_name(module, bound, meant, taken)
        found.append(_renamed(test, new) if new else test)
    return found


def _meant(module: str, name: str, bound: str) -> str:
    if name:
        return f"{module}.{name}"
    return module if bound != module.split(".")[0] else bound


def _other_name(module: str, bound: str, meant: str, taken: dict[str, str]) -> str:
    """Return `legacy_slugify` for what `pkg._legacy` calls `slugify`."""
    parts = [part.strip("_") for part in module.split(".")]
    name = bound
    for part in reversed(parts):
        name = f"{part}_{name}" if part else name
        if taken.setdefault(name, meant) == meant:
            return name
    while taken.setdefault(name, meant) != meant:
        name += "_"
    return name


def _renamed(test: RecordedTest, new: dict[str, str]) -> RecordedTest:
    return replace(
        test,
        imports=tuple(line for each in test.imports for line in _imports(each, new)),
        setup=tuple(_text(each, new) for each in test.setup),
        call=_text(test.call, new),
        expected=_text(test.expected, new) if test.expected is not None else None,
        parameters=tuple((name, _text(text, new)) for name, text in test.parameters),
    )


def _imports(line: str, new: dict[str, str]) -> Iterator[str]:
    """Yield the statements of a line of imports, names bound anew."""
    for statement in ast.parse(line).body:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                bound = alias.asname or alias.name.split(".")[0]
                if bound in new and (alias.asname or "." not in alias.name):
                    alias.asname = new[bound]
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                bound = alias.asname or alias.name
                alias.asname = new.get(bound, alias.asname)
        yield ast.unparse(statement)


class _Renamer(ast.NodeTransformer):
    def __init__(self, new: dict[str, str]) -> None:
        self.new = new

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.new.get(node.id, node.id)
        return node


def _text(text: str, new: dict[str, str]) -> str:
    tree = ast.parse(text)
    if not any(isinstance(node, ast.Name) and node.id in new for node in ast.walk(tree)):
        return text
    return ast.unparse(_Renamer(new).visit(tree))
