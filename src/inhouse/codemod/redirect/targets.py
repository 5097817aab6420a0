"""Where modules live now, and how the imports of them are written in a file."""

from __future__ import annotations

import ast
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from inhouse.model.places import FileSites


class Targets:
    """The pairs of old and new dotted names."""

    def __init__(self, modules: tuple[tuple[str, str], ...]) -> None:
        self._modules = dict(modules)

    def of(self, path: str) -> str | None:
        """Return the new name of a dotted path (the longest pair wins), None if none is told."""
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            new = self._modules.get(".".join(parts[:end]))
            if new is not None:
                return ".".join([new, *parts[end:]])
        return None

    def below(self, path: str) -> bool:
        """Tell whether something inside a path has a name of its own."""
        return any(each.startswith(f"{path}.") for each in self._modules)


@dataclass(frozen=True, slots=True)
class Style:
    """How a file writes imports: with dots from `package`, or in full where that is ()."""

    package: tuple[str, ...] = ()

    def written(self, module: str) -> tuple[int, str]:
        """Return the number of dots and the rest of a module's name as this file writes it."""
        parts = tuple(module.split("."))
        if not self.package or parts[0] != self.package[0]:
            return 0, module
        same = 0
        for mine, theirs in zip(self.package, parts, strict=False):
            if mine != theirs:
                break
            same += 1
        return len(self.package) - same + 1, ".".join(parts[same:])


def style_of(tree: ast.Module, path: str, module: str | None) -> Style:
    """Return relative style where the file uses it and never names its own package in full."""
    if module is None:
        return Style()
    root = module.partition(".")[0]
    relative = False
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            relative = relative or node.level > 0
            if node.level == 0 and (node.module or "").partition(".")[0] == root:
                return Style()
        elif isinstance(node, ast.Import) and root in {
            alias.name.partition(".")[0] for alias in node.names
        }:
            return Style()
    if not relative:
        return Style()
    parts = module.split(".")
    if path.rpartition("/")[2] not in ("__init__.py", "__init__.pyi"):
        parts = parts[:-1]
    return Style(tuple(parts))


def imports_package(tree: ast.Module, sites: FileSites, roots: AbstractSet[str]) -> bool:
    """Tell whether a file imports one of the packages, unguarded, or patches in it by name."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        if any(name.partition(".")[0] in roots for name in names):
            return True
    targets = [each.text for each in sites.strings if each.role == "patch-target"]
    return any(text.partition(".")[0] in roots for text in targets)
