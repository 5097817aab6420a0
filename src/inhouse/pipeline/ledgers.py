"""The ledgers of a project: what was taken in-house, and whether it is still as it was written.

A ledger is a file like any other of the project: anybody may have written it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inhouse.errors import InputError
from inhouse.model.evidence import Maybe, Missing
from inhouse.model.lock import Note
from inhouse.workspace import Workspace

if TYPE_CHECKING:  # most projects have no ledger
    from inhouse.model.taken import LedgerEntry

LEDGER = "_inhouse/ledger.toml"
# A package of 10,000 definitions, each recorded by name and digest, takes about 1.2 MB.
MAX_BYTES = 2_000_000
MAX_ENTRIES = 500
MAX_FILES = 5_000  # of one entry
_MAX_NOTE = 300  # characters; a wrong value is part of the message


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One entry and the ledger that holds it; `file` is relative to the project's root."""

    file: str
    entry: LedgerEntry

    @property
    def paths(self) -> tuple[str, ...]:
        """The owned files, relative to the project's root."""
        folder = self.file.removesuffix("ledger.toml")
        return tuple(f"{folder}{name}" for name, _ in self.entry.files[:MAX_FILES])


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedFiles:
    """What became of an entry's files.

    `edited` are those with other bytes than were recorded, `gone` those that are not there, both
    relative to the project's root; `unread` says why others were not compared. `lines` counts code
    lines as they are now.
    """

    edited: tuple[str, ...]
    gone: tuple[str, ...]
    unread: tuple[str, ...]
    lines: Maybe[int]


def recorded_in(workspace: Workspace) -> tuple[tuple[Recorded, ...], tuple[Note, ...]]:
    """Return every entry of every ledger; a ledger that cannot be read is a note."""
    found: list[Recorded] = []
    notes: list[Note] = []
    for path in workspace.config_files():
        if f"/{path}".endswith(f"/{LEDGER}"):
            try:
                found += [Recorded(file=path, entry=entry) for entry in _read(workspace, path)]
            except InputError as error:
                notes.append(_note(str(error)))
    if len(found) > MAX_ENTRIES:
        notes.append(_note(f"only the first {MAX_ENTRIES} of {len(found):,} entries are looked at"))
    return tuple(found[:MAX_ENTRIES]), tuple(notes)


def _note(text: str) -> Note:
    shown = text if len(text) <= _MAX_NOTE else f"{text[:_MAX_NOTE]} [cut]"
    return Note(code="ledger", text=shown)


def _read(workspace: Workspace, path: str) -> tuple[LedgerEntry, ...]:
    from inhouse.codemod.inlining import read_ledger

    if workspace.stat(path).size > MAX_BYTES:
        raise InputError(path, f"larger than {MAX_BYTES // 1_000_000} MB", "it is not read")
    try:
        text = workspace.read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start} is not UTF-8", "restore the file") from None
    try:
        return read_ledger(text)
    except InputError as error:
        place = path + error.place.removeprefix("ledger.toml")
        raise InputError(place, error.wrong, error.mend) from None


def files_of(workspace: Workspace, recorded: Recorded) -> OwnedFiles:
    """Compare an entry's files with what was recorded of them, and count their lines."""
    edited: list[str] = []
    gone: list[str] = []
    unread: list[str] = []
    sources: list[tuple[str, bytes]] = []
    for path, (name, digest) in zip(recorded.paths, recorded.entry.files, strict=False):
        if not _is_below(name):
            unread.append(f"{path}: lies outside the folder")
            continue
        try:
            data = workspace.read(path)
        except InputError as error:
            if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
                gone.append(path)
            else:
                unread.append(str(error))
            continue
        if not _is_as_recorded(data, digest):
            edited.append(path)
        if path.endswith(".py"):
            sources.append((path, data))
    more = len(recorded.entry.files) - MAX_FILES
    if more > 0:
        unread.append(f"only the first {MAX_FILES:,} files are compared")
    return OwnedFiles(
        edited=tuple(edited), gone=tuple(gone), unread=tuple(unread), lines=_lines(sources)
    )


def _is_below(name: str) -> bool:
    """Tell whether a path stays below the ledger's folder on every system."""
    parts = name.replace("\\", "/").split("/")
    return ":" not in name and not {"", ".", ".."} & set(parts)


def _is_as_recorded(data: bytes, digest: str) -> bool:
    """Tell whether the bytes are those recorded; other line ends are git's doing and no edit."""
    if _digest(data) == digest:
        return True
    return b"\r\n" in data and _digest(data.replace(b"\r\n", b"\n")) == digest


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _lines(sources: Iterable[tuple[str, bytes]]) -> Maybe[int]:
    from inhouse.codemod.inlining.counting import lines_of
    from inhouse.codemod.inlining.source import NotTakenError, source_of

    total = 0
    for path, data in sources:
        try:
            total += lines_of(source_of(path, data))
        except NotTakenError as error:
            return Missing(str(error))
        except (RecursionError, MemoryError):
            return Missing(f"{path}: nested too deeply")
    return total
