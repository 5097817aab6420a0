"""Statements that change a reached object without being named by it: registrations, table fills.

They are found from the other side: what does this statement, decorator or loop change, and has
that been reached? Names are looked up in modules already read only, so that nothing is read for
a statement that may not matter.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from inhouse.evidence.slice.chains import Chain, chain_of
from inhouse.evidence.slice.dynamic import builtin_reason
from inhouse.evidence.slice.outline import Outline, Unit
from inhouse.evidence.slice.reach import Reach
from inhouse.evidence.slice.statements import Call

# More source than this is not searched for registrations from modules that nothing reaches.
_SEARCHED_BYTES = 1_000_000
_SEARCHED_NAMES = 500
# Import-time calls whose effect no caller of a sliced function can see.
_HARMLESS = ("logging", "warnings", "typing", "__future__")
# Calls that make values without state.
_FROZEN = frozenset({"TypeVar", "ParamSpec", "compile", "frozenset", "getLogger", "namedtuple"})
# What may follow a name that is changed in place.
_CHANGED = re.compile(rb" *(?:\[|\.|[-+|&*/]?=(?!=))")
_APART = frozenset({"tests", "test", "testing", "__main__", "conftest", "docs", "examples"})


class Place(NamedTuple):
    """Where a name was found: a module of the distribution ("" for any other) and the name."""

    module: str
    name: str
    rest: Chain


def settle(reach: Reach) -> None:
    """Run to the end, taking in what fills or registers with anything reached."""
    reach.run()
    while _take_touching(reach) or _read_registrants(reach):
        reach.run()


def side_effects(reach: Reach) -> Iterator[str]:
    """Yield what importing the reached modules does that the slice leaves out."""
    live = {unit.module for unit in reach.units if unit.kind not in ("import", "star", "future")}
    for module in sorted(live):
        outline = reach.library.loaded.get(module)
        for unit in outline.units if outline else ():
            if outline is None or unit in reach.units or unit.kind not in ("code", "header"):
                continue
            effect = _effect(reach, outline, unit)
            if effect:
                yield f"importing {module} {effect} (line {unit.spans[0][0]}), which is left out"


def located(reach: Reach, module: str, chain: Chain) -> Iterator[Place]:
    """Yield what a chain of names may stand for, looking only at modules already read."""
    library = reach.library
    waiting, seen = [(module, chain)], set()
    while waiting:
        here, parts = item = waiting.pop()
        outline = library.loaded.get(here)
        if item in seen or outline is None or not parts:
            continue
        seen.add(item)
        found = outline.bindings.get(parts[0], [])
        for _, alias in found:
            if alias is None:
                yield Place(here, parts[0], parts[1:])
            elif not library.belongs(alias.module):
                dotted = (alias.module, *((alias.name,) if alias.name else ()), *parts[1:])
                yield Place("", ".".join(dotted), ())
            elif alias.name is None:
                waiting.append((alias.module, parts[1:]))
            else:
                waiting.append((alias.module, (alias.name, *parts[1:])))
                waiting.append((f"{alias.module}.{alias.name}", parts[1:]))
        if not found:
            waiting.append((f"{here}.{parts[0]}", parts[1:]))
            waiting.extend((source, parts) for _, source in outline.stars)


def _take_touching(reach: Reach) -> bool:
    taken = False
    for outline in tuple(reach.library.loaded.values()):
        for unit in outline.units:
            if unit in reach.units or unit.kind not in ("definition", "code", "header"):
                continue
            if any(target in reach.names for target in _targets(reach, outline, unit)):
                reach.include(unit)
                _name(reach, outline, unit)
                taken = True
    return taken


def _name(reach: Reach, outline: Outline, unit: Unit) -> None:
    if unit.label:
        reach.names.add((outline.module, unit.label))


def _targets(reach: Reach, outline: Outline, unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield the (module, name) pairs that running a unit changes, its own names apart."""
    calls = outline.calls(unit)
    if unit.kind == "definition" and not calls:
        return
    if unit.kind != "definition":
        for chain in outline.uses(unit).mutates:
            for place in located(reach, outline.module, chain):
                if place.module:
                    yield place.module, place.name
    for call in calls:
        yield from _called(reach, outline, unit, call)


def _called(reach: Reach, outline: Outline, unit: Unit, call: Call) -> Iterator[tuple[str, str]]:
    known = False
    for place in located(reach, outline.module, call.function):
        if not place.module:
            continue
        other = reach.library.loaded[place.module]
        for function, _ in other.bindings[place.name]:
            changed = _changed_by(reach, other, function)
            yield from changed
            known = known or bool(changed)
            if function.kind != "definition" or place.rest:
                # An object of the package is called, or a method of it: it may keep the argument.
                known = True
                yield place.module, place.name
    if not known and unit.alone:
        for argument in call.arguments:
            for place in located(reach, outline.module, argument):
                if place.module:
                    yield place.module, place.name


def _changed_by(reach: Reach, outline: Outline, unit: Unit) -> set[tuple[str, str]]:
    """Return the module-level objects that calling a function changes, through its own module."""
    changed: set[tuple[str, str]] = set()
    waiting, seen = [unit], set()
    while waiting:
        here = waiting.pop()
        if here in seen or here.kind != "definition":
            continue
        seen.add(here)
        uses = outline.uses(here)
        for chain in uses.mutates:
            for place in located(reach, outline.module, chain):
                if place.module:
                    changed.add((place.module, place.name))
        for chain in uses.loads:
            waiting.extend(
                unit for unit, alias in outline.bindings.get(chain[0], ()) if alias is None
            )
    return changed


def _read_registrants(reach: Reach) -> bool:
    """Read further modules that seem to register with something reached; True if any was read."""
    names = _registrars(reach)
    if not names:
        return False
    library = reach.library
    tops = {module.partition(".")[0] for module, _ in reach.names}
    paths = {path: module for module, path in library.index.paths.items()}
    sizes = {paths[e.path]: e.size for e in library.contents.entries if e.path in paths}
    unread = [
        module
        for module in library.index.paths
        if module not in library.loaded
        and module.partition(".")[0] in tops
        and not _APART & set(module.split("."))
    ]
    if sum(sizes.get(module, 0) for module in unread) > _SEARCHED_BYTES:
        return False
    pattern = re.compile(
        rb"^@?(?:[\w.]+\.)?(?:%s)\b *[.(\[\n]" % b"|".join(re.escape(n.encode()) for n in names),
        re.MULTILINE,
    )
    read = False
    for module in unread:
        if module not in library.broken and pattern.search(library.source(module)):
            read = library.outline(module) is not None or read
    return read


def _registrars(reach: Reach) -> set[str]:
    """Return names whose call or method call elsewhere would change something reached."""
    found: set[str] = set()
    for module, name in sorted(reach.names):
        outline = reach.library.loaded.get(module)
        bindings = outline.bindings.get(name, ()) if outline else ()
        if outline is None or not any(
            unit.kind == "code" and not alias and _is_mutable(unit) for unit, alias in bindings
        ):
            continue
        if len(found) >= _SEARCHED_NAMES:
            reach.opaque["keeps more state at module level than is followed"] = None
            break
        found.add(name)
        for unit in _changers(outline, name):
            found.add(unit.label)
            if "regist" in unit.label.lower():
                reach.opaque[f"{module}.{name} is a registry that others fill"] = None
    return found


def _changers(outline: Outline, name: str) -> Iterator[Unit]:
    """Yield the functions that change the module-level object `name` in place."""
    data, word = outline.data, name.encode()
    lines = set()
    place = data.find(word)
    while place >= 0:
        if data[place - 1 : place] in (b" ", b"\t", b"(", b"*") and _CHANGED.match(
            data, place + len(word)
        ):
            lines.add(data.count(b"\n", 0, place) + 1)
        place = data.find(word, place + 1)
    for unit in outline.units if lines else ():
        (start, end), *_ = unit.spans
        if (
            unit.kind == "definition"
            and any(start <= line <= end for line in lines)
            and (name,) in outline.uses(unit).mutates
        ):
            yield unit


def _is_mutable(unit: Unit) -> bool:
    """Tell whether a unit may bind a container or an object with state."""
    value = getattr(unit.parts[0], "value", None)
    if isinstance(value, ast.Call):
        return (chain_of(value.func) or ("",))[-1] not in _FROZEN
    return not isinstance(
        value, ast.Constant | ast.Tuple | ast.Lambda | ast.Name | ast.Attribute | ast.JoinedStr
    )


def _effect(reach: Reach, outline: Outline, unit: Unit) -> str | None:
    """Return what a unit that was left out does to the world outside its module."""
    for call in outline.calls(unit):
        reason = builtin_reason(call.function[0])
        if reason:
            return reason
    places = [
        place
        for chain in outline.uses(unit).mutates
        for place in located(reach, outline.module, chain)
    ]
    foreign = [place for place in places if not place.module]
    if foreign:
        return f"changes {foreign[0].name}"
    if not unit.alone or any(_targets(reach, outline, unit)):
        return None
    for call in outline.calls(unit):
        names = [place.name for place in located(reach, outline.module, call.function)]
        if not names or not all(name.startswith(_HARMLESS) for name in names):
            return f"calls {'.'.join(call.function)}"
    return None
