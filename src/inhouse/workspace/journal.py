"""What a write leaves on disk while it can still be undone: a folder in the project's root.

It holds the originals as `0.old`, `1.old`, ... and a manifest. The manifest is there from before
the first file changes until the change is final, so: with a manifest there is something to put
back, without one there is not. The run that writes holds a lock on it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inhouse.errors import InputError
from inhouse.workspace.preflight import JOURNAL, Checked, content, real_path

try:
    import fcntl
except ImportError:  # Windows: two runs in one project are kept apart by the folder alone
    fcntl = None  # type: ignore[assignment]

Step = Callable[[str], None]

_MANIFEST = "manifest.json"
_FINISHED = "finished.json"
_LOCK = "lock"
_NEW = ".inhouse-new-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A file of the write: digests of its texts (None: no file), and where its new text waits."""

    path: str
    before: str | None
    after: str | None
    loose: bool
    waits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Files in the order of their originals, and the folders made for them, parents first."""

    records: tuple[Record, ...]
    folders: tuple[str, ...]


def digest(data: bytes | None) -> str | None:
    """Return what stands for a text in the manifest."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def manifest_of(checked: Checked) -> Manifest:
    """Return the manifest of a write, with fresh names for the new texts."""
    token = secrets.token_hex(6)
    records = []
    for count, entry in enumerate(checked.entries):
        folder = entry.path.rpartition("/")[0]
        waits = f"{folder}/{_NEW}{token}-{count}" if folder else f"{_NEW}{token}-{count}"
        records.append(
            Record(
                path=entry.path,
                before=digest(entry.before),
                after=digest(entry.after),
                loose=entry.loose,
                waits=waits,
            )
        )
    return Manifest(records=tuple(records), folders=checked.folders)


class Journal:
    """The folder of one write. Nothing happens on disk before `begin` or `take`."""

    def __init__(self, root: Path, step: Step) -> None:
        self.root = root
        self.step = step
        self._folder = root / JOURNAL
        self._lock: int | None = None

    def begin(self) -> None:
        """Make the folder; InputError where another run has one."""
        self.step("journal")
        try:
            self._folder.mkdir(mode=0o700)
        except FileExistsError as error:
            raise InputError(
                JOURNAL, "another run is writing or was stopped", "run inhouse again"
            ) from error
        self.take()
        write_new(self._folder / ".gitignore", b"*\n")

    def take(self) -> bool:
        """Take the journal over if there is one; InputError while another run holds it."""
        if self._folder.is_symlink() or not self._folder.is_dir():
            return False
        if hasattr(os, "geteuid") and self._folder.stat().st_uid != os.geteuid():
            raise InputError(JOURNAL, "belongs to another user", "it is theirs to take back")
        self._lock = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        if fcntl is not None:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                self.release()
                raise InputError(
                    JOURNAL, "another run of inhouse is writing here", "wait for its end"
                ) from error
        return True

    @property
    def held(self) -> bool:
        """Whether this run has the journal."""
        return self._lock is not None

    def release(self) -> None:
        """Let other runs have the journal."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def keep(self, checked: Checked, manifest: Manifest) -> None:
        """Put the originals and then the manifest safely on disk."""
        for count, entry in enumerate(checked.entries):
            if entry.before is not None:
                self.step(f"keep {entry.path}")
                write_new(self._folder / f"{count}.old", entry.before, self.root / entry.path)
        self.step("manifest")
        text = json.dumps({"version": 1, **asdict(manifest)}, indent=1)
        draft = self._folder / "draft.json"
        write_new(draft, text.encode())
        sync(self._folder)
        draft.replace(self._folder / _MANIFEST)
        sync(self._folder)
        sync(self.root)

    def read(self) -> Manifest | None:
        """Return the manifest, None where there is none; InputError where it is not sound."""
        place = f"{JOURNAL}/{_MANIFEST}"
        data = content(self._folder / _MANIFEST, place)
        if data is None:
            return None
        try:
            return _manifest(json.loads(data), self.root)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(
                place, "is not what inhouse writes", f"look into {JOURNAL} and delete it"
            ) from error

    @property
    def finished(self) -> bool:
        """Whether the change was final, and only the folder is left."""
        return (self._folder / _FINISHED).is_file()

    def original(self, count: int) -> bytes | None:
        """Return the original of a record, None where it was put back already."""
        return content(self._folder / f"{count}.old", f"{JOURNAL}/{count}.old")

    def put_back(self, count: int, record: Record) -> None:
        """Move an original to where it was; that needs no room on the disk."""
        old, place = self._folder / f"{count}.old", self.root / record.path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            old.replace(place)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            waits = self.root / record.waits
            write_new(waits, old.read_bytes(), old)
            waits.replace(place)

    def settle(self) -> None:
        """Say that nothing is to be put back any more: the one moment that makes it final."""
        self.step("settle")
        with contextlib.suppress(FileNotFoundError):
            (self._folder / _MANIFEST).replace(self._folder / _FINISHED)
        sync(self._folder)

    def discard(self) -> None:
        """Remove all after everything was put back; without the manifest nothing is left to do."""
        self.step("discard")
        (self._folder / _MANIFEST).unlink(missing_ok=True)
        sync(self._folder)
        self.remove()

    def remove(self) -> None:
        """Delete the folder, and what says that the change is final last."""
        self.step("remove")
        with contextlib.suppress(FileNotFoundError):
            for name in sorted(os.listdir(self._folder)):  # noqa: PTH208 - names alone
                if name not in {_LOCK, _FINISHED}:
                    (self._folder / name).unlink()
        shutil.rmtree(self._folder, ignore_errors=True)
        self.release()


def write_new(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a file that was not there, through to the disk, with another's owner and mode."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o644 if like is None else 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if like is not None:
            facts, own = like.stat(), os.fstat(handle)
            if (facts.st_uid, facts.st_gid) != (own.st_uid, own.st_gid):
                _give(path, facts, like)
            shutil.copystat(like, path)
        os.fsync(handle)


def _give(path: Path, facts: os.stat_result, like: Path) -> None:
    try:
        os.chown(path, facts.st_uid, facts.st_gid)
    except PermissionError as error:
        raise InputError(
            like.name, "belongs to another user or group", "only its owner can rewrite it"
        ) from error


def sync(folder: Path) -> None:
    """Put the names in a folder through to the disk, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _manifest(found: Any, root: Path) -> Manifest:
    if found["version"] != 1:
        raise ValueError("version")
    records = tuple(Record(**each) for each in found["records"])
    for record in records:
        texts = (record.before, record.after)
        if not all(isinstance(each, str) or each is None for each in texts):
            raise ValueError("digest")
        if not isinstance(record.loose, bool):
            raise ValueError("loose")
        name = record.waits.rpartition("/")[2]
        if not name.startswith(_NEW) or real_path(root, record.waits) != record.waits:
            raise ValueError(record.waits)
    paths = (*(record.path for record in records), *found["folders"])
    for path in paths:
        if real_path(root, path) != path:
            raise ValueError(path)
    return Manifest(records=records, folders=tuple(found["folders"]))
