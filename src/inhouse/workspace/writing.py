"""Writes a patch so that afterwards either all of it is there, or nothing of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Set
from pathlib import Path

from inhouse.errors import IncompleteError, InhouseError, InputError
from inhouse.model.lock import Note
from inhouse.model.patch import Patch
from inhouse.workspace.journal import (
    Journal,
    Manifest,
    Record,
    Step,
    digest,
    manifest_of,
    sync,
    write_new,
)
from inhouse.workspace.preflight import JOURNAL, Checked, Entry, check, content
from inhouse.workspace.unhurried import unhurried


class Undo:
    """A write that is done and can still be taken back; one of the two must be called."""

    def __init__(self, journal: Journal | None, forget: Callable[[], None]) -> None:
        self._journal = journal
        self._forget = forget

    def undo(self) -> None:
        """Put back all files as they were before the write.

        InputError, with nothing put back, if a file has been changed by others since; its
        original then stays where the message says.
        """
        journal = self._journal
        if journal is not None:
            with unhurried():
                roll_back(journal)
                self._end()

    def done(self) -> None:
        """Make the write final and forget the originals."""
        journal = self._journal
        if journal is not None:
            with unhurried():
                journal.settle()
                journal.remove()
                self._end()

    def _end(self) -> None:
        self._journal = None
        self._forget()


def write(root: Path, patch: Patch, guard: tuple[str, ...], step: Step) -> Journal | None:
    """Write a patch and return its open journal; None where there is nothing to do.

    `step` is called before each single change on disk.
    """
    try:
        checked = check(root, patch, guard)
    except OSError as error:
        raise _unwritten(error) from error
    if not checked.entries:
        return None
    journal = Journal(root, step)
    touched: set[str] = set()
    try:
        with unhurried():
            journal.begin()
        manifest = manifest_of(checked)
        journal.keep(checked, manifest)
        _prepare(root, checked, manifest, step)
        for entry, record in zip(checked.entries, manifest.records, strict=True):
            if entry.after != entry.before:
                _put(root, entry, record, step, touched)
        for folder in {(root / entry.path).parent for entry in checked.entries}:
            sync(folder)
    except BaseException as error:
        _back_out(journal, error, touched)
        raise
    return journal


def _prepare(root: Path, checked: Checked, manifest: Manifest, step: Step) -> None:
    """Do all that takes room or may be refused while every file is still as it was."""
    for folder in checked.folders:
        step(f"folder {folder}")
        (root / folder).mkdir()
        sync((root / folder).parent)
    for entry, record in zip(checked.entries, manifest.records, strict=True):
        if entry.after is not None and entry.after != entry.before:
            step(f"new {entry.path}")
            place = root / entry.path
            write_new(root / record.waits, entry.after, None if entry.before is None else place)
            os.utime(root / record.waits)


def _put(root: Path, entry: Entry, record: Record, step: Step, touched: set[str]) -> None:
    place = root / entry.path
    step(f"put {entry.path}")
    if content(place, entry.path) != entry.before:
        raise InputError(entry.path, "changed while inhouse was writing", "run inhouse again")
    touched.add(entry.path)
    if entry.after is None:
        place.unlink()
    else:
        (root / record.waits).replace(place)


def _back_out(journal: Journal, error: BaseException, touched: set[str]) -> None:
    """Put everything back, and say an error of the system in a line of our own."""
    if not journal.held:  # it is another run's, or was never made
        if isinstance(error, OSError):
            raise _unwritten(error) from error
        return
    try:
        with unhurried():
            roll_back(journal, touched)
    except (OSError, InhouseError) as second:
        said = second.strerror if isinstance(second, OSError) else second
        raise IncompleteError(
            f"the write failed ({_told(error)}) and not all could be put back: {said}; "
            f"the originals are in {JOURNAL}, and the next run tries again"
        ) from error
    if isinstance(error, OSError):
        raise _unwritten(error) from error


def _unwritten(error: OSError) -> IncompleteError:
    return IncompleteError(f"{_told(error)}; nothing was changed")


def _told(error: BaseException) -> str:
    if isinstance(error, OSError):
        name = Path(os.fsdecode(error.filename)).name if error.filename else "writing"
        return f"{name}: {error.strerror or error}"
    return str(error) or type(error).__name__


def roll_back(journal: Journal, touched: Set[str] | None = None) -> int:
    """Put back every file and remove the journal; returns how many files differed.

    `touched` are the files that were written so far, where that is known: others are let be.
    May be broken off anywhere and called again. InputError, with nothing done, where a file is
    neither as before nor as written.
    """
    manifest = journal.read()
    if manifest is None:
        journal.remove()
        return 0
    changed = [
        (count, record)
        for count, record in enumerate(manifest.records)
        if (touched is None or record.path in touched) and _differs(journal, count, record)
    ]
    for record in manifest.records:
        if os.path.lexists(journal.root / record.waits):
            journal.step(f"drop {record.waits}")
            (journal.root / record.waits).unlink()
    for count, record in changed:
        journal.step(f"back {record.path}")
        if record.before is None:
            (journal.root / record.path).unlink()
        else:
            journal.put_back(count, record)
    for made in reversed(manifest.folders):
        journal.step(f"unfold {made}")
        _remove_folder(journal.root / made)
    for folder in {(journal.root / record.path).parent for record in manifest.records}:
        sync(folder)
    journal.discard()
    return len(changed)


def _differs(journal: Journal, count: int, record: Record) -> bool:
    now = digest(content(journal.root / record.path, record.path))
    if now == record.before:
        return False
    kept = record.before is None or digest(journal.original(count)) == record.before
    if not kept or not (record.loose or now == record.after):
        raise InputError(
            record.path,
            "changed since inhouse wrote it",
            f"the originals are in {JOURNAL}, this one is {count}.old: "
            "take from there what you want back and delete that folder",
        )
    return True


def _remove_folder(folder: Path) -> None:
    """Remove a folder that was made for the write, unless something else is in it by now."""
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)  # of the files just removed
    try:
        folder.rmdir()
    except OSError:
        return


def recover(root: Path, step: Step) -> tuple[Note, ...]:
    """Take back what a killed run left half-written; a note says what was done."""
    journal = Journal(root, step)
    try:
        if not journal.take():
            return ()
        try:
            return (Note(code="recovered", text=_recovered(journal)),)
        finally:
            journal.release()
    except OSError as error:
        raise IncompleteError(
            f"{JOURNAL}: an interrupted write could not be taken back: {_told(error)}"
        ) from error


def _recovered(journal: Journal) -> str:
    with unhurried():
        if journal.finished:
            journal.remove()
            return "an earlier run was stopped after its write was complete; what it wrote stays"
        count = roll_back(journal)
    if not count:
        return "an earlier run was stopped before it had changed a file; its remains are removed"
    files = "1 file is" if count == 1 else f"{count} files are"
    return f"an earlier run was stopped while it wrote; {files} again as before it"
