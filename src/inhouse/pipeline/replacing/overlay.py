"""The project's files as they will be once the changes so far are written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from inhouse.errors import InputError
from inhouse.model.patch import FileChange, Patch, patch_of
from inhouse.workspace import Workspace


class Overlay:
    """Reads a workspace through a growing patch; nothing is written."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.patch = Patch()
        self.baseline: Any = None  # results of the project's tests without any change

    @cached_property
    def python(self) -> dict[str, bytes]:
        """All readable Python files as they are on disk."""
        found = {}
        for path in self.workspace.python_files():
            try:
                found[path] = self.workspace.read(path)
            except InputError:
                continue  # the audit has said so
        return found

    @property
    def changed(self) -> dict[str, bytes | None]:
        """What the changes so far will leave in each file."""
        return {each.path: each.after for each in self.patch.changes}

    def current(self) -> dict[str, bytes]:
        """Return all Python files with the changes so far."""
        found = dict(self.python)
        for path, after in self.changed.items():
            if after is None:
                found.pop(path, None)
            elif path.endswith((".py", ".pyi")):
                found[path] = after
        return found

    def read(self, path: str) -> bytes | None:
        """Return one file with the changes so far, None where there is none."""
        changed = self.changed
        if path in changed:
            return changed[path]
        return self.workspace.read(path) if self.workspace.exists(path) else None

    def apply(self, changes: Iterable[FileChange]) -> None:
        """Add changes, each made from the present state; what is a link changes where it leads."""
        real = [each for each in changes if not (self.workspace.root / each.path).is_symlink()]
        self.patch = self.patch.then(patch_of(real))
