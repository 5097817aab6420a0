"""Which extras and dependency groups of the projects count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packaging.utils import canonicalize_name

from inhouse.errors import UsageError
from inhouse.model.lock import Lockfile, Manifest, Member, Selection

RUNTIME = "runtime"  # the group of plain requirements


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Names of the active groups and extras, normalised."""

    groups: frozenset[str]
    extras: frozenset[str]


def members_of(lock: Lockfile, manifest: Manifest) -> tuple[Member, ...]:
    """Return the projects whose requirements count: the lock's, else the manifest's."""
    if any(m.requirements or m.extras or m.dev_groups for m in lock.members):
        return lock.members
    return manifest.members or lock.members


def choose(
    lock: Lockfile, manifest: Manifest, selection: Selection, *, universal: bool = False
) -> Chosen:
    """Work out the active names; UsageError for a name that nothing declares.

    The defaults are those of the root project's manifest, for all members, as in uv. Without any
    manifest nobody says which groups are defaults: all of the lock's are then.
    """
    members = members_of(lock, manifest)
    extras = _declared(extra.name for member in members for extra in member.extras)
    extras |= _declared(lock.extras)
    # Some formats list extras among the groups of an entry.
    listed = _declared(name for package in lock.packages for name in package.groups or ())
    groups = listed - extras - {RUNTIME}
    groups |= _declared(group.name for member in members for group in member.dev_groups)
    groups |= _declared(lock.groups)
    defaults = _defaults(lock, manifest, groups)
    wanted = _checked(selection.groups, groups, "dependency group")
    active = groups if selection.all_groups or universal else defaults
    if selection.no_dev:
        active = active - defaults
    always = _declared(lock.default_groups)
    every = selection.all_extras or (universal and not selection.no_dev)
    return Chosen(
        groups=frozenset(active | wanted | always),
        extras=frozenset(extras if every else _checked(selection.extras, extras, "extra")),
    )


def _defaults(lock: Lockfile, manifest: Manifest, groups: set[str]) -> set[str]:
    members = manifest.members or lock.members
    if not members:
        return groups
    root = next((member for member in members if member.path == "."), members[0])
    return _declared(root.default_groups) & groups


def _checked(names: Iterable[str], known: set[str], what: str) -> set[str]:
    wanted = _declared(names)
    for name in sorted(wanted - known):
        choice = f"known: {', '.join(sorted(known))}" if known else "the project has none"
        raise UsageError(f"no {what} is called {name!r}; {choice}")
    return wanted


def _declared(names: Iterable[str]) -> set[str]:
    return {str(canonicalize_name(name)) for name in names}
