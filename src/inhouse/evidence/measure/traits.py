"""Joins the sightings of all detectors into one trait per code."""

from __future__ import annotations

from collections.abc import Iterable

from inhouse.evidence.measure.code_traits import code_hits
from inhouse.evidence.measure.found import Found, Hit
from inhouse.evidence.measure.package_traits import package_hits
from inhouse.evidence.measure.target_traits import broken_hits
from inhouse.model.evidence import Trait

_SHOWN = 3


def traits_of(found: Found) -> tuple[Trait, ...]:
    """Return the traits of a distribution, sorted; each shows its first three sightings.

    `broken-on-target` comes once for each Python version from which something is broken.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    hits: Iterable[Hit] = (*package_hits(found), *code_hits(found), *broken_hits(found))
    for hit in hits:
        places = groups.setdefault((hit.code, hit.since), [])
        if hit.evidence not in places:
            places.append(hit.evidence)
    return tuple(
        Trait(code=code, evidence=_joined(places), since=since)
        for (code, since), places in sorted(groups.items())
    )


def _joined(places: list[str]) -> str:
    text = "; ".join(places[:_SHOWN])
    return text if len(places) <= _SHOWN else f"{text}; {len(places) - _SHOWN} more"
