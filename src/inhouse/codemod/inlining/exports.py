"""`__all__` of a module that was cut: only names that are still there."""

from __future__ import annotations

import ast

from inhouse.codemod.inlining.bindings import bound, has_star
from inhouse.codemod.inlining.source import Edit, Source, last_line

_WIDTH = 88


def export_of(node: ast.stmt) -> list[str] | None:
    """Return the names of a literal `__all__ = [...]`, None for any other statement."""
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets, value = [node.target], node.value
    else:
        return None
    if len(targets) != 1 or not isinstance(targets[0], ast.Name) or targets[0].id != "__all__":
        return None
    if not isinstance(value, ast.List | ast.Tuple):
        return None
    names = [item.value for item in value.elts if isinstance(item, ast.Constant)]
    if len(names) != len(value.elts) or not all(isinstance(name, str) for name in names):
        return None
    return [str(name) for name in names]


def reduced_export(source: Source) -> Source:
    """Return the module with a literal `__all__` that names only what the module binds."""
    if has_star(source):
        return source
    there = bound(source)
    edits: list[Edit] = []
    for node in source.tree.body:
        names = export_of(node)
        if names is None or there.issuperset(names):
            continue
        left = [f'"{name}"' for name in names if name in there]
        if not left:
            start = source.line_start(node.lineno)
            edits.append(Edit(start, source.line_start(last_line(node) + 1), ""))
            continue
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else node
        line = f"__all__ = [{', '.join(left)}]"
        if len(line) > _WIDTH:
            line = "\n".join(["__all__ = [", *(f"    {name}," for name in left), "]"])
        edits.append(Edit(source.range(node)[0], source.range(value or node)[1], line))
    return source.edited(edits) if edits else source
