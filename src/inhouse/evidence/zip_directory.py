"""The directory at the end of a zip file, checked before anything trusts it.

Works on the whole file or on its last bytes, so the file list of a remote wheel costs one small
request. Format: PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from dataclasses import dataclass

from inhouse.evidence.archive import (
    LIMITS,
    ArchiveLimits,
    refuse_bomb,
    refuse_collisions,
    safe_path,
    shown,
)
from inhouse.evidence.contents import Entry, UnreadableError

_END = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_END_FIELDS = struct.Struct("<4s4H2LH")
_MAX_COMMENT = 65_535
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that wheel builders write
_UNIX = 3  # create_system: the upper half of external_attr is a file mode


@dataclass(frozen=True, slots=True)
class DirectoryBounds:
    """Where the directory of a zip file starts, its size in bytes, and how many files it lists."""

    start: int
    size: int
    count: int


def directory_bounds(tail: bytes, total: int, limits: ArchiveLimits = LIMITS) -> DirectoryBounds:
    """Find the directory from the last bytes of a zip of `total` bytes.

    UnreadableError if `tail` does not end a zip file or the directory is larger than the limits.
    """
    at = tail.rfind(_END, max(0, len(tail) - _MAX_COMMENT - _END_FIELDS.size))
    if at < 0 or len(tail) - at < _END_FIELDS.size:
        raise UnreadableError("not a zip file")
    _, _, _, _, count, size, start, _ = _END_FIELDS.unpack_from(tail, at)
    zip64 = tail[max(0, at - 20) : at].startswith(_ZIP64_LOCATOR)
    if zip64 or 0xFFFFFFFF in (size, start) or count == 0xFFFF:
        raise UnreadableError("a zip64 file, which no small package needs")
    if size > limits.directory or count > limits.entries:
        raise UnreadableError(f"a zip directory of {size} bytes and {count} files")
    if start + size > total - len(tail) + at:
        raise UnreadableError("not a zip file (its directory is outside the file)")
    return DirectoryBounds(start, size, count)


def open_directory(stream: io.BufferedIOBase, packed: int) -> zipfile.ZipFile:
    """Open a zip whose bounds were checked, and check every name and size it lists."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(f"a damaged zip file ({shown(str(error))})") from error
    try:
        infos = archive.infolist()
        refuse_bomb(((i.filename, i.file_size, i.compress_size) for i in infos), packed)
        for info in infos:
            _check(info)
        refuse_collisions(safe_path(i.filename) for i in infos if not i.is_dir())
    except BaseException:
        archive.close()
        raise
    return archive


def remote_listing(tail: bytes, total: int) -> tuple[Entry, ...] | None:
    """Return the file list of a zip from its last bytes; None where the tail is too short."""
    bounds = directory_bounds(tail, total)
    if bounds.start < total - len(tail):
        return None
    with open_directory(_Tail(tail, total), total) as archive:
        found = [Entry(safe_path(i.filename), i.file_size) for i in files_of(archive)]
    return tuple(sorted(found, key=lambda entry: entry.path))


def remote_metadata(tail: bytes, total: int) -> str | None:
    """Return a wheel's METADATA from its last bytes; None where it does not lie in them."""
    bounds = directory_bounds(tail, total)
    if bounds.start < total - len(tail):
        return None
    with open_directory(_Tail(tail, total), total) as archive:
        for info in files_of(archive):
            folder, _, name = info.filename.partition("/")
            if name == "METADATA" and folder.endswith(".dist-info"):
                try:
                    return read_member(archive, info, len(tail) * 10).decode("utf-8", "replace")
                except UnreadableError:
                    return None
    return None


def files_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members that are files."""
    return [info for info in archive.infolist() if not info.is_dir()]


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """Return a member's bytes, never more than `limit`; UnreadableError where it cannot be."""
    if info.file_size > limit:
        raise UnreadableError(f"{shown(info.filename)!r} is longer than {limit} bytes")
    try:
        with archive.open(info) as file:
            data = file.read(limit + 1)
    except Exception as error:  # zipfile raises whatever its decoders raise
        raise UnreadableError(f"{shown(info.filename)!r} is damaged ({error})") from error
    if len(data) > limit or len(data) != info.file_size:
        raise UnreadableError(f"{shown(info.filename)!r} is not as long as the archive says")
    return data


def _check(info: zipfile.ZipInfo) -> None:
    safe_path(info.filename)
    mode = info.external_attr >> 16 if info.create_system == _UNIX else 0
    kind = stat.S_IFMT(mode)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise UnreadableError(f"{shown(info.filename)!r} is a link or a device")
    if info.flag_bits & 0x1:
        raise UnreadableError(f"{shown(info.filename)!r} is encrypted")
    if info.compress_type not in _READABLE:
        raise UnreadableError(f"{shown(info.filename)!r} is packed in an unusual way")


class _Tail(io.BufferedIOBase):
    """A file of `total` bytes of which only the last ones are at hand; the rest reads as zeros."""

    def __init__(self, tail: bytes, total: int) -> None:
        super().__init__()
        self._tail, self._total, self._at = tail, total, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._total}[whence]
        if base + offset < 0:
            raise OSError("a position before the start of the file")
        self._at = base + offset
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        end = self._total if size is None or size < 0 else min(self._total, self._at + size)
        start, missing = self._at, self._total - len(self._tail)
        self._at = max(start, end)
        if start < missing:
            raise OSError("a part of the file that was not fetched")
        return self._tail[start - missing : max(end - missing, 0)]
