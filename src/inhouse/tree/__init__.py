"""Whether version control could give back what a change overwrites."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inhouse.model.file_names import is_configuration
from inhouse.model.programs import find_program
from inhouse.tree.git import Git, UnaskedError, posing

MAX_NESTED = 3  # repositories inside repositories
_NO_TREE = "this is a git repository without a working tree (bare, or inside .git)"
_WRITTEN = (".py", ".pyi", ".pyw", ".txt", ".in", ".lock", ".toml", ".cfg", ".ini", ".ipynb")


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeState:
    """What version control says about the files below a folder.

    `changed` are paths relative to that folder, sorted: changed, staged, deleted or in conflict,
    and untracked ones of a kind that a patch could touch. `note` says what could not be seen; a
    tree that could not be looked into is not clean.
    """

    kind: Literal["git", "none"]
    clean: bool
    changed: tuple[str, ...] = ()
    note: str = ""


def state(root: Path) -> TreeState:
    """Ask git about a folder; nothing that the folder's configuration names is run."""
    return _state(root.resolve(), 0)


def _state(root: Path, depth: int) -> TreeState:
    program = find_program("git", root)
    marked = any(os.path.lexists(folder / ".git") for folder in (root, *root.parents))
    if program is None and not marked:
        return TreeState(kind="none", clean=True, note="not under version control")
    if program is None:
        return _unseen("git is not installed, so what is not committed cannot be seen")
    if posing(root) is not None:
        return _unseen(_NO_TREE)
    try:
        return _asked(Git(program, root), depth)
    except UnaskedError as error:
        said = str(error)
    if "dubious ownership" in said or "safe.directory" in said:
        return _unseen(
            "git does not open this repository because it belongs to another user "
            "(git config --global --add safe.directory lets it)"
        )
    if "not a git repository" in said and not marked:
        return TreeState(kind="none", clean=True, note="not under version control")
    return _unseen(f"git cannot say what is not committed: {said.removeprefix('fatal: ')}")


def _unseen(note: str) -> TreeState:
    return TreeState(kind="git", clean=False, note=note)


def _asked(git: Git, depth: int) -> TreeState:
    inside, prefix = _standing(git)
    if not inside:
        return _unseen(_NO_TREE)
    git = git.without_filters()
    status = git.ask(
        *("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"),
        *("--ignore-submodules=all", "--", "."),
    )
    entries = [
        (entry[:2], os.fsdecode(entry[3:]).removeprefix(prefix))
        for entry in status.split(b"\0")
        if entry
    ]
    filtered = _filtered(git, [path for kind, path in entries if kind == b" M"])
    changed = {
        path
        for kind, path in entries
        if _could_be_written(path) or not (kind == b"??" or path in filtered)
    }
    nested = {path for _, path in entries if path.endswith("/")}
    hidden, submodules = _special(git)
    notes = [f"git overlooks changes in {', '.join(hidden[:3])} as it was told"] if hidden else []
    changed -= nested
    clean = True
    for folder in sorted({path.rstrip("/") for path in nested} | submodules):
        inner = _inner(git.folder / folder, depth)
        clean = clean and inner.clean
        changed.update(f"{folder}/{path}" for path in inner.changed)
        if inner.note:
            notes.append(f"{folder}: {inner.note}")
    return TreeState(
        kind="git",
        clean=clean and not changed,
        changed=tuple(sorted(changed)),
        note="; ".join(notes),
    )


def _inner(folder: Path, depth: int) -> TreeState:
    """Return the state of a repository inside the repository."""
    if folder.is_symlink() or not os.path.lexists(folder / ".git"):
        return TreeState(kind="none", clean=True)  # a submodule that was not fetched is empty
    if depth >= MAX_NESTED:
        return _unseen("repositories are nested too deep to be looked into")
    return _state(folder, depth + 1)


def _standing(git: Git) -> tuple[bool, str]:
    """Return whether the folder is in a working tree, and its path in there with a final `/`."""
    said = git.ask("rev-parse", "--is-inside-work-tree").strip()
    if said != b"true":
        return False, ""
    prefix = git.ask("rev-parse", "--show-prefix")
    return True, os.fsdecode(prefix.removesuffix(b"\n"))


def _filtered(git: Git, modified: list[str]) -> set[str]:
    """Return the modified files that a filter would change: without it they cannot be told."""
    if not git.filters:
        return set()
    found = set()
    for start in range(0, len(modified), 500):
        part = modified[start : start + 500]
        said = git.ask("check-attr", "-z", "filter", "--", *part).split(b"\0")
        found |= {
            path
            for path, value in zip(part, said[2::3], strict=False)
            if value not in {b"unspecified", b"unset", b"set"}
        }
    return found


def _special(git: Git) -> tuple[tuple[str, ...], set[str]]:
    """Return files that git was told to overlook, and the folders of submodules."""
    hidden, submodules = [], set()
    for entry in git.ask("ls-files", "-z", "-v", "--stage", "--", ".").split(b"\0"):
        facts, _, name = entry.partition(b"\t")
        path = os.fsdecode(name)
        if facts[2:8] == b"160000":
            submodules.add(path)
        elif (facts[:1].islower() or facts[:1] == b"S") and os.path.lexists(git.folder / path):
            hidden.append(path)
    return tuple(hidden), submodules


def _could_be_written(path: str) -> bool:
    name = path.rpartition("/")[2]
    return (
        path.endswith(_WRITTEN)
        or name.startswith("Pipfile")
        or "/_inhouse/" in f"/{path}"
        or is_configuration(path)
    )
