"""The slice of a package as figures, and as the pieces that make it up."""

from __future__ import annotations

from collections.abc import Iterable

from inhouse.evidence.contents import Contents
from inhouse.evidence.measure.lines import code_lines
from inhouse.evidence.measure.syntax import quiet
from inhouse.evidence.slice.library import Library, Limits, RefusedError
from inhouse.evidence.slice.outline import Outline, Unit
from inhouse.evidence.slice.reach import Reach
from inhouse.evidence.slice.registry import settle, side_effects
from inhouse.model.closure import Closure, Piece
from inhouse.model.evidence import Missing, Slice

_IMPORTS = ("import", "star")


def slice_of(
    contents: Contents,
    import_names: tuple[str, ...],
    symbols: tuple[str, ...],
    opaque: tuple[str, ...] = (),
    *,
    limits: Limits | None = None,
) -> Slice | Missing:
    """Return the part of a distribution that `symbols` (dotted, from the import name) reach.

    With `opaque` (why not all used names are known) the modules that define the symbols, or the
    import packages where no symbol is known, are taken whole. Depends on nothing but its
    arguments, so it can be kept by artifact and symbols.
    """
    found = closure(contents, import_names, symbols, opaque, limits=limits)
    return found if isinstance(found, Missing) else found.slice


def closure(
    contents: Contents,
    import_names: tuple[str, ...],
    symbols: tuple[str, ...],
    opaque: tuple[str, ...] = (),
    *,
    limits: Limits | None = None,
) -> Closure | Missing:
    """Return the slice together with the lines that belong to it."""
    if not symbols and not opaque:
        return Missing("no used symbol is known")
    reach = Reach(Library(contents, limits or Limits()))
    try:
        with quiet():
            _follow(reach, import_names, symbols, opaque)
            effects = tuple(side_effects(reach))
    except RefusedError as error:
        return Missing(str(error))
    except (RecursionError, MemoryError):
        return Missing("the code is nested too deep to be followed")
    return _closed(reach, (*opaque, *_few(reach.opaque, 12), *_few(effects, 5)))


def _follow(
    reach: Reach, import_names: tuple[str, ...], symbols: tuple[str, ...], opaque: tuple[str, ...]
) -> None:
    for symbol in symbols or import_names:
        reach.symbol(symbol)
    settle(reach)
    if opaque:
        for module in tuple(reach.homes):
            reach.whole(module)
        settle(reach)


def _few(reasons: Iterable[str], most: int) -> tuple[str, ...]:
    found = tuple(reasons)
    more = len(found) - most
    return (*found[:most], f"and {more} more of this kind") if more > 0 else found


def _closed(reach: Reach, opaque: tuple[str, ...]) -> Closure:
    by_module: dict[str, list[Unit]] = {}
    for unit in reach.units:
        by_module.setdefault(unit.module, []).append(unit)
    pieces: list[Piece] = []
    lines = files = symbols = 0
    for module in sorted(by_module):
        outline = reach.library.loaded[module]
        units = by_module[module]
        if any(unit.kind not in _IMPORTS for unit in units):
            # A module that only passes names on costs nothing to own.
            units += [u for u in outline.units if u.kind == "future" and u not in reach.units]
            files += 1
            lines += _code_lines(outline, units)
        symbols += sum(
            any(not alias and unit in reach.units for unit, alias in found)
            for name, found in outline.bindings.items()
            if (module, name) in reach.names
        )
        for unit in sorted(units, key=lambda unit: unit.spans):
            names = reach.starred.get(unit, set()) | ({unit.label} - {"", "*"})
            pieces.append(
                Piece(
                    module=module,
                    path=outline.path,
                    kind=unit.kind,
                    spans=unit.spans,
                    names=tuple(sorted(names)),
                )
            )
    found = Slice(
        lines=lines,
        symbols=symbols,
        files=files,
        requires=tuple(sorted(reach.requires)),
        opaque=tuple(dict.fromkeys(opaque)),
        paths=tuple(sorted(reach.library.loaded[module].path for module in by_module)),
    )
    return Closure(slice=found, pieces=tuple(pieces))


def _code_lines(outline: Outline, units: list[Unit]) -> int:
    wanted = {n for unit in units for start, end in unit.spans for n in range(start, end + 1)}
    shown = [line if n in wanted else "" for n, line in enumerate(outline.lines, 1)]
    uses = [unit.uses for unit in units if unit.uses]
    prose = [*outline.prose, *(place for use in uses for place in use.prose)]
    return code_lines(shown, prose, (lines for use in uses for lines in use.strings))
