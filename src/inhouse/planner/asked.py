"""Which packages are meant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from packaging.utils import canonicalize_name

from inhouse.errors import UsageError
from inhouse.model.graph import Standing
from inhouse.model.verdict import REPLACING, Advice

_ORDER: tuple[Advice, ...] = ("drop", "stdlib", "snippet", "slice", "vendor")


def meant(asked: Sequence[str], standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Return the standings of the names asked for, each once, in that order.

    UsageError suggests the nearest name where one is not in the lock.
    """
    found: dict[str, Standing] = {}
    for name in asked:
        wanted = canonicalize_name(name)
        same = [each for each in standings if each.name == wanted]
        if not same:
            near = difflib.get_close_matches(wanted, {each.name for each in standings}, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise UsageError(f"{name}: not in the lock{hint}")
        if len(same) > 1:
            versions = ", ".join(str(each.version) for each in same)
            text = f"{name}: the lock holds several versions ({versions})"
            raise UsageError(f"{text}; name one target with --python or --platform")
        found[same[0].key] = same[0]
    return tuple(found.values())


def advised(advice: dict[str, Advice], standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Return the direct packages that the audit would replace, the simplest changes first."""
    chosen = [each for each in standings if each.direct and advice[each.key] in REPLACING]
    return tuple(sorted(chosen, key=lambda each: (_ORDER.index(advice[each.key]), each.key)))
