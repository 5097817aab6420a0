"""`allow`: records in pyproject.toml that a package was reviewed and stays."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from packaging.utils import canonicalize_name

from inhouse import settings
from inhouse.errors import InputError, UsageError
from inhouse.model.patch import FileChange, Patch
from inhouse.model.settings import Allowance
from inhouse.model.toml_text import toml_tables
from inhouse.workspace import Workspace

_PYPROJECT = "pyproject.toml"
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_LONGEST = 500  # characters of a reason; it is read in a line


def allow(project: Path, entry: Allowance) -> str:
    """Write the entry and return one line of what was done; the same entry twice changes nothing.

    UsageError where the entry is not one, InputError where the file cannot be edited for sure.
    """
    entry = _checked(entry)
    workspace = Workspace(project)
    workspace.recover()
    before = workspace.read(_PYPROJECT) if workspace.exists(_PYPROJECT) else None
    _check_settings(before)
    from inhouse.codemod.manifest.allowances import with_allowance

    after, done = with_allowance(before or b"", entry, _PYPROJECT)
    until = f" until {entry.until}" if entry.until else ""
    said = f"{entry.name} is allowed{until}: {entry.reason}"
    if done == "unchanged":
        return f"{_PYPROJECT}: nothing to change, {said}"
    change = FileChange(path=_PYPROJECT, before=before, after=after)
    workspace.write(Patch(changes=(change,))).done()
    verb = "made" if before is None else done
    return f"{_PYPROJECT}: {verb}; {said}"


def _checked(entry: Allowance) -> Allowance:
    if not _NAME.fullmatch(entry.name):
        raise UsageError(f"{entry.name!r} is not a package name; give it as the index has it")
    for option, text in (("--reason", entry.reason), ("--who", entry.who)):
        if text is None:
            continue
        if not text.strip():
            raise UsageError(f"{option} is empty; say it for the next reader")
        if not text.isprintable() or len(text) > _LONGEST:
            raise UsageError(f"{option}: give one line of at most {_LONGEST} characters")
    return Allowance(
        name=canonicalize_name(entry.name),
        reason=entry.reason.strip(),
        until=None if entry.until is None else _day(entry.until),
        who=None if entry.who is None else entry.who.strip(),
    )


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        wrong = f"--until {text!r}: not a day; give one such as 2027-01-31"
        raise UsageError(wrong) from None
    if day < datetime.now(UTC).date():
        raise UsageError(f"--until {text}: that day is over; give one to come")
    return day.isoformat()


def _check_settings(content: bytes | None) -> None:
    """Refuse to add to settings that are wrong already: the next run would not read them."""
    if content is None:
        return
    try:
        tables = toml_tables(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8 (byte {error.start})"
        raise InputError(_PYPROJECT, wrong, "re-encode it") from error
    except ValueError as error:
        raise InputError(_PYPROJECT, f"is not TOML: {error}", "correct it") from error
    settings.read(tables, _PYPROJECT)
