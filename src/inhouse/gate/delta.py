"""What one set of locked packages holds that another did not, by identity and never by count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Identity = Literal["name", "major"]
Release = tuple[str, str | None]  # normalised name, version


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """Releases that are new, and names that are gone; both sorted."""

    added: tuple[Release, ...]
    removed: tuple[str, ...]


def delta(
    base: Iterable[Release],
    head: Iterable[Release],
    *,
    accepted: Iterable[str] = (),
    identity: Identity = "name",
) -> Delta:
    """Compare two locks. `accepted` are names that were asked for without being locked.

    With the identity `major` another major version of a locked package is new, too; a name that
    was locked without a version, or asked for and not locked, stands for all of its versions.
    """
    before, now = set(base), set(head)
    known = {_key(release, identity) for release in before}
    whole = {name for name, version in before if version is None}
    whole |= set(accepted) - {name for name, _ in before}
    added = {
        release
        for release in now
        if release[0] not in whole and _key(release, identity) not in known
    }
    names = {name for name, _ in now}
    return Delta(
        added=tuple(sorted(added, key=lambda each: (each[0], each[1] or ""))),
        removed=tuple(sorted({name for name, _ in before} - names)),
    )


def major(version: str | None) -> str:
    """Return what stands before the first dot, an epoch included; "" where nothing is known."""
    return (version or "").lower().lstrip("v").partition("+")[0].partition(".")[0]


def _key(release: Release, identity: Identity) -> tuple[str, str]:
    name, version = release
    return (name, major(version) if identity == "major" else "")
