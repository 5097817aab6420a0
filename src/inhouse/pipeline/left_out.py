"""Extras and groups of the project that a run does not look at, and what they ask for."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.utils import canonicalize_name

from inhouse.model.lock import Manifest, Note, RequirementSet, Selection

_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Names of extras and groups, and of the distributions that these ask for.

    `told` is set where the user left groups out, so that no note has to say it.
    """

    extras: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    told: bool = False

    @property
    def notes(self) -> tuple[Note, ...]:
        """One line for each kind that is left out."""
        kinds = (("extra", self.extras), ("group", () if self.told else self.groups))
        return tuple(_note(kind, names) for kind, names in kinds if names)


def left_out(manifest: Manifest, selection: Selection, *, universal: bool = False) -> LeftOut:
    """Return what the selection leaves out, by the manifest; sets that ask for nothing aside."""
    if universal:
        return LeftOut()
    members = manifest.members
    root = next((member for member in members if member.path == "."), None)
    defaults = {_name(name) for name in root.default_groups} if root is not None else set()
    chosen = {_name(name) for name in selection.groups}
    chosen |= set() if selection.no_dev else defaults
    chosen = _with_included([each for member in members for each in member.dev_groups], chosen)
    extras = [
        each
        for member in members
        for each in member.extras
        if not selection.all_extras
        and _name(each.name) not in {_name(name) for name in selection.extras}
    ]
    groups = [
        each
        for member in members
        for each in member.dev_groups
        if not selection.all_groups and _name(each.name) not in chosen
    ]
    return LeftOut(
        extras=_named(extras),
        groups=_named(groups),
        names=frozenset(
            str(wanted.name) for each in (*extras, *groups) for wanted in each.requirements
        ),
        told=selection.no_dev,
    )


def _with_included(groups: list[RequirementSet], chosen: set[str]) -> set[str]:
    """Return the names of the chosen groups and of all that these include."""
    found: set[str] = set()
    waiting = list(chosen)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            parts = [each.includes for each in groups if _name(each.name) == name]
            waiting.extend(_name(part) for included in parts for part in included)
    return found


def _named(sets: list[RequirementSet]) -> tuple[str, ...]:
    return tuple(sorted({each.name for each in sets if each.requirements}))


def _name(name: str) -> str:
    return str(canonicalize_name(name))


def _note(kind: str, names: tuple[str, ...]) -> Note:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    many, verb, them = ("s", "are", "them") if len(names) > 1 else ("", "is", "it")
    listed = ", ".join(names[:_SHOWN])
    text = f"{kind}{many} {listed}{more} {verb} left out; --all-{kind}s adds {them}"
    return Note(code=f"{kind}s-left-out", text=text)
