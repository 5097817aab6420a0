"""Finds the commit that a change is compared with, in the repository that holds a folder."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from inhouse.errors import InputError, UsageError
from inhouse.model.programs import find_program
from inhouse.tree.committed import Committed
from inhouse.tree.git import Git, UnaskedError, posing
from inhouse.tree.occasions import GITHUB, GITLAB, Occasion, occasion

MAX_EVENT = 30_000_000  # bytes; the largest that GitHub sends has 25 MB
_FILE = "give the lock to compare with: --base FILE"


class NoCommitError(InputError):
    """The repository is new: what is there now will be its first commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """The commit to compare with: its files, its id, how to name it, and what is checked out.

    `same` says that it is the checked-out commit itself: only what is not committed can be new.
    """

    files: Committed
    commit: str
    shown: str
    head: str
    same: bool


def find_base(root: Path, asked: str | None, variables: Mapping[str, str]) -> Standpoint:
    """Return the merge base with `asked`, else with what the surroundings name as the target.

    InputError where the repository does not hold it, with what to run, NoCommitError where it
    holds none at all; UsageError where `asked` is no commit.
    """
    git, prefix, shallow = _repository(root)
    head = _resolved(git, "HEAD")
    if head is None:
        if _is_new(git):
            raise NoCommitError(str(root), "its repository holds no commit yet", _FILE)
        wrong = "the commit that is checked out is not at hand, or the branch holds none yet"
        raise InputError(str(root), wrong, f"check a commit out, or {_FILE}")
    if asked is not None:
        commit = None if asked.startswith("-") else _resolved(git, asked)
        if commit is None:
            lacks = _lacking(shallow)
            raise UsageError(f"--base {asked!r}: neither a file nor a commit of this clone{lacks}")
        found = _merge_base(git, head, commit)
        if found is None:
            raise InputError(f"--base {asked}", _apart(shallow), _deepen(shallow))
        return _standpoint(git, prefix, found, asked, head)
    return _detected(git, prefix, head, shallow, occasion(variables, _event(variables)))


def _detected(git: Git, prefix: str, head: str, shallow: bool, seen: Occasion) -> Standpoint:
    apart = ""
    for point in seen.points:
        if point.head and point.head != head:
            continue
        commit = _resolved(git, point.revision)
        if commit is None:
            continue
        found = commit if point.exact else _merge_base(git, head, commit)
        if found is not None:
            return _standpoint(git, prefix, found, point.shown, head)
        apart = apart or point.shown
    if apart:
        mend = _fetched(seen, shallow) if shallow else f"{_deepen(shallow)} with --base REF"
        raise InputError(apart, _apart(shallow), mend)
    if seen.service:
        known = f"the target {seen.branch}" if seen.branch else "the commit before"
        wrong = f"this clone does not hold {known}, so nothing tells what is new"
        raise InputError("git", wrong, _fetched(seen, shallow))
    wrong = "no origin/HEAD, origin/main, origin/master, main or master to compare with"
    mend = "name the branch or commit: --base REF, or a lock: --base FILE"
    if shallow:
        wrong += " in this shallow clone"
        spec = shlex.quote("+refs/heads/*:refs/remotes/origin/*")
        mend = f"run git fetch --unshallow origin {spec}, or {mend}"
    raise InputError("git", wrong, mend)


def _repository(root: Path) -> tuple[Git, str, bool]:
    program = find_program("git", root)
    if program is None:
        raise InputError(str(root), "git is not installed", _FILE)
    if (posed := posing(root)) is not None:
        wrong = "lies in a git repository without a working tree, or in the files of one"
        raise InputError(str(root), f"{wrong} ({posed})", _FILE)
    git = Git(program, root)
    try:
        said = git.ask(
            *("rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
        )
    except UnaskedError as error:
        raise _unopened(root, str(error)) from error
    inside, shallow, prefix = said.split(b"\n", 2)
    if inside != b"true":
        raise InputError(str(root), "lies in a git repository without a working tree", _FILE)
    return git, os.fsdecode(prefix.removesuffix(b"\n")), shallow == b"true"


def _unopened(root: Path, said: str) -> InputError:
    if "dubious ownership" in said or "safe.directory" in said:
        wrong = "git does not open this repository because it belongs to another user"
        mend = f"git config --global --add safe.directory {root} lets it"
        return InputError(str(root), wrong, mend)
    if "not a git repository" in said:
        return InputError(str(root), "is not under version control", _FILE)
    return InputError(str(root), f"git says: {said.removeprefix('fatal: ')}", _FILE)


def _resolved(git: Git, revision: str) -> str | None:
    """Return the id of the commit that a revision names, None where there is none."""
    if not revision.isprintable():
        return None
    wanted = f"{revision}^{{commit}}"
    try:
        said = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except UnaskedError:
        return None
    found = said.decode("ascii", "replace").strip()
    if len(found) not in (40, 64) or not _is_held(git, found):
        return None
    return found


def _is_new(git: Git) -> bool:
    """Tell whether no branch, tag or remote has a commit: a branch alone may be empty as well."""
    try:
        return bool(git.ask("symbolic-ref", "HEAD")) and not git.ask("for-each-ref", "--count=1")
    except UnaskedError:
        return False


def _is_held(git: Git, commit: str) -> bool:
    """Tell whether the commit is at hand: a full id is taken at its word by rev-parse."""
    try:
        git.ask("cat-file", "-e", f"{commit}^{{tree}}")
    except UnaskedError:
        return False
    return True


def _merge_base(git: Git, head: str, commit: str) -> str | None:
    try:
        said = git.ask("merge-base", head, commit)
    except UnaskedError:
        return None
    return said.decode("ascii", "replace").split("\n")[0] or None


def elsewhere(point: Standpoint, prefix: str) -> Standpoint:
    """Return the same commit, with the files of another of its folders."""
    files = Committed(point.files.git, point.commit, prefix)
    return replace(point, files=files)


def _standpoint(git: Git, prefix: str, commit: str, shown: str, head: str) -> Standpoint:
    short = commit[:10]
    named = short if commit.startswith(shown.lower()) else f"{short} ({shown})"
    return Standpoint(
        files=Committed(git, commit, prefix),
        commit=commit,
        shown=named,
        head=head,
        same=commit == head,
    )


def _event(variables: Mapping[str, str]) -> str:
    place = variables.get("GITHUB_EVENT_PATH", "")
    if not place:
        return ""
    try:
        with Path(place).open("rb") as file:
            return file.read(MAX_EVENT).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def _lacking(shallow: bool) -> str:
    return ", which is shallow: git fetch --unshallow brings the rest" if shallow else ""


def _apart(shallow: bool) -> str:
    if shallow:
        return "this clone is too shallow to hold the commit at which the branches part"
    return "has no commit in common with what is checked out"


def _deepen(shallow: bool) -> str:
    return "run git fetch --unshallow" if shallow else "name another commit"


def _fetched(seen: Occasion, shallow: bool) -> str:
    """Say how the missing history is had."""
    branch = seen.branch
    spec = shlex.quote(f"+refs/heads/{branch}:refs/remotes/origin/{branch}")
    spec = f" origin {spec}" if branch else ""
    command = f"git fetch{' --unshallow' if shallow else ''}{spec}"
    if seen.service == GITHUB:
        return f"set fetch-depth: 0 for actions/checkout, or run {command}"
    if seen.service == GITLAB:
        return f'set GIT_DEPTH: "0" for the job, and run {command}'
    return f"run {command}"
