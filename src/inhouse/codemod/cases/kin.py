"""Examples of a class's relatives, as examples of the class that is used.

Packages show each method once, on one of several classes that share it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache

from inhouse.codemod.cases.definitions import PackageSource


def kin_of(package: PackageSource, symbols: Sequence[str]) -> dict[str, str]:
    """Return names of classes that share a base with a used one, with the used one's name.

    Classes that are used themselves, or have no base in the package, are left out.
    """
    used = {found.name for found in map(package.find, symbols) if found is not None}
    found: dict[str, str] = {}
    for symbol in symbols:
        definition = package.find(symbol)
        if definition is None or not isinstance(definition.node, ast.ClassDef):
            continue
        family = {each.name for each in package.bases(definition)}
        tree = package.tree(definition.module)
        for node in tree.body if tree is not None else ():
            if not isinstance(node, ast.ClassDef) or node.name in used:
                continue
            relative = package.look_up(definition.module, node.name)
            if relative is not None and family & {e.name for e in package.bases(relative)}:
                found.setdefault(node.name, definition.name)
    return found


def told_of(statements: list[ast.stmt], kin: dict[str, str]) -> list[ast.stmt]:
    """Return statements that say of used classes what they say of their kin; [] if nothing."""
    naming = [each for each in statements if not kin.keys().isdisjoint(_named(each))]
    if not naming:
        return []
    renamer = _Renamer(kin)
    told = {each: renamer.visit(deepcopy(each)) for each in naming}
    return [told.get(each, each) for each in statements]


@lru_cache(maxsize=4_096)  # what all tests of a file share is asked for with each of them
def _named(statement: ast.stmt) -> frozenset[str]:
    """Return the names in a statement that a renamer looks at."""
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name)
    return frozenset(found)


class _Renamer(ast.NodeTransformer):
    """Puts names of used classes in the place of their kin's."""

    def __init__(self, kin: dict[str, str]) -> None:
        self.kin = kin

    def _name(self, name: str) -> str:
        return self.kin.get(name, name)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return the name, or that of the used class."""
        node.id = self._name(node.id)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """Return a dotted name, its class that is used."""
        self.generic_visit(node)
        node.attr = self._name(node.attr)
        return node

    def visit_alias(self, node: ast.alias) -> ast.alias:
        """Return what an import takes."""
        node.name = self._name(node.name)
        return node
