"""Objects as examples of a package fill them: with several entries that belong together."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from inhouse.codemod.cases.drafts import SAFE_BUILTINS, Draft
from inhouse.codemod.cases.expressions import free_names, renamed

_FEWEST = 2  # entries; less can be made up as well
_MOST = 5
_KEPT = 2
_FILLS = frozenset({"add", "append", "insert", "push", "put", "update", "extend", "set"})


def prepared_in(examples: Iterable[Draft], maker: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines that make and fill an object called `obj`, of up to two unlike examples.

    `maker` is the expression by which scripts name its class.
    """
    found: dict[tuple[str, ...], None] = {}
    for draft in examples:
        for lines in _made(ast.parse(draft.text).body, maker):
            found.setdefault(lines)
    kept: list[tuple[str, ...]] = []
    for lines in sorted(found, key=lambda lines: (-len(lines), sum(map(len, lines)))):
        if len(kept) < _KEPT and not any(set(lines) <= set(other) for other in kept):
            kept.append(lines)
    return tuple(kept)


def _made(body: list[ast.stmt], maker: str) -> Iterator[tuple[str, ...]]:
    """Yield the lines about each object of the class that a script makes."""
    for index, statement in enumerate(body):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=called) as call):
                if ast.unparse(called) != maker or free_names(call) - _closed(maker):
                    continue
                fills = [each for each in body[index + 1 : -1] if _fills(each, name, maker)]
                if len(fills) >= _FEWEST:
                    yield tuple(
                        renamed(ast.unparse(each), name, "obj")
                        for each in [statement, *fills[:_MOST]]
                    )


def _closed(maker: str) -> frozenset[str]:
    return SAFE_BUILTINS | {maker.partition(".")[0]}


def _fills(statement: ast.stmt, name: str, maker: str) -> bool:
    """Tell whether a statement puts something that is written out into an object."""
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=held))]):
            pass
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=held), attr=attr))) if (
            attr in _FILLS
        ):
            pass
        case _:
            return False
    return held == name and not free_names(statement) - _closed(maker) - {name}
