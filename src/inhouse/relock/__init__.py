"""Has the project's own tool refresh the lockfile after an edit of the manifest.

The tool is the user's: looked for on PATH and beside the interpreter that runs inhouse, and never
in the project's folder. A project's own environment is passed over although it may hold the tool:
what lies in the project came with it, and only the user can say that it may run.
"""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from inhouse.model.lock import Lockfile
from inhouse.model.patch import FileChange
from inhouse.model.programs import find_program
from inhouse.relock.choice import Choice, choose
from inhouse.relock.running import run
from inhouse.relock.watched import Watched

SECONDS = 300.0  # a lock of a thousand packages with a cold cache takes about one minute
_MANIFESTS = ("pyproject.toml", "Pipfile", "uv.lock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocked:
    """What was done about a lockfile.

    `command` is what was run, or what the user should run (() where that is not known). Unless
    `ok`, no file is different from before. `message` is one line. `changed` are the files that
    the tool wrote, relative to the root.
    """

    command: tuple[str, ...]
    ran: bool
    ok: bool
    message: str
    changed: tuple[FileChange, ...] = ()


def refresh(
    root: Path,
    lock_name: str,
    lock_format: str,
    *,
    offline: bool = False,
    seconds: float = SECONDS,
    path: str | None = None,
) -> Relocked:
    """Refresh a lockfile, `lock_name` relative to the root, of a format's id; never raises.

    An interrupt stops the tool, puts the files back and goes on. `path` stands for PATH.
    """
    root = root.resolve()
    folder = lock_name.rpartition("/")[0]
    beside = tuple(f"{folder}/{each}" if folder else each for each in _MANIFESTS)
    try:
        watched = Watched(root, tuple(dict.fromkeys((lock_name, *beside, *_MANIFESTS))))
    except (OSError, ValueError, RuntimeError) as error:
        return _left((), f"the lockfile cannot be refreshed: {error}")
    choice = choose(lock_name, lock_format, watched.text(lock_name), offline)
    if choice.not_run:
        return _left(choice.command, choice.not_run)
    scripts = (Path(sysconfig.get_path("scripts")),)
    program = find_program(choice.command[0], root, path, scripts)
    if program is None:
        why = f"{choice.command[0]} is not installed outside the project"
        return _left(choice.command, why)
    at = root if choice.at_root else root / folder
    return _refreshed(program, choice, at, watched, seconds)


def _refreshed(
    program: Path, choice: Choice, folder: Path, watched: Watched, seconds: float
) -> Relocked:
    choice = _fitting(program, choice, folder)
    shown = " ".join(choice.command)
    try:
        words = (str(program), *choice.command[1:])
        ended = run(words, folder, seconds, choice.settings)
        changed = watched.changes()
    except BaseException as error:
        watched.put_back()
        if isinstance(error, OSError | ValueError):
            return _failed(choice, f"{shown}: {error}")
        raise
    touched = [each.path for each in changed if each.path.endswith(("pyproject.toml", "Pipfile"))]
    gone = [each.path for each in changed if not each.after]
    if ended.code == 0 and not touched and not gone:
        message = f"{shown}: done" if changed else f"{shown}: done, and the lockfile stays as it is"
        return Relocked(command=choice.command, ran=True, ok=True, message=message, changed=changed)
    try:
        watched.put_back()
    except OSError as error:
        return _failed(choice, f"{shown} failed, and its files cannot be put back: {error}")
    if ended.code == 0:
        wrong = f"changed {touched[0]}" if touched else f"left {gone[0]} empty"
        return _failed(choice, f"{shown} {wrong}, which is put back as it was")
    return _failed(choice, f"{shown}: {ended.said}")


def _fitting(program: Path, choice: Choice, folder: Path) -> Choice:
    """Return poetry's command as the version that is installed understands it."""
    if choice.command[0] != "poetry":
        return choice
    said = re.search(r"(\d+)\.\d+", run((str(program), "--version"), folder, 60).output)
    if said is None:
        return choice
    update = ("--no-update",) if said[1] == "1" else ()
    return Choice(command=("poetry", "lock", *update))


def _left(command: tuple[str, ...], why: str) -> Relocked:
    return Relocked(command=command, ran=False, ok=False, message=why)


def _failed(choice: Choice, why: str) -> Relocked:
    return Relocked(command=choice.command, ran=True, ok=False, message=why)


def still_locked(names: Iterable[str], after: Lockfile) -> tuple[str, ...]:
    """Return those of some distributions that a lock still holds, sorted."""
    held = {package.name for package in after.packages}
    return tuple(sorted(held & {canonicalize_name(name) for name in names}))


def moved(before: Lockfile, after: Lockfile) -> tuple[str, ...]:
    """Return distributions that both locks hold, the later one in another version, sorted.

    That is what a refresh should not do: it was asked to take something out.
    """
    old, new = _versions(before), _versions(after)
    return tuple(sorted(name for name in old.keys() & new.keys() if new[name] - old[name]))


def _versions(lock: Lockfile) -> dict[str, frozenset[str | None]]:
    found: dict[str, set[str | None]] = {}
    for package in lock.packages:
        found.setdefault(package.name, set()).add(package.version)
    return {name: frozenset(versions) for name, versions in found.items()}
