"""Everything that can be known to go wrong with a write, found before anything is touched."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from inhouse.errors import IncompleteError, InputError
from inhouse.model.patch import FileChange, Patch

JOURNAL = ".inhouse-undo"
_FOREIGN = {".git", ".hg", ".svn", JOURNAL}
_BLOCK = 4096  # bytes that a small file takes at most, with its entry in the folder
_AGAIN = "run inhouse again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file before and after; `path` is where it really is, with no symbolic link on the way.

    `loose`: others may write it between the write and its undo; where before and after are equal,
    it is only remembered.
    """

    path: str
    before: bytes | None
    after: bytes | None
    loose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Files to be written and folders to be made, parents first."""

    entries: tuple[Entry, ...]
    folders: tuple[str, ...]


def check(root: Path, patch: Patch, guard: tuple[str, ...]) -> Checked:
    """Check a patch against the disk; InputError or IncompleteError names what is in the way."""
    found: dict[str, Entry] = {}
    for change in patch.changes:
        entry = _entry(root, change)
        first = found.setdefault(entry.path, entry)
        if first != entry:  # two names of one file
            raise InputError(change.path, f"is the same file as {entry.path}", "keep one of them")
    for path in guard:
        real = real_path(root, path)
        changed = found.get(real)
        now = content(root / real, path)
        found[real] = Entry(
            path=real, before=now, after=changed.after if changed else now, loose=True
        )
    folders: dict[str, None] = {}
    for entry in found.values():
        if entry.after != entry.before:
            folders.update(dict.fromkeys(_places(root, entry.path)))
    _writable(root, ".")
    entries = tuple(found[path] for path in sorted(found))
    _room(root, entries)
    return Checked(entries=entries, folders=tuple(folders))


def real_path(root: Path, rel: str) -> str:
    """Return where a file really is, relative to the root; InputError where it may not be."""
    parts = rel.split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or "\0" in rel:
        raise InputError(repr(rel), "is no path inside the project", "nothing was written")
    try:
        real = (root / rel).resolve()
        if not real.is_relative_to(root):
            raise InputError(rel, "lies outside the project", "only files inside it are written")
        if real.is_symlink():
            raise InputError(rel, "is a symbolic link that leads nowhere", "mend or remove it")
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(repr(rel), "cannot be resolved", "check its symbolic links") from error
    inside = real.relative_to(root)
    foreign = [part for part in inside.parts if part.casefold() in _FOREIGN]
    if foreign or not inside.parts:
        where = foreign[0] if foreign else "the project folder"
        raise InputError(rel, f"lies in {where}", "that is not the project's own code")
    return inside.as_posix()


def content(path: Path, shown: str) -> bytes | None:
    """Return a regular file's bytes, None where there is no such file."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(shown, error.strerror or str(error)) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError(shown, "not a regular file", "nothing was written")
    with os.fdopen(handle, "rb") as file:
        return file.read()


def _entry(root: Path, change: FileChange) -> Entry:
    rel = change.path
    real = real_path(root, rel)
    if real != rel and change.after is None:
        raise InputError(rel, f"leads to {real}", "delete it by hand: a link is never deleted")
    now = content(root / real, rel)
    if now != change.before:
        if change.before is None:
            raise InputError(rel, "exists already", "move it away or name another place")
        raise InputError(rel, "is gone" if now is None else "changed since it was read", _AGAIN)
    if now is not None:
        mode = (root / real).stat().st_mode
        if not mode & 0o222 or not os.access(root / real, os.W_OK):
            raise InputError(rel, "is read-only", "make it writable")
    return Entry(path=real, before=now, after=change.after)


def _places(root: Path, path: str) -> list[str]:
    """Return the folders above a file that are not there, outermost first."""
    missing = []
    parts = path.split("/")[:-1]
    for count in range(len(parts), -1, -1):
        folder = "/".join(parts[:count]) or "."
        if (root / folder).is_dir():
            _writable(root, folder)
            break
        if os.path.lexists(root / folder):
            raise InputError(folder, "is a file", f"{path} needs a folder of this name")
        missing.append(folder)
    return missing[::-1]


def _writable(root: Path, folder: str) -> None:
    if not os.access(root / folder, os.W_OK | os.X_OK):
        raise InputError(folder, "this folder is read-only", "make it writable")


def _room(root: Path, entries: tuple[Entry, ...]) -> None:
    """Both texts of each file are on disk for a while."""
    needed = sum(
        len(text or b"") + _BLOCK for each in entries for text in (each.before, each.after)
    )
    usage = shutil.disk_usage(root)
    if usage.total and usage.free < needed:
        raise IncompleteError(
            f"{root}: the change needs {needed:,} bytes and {usage.free:,} are free; "
            "nothing was written"
        )
