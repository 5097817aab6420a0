"""The shape in which every reader of a distribution's files shows them.

Paths are POSIX, relative to the folder that would be on `sys.path` (site-packages), so a module
`pkg.mod` is `pkg/mod.py` whatever the files came from. Reading is always from memory or from a
checked place; nothing is unpacked to disk, imported or built.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inhouse.model.evidence import FactSource

MAX_FILE_BYTES = 8_000_000  # a longer file is not code that a person wrote


class UnreadableError(Exception):
    """A file or archive cannot be read as data; the message says why, for `Missing`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file and its size in bytes, as listed (not trusted when reading)."""

    path: str
    size: int


class Contents(ABC):
    """The files of one distribution."""

    source: FactSource
    artifact: str  # "sha256:<hex>", or "installed:<digest of RECORD>"
    filename: str

    @property
    @abstractmethod
    def entries(self) -> tuple[Entry, ...]:
        """All files, sorted by path."""

    @abstractmethod
    def read(self, path: str) -> bytes:
        """Return one file's bytes; UnreadableError if missing, too large or damaged."""

    @property
    @abstractmethod
    def metadata(self) -> str | None:
        """The text of METADATA or PKG-INFO."""

    @property
    @abstractmethod
    def entry_points(self) -> str | None:
        """The text of entry_points.txt."""

    def states_requirements(self) -> bool:
        """Tell whether the metadata is final about requirements; a source may leave them open."""
        return True

    def release(self) -> None:  # noqa: B027 - most readers hold on to nothing
        """Let go of what was read; it is read again when it is asked for."""
