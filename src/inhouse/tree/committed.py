"""The files of one commit below a folder, read from git's store: nothing is checked out.

Paths are relative to that folder, with `/` between the parts, as those of the workspace are.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
from dataclasses import dataclass

from inhouse.errors import InputError
from inhouse.tree.git import Git, UnaskedError

MAX_HOPS = 5  # links from one to the next
_LINK, _FILES = b"120000", (b"100644", b"100755")
_LONGEST_LINK = 4_096


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: bytes
    blob: str
    size: int


class Committed:
    """What a commit holds; `prefix` leads from the repository's root to the folder, `/` last."""

    def __init__(self, git: Git, commit: str, prefix: str) -> None:
        self.git, self.commit, self.prefix = git, commit, prefix
        self._folders: dict[str, dict[str, _Entry]] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of the files directly in the folder, sorted."""
        return self.names_in("")

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files directly in a folder, sorted; () where there is none."""
        found = [posixpath.join(folder, name) for name in self._listed(self.prefix + folder)]
        return tuple(sorted(path for path in found if self._find(path) is not None))

    def paths_named(self, name: str) -> tuple[str, ...]:
        """Return the paths of all files of one name, at any depth, sorted."""
        listed = self._ask(self.prefix, "-r")
        paths = (os.fsdecode(line.partition(b"\t")[2]) for line in listed)
        return tuple(sorted(path for path in paths if posixpath.basename(path) == name))

    def places_of(self, name: str) -> tuple[str, ...]:
        """Return the paths from the repository's root of all files of one name, sorted."""
        paths = (os.fsdecode(line.partition(b"\t")[2]) for line in self._ask("", "-r"))
        return tuple(sorted(path for path in paths if posixpath.basename(path) == name))

    def exists(self, path: str) -> bool:
        """Tell whether the commit holds a file of this path."""
        return self._find(path) is not None

    def holds(self, path: str, data: bytes) -> bool:
        """Tell whether the commit holds exactly these bytes as this file."""
        entry = self._find(path)
        if entry is None or entry.size != len(data):
            return False
        new = hashlib.sha256 if len(entry.blob) == 64 else hashlib.sha1
        return new(b"blob %d\0" % len(data) + data).hexdigest() == entry.blob

    def tracked_now(self, folder: str) -> bool:
        """Tell whether git tracks anything in a folder of the working tree."""
        try:
            return bool(self.git.ask("ls-files", "-z", "--", folder))
        except UnaskedError:
            return True  # then it may well be the change's own

    def read(self, path: str, limit: int) -> bytes:
        """Return a file's bytes; InputError where there is none or it has more than `limit`."""
        entry = self._find(path)
        place = f"{path} of {self.commit[:10]}"
        if entry is None:
            raise InputError(place, "no such file")
        if entry.size > limit:
            raise InputError(place, f"larger than {limit // 1_000_000} MB", "it is not read")
        try:
            return self.git.ask("cat-file", "blob", entry.blob)
        except UnaskedError as error:
            raise InputError(place, f"cannot be read: {error}", "fetch it first") from error

    def _find(self, path: str) -> _Entry | None:
        """Return the entry of a regular file, through links that stay in the repository."""
        whole = posixpath.normpath(posixpath.join("/", self.prefix, path))[1:]
        for _ in range(MAX_HOPS):
            folder, name = posixpath.split(whole)
            entry = self._listed(folder).get(name)
            if entry is None or entry.mode in _FILES:
                return entry
            if entry.mode != _LINK or entry.size > _LONGEST_LINK:
                return None
            target = os.fsdecode(self.git.ask("cat-file", "blob", entry.blob))
            whole = posixpath.normpath(posixpath.join(folder, target))
            if whole.startswith(("/", "../")) or whole in ("..", "."):
                return None
        return None

    def _listed(self, folder: str) -> dict[str, _Entry]:
        folder = folder.strip("/")
        if folder not in self._folders:
            self._folders[folder] = dict(map(_parsed, self._ask(folder)))
        return self._folders[folder]

    def _ask(self, folder: str, *options: str) -> list[bytes]:
        tree = f"{self.commit}:{folder.strip('/')}"  # begins with the id: never an option
        try:
            said = self.git.ask("ls-tree", "-z", "--long", "--full-tree", *options, tree)
        except UnaskedError:  # no such folder
            return []
        return [line for line in said.split(b"\0") if line]


def _parsed(line: bytes) -> tuple[str, _Entry]:
    facts, _, name = line.partition(b"\t")
    mode, _, blob, size = facts.split()
    count = int(size) if size.isdigit() else 0
    return os.fsdecode(name), _Entry(mode, blob.decode("ascii"), count)
