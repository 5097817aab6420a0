"""Are the arguments of a rewritten call evaluated as often and in the same order as before?"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from inhouse.codemod.rewrite.signatures import NoFitError

When = Literal["once", "perhaps", "later"]  # later: as part of a lambda or per item


class _Event(NamedTuple):
    hole: str  # empty: something is done, a call or an operation
    when: When


def check_evaluation(
    after: ast.expr,
    arguments: Mapping[str, ast.expr],
    holes: frozenset[str],
    imported: frozenset[str],
) -> None:
    """Raise NoFitError unless every argument in `arguments` (in the call's own order) is evaluated
    exactly once in that order and before anything else happens. Constants may stand anywhere,
    plain names anywhere that is evaluated at once."""
    inner = _bound_inside(after)
    events = list(_events(after, holes, imported, "once"))
    heavy = [name for name, node in arguments.items() if not _is_light(node)]
    order = [event.hole for event in events if event.hole in heavy]
    if sorted(order) != sorted(heavy):
        raise NoFitError("an argument would not be evaluated exactly once")
    if order != heavy:
        raise NoFitError("its arguments would be evaluated in another order")
    busy = False
    for event in events:
        if not event.hole:
            busy = True
            continue
        if event.hole in heavy and (event.when != "once" or busy):
            raise NoFitError("an argument would be evaluated later than now")
        node = arguments.get(event.hole)
        if event.when == "later" and node is not None and not _is_constant(node):
            raise NoFitError("an argument would be evaluated later than now")
    rebound = {
        each.target.id
        for node in arguments.values()
        for each in ast.walk(node)
        if isinstance(each, ast.NamedExpr) and isinstance(each.target, ast.Name)
    }
    read = {
        each.id
        for node in arguments.values()
        for each in ast.walk(node)
        if isinstance(each, ast.Name)
    }
    if rebound and len(arguments) > 1:
        raise NoFitError("an argument binds a name with :=")
    if read & inner:
        raise NoFitError(
            f"{', '.join(sorted(read & inner))} has another meaning in the replacement"
        )


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.operand, ast.Constant)
    return isinstance(node, ast.Constant)


def _is_light(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) or _is_constant(node)


def _bound_inside(after: ast.expr) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(after):
        if isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.NamedExpr | ast.Yield | ast.YieldFrom | ast.Await):
            raise NoFitError("the rule's replacement binds a name, yields or awaits")
    return found


def _events(
    node: ast.AST, holes: frozenset[str], imported: frozenset[str], when: When
) -> Iterator[_Event]:
    """Yield what happens when an expression is evaluated, in order."""
    if isinstance(node, ast.Name):
        if node.id in holes:
            yield _Event(node.id, when)
        return
    if isinstance(node, ast.Attribute) and _is_quiet(node, imported):
        return
    for child, at in _children(node, when):
        if at == "work":
            yield _Event("", when)
        elif child is not None:
            yield from _events(child, holes, imported, at)
    if not isinstance(node, ast.Constant | ast.Tuple | ast.List | ast.keyword | ast.Lambda):
        yield _Event("", when)


def _is_quiet(node: ast.Attribute, imported: frozenset[str]) -> bool:
    """Tell whether it only looks something up in an imported module or on a literal."""
    value: ast.expr = node
    while isinstance(value, ast.Attribute):
        value = value.value
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Name) and value.id in imported)


def _children(node: ast.AST, when: When) -> Iterator[tuple[ast.AST | None, When | Literal["work"]]]:
    if isinstance(node, ast.Lambda):
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            yield default, when
        yield node.body, "later"
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        yield node.generators[0].iter, when
        yield None, "work"
        for index, each in enumerate(node.generators):
            if index:
                yield each.iter, "later"
            yield from ((test, "later") for test in each.ifs)
        for part in [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]:
            yield part, "later"
    elif isinstance(node, ast.IfExp | ast.BoolOp | ast.Compare):
        yield from _branches(node, when)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield key, when
            yield value, when
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr | ast.keyword):
                yield child, when


def _branches(
    node: ast.IfExp | ast.BoolOp | ast.Compare, when: When
) -> Iterator[tuple[ast.AST | None, When | Literal["work"]]]:
    perhaps: When = "perhaps" if when == "once" else when
    if isinstance(node, ast.IfExp):
        first, rest = [node.test], [node.body, node.orelse]
    elif isinstance(node, ast.BoolOp):
        first, rest = node.values[:1], node.values[1:]
    else:
        first, rest = [node.left, node.comparators[0]], node.comparators[1:]
    for value in first:
        yield value, when
    yield None, "work"
    for value in rest:
        yield value, perhaps
