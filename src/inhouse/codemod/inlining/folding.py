"""Takes out branches that no supported Python takes, and imports that only they needed."""

from __future__ import annotations

import ast

from inhouse.codemod.inlining.source import Edit, Source, first_line, last_line
from inhouse.codemod.inlining.versions import decided

_ROUNDS = 20


def folded(source: Source, oldest: tuple[int, int]) -> Source:
    """Return the module with version tests replaced by the branch that is taken.

    A branch with strings over several lines is left as it is: it cannot be moved to the left.
    """
    before = _read(source)
    for _ in range(_ROUNDS):
        edit = _first(source, oldest)
        if edit is None:
            break
        source = source.edited([edit])
    idle = before - _read(source)
    return source.edited(_unimported(source, idle)) if idle else source


def _read(source: Source) -> set[str]:
    return {
        node.id
        for node in source.nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _unimported(source: Source, idle: set[str]) -> list[Edit]:
    """Return the edits that remove imports of nothing but names that are idle now."""
    return [
        Edit(source.line_start(node.lineno), source.line_start(last_line(node) + 1), "")
        for node in source.tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and all((item.asname or item.name.partition(".")[0]) in idle for item in node.names)
        and source.lines[node.lineno - 1].startswith(("import", "from"))
        and ";" not in source.lines[last_line(node) - 1]
    ]


def _first(source: Source, oldest: tuple[int, int]) -> Edit | None:
    for node in source.nodes:
        if not isinstance(node, ast.If) or _is_elif(source, node):
            continue
        outcome = decided(node.test, oldest)
        if outcome is None:
            continue
        live, dead = (node.body, node.orelse) if outcome else (node.orelse, node.body)
        edit = _replaced(source, node, live)
        if edit is None and dead is node.orelse and dead and _apart(node):
            # What stays cannot be moved; what goes can go.
            start = source.line_start(last_line(node.body[-1]) + 1)
            edit = Edit(start, source.line_start(last_line(node) + 1), "")
        if edit is not None:
            return edit
    return None


def _replaced(source: Source, node: ast.If, live: list[ast.stmt]) -> Edit | None:
    start, end = source.line_start(node.lineno), source.line_start(last_line(node) + 1)
    before = source.text[start : source.range(node)[0]]
    if before.strip():
        return None
    live = [child for child in live if not isinstance(child, ast.Pass)]
    if not live:
        return Edit(start, end, "") if _has_neighbour(source, node) else None
    first, last = first_line(live[0]), last_line(live[-1])
    inner = source.lines[first - 1]
    indent = inner[: len(inner) - len(inner.lstrip())]
    if first == node.lineno or not indent.startswith(before) or _is_elif_list(source, live):
        return None
    if any(_spans_lines(child) for statement in live for child in ast.walk(statement)):
        return None
    while first - 1 > node.lineno and source.lines[first - 2].lstrip().startswith("#"):
        first -= 1
    rows = []
    for line in source.lines[first - 1 : last]:
        if line.strip() and not line.startswith(indent):
            if not line.lstrip().startswith("#"):
                return None
            line = indent + line.lstrip()
        rows.append(before + line[len(indent) :] if line.strip() else "")
    return Edit(start, end, "\n".join(rows) + "\n")


def _has_neighbour(source: Source, node: ast.If) -> bool:
    """Tell whether the block around a statement holds another one."""
    for around in source.nodes:
        for name in ("body", "orelse", "finalbody"):
            block = getattr(around, name, None)
            if isinstance(block, list) and any(child is node for child in block):
                return len(block) > 1 or isinstance(around, ast.Module)
    return False


def _spans_lines(node: ast.AST) -> bool:
    text = isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )
    return text and last_line(node) > getattr(node, "lineno", 0)


def _is_elif(source: Source, node: ast.If) -> bool:
    return source.text.startswith("elif", source.range(node)[0])


def _is_elif_list(source: Source, live: list[ast.stmt]) -> bool:
    return isinstance(live[0], ast.If) and _is_elif(source, live[0])


def _apart(node: ast.If) -> bool:
    return last_line(node.body[-1]) < first_line(node.orelse[0])
