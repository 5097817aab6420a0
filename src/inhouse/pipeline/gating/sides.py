"""Both sides of the comparison as sets of files: what was there before, and the working tree."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from inhouse import lockfiles
from inhouse.errors import InputError, LockfileError
from inhouse.lockfiles import requirements
from inhouse.lockfiles._choose import candidates
from inhouse.model.lock import Lockfile
from inhouse.model.toml_text import toml_tables
from inhouse.tree.committed import Committed
from inhouse.workspace import MAX_FILE_BYTES, MAX_LOCK_BYTES, Workspace

PYPROJECT = "pyproject.toml"
_INCLUDES = re.compile(r"^[ \t]*(?:-r|-c|--r|--c).*", re.MULTILINE)
_PLAIN_INCLUDE = re.compile(r"[ \t]*(?:-r|-c|--requirement|--constraint)[ =]+([\w./-]+)[ \t\r]*")


class Files(Protocol):
    """What is asked of either side; paths are relative to the project."""

    def names(self) -> tuple[str, ...]:
        """Return the names of the files in the project's folder."""

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files in one of its folders."""

    def exists(self, rel: str) -> bool:
        """Tell whether there is such a file."""

    def read(self, rel: str) -> bytes:
        """Return a file's bytes; InputError where they cannot be had."""


class BaseFiles:
    """The files of the commit that is compared with."""

    def __init__(self, committed: Committed) -> None:
        self.committed = committed

    def names(self) -> tuple[str, ...]:
        """Return the names of the files in the project's folder."""
        return self.committed.names()

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files in one of its folders."""
        return self.committed.names_in(folder)

    def exists(self, rel: str) -> bool:
        """Tell whether there is such a file."""
        return self.committed.exists(rel)

    def read(self, rel: str) -> bytes:
        """Return a file's bytes; InputError where they cannot be had."""
        is_lock = lockfiles.format_of(rel) is not None and not is_list(rel)
        return self.committed.read(rel, MAX_LOCK_BYTES if is_lock else MAX_FILE_BYTES)


class NamedLock:
    """One lock anywhere on disk that stands for all that was there before."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._folder = Workspace(place.resolve().parent)

    def names(self) -> tuple[str, ...]:
        """Return the lock's own name."""
        return (self.place.name,)

    def names_in(self, folder: str) -> tuple[str, ...]:  # noqa: ARG002 - of the protocol
        """Return nothing: it is one file."""
        return ()

    def exists(self, rel: str) -> bool:
        """Tell whether there is such a file beside it, which the lock may include."""
        return self._folder.exists(rel)

    def read(self, rel: str) -> bytes:
        """Return a file's bytes; InputError where they cannot be had."""
        return self._folder.read(rel)


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its files, and how they are called in errors (`of 1a2b3c4d5e`, or nothing).

    `named` are locks that stand where none is looked for: somebody has said so.
    """

    files: Files
    called: str = ""
    named: tuple[str, ...] = ()
    _texts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def text(self, rel: str) -> str:
        """Return a file as text; LockfileError where it is none."""
        if rel not in self._texts:
            try:
                self._texts[rel] = self.files.read(rel).decode("utf-8-sig")
            except UnicodeDecodeError as error:
                wrong = f"byte {error.start} is not UTF-8"
                raise LockfileError(rel + self.called, wrong, "restore the file") from error
        return self._texts[rel]

    def pyproject(self) -> dict[str, Any] | None:
        """Return the tables of pyproject.toml, None where there is none."""
        if PYPROJECT not in self.files.names():
            return None
        try:
            return toml_tables(self.text(PYPROJECT))
        except ValueError as error:
            wrong = f"is not TOML: {error}"
            raise InputError(PYPROJECT + self.called, wrong, "correct it") from error

    def naming(self, *locks: str | None) -> Side:
        """Return the side with further locks that somebody names, in this order."""
        found = tuple(posixpath.normpath(each.replace("\\", "/")) for each in locks if each)
        return replace(self, named=found)

    def near(self) -> tuple[str, ...]:
        """Return the paths that may be locks or manifests."""
        return (*self.files.names(), *self.files.names_in("requirements"))

    def maybe_locks(self) -> tuple[str, ...]:
        """Return the paths that are locks by their names, and what those of them include."""
        found: dict[str, None] = {}
        for name in self._candidates():
            found[name] = None
            if is_list(name):
                found |= dict.fromkeys(self._included(self.text(name), name))
        return tuple(found)

    def _included(self, text: str, name: str) -> tuple[str, ...]:
        """Return what a requirements file includes, at any depth, without reading it whole."""
        found: dict[str, None] = {}
        waiting = [(text, name)]
        while waiting:
            text, place = waiting.pop()
            for line in _INCLUDES.findall(text):
                plain = _PLAIN_INCLUDE.fullmatch(line)
                if plain is None or len(found) > requirements.MAX_FILES:
                    return _carefully(self.text(name), name, self.text)
                path = posixpath.normpath(posixpath.join(posixpath.dirname(place), plain[1]))
                if path in found or path.startswith(("../", "/")) or not self.files.exists(path):
                    continue
                found[path] = None
                waiting.append((self.text(path), path))
        return tuple(found)

    def locks(self, before: Container[str] = ()) -> tuple[str, ...]:
        """Return the paths of all locks: a list of requirements is one if it pins all it names.

        What somebody names as a lock is one, and so is what was one `before`: leaving a version
        out takes nothing out of sight.
        """
        return tuple(
            name
            for name in self._candidates()
            if not is_list(name) or name in self.named or name in before or self._is_pinned(name)
        )

    def loose(self, locks: Container[str]) -> tuple[tuple[str, str], ...]:
        """Return the lists of requirements that are no locks, each with the reason."""
        return tuple(
            (name, self._why_loose(name))
            for name in self._candidates()
            if is_list(name) and name not in locks and self.text(name).strip()
        )

    def _candidates(self) -> tuple[str, ...]:
        found = candidates(self.near())
        more = (name for name in self.named if name not in found and self.files.exists(name))
        return (*found, *dict.fromkeys(more))

    def _is_pinned(self, name: str) -> bool:
        try:
            return requirements.is_pinned(self.text(name), name, self.text)
        except InputError:  # cannot be read at all
            return False

    def _why_loose(self, name: str) -> str:
        try:
            requirements.parse(self.text(name), name, self.text)
        except InputError as error:
            return f"{error.place}: {error.wrong}"
        return f"{name} does not pin every package"

    def parsed(self, name: str) -> Lockfile:
        """Return a lock; LockfileError says what is wrong and on which side."""
        text = self.text(name)
        try:
            if is_list(name):
                # One that was emptied is none that was torn: it asks for nothing now.
                return requirements.parse(text if text.strip() else "#", name, self.text)
            return lockfiles.parse(name, text)
        except InputError as error:
            if not self.called:
                raise
            raise LockfileError(error.place + self.called, error.wrong, error.mend) from error


def is_list(name: str) -> bool:
    """Tell whether a file of this name is a list of requirements, which may be a lock or not."""
    known = lockfiles.format_of(name)
    return known is not None and known.FORMAT == requirements.FORMAT


def _carefully(text: str, name: str, read: Callable[[str], str]) -> tuple[str, ...]:
    try:
        return tuple(sorted(requirements.files_read(text, name, read)))
    except InputError:
        return ()  # said where the lock is read


def locks_above(root: Path, prefix: str) -> Path | None:
    """Return the nearest folder above, in the repository, that holds a lock: of a workspace."""
    for folder, _ in zip(root.parents, PurePosixPath(prefix).parts, strict=False):
        names = candidates(Workspace(folder).names())
        if any(not is_list(name) for name in names):
            return folder
    return None


def own_lock(name: str, workspace: Workspace) -> str | None:
    """Return the path in the project of what `--lock` names, None where it lies elsewhere."""
    if workspace.exists(name) and not Path(name).is_absolute():
        return PurePosixPath(name.replace("\\", "/")).as_posix()
    place = Path(name)
    if place.is_file():
        inside = place.resolve()
        if inside.is_relative_to(workspace.root):
            return inside.relative_to(workspace.root).as_posix()
    return None


def variables() -> Mapping[str, str]:
    """Return the environment variables that tell where a change is looked at."""
    return os.environ
