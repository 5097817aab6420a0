"""Scripts made from signatures: calls with subsets of the parameters, short lives of objects."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from inhouse.codemod.cases.constants import telling_values
from inhouse.codemod.cases.definitions import Definition, Function, PackageSource
from inhouse.codemod.cases.drafts import Draft, hole_of, written
from inhouse.codemod.cases.signatures import Parameter, Signature, signature_at
from inhouse.model.proof import Hole

_MOST_OPTIONAL = 24
_MOST_TOGETHER = 12  # of which so many are given at once
_MOST_METHODS = 24
# Parameters that make a call wait; their values are written out so that nothing does.
_WAITING = frozenset(
    [
        "delay",
        "sleep",
        "wait",
        "timeout",
        "seconds",
        "interval",
        "backoff",
        "jitter",
        "max_delay",
        "period",
        "step_delay",
    ]
)
_PAIRS = {"__setitem__": "obj[{0}] = {1}", "__delitem__": "del obj[{0}]"}
_OPERATORS = {
    "__getitem__": "obj[{0}]",
    "__contains__": "{0} in obj",
    "__call__": "obj({0})",
    "__eq__": "obj == {0}",
    "__add__": "obj + {0}",
    "__sub__": "obj - {0}",
    "__or__": "obj | {0}",
    "__and__": "obj & {0}",
    "__lt__": "obj < {0}",
}
_SLICES = (
    *("1:", ":2", "-2:", "::2", "::-1", "3:0:-1", "1:10", "::0", ":-1", "-3:-1", "4:1"),
    *("-1:-4:-1", ":2:-1", "-2::-1", "2::-2", "1:-1:2"),
)
_OBSERVED = {
    "__len__": "len(obj)",
    "__bool__": "bool(obj)",
    "__str__": "str(obj)",
    "__repr__": "repr(obj)",
}


def drafts_for(
    package: PackageSource, signature: Signature, names: frozenset[str] = frozenset()
) -> tuple[Draft, ...]:
    """Return the scripts for one used symbol; `names` are identifiers the project uses."""
    if signature.shape == "value":
        statement, expression = written(*package.split(signature.symbol))
        return (_draft(signature.symbol, [statement], expression, []),)
    found = package.find(signature.symbol)
    drafts = [_edged(package, found, draft) for draft in _calls(package, signature)]
    if signature.shape == "class" and found is not None:
        drafts += _lives(package, signature, found, names)
    return tuple(drafts)


def _edged(package: PackageSource, found: Definition | None, draft: Draft) -> Draft:
    """Return a draft whose first hole is also given the values at which the code branches."""
    if found is None or not isinstance(found.node, Function) or not draft.holes:
        return draft
    first = draft.holes[0]
    values = telling_values(package, found, first.annotation)
    first = replace(first, examples=tuple(dict.fromkeys([*first.examples, *values])))
    return replace(draft, holes=(first, *draft.holes[1:]))


def _draft(symbol: str, lines: Iterable[str], last: str, holes: Iterable[Hole]) -> Draft:
    text = "\n".join([*lines, last]) + "\n"
    return Draft(symbol=symbol, text=text, origin="generated", holes=tuple(holes))


def subsets(signature: Signature) -> Iterator[tuple[Parameter, ...]]:
    """Yield the parameters of each call to try: required, with each optional one, all."""
    usable = [each for each in signature.parameters if each.kind != "double"]
    required = tuple(each for each in usable if each.required)
    optional = [each for each in usable if not each.required][:_MOST_OPTIONAL]
    yield required
    for each in optional:
        yield tuple(one for one in usable if one in required or one is each)
    if len(optional) > 1:
        together = optional[:_MOST_TOGETHER]
        yield tuple(one for one in usable if one in required or one in together)


def _calls(package: PackageSource, signature: Signature) -> Iterator[Draft]:
    statement, expression = written(*package.split(signature.symbol))
    for chosen in subsets(signature):
        arguments, holes = call_arguments(chosen, signature.parameters)
        call = f"{expression}({arguments})"
        if signature.asynchronous:
            yield _draft(
                signature.symbol, ["import asyncio", statement], f"asyncio.run({call})", holes
            )
        elif signature.context and signature.shape == "function":
            lines = [statement, f"with {call} as value:", "    inside = type(value).__name__"]
            yield _draft(signature.symbol, lines, "inside", holes)
        elif signature.exception:
            yield _draft(signature.symbol, [statement, f"error = {call}"], _ERROR, holes)
        elif signature.lazy:
            yield _draft(signature.symbol, [statement], call, holes)
            taken = ["from itertools import islice", statement]
            yield _draft(signature.symbol, taken, f"list(islice({call}, 12))", holes)
        else:
            yield _draft(signature.symbol, [statement], call, holes)


_ERROR = "(str(error), repr(error), [kind.__name__ for kind in type(error).__mro__])"


def call_arguments(
    chosen: Iterable[Parameter], all_of: tuple[Parameter, ...], first: int = 0
) -> tuple[str, list[Hole]]:
    """Return the text of the arguments for some parameters, and their holes."""
    parts: list[str] = []
    holes: list[Hole] = []
    left_out = False
    chosen = list(chosen)
    for each in all_of:
        if each not in chosen:
            left_out = left_out or each.kind in ("positional", "either")
            continue
        if each.name in _WAITING and each.default is not None:
            value = "0"
        else:
            hole = hole_of(f"_{first + len(holes)}", each)
            holes.append(hole)
            value = hole.name
        by_name = each.kind == "keyword" or (each.kind == "either" and not each.required)
        if left_out and each.kind == "star":
            holes = holes[:-1]
            continue
        if each.kind == "positional" and left_out:
            continue
        parts.append(f"{each.name}={value}" if by_name else value)
        if by_name:
            left_out = True
    return ", ".join(parts), holes


def _lives(
    package: PackageSource, signature: Signature, found: Definition, names: frozenset[str]
) -> Iterator[Draft]:
    """Yield scripts that make an object, do one or two things to it, and look at it."""
    if signature.exception:
        return
    statement, expression = written(*package.split(signature.symbol))
    required = [each for each in signature.parameters if each.required]
    made, holes = call_arguments(required, signature.parameters)
    methods = _methods(package, found)
    lines = [statement, f"obj = {expression}({made})"]
    fill, holes = _filling(package, methods, holes)
    if fill:
        lines.append(fill)
    seen = _observation(methods)
    if seen:
        yield _draft(signature.symbol, lines, f"({', '.join(seen)},)", holes)
    wanted = sorted(methods, key=lambda name: (name not in names, not name.startswith("__"), name))
    for name in wanted[:_MOST_METHODS]:
        yield from _using(package, signature.symbol, methods[name], lines, holes, seen)


def _using(
    package: PackageSource,
    symbol: str,
    method: Definition,
    lines: list[str],
    holes: list[Hole],
    seen: list[str],
) -> Iterator[Draft]:
    told = signature_at(package, symbol, method)
    parameters = told.parameters
    if method.name in _PAIRS or method.name in _OPERATORS:
        _, more = call_arguments(parameters[:2], parameters[:2], len(holes))
        form = _PAIRS.get(method.name) or _OPERATORS[method.name]
        if len(more) < 1 + (method.name == "__setitem__") and method.name != "__call__":
            return
        text = form.format(*[each.name for each in more] or [""])
        done = [text] if method.name in _PAIRS else [f"result = {text}"]
        all_seen = seen if method.name in _PAIRS else ["result", *seen]
        used = [*holes, *[each for each in more if each.name in text]]
        last = f"({', '.join(all_seen) or 'obj'},)"
        yield _draft(symbol, [*lines, *done], last, used)
        if method.name == "__getitem__" and method.owner is not None and _sliced(method.owner):
            for part in _SLICES:
                yield _draft(symbol, [*lines, f"result = obj[{part}]"], last, holes)
        return
    if method.name.startswith("_") or not isinstance(method.node, Function):
        return
    decorated = {ast.unparse(each).rsplit(".")[-1] for each in method.node.decorator_list}
    if decorated & {"property", "cached_property"}:
        yield _draft(symbol, lines, f"obj.{method.name}", holes)
        return
    if told.asynchronous or told.hidden:
        return
    for chosen in (each for each in subsets(told) if len(each) <= 4):
        arguments, more = call_arguments(chosen, parameters, len(holes))
        call = f"obj.{method.name}({arguments})"
        call = f"list({call})" if told.lazy or method.name in ("items", "keys", "values") else call
        looks = ", ".join(["result", *seen])
        yield _draft(symbol, [*lines, f"result = {call}"], f"({looks},)", [*holes, *more])


def _sliced(owner: ast.ClassDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "slice" for each in ast.walk(owner))


def _methods(package: PackageSource, found: Definition) -> dict[str, Definition]:
    """Return the methods of a class that its callers may use, inherited ones of it included."""
    methods: dict[str, Definition] = {}
    for owner in package.bases(found):
        assert isinstance(owner.node, ast.ClassDef)
        for node in owner.node.body:
            if not isinstance(node, Function) or node.name in methods:
                continue
            known = {*_PAIRS, *_OPERATORS, *_OBSERVED, "__iter__"}
            if not node.name.startswith("_") or node.name in known:
                methods[node.name] = Definition(
                    module=owner.module, name=node.name, node=node, owner=owner.node
                )
    return methods


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


def _observation(methods: dict[str, Definition]) -> list[str]:
    """Return the expressions that show an object's state."""
    seen = [text for name, text in _OBSERVED.items() if name in methods]
    if "items" in methods:
        seen.append("list(obj.items())")
    elif "__iter__" in methods:
        seen.append("list(obj)")
    return seen
