"""What an index says of one project: its files and the state it is in, whatever the source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urljoin

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_version,
    parse_sdist_filename,
    parse_wheel_filename,
)

from inhouse.evidence.index.credentials import parts_of
from inhouse.model.evidence import Maybe, Missing

UNSAID = Missing("the index does not say")
MAX_FILES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFile:
    """One file of a release; `hashes` are (algorithm, hex digest), `uploaded` is ISO 8601.

    `metadata` tells that the index offers `.metadata` beside it, with that file's SHA-256 if known.
    """

    filename: str
    url: str
    version: str | None
    hashes: tuple[tuple[str, str], ...] = ()
    size: int | None = None
    uploaded: str | None = None
    yanked: bool | None = None
    metadata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage:
    """All files of a project on one index; `requires_dist` belongs to `newest` only."""

    index: str
    files: tuple[ProjectFile, ...]
    base: str = ""  # what URLs that were left relative are relative to
    status: Maybe[str] = UNSAID
    maintainers: Maybe[int] = UNSAID
    newest: str | None = None
    requires_dist: tuple[str, ...] | None = None

    def of_version(self, version: str) -> tuple[ProjectFile, ...]:
        """Return the files of one version, however it is spelled, that have a usable URL."""
        wanted = normal_version(version)
        mine = (f for f in self.files if f.version and normal_version(f.version) == wanted)
        return tuple(file for file in map(self._placed, mine) if usable_url(file.url))

    def _placed(self, file: ProjectFile) -> ProjectFile:
        if not self.base:
            return file
        try:
            return replace(file, url=urljoin(self.base, file.url))
        except ValueError:
            return replace(file, url="")


@lru_cache(maxsize=10_000)
def normal_version(text: str) -> str:
    """Return the form in which equal versions are equal; the text itself where it is none."""
    return canonicalize_version(text)


def version_of(filename: str) -> str | None:
    """Return the version in the name of a wheel or sdist, None for other files."""
    try:
        if filename.endswith(".whl"):
            return str(parse_wheel_filename(filename)[1])
        return str(parse_sdist_filename(filename)[1])
    except (InvalidWheelFilename, InvalidSdistFilename):
        return None


def usable_url(url: str) -> bool:
    """Tell whether this is a URL that may be fetched."""
    try:
        parts_of(url)
    except ValueError:
        return False
    return True
