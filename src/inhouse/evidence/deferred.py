"""Contents that are opened when first looked into: what is already measured is never opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from inhouse.evidence.contents import Contents, Entry, UnreadableError

if TYPE_CHECKING:
    from inhouse.evidence.sdist import SdistContents
    from inhouse.evidence.wheel import WheelContents
    from inhouse.model.evidence import FactSource


class DeferredContents(Contents):
    """The files of a wheel or sdist whose bytes `load` gives; every access may raise
    UnreadableError.
    """

    def __init__(
        self, sha256: str, filename: str, load: Callable[[], bytes | None], source: FactSource
    ) -> None:
        self.artifact = f"sha256:{sha256}"
        self.filename, self.source = filename, source
        self._load = load

    @cached_property
    def opened(self) -> Contents:
        """The contents themselves."""
        data = self._load()
        if data is None:
            raise UnreadableError(f"{self.filename} is not in the cache any more")
        return open_archive(data, self.filename, self.source)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All files, sorted by path."""
        return self.opened.entries

    def read(self, path: str) -> bytes:
        """Return one file's bytes."""
        return self.opened.read(path)

    @property
    def metadata(self) -> str | None:
        """The text of METADATA or PKG-INFO."""
        return self.opened.metadata

    @property
    def entry_points(self) -> str | None:
        """The text of entry_points.txt."""
        return self.opened.entry_points

    def states_requirements(self) -> bool:
        """Tell whether the metadata is final about requirements."""
        return self.opened.states_requirements()

    def release(self) -> None:
        """Let go of the archive."""
        self.__dict__.pop("opened", None)


def open_archive(data: bytes, filename: str, source: FactSource) -> WheelContents | SdistContents:
    """Return the files of a wheel or an sdist by its name; UnreadableError says why not."""
    if filename.endswith(".whl"):
        from inhouse.evidence.wheel import WheelContents

        return WheelContents(data, filename, source)
    from inhouse.evidence.sdist import SdistContents

    return SdistContents(data, filename, source)
