"""Values that a function's own code compares with: where its branches part."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from inhouse.codemod.cases.definitions import Definition, Function, PackageSource
from inhouse.codemod.cases.patterns import matched_by

_MOST = 200
_DEEPEST = 3  # calls of other functions that are followed
_LARGEST_TABLE = 2000  # nodes
_WORD = re.compile(r"[A-Za-z]{2,}")
_TEMPLATE = re.compile(r"\\\d|\\g<")
_LARGEST = 10**6
_STEPS = 8  # powers of a base, as of units that follow each other


def telling_values(package: PackageSource, found: Definition, annotation: str | None) -> list[str]:
    """Return sources of values at the edges that a definition's constants draw.

    Numbers for parameters that take numbers: each constant, its neighbours, its powers; texts
    for those that take text: each short one.
    """
    words = set((annotation or "").replace("|", " ").replace("[", " ").split())
    constants = list(_constants(package, found))
    made: list[str] = []
    if words & {"int", "float", "complex", "Number"} or annotation is None:
        numbers = [c for c in constants if isinstance(c, int | float) and not isinstance(c, bool)]
        for number in dict.fromkeys(numbers):
            made += _around(number)
    if words & {"str"} or annotation is None:
        texts = [c for c in dict.fromkeys(constants) if isinstance(c, str)]
        matches = {text: matched_by(text) for text in texts}
        made += [repr(each) for word in _module_words(package, found) for each in _cased(word)]
        made += [repr(text) for text in texts if len(text) <= 20 and not matches[text]]
        matched = [each for text in texts for each in matches[text]]
        made += [repr(text) for text in matched]
        made += [repr(f"x {text} y") for text in matched]
    return list(dict.fromkeys(made))[:_MOST]


def _cased(word: str) -> tuple[str, ...]:
    """Return a word in the cases that code about words tells apart."""
    return (word, word.capitalize(), word.upper()) if word.isalpha() else ()


def _around(number: int | float) -> list[str]:
    if isinstance(number, float):
        return [repr(number)]
    if not 0 <= number <= _LARGEST:
        return [str(number)]
    near = [str(number), str(number + 1)] + ([str(number - 1)] if number else [])
    if number >= 10:
        near += [str(number**power) for power in range(2, _STEPS + 1)]
    return near


def _constants(
    package: PackageSource, found: Definition, seen: frozenset[str] = frozenset()
) -> Iterator[object]:
    """Yield the constants in a definition's code and in what it names of its package."""
    names: set[str] = set()
    for node in _code(found.node):
        if isinstance(node, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Name):
            names.add(node.id)
    yield from _module_words(package, found)
    for name in sorted(names):
        value = package.look_up(found.module, name)
        if value is not None and isinstance(value.node, ast.Constant):
            yield value.node.value
        elif value is not None and isinstance(value.node, ast.expr):
            yield from _words(value.node)
        elif _is_new(value, name, seen):
            assert value is not None
            yield from _constants(package, value, seen | {found.name, name})


def _is_new(value: Definition | None, name: str, seen: frozenset[str]) -> bool:
    """Tell whether a name is that of a function whose code is to be looked at too."""
    function = value is not None and isinstance(value.node, Function)
    return function and name not in seen and len(seen) < 2 * _DEEPEST


def _module_words(package: PackageSource, found: Definition) -> Iterator[str]:
    """Yield short texts in calls that a module makes when it is imported: what they register."""
    tree = package.tree(found.module)
    for statement in tree.body if tree else ():
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            for each in statement.value.args:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value


def _words(table: ast.expr) -> Iterator[str]:
    """Yield what a table of texts or patterns is looked up by: its texts, the words in patterns."""
    if sum(1 for _ in ast.walk(table)) > _LARGEST_TABLE:
        return
    for node in ast.walk(table):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text, matched = node.value, matched_by(node.value)
            if text.isalnum():
                yield text
            elif matched or not _TEMPLATE.search(text):  # what is put in place says nothing
                yield text
                words = _WORD.findall(text)
                yield from (word for word in words if not any(word in each for each in matched))


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a definition without docstrings, annotations and texts of errors."""
    if isinstance(node, ast.Raise | ast.JoinedStr):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for each in value if isinstance(value, list) else [value]:
            docstring = isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
            if isinstance(each, ast.AST) and not docstring:
                yield from _code(each)
