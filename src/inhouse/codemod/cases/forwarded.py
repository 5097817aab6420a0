"""Parameters that a function takes without naming them: it hands `**kwargs` on to another."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from inhouse.codemod.cases.definitions import Definition, Function, PackageSource

Handed = tuple[Definition, frozenset[str], int]


def handed_on(package: PackageSource, found: Definition) -> tuple[Handed, ...]:
    """Return what a definition calls with all of its `**kwargs`.

    With each callee come the keywords that the call gives itself, and how many of the callee's
    first parameters the call fills by place.
    """
    made = found
    if isinstance(found.node, ast.ClassDef):
        method = package.member(found, "__init__")
        made = method if method is not None else found
    if not isinstance(made.node, Function) or made.node.args.kwarg is None:
        return ()
    name = made.node.args.kwarg.arg
    calls = (node for node in ast.walk(made.node) if isinstance(node, ast.Call))
    return tuple(_handed(package, found, made, name, calls))


def _handed(
    package: PackageSource,
    found: Definition,
    made: Definition,
    name: str,
    calls: Iterator[ast.Call],
) -> Iterator[Handed]:
    for call in calls:
        unpacked = [each.value for each in call.keywords if each.arg is None]
        if not any(isinstance(each, ast.Name) and each.id == name for each in unpacked):
            continue
        callee = _callee(package, found, made, call.func)
        if callee is None or callee.node is made.node:
            continue
        given = frozenset(each.arg for each in call.keywords if each.arg is not None)
        yield callee, given, sum(not isinstance(each, ast.Starred) for each in call.args)


def _callee(
    package: PackageSource, found: Definition, made: Definition, called: ast.expr
) -> Definition | None:
    match called:
        case ast.Name(id="cls") if isinstance(found.node, ast.ClassDef):
            return found
        case ast.Name(id=name):
            return package.look_up(made.module, name)
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=attr):
            above = list(package.bases(found))[1:] if isinstance(found.node, ast.ClassDef) else []
            members = (package.member(each, attr) for each in above)
            return next(filter(None, members), None)
    return None
