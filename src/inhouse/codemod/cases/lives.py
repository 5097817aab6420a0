"""Scripts that make an object, do one or two things to it, and look at it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inhouse.codemod.cases.calls import call_arguments, drafted, subsets
from inhouse.codemod.cases.definitions import Definition, Function, PackageSource
from inhouse.codemod.cases.drafts import Draft, written
from inhouse.codemod.cases.expressions import renamed
from inhouse.codemod.cases.members import (
    OPERATORS,
    PAIRS,
    copied,
    is_property,
    methods_of,
    observation,
)
from inhouse.codemod.cases.signatures import Signature, signature_at
from inhouse.model.proof import Hole

_MOST_METHODS = 40
_SLICES = (
    *("1:", ":2", "-2:", "::2", "::-1", "3:0:-1", "1:10", "::0", ":-1", "-3:-1", "4:1"),
    *("-1:-4:-1", ":2:-1", "-2::-1", "2::-2", "1:-1:2"),
)
_OTHERS = frozenset({"other", "others", "rhs", "that", "another"})
_BETWEEN = frozenset({"__eq__", "__add__", "__sub__", "__or__", "__and__", "__lt__"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Object:
    """The lines that make an object, their holes, and the expressions that show it.

    `other` are lines that make a second object of the class, `keys` texts of what the first
    holds; both are known where an example fills it.
    """

    symbol: str
    lines: tuple[str, ...]
    holes: tuple[Hole, ...] = ()
    seen: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def draft(self, done: Sequence[str], last: Sequence[str], holes: Sequence[Hole]) -> Draft:
        """Return the script that does something, and then looks."""
        looks = last[0] if len(last) == 1 else f"({', '.join(last) or 'obj'},)"
        return drafted(self.symbol, [*self.lines, *done], looks, holes)


def lives_of(
    package: PackageSource,
    signature: Signature,
    found: Definition,
    names: frozenset[str],
    prepared: Sequence[tuple[str, ...]] = (),
) -> Iterator[Draft]:
    """Yield scripts that make an object, do one or two things to it, and look at it.

    `prepared` are lines that make and fill one, as examples do: where there are such, methods
    are tried on these objects, and only the operators on one that is made up as well.
    """
    if signature.exception:
        return
    statement, expression = written(*package.split(signature.symbol))
    required = [each for each in signature.parameters if each.required]
    made, holes = call_arguments(required, signature.parameters)
    methods = methods_of(package, found)
    lines = [statement, f"obj = {expression}({made})"]
    fill, holes = _filling(package, methods, holes)
    lines += [fill] if fill else []
    seen = observation(methods)
    plain = _Object(
        symbol=signature.symbol, lines=tuple(lines), holes=tuple(holes), seen=tuple(seen)
    )
    if seen:
        yield plain.draft((), seen, holes)
    wanted = sorted(methods, key=lambda name: (name not in names, not name.startswith("__"), name))
    objects = [_filled(each, statement, plain, prepared) for each in prepared]
    for each in objects:
        yield from _copies(package, found, each)
    for name in wanted[:_MOST_METHODS]:
        if not objects or name in PAIRS or name in OPERATORS:
            yield from _using(package, methods[name], plain, sliced=not objects)
        for each in objects:
            yield from _using(package, methods[name], each, sliced=False)
        if signature.lazy and len(holes) == 1 and not fill:
            yield from _using(package, methods[name], _fed(plain, expression), sliced=True)


def _fed(plain: _Object, expression: str) -> _Object:
    """Return an object that is made of an iterator, and shown by what it leaves of it."""
    made = f"obj = {expression}(source)"
    lines = (plain.lines[0], f"source = iter({plain.holes[0].name})", made)
    return replace(plain, lines=lines, seen=("list(source)",))


def _filled(
    lines: tuple[str, ...], statement: str, plain: _Object, prepared: Sequence[tuple[str, ...]]
) -> _Object:
    """Return an object as an example fills it, with another example's as the other one."""
    other = prepared[-1] if prepared[-1] != lines else prepared[0]
    nodes = [node for line in lines for node in ast.walk(ast.parse(line))]
    keys = [ast.unparse(node.slice) for node in nodes if isinstance(node, ast.Subscript)]
    return replace(
        plain,
        lines=(statement, *lines),
        holes=(),
        seen=plain.seen[-1:],
        other=tuple(renamed(line, "obj", "other") for line in other),
        keys=tuple(dict.fromkeys(keys)),
    )


def _copies(package: PackageSource, found: Definition, made: _Object) -> Iterator[Draft]:
    """Yield scripts that copy an object whose class says how that is done."""
    for module, call in copied(package, found):
        lines = (f"import {module}", *made.lines)
        looks = [renamed(each, "obj", "result") for each in made.seen]
        yield replace(made, lines=lines).draft([f"result = {call}"], looks, ())


def _using(
    package: PackageSource, method: Definition, made: _Object, *, sliced: bool
) -> Iterator[Draft]:
    told = signature_at(package, made.symbol, method)
    if method.name in PAIRS or method.name in OPERATORS:
        yield from _operated(told, method, made, sliced=sliced)
        return
    if method.name.startswith("_") or not isinstance(method.node, Function):
        return
    if is_property(method.node):
        yield drafted(made.symbol, made.lines, f"obj.{method.name}", made.holes)
        return
    if told.asynchronous or told.hidden:
        return
    for chosen in (each for each in subsets(told) if len(each) <= 4):
        arguments, more = call_arguments(chosen, told.parameters, len(made.holes))
        call = f"obj.{method.name}({arguments})"
        call = f"list({call})" if told.lazy or method.name in ("items", "keys", "values") else call
        yield from _with_other(f"result = {call}", made, more)


def _operated(
    told: Signature, method: Definition, made: _Object, *, sliced: bool
) -> Iterator[Draft]:
    """Yield scripts in which an operator stands for the method."""
    parameters = told.parameters[:2]
    _, more = call_arguments(parameters, parameters, len(made.holes))
    form = PAIRS.get(method.name) or OPERATORS[method.name]
    if len(more) < 1 + (method.name == "__setitem__") and method.name != "__call__":
        return
    text = form.format(*[each.name for each in more] or [""])
    used = [each for each in more if each.name in text]
    if method.name in PAIRS:
        yield made.draft([text], made.seen, [*made.holes, *_keyed(used, made)])
        return
    between = method.name in _BETWEEN
    yield from _with_other(f"result = {text}", made, used, between=between)
    if method.name == "__getitem__" and sliced and method.owner is not None:
        for part in _SLICES if _slices(method.owner) else ():
            yield made.draft([f"result = obj[{part}]"], ["result", *made.seen], made.holes)


def _with_other(
    text: str, made: _Object, more: Sequence[Hole], *, between: bool = False
) -> Iterator[Draft]:
    """Yield a script of one statement; what wants another object of the class is given one."""
    alike = [each for each in more if between or each.parameter in _OTHERS]
    if alike and made.other:
        name, rest = alike[0].name, [each for each in more if each is not alike[0]]
        looks = ["result", *made.seen, *(renamed(each, "obj", "other") for each in made.seen)]
        yield made.draft([*made.other, renamed(text, name, "other")], looks, [*made.holes, *rest])
    yield made.draft([text], ["result", *made.seen], [*made.holes, *_keyed(more, made)])


def _keyed(holes: Sequence[Hole], made: _Object) -> list[Hole]:
    """Return holes of which the first is also given what the object holds."""
    if not holes or holes[0].annotation in ("bool", "int", "Callable"):
        return list(holes)
    first, *rest = holes
    return [replace(first, examples=tuple(dict.fromkeys([*first.examples, *made.keys]))), *rest]


def _slices(owner: ast.ClassDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "slice" for each in ast.walk(owner))


def _filling(
    package: PackageSource, methods: dict[str, Definition], holes: list[Hole]
) -> tuple[str, list[Hole]]:
    """Return a statement that puts something into an object, where its class has such a method."""
    for name in ("__setitem__", "add", "append", "push", "insert", "put"):
        method = methods.get(name)
        if method is None:
            continue
        parameters = signature_at(package, "", method).parameters
        required = [each for each in parameters if each.required]
        arguments, more = call_arguments(required, parameters, len(holes))
        if name == "__setitem__" and len(more) == 2:
            return f"obj[{more[0].name}] = {more[1].name}", [*holes, *more]
        if name != "__setitem__":
            return f"obj.{name}({arguments})", [*holes, *more]
    return "", holes
