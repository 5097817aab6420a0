"""The project's files as they will be once the changes so far are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from inhouse.errors import InputError
from inhouse.model.patch import FileChange, Patch, patch_of
from inhouse.workspace import Workspace


class Overlay:
    """Reads a workspace through a growing patch; nothing is written."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.patch = Patch()

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
        """Add changes, each made from the present state."""
        self.patch = self.patch.then(patch_of(changes))


def mentioning(files: Mapping[str, bytes], packages: Iterable[str]) -> dict[str, bytes]:
    """Return the files whose bytes name one of the import packages, and those that import these.

    The latter matter where a module passes a name on. A search for words reads 100 MB a second
    and more; only what it finds is parsed.
    """
    roots = {each.partition(".")[0] for each in packages}
    word = re.compile(rb"\b(?:%s)\b" % b"|".join(re.escape(each.encode()) for each in roots))
    found = {path: data for path, data in files.items() if word.search(data)}
    names = {_last(path) for path in found} - {"conftest"}
    if not names:
        return found
    listed = b"|".join(re.escape(each.encode()) for each in sorted(names))
    passed_on = re.compile(
        rb"^[ \t]*(?:from[ \t]+[\w.]*\b(?:%s)[ \t]+import|from[ \t]+\.+[ \t]+import)" % listed,
        re.MULTILINE,
    )
    more = {path: data for path, data in files.items() if passed_on.search(data)}
    return dict(sorted((found | more).items()))


def _last(path: str) -> str:
    """Return the last part of a module's dotted name."""
    parts = path.rpartition(".")[0].split("/")
    return parts[-2] if parts[-1] == "__init__" and len(parts) > 1 else parts[-1]
