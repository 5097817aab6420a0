"""A change to the user's tree, held in memory until all of it is known to be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Change = Literal["added", "modified", "deleted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file before and after; `path` is relative to the project root, `/` between parts.

    `before` is None for a file that does not exist yet, `after` for one that is to be deleted.
    """

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def change(self) -> Change:
        """What happens to the file."""
        if self.before is None:
            return "added"
        return "deleted" if self.after is None else "modified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """Changes to different files, sorted by path; each really changes something."""

    changes: tuple[FileChange, ...] = ()

    def after(self, path: str) -> bytes | None:
        """Return what a changed file will hold; KeyError if the patch does not touch it."""
        for change in self.changes:
            if change.path == path:
                return change.after
        raise KeyError(path)

    def then(self, later: Patch) -> Patch:
        """Return both changes as one; ValueError where `later` was made from another state."""
        found = {change.path: change for change in self.changes}
        for change in later.changes:
            first = found.get(change.path)
            if first is None:
                found[change.path] = change
                continue
            if first.after != change.before:
                raise ValueError(f"{change.path}: the second change was made from another text")
            found[change.path] = replace(change, before=first.before)
        return patch_of(found.values())


def patch_of(changes: Iterable[FileChange]) -> Patch:
    """Return the patch of an iterable of changes, without those that change nothing."""
    real = [each for each in changes if each.before != each.after]
    return Patch(changes=tuple(sorted(real, key=lambda each: each.path)))
