"""Imports between the modules of one package, written so that they hold wherever it lies."""

from __future__ import annotations

import ast
import re

from inhouse.codemod.inlining.layout import Layout
from inhouse.codemod.inlining.source import Edit, NotTakenError, Source

_MODULE = re.compile(r"from(\s+)([\w.\s\\]+?)(\s+)import\b")


def moved(source: Source, module: str, layout: Layout) -> Source:
    """Return the module with absolute imports of its own package made relative.

    Relative ones hold as they are: the package keeps its shape. NotTakenError where an import
    cannot be written so.
    """
    edits: list[Edit] = []
    names = {node.id for node in source.nodes if isinstance(node, ast.Name)}
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom) and not node.level:
            edits += _from(source, node, module, layout)
        elif isinstance(node, ast.Import):
            edits += _plain(source, node, module, layout, names)
    return source.edited(edits) if edits else source


def _from(source: Source, node: ast.ImportFrom, module: str, layout: Layout) -> list[Edit]:
    target = node.module or ""
    if not layout.own(target):
        if not layout.above(target):
            return []
        inside = [layout.own(f"{target}.{alias.name}") for alias in node.names]
        if not all(inside):
            if any(inside) or node.names[0].name == "*":
                raise NotTakenError(_place(source, node, "imports from a shared namespace"))
            return []
    start, end = source.range(node)
    found = _MODULE.match(source.text[start:end])
    if found is None or found[2] != target:
        raise NotTakenError(_place(source, node, f"the import of {target} is written oddly"))
    new = layout.relative(module, target)
    return [Edit(start + found.start(2), start + found.end(2), new)]


def _plain(
    source: Source, node: ast.Import, module: str, layout: Layout, names: set[str]
) -> list[Edit]:
    if not any(layout.own(alias.name) for alias in node.names):
        return []
    parts: list[str] = []
    for alias in node.names:
        if layout.own(alias.name):
            parts += _written(alias, module, layout, names)
        else:
            parts.append(f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else ""))
    start, end = source.range(node)
    line = source.lines[node.lineno - 1]
    indent = line[: len(line) - len(line.lstrip())]
    alone = start == source.line_start(node.lineno) + len(indent)
    after = source.text[end:].split("\n", 1)[0].strip()
    joint = f"\n{indent}" if alone and (not after or after[0] == "#") else "; "
    return [Edit(start, end, joint.join(parts))]


def _written(alias: ast.alias, module: str, layout: Layout, names: set[str]) -> list[str]:
    """Return from-imports that bind what `import a.b` or `import a.b as c` binds."""
    parent, _, last = alias.name.rpartition(".")
    if alias.asname:
        renamed = "" if alias.asname == last else f" as {alias.asname}"
        return [f"from {layout.relative(module, parent)} import {last}{renamed}"]
    top = alias.name.partition(".")[0]
    found = [f"from {layout.relative(module, '')} import {top}"]
    if parent:
        hidden = f"_{last}"
        while hidden in names:
            hidden = f"_{hidden}"
        found.append(f"from {layout.relative(module, parent)} import {last} as {hidden}")
    return found


def _place(source: Source, node: ast.stmt, what: str) -> str:
    return f"{source.path}:{node.lineno}: {what}"
