"""Names that only annotations need: their imports are kept, or a stand-in says what they are.

A closure follows what runs. Annotations that no Python evaluates still have to name something
that linters and type checkers find.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from inhouse.codemod.inlining.bindings import (
    bound,
    bound_anywhere,
    has_star,
    named_in_annotations,
    unbound,
)
from inhouse.codemod.inlining.needs import is_standard
from inhouse.codemod.inlining.source import Edit, NotTakenError, Source, chain_of, last_line
from inhouse.codemod.inlining.versions import only_for_types
from inhouse.codemod.inlining.wanted import Wanted

# These read annotations at run time: a stand-in would not do.
_READERS = re.compile(
    r"get_type_hints|singledispatch|get_annotations|__annotations__|pydantic|typeguard|beartype"
    r"|cattrs|msgspec"
)
_ROUNDS = 4


def repaired(
    original: Source, cut: Callable[[Wanted], Source], wanted: Wanted
) -> tuple[Source, tuple[str, ...]]:
    """Return the cut module with every import that its names need, and the names stood in for."""
    made = cut(wanted)
    for _ in range(_ROUNDS):
        lost = _lost(made, original)
        names = unbound(made) if not has_star(made) else set()
        found = [name for name in lost | names if _wanted_too(original, wanted, name)]
        if not found:
            break
        made = cut(wanted)
    lost = _lost(made, original)
    if not lost:
        return made, ()
    if _READERS.search(made.text):
        raise NotTakenError(
            f"{made.path}: reads annotations at run time, and {min(lost)} is only in those"
        )
    return _with_stand_ins(made, sorted(lost)), tuple(sorted(lost))


def _lost(made: Source, original: Source) -> set[str]:
    """Return names in annotations that the original binds and the cut module does not."""
    if has_star(made):
        return set()
    known = bound(original)
    return {name for name in named_in_annotations(made) - bound_anywhere(made) if name in known}


def _wanted_too(original: Source, wanted: Wanted, name: str) -> bool:
    """Want what binds `name` and needs nothing itself: a constant, the standard library.

    False where nothing of the kind binds it. `TYPE_CHECKING = False` is such a constant.
    """
    for node in _reachable(original.tree, wanted):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            if any(chain_of(target) == name for target in node.targets) and not wanted.keeps(node):
                wanted.starts.add(node.lineno)
                return True
            continue
        standard = (
            isinstance(node, ast.ImportFrom) and not node.level and is_standard(node.module or "")
        ) or (isinstance(node, ast.Import) and all(is_standard(a.name) for a in node.names))
        if not standard or not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for alias in node.names:
            local = alias.asname or alias.name.partition(".")[0]
            if local == name and alias not in wanted.kept(node):
                wanted.imports.setdefault(node.lineno, set()).add(alias.name)
                return True
    return False


def _reachable(tree: ast.Module, wanted: Wanted) -> Iterator[ast.stmt]:
    """Yield the statements of a module and of those branches that stay."""
    waiting: list[ast.stmt] = [*tree.body]
    while waiting:
        node = waiting.pop(0)
        if (isinstance(node, ast.If) and only_for_types(node.test)) or (
            isinstance(node, ast.If | ast.Try) and node.lineno in wanted.heads
        ):
            waiting += node.body
        else:
            yield node


def _with_stand_ins(made: Source, names: list[str]) -> Source:
    rows = "    # Not taken: only annotations name them.\n"
    rows += "".join(f"    from typing import Any as {name}\n" for name in names)
    line = 0
    for place, node in enumerate(made.tree.body):
        if isinstance(node, ast.If) and only_for_types(node.test):
            last = last_line(node.body[-1])
            if last > node.lineno and node.body[0].col_offset == 4:
                return made.edited([_after(made, last, rows)])
        text = place == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, ast.Import | ast.ImportFrom) or text:
            line = last_line(node)
    new = "" if "TYPE_CHECKING" in bound(made) else "from typing import TYPE_CHECKING\n"
    new += f"\nif TYPE_CHECKING:\n{rows}"
    return made.edited([_after(made, line, new if line else f"{new}\n")])


def _after(made: Source, line: int, new: str) -> Edit:
    place = made.line_start(line + 1) if line < len(made.lines) else len(made.text)
    return Edit(place, place, new)
