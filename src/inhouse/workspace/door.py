"""Lists the files of the user's tree once, by kind, reads them within limits, and writes patches.

Nothing is followed out of the root, nothing that is not a regular file is opened, and what cannot
be listed or read is a note.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from inhouse.errors import InputError, UsageError
from inhouse.model.file_names import is_configuration
from inhouse.model.lock import Note
from inhouse.model.patch import Patch

if TYPE_CHECKING:
    from inhouse.workspace.writing import Undo

MAX_LOCK_BYTES = 100_000_000
MAX_FILE_BYTES = 5_000_000
MAX_DEPTH = 60  # folders inside folders
MAX_FILES = 200_000

# Folders that hold no source of the project's own.
_SKIPPED = frozenset(
    {
        "__pycache__",
        "node_modules",
        "bower_components",
        "site-packages",
        "dist-packages",
        "__pypackages__",
        "buck-out",
        "CVS",
        "_darcs",
        "htmlcov",
    }
)
_MADE = frozenset({"build", "dist", "venv", "virtualenv"})  # unless they are import packages
_HIDDEN_KEPT = frozenset({".github", ".gitlab", ".circleci", ".ci", ".buildkite", ".devcontainer"})
_PYTHON = (".py", ".pyi", ".pyw")
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock")


@dataclass(frozen=True, slots=True)
class FileStat:
    """Size in bytes and time of last change in nanoseconds, as listed."""

    size: int
    mtime_ns: int


class Workspace:
    """One project on disk. Paths are relative to `root`, with `/` between the parts.

    `exclude` are patterns of paths or folder names that are not the project's own source.
    """

    def __init__(self, root: Path, exclude: tuple[str, ...] = ()) -> None:
        try:
            kind = root.stat().st_mode
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise UsageError(f"{root}: {why}; name a project folder") from error
        if not stat.S_ISDIR(kind):
            raise UsageError(f"{root}: not a folder; name the folder that holds the lockfile")
        self.root = root.resolve()
        self._exclude = tuple(pattern.strip("/") for pattern in exclude)
        self._notes: list[Note] = []
        self._open: Undo | None = None

    @property
    def notes(self) -> tuple[Note, ...]:
        """What could not be listed so far."""
        return tuple(dict.fromkeys(self._notes))

    def read(self, rel: str) -> bytes:
        """Return a file's bytes; InputError where it is missing, irregular, outside or too big.

        Lockfiles may have 100 MB, anything else 5 MB.
        """
        name = rel.rpartition("/")[2]
        is_lock = name in _LOCKS or name.endswith(".lock") or name.startswith("pylock.")
        limit = MAX_LOCK_BYTES if is_lock else MAX_FILE_BYTES
        path = self._inside(rel)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(path, flags)
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise InputError(rel, "not a regular file", "nothing was read from it")
                data = file.read(limit + 1)
        except (OSError, ValueError) as error:
            raise InputError(rel, getattr(error, "strerror", None) or str(error)) from error
        if len(data) > limit:
            raise InputError(rel, f"larger than {limit // 1_000_000} MB", "such files are not read")
        return data

    def _inside(self, rel: str) -> Path:
        path = self.root / rel
        try:
            resolved = path.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise InputError(rel, "cannot be resolved", "check its symbolic links") from error
        if not resolved.is_relative_to(self.root):
            raise InputError(rel, "lies outside the project", "only files inside it are read")
        return path

    def exists(self, rel: str) -> bool:
        """Tell whether a regular file of this name exists inside the project."""
        try:
            return self._inside(rel).is_file()
        except (InputError, OSError):
            return False

    def write(
        self,
        patch: Patch,
        *,
        guard: tuple[str, ...] = (),
        step: Callable[[str], None] = lambda _: None,
    ) -> Undo:
        """Write a patch: all of it, or on any failure or interrupt nothing.

        Until `done()` or `undo()` of the result is called, the originals are in `.inhouse-undo`
        and a killed run can be taken back by `recover`. `guard` names files that somebody else
        may write meanwhile (the lockfile) and that an undo puts back too. `step` is told each
        change on disk before it happens. InputError: a file is not as the patch expects it, is
        read-only or elsewhere; IncompleteError: the system refused, a full disk for one.
        """
        from inhouse.workspace.writing import Undo, write

        self.__dict__.pop("_files", None)
        self.__dict__.pop("_top", None)
        journal = write(self.root, patch, guard, step)
        undo = Undo(journal, self._forget)
        self._open = undo if journal is not None else None
        return undo

    def _forget(self) -> None:
        self._open = None
        self.__dict__.pop("_files", None)
        self.__dict__.pop("_top", None)

    def recover(self, *, step: Callable[[str], None] = lambda _: None) -> tuple[Note, ...]:
        """Take back what a killed run, or this one, has left unfinished; () where nothing is.

        InputError where a file has been changed since by others: nothing is touched then.
        """
        from inhouse.workspace.writing import recover

        if self._open is not None:
            self._open.undo()
            return ()
        return recover(self.root, step)

    @cached_property
    def _top(self) -> tuple[str, ...]:
        try:
            with os.scandir(self.root) as entries:
                return tuple(sorted(entry.name for entry in entries if _is_file(entry)))
        except OSError as error:
            raise UsageError(
                f"{self.root}: {error.strerror}; the folder is not readable"
            ) from error

    def names(self) -> tuple[str, ...]:
        """Return the names of the files directly in the root, sorted."""
        return self._top

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files directly in one folder, sorted; () where there is none."""
        try:
            with os.scandir(self._inside(folder)) as entries:
                return tuple(sorted(f"{folder}/{each.name}" for each in entries if _is_file(each)))
        except (InputError, OSError):
            return ()

    def stat(self, rel: str) -> FileStat:
        """Return size and time of a listed file."""
        return self._files[rel]

    def stats(self) -> dict[str, tuple[int, int]]:
        """Return (size, mtime in ns) of all listed files."""
        return {rel: (each.size, each.mtime_ns) for rel, each in self._files.items()}

    def python_files(self) -> tuple[str, ...]:
        """Return the Python sources and stubs, sorted."""
        return tuple(rel for rel in self._files if rel.endswith(_PYTHON))

    def notebooks(self) -> tuple[str, ...]:
        """Return the notebooks, sorted."""
        return tuple(rel for rel in self._files if rel.endswith(".ipynb"))

    def config_files(self) -> tuple[str, ...]:
        """Return the files in which packages are named other than by import, sorted."""
        return tuple(rel for rel in self._files if is_configuration(rel))

    def paths(self, wanted: Callable[[str], bool]) -> tuple[str, ...]:
        """Return the files of any kind whose relative path is wanted, sorted."""
        return tuple(sorted(rel for rel, _ in self._walk() if wanted(rel)))

    @cached_property
    def _files(self) -> dict[str, FileStat]:
        found: dict[str, FileStat] = {}
        for rel, entry in self._walk():
            name = entry.name
            if not (name.endswith((*_PYTHON, ".ipynb")) or is_configuration(rel)):
                continue
            try:
                facts = entry.stat()
            except OSError as error:
                self._note(rel, error)
                continue
            if stat.S_ISREG(facts.st_mode):
                found[rel] = FileStat(facts.st_size, facts.st_mtime_ns)
            if len(found) >= MAX_FILES:
                self._notes.append(
                    Note(code="many-files", text=f"only the first {MAX_FILES} files were read")
                )
                break
        return dict(sorted(found.items()))

    def _walk(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        folders = [("", 0)]
        while folders:
            folder, depth = folders.pop()
            try:
                with os.scandir(self.root / folder) as entries:
                    listed = list(entries)
            except OSError as error:
                self._note(folder or ".", error)
                continue
            names = {entry.name for entry in listed}
            made = folder.rpartition("/")[2] in _MADE and "__init__.py" not in names
            if folder and ("pyvenv.cfg" in names or made):
                continue
            for entry in listed:
                rel = f"{folder}/{entry.name}" if folder else entry.name
                if self._excluded(rel, entry.name) or not _encodable(rel):
                    continue
                if _is_folder(entry):
                    if depth < MAX_DEPTH and not _is_skipped(entry.name):
                        folders.append((rel, depth + 1))
                elif entry.is_symlink() and not self._leads_inside(rel):
                    continue
                else:
                    yield rel, entry

    def _leads_inside(self, rel: str) -> bool:
        try:
            self._inside(rel)
        except InputError:
            if rel.endswith(_PYTHON):
                self._notes.append(Note(code="outside", text=f"{rel}: leads outside; not read"))
            return False
        return True

    def _excluded(self, rel: str, name: str) -> bool:
        return any(fnmatchcase(rel, each) or fnmatchcase(name, each) for each in self._exclude)

    def _note(self, rel: str, error: OSError) -> None:
        text = f"{rel}: {error.strerror or error}; not read"
        self._notes.append(Note(code="unreadable", text=text))


def _encodable(rel: str) -> bool:
    """Names that are not text in the file system's encoding cannot be shown or cached."""
    try:
        rel.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)  # linked folders are met where they really are
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_skipped(name: str) -> bool:
    if name.startswith("."):
        return name not in _HIDDEN_KEPT
    return name in _SKIPPED or name.endswith((".egg-info", ".dist-info", ".egg"))
