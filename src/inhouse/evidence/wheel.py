"""Reads a wheel in memory as the files it would install. Format: the binary distribution format.

`X.data/purelib` and `X.data/platlib` land where the root lands; scripts, headers and data files
are not importable and are listed in `apart`.
"""

from __future__ import annotations

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from inhouse.evidence.archive import refuse_collisions, safe_path, shown
from inhouse.evidence.contents import MAX_FILE_BYTES, Contents, Entry, UnreadableError
from inhouse.evidence.zip_directory import directory_bounds, files_of, open_directory, read_member

if TYPE_CHECKING:
    from inhouse.model.evidence import FactSource

_LIBRARIES = ("purelib", "platlib")


class WheelContents(Contents):
    """The files of a wheel; `apart` holds its scripts, headers and data files."""

    def __init__(self, data: bytes, filename: str, source: FactSource = "wheel") -> None:
        """Open and check the archive; UnreadableError where it is not a sound wheel."""
        self.source = source
        self.filename = filename
        self.artifact = "sha256:" + hashlib.sha256(data).hexdigest()
        self.size = len(data)
        directory_bounds(data, len(data))
        self._archive = open_directory(io.BytesIO(data), len(data))
        self._lock = threading.Lock()
        self._members, self.apart = _placed(files_of(self._archive))
        self._dist_info = dist_info_of(self._members, filename)
        self._entries = tuple(
            Entry(path, info.file_size) for path, info in sorted(self._members.items())
        )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All importable-side files, `.dist-info` included, sorted by path."""
        return self._entries

    def read(self, path: str) -> bytes:
        """Return one file's bytes; UnreadableError if missing, too large or damaged."""
        info = self._members.get(path)
        if info is None:
            raise UnreadableError(f"{shown(path)!r} is not in {shown(self.filename)}")
        with self._lock:
            return read_member(self._archive, info, MAX_FILE_BYTES)

    @property
    def metadata(self) -> str | None:
        """The text of METADATA."""
        return self._text("METADATA")

    @property
    def entry_points(self) -> str | None:
        """The text of entry_points.txt."""
        return self._text("entry_points.txt")

    def _text(self, name: str) -> str | None:
        path = f"{self._dist_info}/{name}"
        if path not in self._members:
            return None
        return self.read(path).decode("utf-8", "replace")


def open_wheel(data: bytes, filename: str, source: FactSource = "wheel") -> Contents:
    """Return the files of the wheel with these bytes; UnreadableError says why not."""
    return WheelContents(data, filename, source)


def root_path(path: str) -> str | None:
    """Return where a wheel's member lands below site-packages; None for scripts and the like."""
    first, _, rest = path.partition("/")
    if not first.endswith(".data") or not rest:
        return path
    scheme, _, inside = rest.partition("/")
    return inside if scheme in _LIBRARIES and inside else None


def dist_info_of(paths: Iterable[str], filename: str) -> str:
    """Return the name of the `.dist-info` folder; UnreadableError where there is not just one."""
    folders = {p.split("/", 1)[0] for p in paths if p.endswith(".dist-info/METADATA")}
    folders = {name for name in folders if name.endswith(".dist-info")}
    if len(folders) > 1:
        wanted = _name_of(filename)
        folders = {f for f in folders if canonicalize_name(f.split("-", 1)[0]) == wanted}
    if len(folders) != 1:
        raise UnreadableError(f"{shown(filename)} has no METADATA of its own")
    return folders.pop()


def _name_of(filename: str) -> str:
    try:
        return parse_wheel_filename(filename)[0]
    except InvalidWheelFilename:
        return canonicalize_name(filename.split("-", 1)[0])


def _placed(
    infos: list[zipfile.ZipInfo],
) -> tuple[dict[str, zipfile.ZipInfo], tuple[Entry, ...]]:
    placed: list[tuple[str, zipfile.ZipInfo]] = []
    apart: list[Entry] = []
    for info in infos:
        path = safe_path(info.filename)
        root = root_path(path)
        if root is None:
            apart.append(Entry(path, info.file_size))
        else:
            placed.append((root, info))
    refuse_collisions(path for path, _ in placed)
    return dict(placed), tuple(sorted(apart, key=lambda entry: entry.path))
