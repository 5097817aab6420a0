"""Which other packages the code imports: at once, or only if they are there."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise

from inhouse.evidence.measure.facts import Import, ModuleFacts

_DEPTH = 3  # parts of a dotted name that are told, so that namespace packages can be found


def imported_names(
    modules: Iterable[ModuleFacts], own: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the guarded and the plain imports of other packages and the standard library.

    Guarded are those under `try`/`except ImportError`, `suppress`, a condition, or inside a
    function; imports for type checkers count as neither. A name that is imported in both ways is
    plain. Besides its first part, a name of another package is given with its second and third
    (`google`, `google.cloud`), since namespace packages share the first.
    """
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for module in modules:
        for each in module.imports:
            if each.level == 0 and each.guard != "typing" and each.module != "__future__":
                plain = each.guard == "plain" and not each.in_function
                found[plain].update(_prefixes(each))
    plain_names, guarded = found[True], found[False]
    mine = {name for name in plain_names | guarded if _is_own(name, own)}
    return tuple(sorted(guarded - plain_names - mine)), tuple(sorted(plain_names - mine))


def carried_names(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the top names of other packages that a distribution holds copies of, sorted.

    They are in a folder such as `_vendor`, which some put on the path of imports: what is imported
    by these names is there in any case.
    """
    pairs = (pair for path in paths for pair in pairwise(path.split("/")))
    return tuple(
        sorted({name.removesuffix(".py") for folder, name in pairs if "vendor" in folder.lower()})
    )


def _prefixes(each: Import) -> Iterator[str]:
    parts = each.module.split(".")
    yield parts[0]
    if parts[0] in sys.stdlib_module_names:
        return
    paths = [[*parts, name] for name, _ in each.names if name != "*"] or [parts]
    for path in paths:
        for length in range(2, min(len(path), _DEPTH) + 1):
            yield ".".join(path[:length])


def _is_own(name: str, own: tuple[str, ...]) -> bool:
    return any(name == mine or name.startswith(f"{mine}.") for mine in own)
