"""Builds answers out of what a source said; whatever cannot be trusted makes it unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from packaging.version import InvalidVersion, Version

from inhouse.model.evidence import Advisory, AdvisoryAnswer

# (normalised name, version): what an answer is about.
Question: TypeAlias = tuple[str, str | None]

# Wide enough for PYSEC-2023-1, CVE-2023-1, GHSA-xxxx-xxxx-xxxx, MAL-2023-1 and their kin.
IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]{1,100}")
VERSION = re.compile(r"[A-Za-z0-9.+!_-]{1,100}")
MAX_ADVISORIES = 500  # of one version; the largest real lists hold about a hundred


@dataclass(frozen=True, slots=True)
class Found:
    """One advisory as a source gave it: all its identifiers, and the versions that mend it."""

    ids: tuple[str, ...]
    fixed_in: tuple[str, ...]


def unknown(reason: str) -> AdvisoryAnswer:
    """Return the answer for a package nothing could be learned of."""
    return AdvisoryAnswer(state="unknown", reason=reason)


def answer_from(found: Sequence[Found], doubt: str = "") -> AdvisoryAnswer:
    """Join advisories of one version into its answer.

    `doubt` says what else there might be: with it, no advisory means unknown instead of clean.
    An advisory without one well-formed identifier is dropped and is itself such a doubt.
    """
    if len(found) > MAX_ADVISORIES:
        return unknown(f"more than {MAX_ADVISORIES} advisories for one version")
    groups: list[tuple[set[str], set[str]]] = []
    for item in found:
        ids = {text for text in item.ids if IDENTIFIER.fullmatch(text)}
        if ids:
            groups.append((ids, {text for text in item.fixed_in if VERSION.fullmatch(text)}))
        else:
            doubt = doubt or "an advisory was dropped: its identifier is malformed"
    if groups:
        advisories = tuple(sorted(_merged(groups), key=lambda one: _rank(one.id)))
        return AdvisoryAnswer(state="vulnerable", advisories=advisories, reason=doubt)
    return unknown(doubt) if doubt else AdvisoryAnswer(state="clean")


def _merged(groups: Iterable[tuple[set[str], set[str]]]) -> Iterable[Advisory]:
    """Make one advisory of those that share an identifier: databases list the same one twice."""
    distinct: list[tuple[set[str], set[str]]] = []
    for ids, fixed in groups:
        for other in [one for one in distinct if one[0] & ids]:
            ids |= other[0]
            fixed |= other[1]
            distinct.remove(other)
        distinct.append((ids, fixed))
    for ids, fixed in distinct:
        first, *aliases = sorted(ids, key=_rank)
        yield Advisory(
            id=first, aliases=tuple(aliases), fixed_in=tuple(sorted(fixed, key=_version_rank))
        )


def _rank(identifier: str) -> tuple[int, str]:
    """Order identifiers as pip-audit does: the Python database first, then CVE, then the rest."""
    prefixes = ("PYSEC-", "CVE-")
    place = next((n for n, prefix in enumerate(prefixes) if identifier.startswith(prefix)), 2)
    return place, identifier


def _version_rank(text: str) -> tuple[bool, Version, str]:
    try:
        return False, Version(text), text
    except InvalidVersion:
        return True, Version("0"), text
