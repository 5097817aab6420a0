"""What was got hold of for one package, and the values that steer the search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inhouse.evidence.contents import Contents, Entry
from inhouse.model.evidence import Maybe
from inhouse.model.lock import LockedPackage, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A locked package whose files are wanted; `key` is its node key in the graph."""

    key: str
    package: LockedPackage
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ObtainLimits:
    """Bytes above which an archive is not downloaded, and how many are fetched at a time.

    A micro-package is a few kilobytes of code; the rest of the 300 kB is room for the tests, data
    and documents in its archive. Direct packages may be larger: slices are cut from them.
    """

    could_be_micro: int = 300_000
    direct: int = 3_000_000
    workers: int = 16

    def of(self, wanted: Wanted) -> int:
        """Return the limit for one package."""
        return self.direct if wanted.direct else self.could_be_micro


@dataclass(frozen=True, slots=True, kw_only=True)
class Obtained:
    """The files of one package, or why there are none.

    `size_bytes` is the size of the archive, `native_wheels` whether the release has wheels with a
    platform tag. `listing` are the paths below site-packages of a wheel that was too large to
    download, where its directory could be had. `hash_mismatch` means that what was downloaded is
    not what was locked.
    """

    key: str
    contents: Maybe[Contents]
    size_bytes: Maybe[int]
    native_wheels: Maybe[bool]
    hash_mismatch: bool = False
    listing: tuple[Entry, ...] | None = None
    notes: tuple[Note, ...] = ()


Known = Callable[[str], bool]


def nothing_known(artifact: str) -> bool:
    """Say that no artifact was measured before."""
    return not artifact
