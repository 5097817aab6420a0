"""Where a lock is entered from, when neither it nor a manifest says what the project asks for."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.linker.units import Unit, Units


def entrances(units: Units) -> list[Unit]:
    """Return the packages that no other one needs under any marker, by key.

    Of packages that only need each other in a circle, the one with the smallest key stands in.
    Entries that were locked for groups are left out: those are installed by being listed.
    """
    needed = {child for unit in units.packages for child in _children(unit, units)}
    found: list[Unit] = []
    seen: set[Unit] = set()
    for unit in sorted(units.packages, key=lambda unit: (unit in needed, unit.key)):
        if unit in seen or (unit.package and unit.package.groups is not None):
            continue
        found.append(unit)
        waiting = [unit]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting.extend(_children(each, units))
    return found


def _children(unit: Unit, units: Units) -> Iterator[Unit]:
    for needs in (unit.requirements, *unit.extras.values()):
        for need in needs:
            yield from (child for child in units.wanted(need) if child is not unit)
