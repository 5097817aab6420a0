"""Decides which lockfile of a project is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from inhouse.errors import InhouseError, LockfileError, UsageError
from inhouse.lockfiles import format_of, requirements

Read = Callable[[str], str]


def candidates(names: Iterable[str]) -> tuple[str, ...]:
    """Return the paths (relative to the project root) that may hold a lock, by their names alone.

    Only the root and its folder `requirements/` are looked at.
    """
    found = []
    for name in sorted(set(names)):
        path = PurePosixPath(name)
        folder = str(path.parent)
        if folder == "requirements":
            if path.suffix == ".txt":
                found.append(name)
        elif folder == "." and _is_lock_name(path.name):
            found.append(name)
    return tuple(found)


def choose(
    names: Iterable[str],
    *,
    option: str | None,
    setting: str | None,
    lock_format: str | None,
    read: Read,
) -> str | None:
    """Return the path of the lockfile to read, None where the project has none.

    `names` are paths found in the root and in requirements/, `option` is the value of `--lock`,
    `setting` the lock of `[tool.inhouse]`, `lock_format` what the manifest's tool table names;
    `read` returns the text of a requirements file, which is a lock only where it pins everything.
    The option wins, then the setting, then the file of the named tool, then the only one.
    UsageError lists the files where several are left, or where the named one cannot be read;
    LockfileError says what is wrong with a requirements file where there is nothing else.
    """
    found = candidates(names)
    for named in (option, setting):
        if named is not None:
            return _named(named, found)
    by_tool = [name for name in found if _format(name) == lock_format]
    if lock_format and lock_format != requirements.FORMAT and by_tool:
        return _usual(by_tool) or _only(by_tool)
    locks = [name for name in found if _format(name) != requirements.FORMAT]
    chosen = _only(locks + _pinned(found, read))
    if chosen is None:
        _refuse_broken(found, read)
    return chosen


def _is_lock_name(name: str) -> bool:
    known = _format(name)
    return known is not None and (known != requirements.FORMAT or requirements.is_usual_name(name))


def _named(name: str, found: tuple[str, ...]) -> str:
    if format_of(name) is None:
        known = f"; found: {', '.join(found)}" if found else ""
        raise UsageError(f"--lock {name}: no lockfile format has files of this name{known}")
    return name.replace("\\", "/").removeprefix("./")


def _format(name: str) -> str | None:
    known = format_of(name)
    return known.FORMAT if known else None


def _usual(names: list[str]) -> str | None:
    """Return the file that the tool itself reads, before variants (pdm.minimal.lock)."""
    shortest = min(names, key=lambda name: (len(name), name))
    stem, _, suffix = shortest.rpartition(".")
    variants = (name.startswith(f"{stem}.") and name.endswith(f".{suffix}") for name in names)
    return shortest if all(variants) else None


def _pinned(found: tuple[str, ...], read: Read) -> list[str]:
    """Return the requirements files that are locks and that no other in the root includes.

    Those in requirements/ count only where the root has none.
    """
    every = [name for name in found if _format(name) == requirements.FORMAT]
    root = [name for name in every if "/" not in name]
    for names in (root, [name for name in every if "/" in name]):
        locks = [name for name in names if requirements.is_pinned(_text(name, read), name, read)]
        inner = {each for name in locks for each in requirements.included(read(name), name, read)}
        if locks:
            return [name for name in locks if name not in inner]
    return []


def _refuse_broken(found: Iterable[str], read: Read) -> None:
    """Say what is wrong with a requirements file of the root that would otherwise be the lock.

    Without this the project would seem to have none, and its environment would be audited instead.
    """
    for name in found:
        if _format(name) == requirements.FORMAT and "/" not in name:
            text = _text(name, read)
            if not text.strip():
                continue
            try:
                requirements.parse(text, name, read)
            except LockfileError:
                raise
            except InhouseError:
                continue  # a file that it includes is not there


def _text(name: str, read: Read) -> str:
    try:
        return read(name)
    except InhouseError:
        return ""  # cannot be read, so it is no candidate


def _only(names: list[str]) -> str | None:
    if len(names) > 1:
        raise UsageError(f"several lockfiles: {', '.join(names)}; say which with --lock")
    return names[0] if names else None
