"""Answers from a folder (or zip) of OSV files: the door through which they are read.

A folder answers for what is in it: a package that none of its advisories names is clean as far as
they go, and the reason says how many there were. A file that cannot be read as an advisory could
have been about any package, so with one, nothing in the folder is called clean any more.
"""

from __future__ import annotations

import json
import os
import stat
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from inhouse.evidence.advisories.answers import Found, Question, answer_from, unknown
from inhouse.evidence.advisories.osv_format import Affected, MalformedError, read_advisory
from inhouse.model.evidence import AdvisoryAnswer
from inhouse.model.lock import Note

MAX_FILES = 200_000  # the whole PyPI export holds about 20,000
MAX_FILE_BYTES = 4_000_000
MAX_TOTAL_BYTES = 1_000_000_000
MAX_DEPTH = 20
NOTES_SHOWN = 10
# What zipfile raises for damaged, encrypted and unknown-method archives.
_BAD_ZIP = (zipfile.BadZipFile, OSError, RuntimeError, EOFError, ValueError, zlib.error)


@dataclass(slots=True)
class _Reading:
    """What the files said so far of the packages asked about."""

    wanted: frozenset[str]
    advisories: int = 0
    about: dict[str, list[Affected]] = field(default_factory=lambda: defaultdict(list))
    unread: list[tuple[str, str]] = field(default_factory=list)  # file, what is wrong

    def add(self, label: str, data: bytes) -> None:
        try:
            found = read_advisory(json.loads(data), self.wanted)
        except MalformedError as error:
            self.unread.append((label, str(error)))
        except (ValueError, RecursionError):
            self.unread.append((label, "is not JSON"))
        else:
            self.advisories += 1
            for name, entries in found.items():
                self.about[name] += entries


def ask_folder(
    questions: Collection[Question], folder: Path
) -> tuple[dict[Question, AdvisoryAnswer], tuple[Note, ...]]:
    """Return an answer for each (normalised name, version), and a note for each unread file."""
    reading = _Reading(frozenset(name for name, _ in questions))
    total = 0
    for number, (label, data) in enumerate(_files(folder)):
        total += len(data) if isinstance(data, bytes) else 0
        if number >= MAX_FILES or total > MAX_TOTAL_BYTES:
            reading.unread.append((label, "and all after it: the folder is too large"))
            break
        if isinstance(data, bytes):
            reading.add(label, data)
        else:
            reading.unread.append((label, data))
    answers = {one: _answer(one, reading, folder) for one in questions}
    return answers, tuple(_notes(reading, folder))


def _answer(question: Question, reading: _Reading, folder: Path) -> AdvisoryAnswer:
    name, version = question
    found: list[Found] = []
    doubt = ""
    for affected in reading.about.get(name, ()):
        try:
            if affected.concerns(version or ""):
                found.append(affected.found())
        except MalformedError as error:
            doubt = f"an advisory about it {error}"
    if reading.unread:
        first, wrong = reading.unread[0]
        more = f" and {len(reading.unread) - 1} more" if len(reading.unread) > 1 else ""
        doubt = doubt or f"{first} in {folder} {wrong}{more}"
    if not reading.advisories and not doubt:
        return unknown(f"{folder} holds no advisories")
    answer = answer_from(found, doubt)
    if answer.state == "clean":
        reason = f"in none of the {reading.advisories} advisories of {folder}"
        return AdvisoryAnswer(state="clean", reason=reason)
    return answer


def _notes(reading: _Reading, folder: Path) -> Iterator[Note]:
    for label, wrong in reading.unread[:NOTES_SHOWN]:
        yield Note(code="advisory-unread", text=f"{folder / label}: {wrong}")
    if len(reading.unread) > NOTES_SHOWN:
        text = f"{folder}: {len(reading.unread) - NOTES_SHOWN} more files could not be read"
        yield Note(code="advisory-unread", text=text)


def _files(folder: Path) -> Iterator[tuple[str, bytes | str]]:
    """Yield each .json file's path below `folder` and its bytes, or what is wrong with it."""
    if folder.is_file():
        yield from _zipped(folder, folder.name)
        return
    pending = [("", 0)]
    while pending:
        below, depth = pending.pop()
        try:
            entries = sorted(os.scandir(folder / below), key=lambda entry: entry.name)
        except OSError as error:
            yield below or ".", f"cannot be read ({error.strerror})"
            continue
        for entry in entries:
            label = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if depth >= MAX_DEPTH:
                    yield label, "is nested too deeply"
                else:
                    pending.append((f"{label}/", depth + 1))
            elif entry.name.endswith(".json"):
                yield label, _read(entry.path)
            elif entry.name.endswith(".zip") and not entry.is_file():
                yield label, "is not a regular file"
            elif entry.name.endswith(".zip"):
                yield from _zipped(Path(entry.path), label)


def _read(path: str) -> bytes | str:
    try:
        # Not to wait for a writer where the file is a pipe.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as file:
            seen = os.fstat(handle)
            if not stat.S_ISREG(seen.st_mode):
                return "is not a regular file"
            data = file.read(min(seen.st_size, MAX_FILE_BYTES) + 1)
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return data if len(data) <= MAX_FILE_BYTES else f"is larger than {MAX_FILE_BYTES} bytes"


def _zipped(path: Path, label: str) -> Iterator[tuple[str, bytes | str]]:
    """Yield a zip's .json members; each is read to the size limit, whatever it claims."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.filename.endswith(".json"):
                    continue
                with archive.open(member) as file:
                    data = file.read(MAX_FILE_BYTES + 1)
                short = len(data) <= MAX_FILE_BYTES
                place = f"{label}/{member.filename}"
                yield place, data if short else f"is larger than {MAX_FILE_BYTES} bytes"
    except _BAD_ZIP as error:
        yield label, f"is not a zip that can be read ({type(error).__name__})"
