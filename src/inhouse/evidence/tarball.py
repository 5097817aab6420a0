"""Reads a tar archive into memory as a stream, within limits; nothing is ever written to disk.

The stream is never wound back, so headers with false offsets cannot make the reader loop.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from dataclasses import dataclass
from typing import IO, Protocol, cast

from inhouse.evidence.archive import LIMITS, refuse_collisions, safe_path, shown
from inhouse.evidence.contents import MAX_FILE_BYTES, UnreadableError

MAX_UNPACKED = 120_000_000  # a 3 MB sdist of sources unpacks to some 15 MB
MAX_KEPT = 48_000_000  # bytes of file contents held; what comes later is listed only
_XZ_MEMORY = 100_000_000  # xz -9 needs 65 MB
_CHUNK = 1 << 16


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """Files by path as (size, bytes or the reason why there are none), and what was left out."""

    files: dict[str, tuple[int, bytes | str]]
    notes: tuple[str, ...]


def unpack_tar(data: bytes, filename: str) -> Unpacked:
    """Return what a compressed tar holds; UnreadableError where it cannot or should not be read."""
    try:
        with tarfile.open(fileobj=_opened(data, filename), mode="r|") as archive:
            return _members(archive)
    except (tarfile.TarError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
        raise UnreadableError(f"a damaged archive ({shown(str(error))})") from error
    except (RecursionError, MemoryError, OverflowError, AttributeError) as error:
        raise UnreadableError("an archive whose headers make no sense") from error


def _members(archive: tarfile.TarFile) -> Unpacked:
    files: dict[str, tuple[int, bytes | str]] = {}
    paths: list[str] = []
    notes: list[str] = []
    kept = 0
    for count, member in enumerate(archive, start=1):
        if count > LIMITS.entries:
            raise UnreadableError(f"more than {LIMITS.entries} files in the archive")
        if member.isdir():
            continue
        path = safe_path(member.name)
        paths.append(path)
        if not member.isreg() or member.issparse():
            notes.append(f"{shown(path)} is a link or a device")
            files[path] = (0, "it is a link or a device in the archive")
        elif member.size > MAX_FILE_BYTES or kept + member.size > MAX_KEPT:
            files[path] = (member.size, "it is too large to look at")
        else:
            content = _read(archive, member)
            kept += len(content)
            files[path] = (len(content), content)
    refuse_collisions(paths)
    return Unpacked(files=files, notes=tuple(notes))


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    content = stream.read() if stream is not None else b""
    if len(content) != member.size:
        raise UnreadableError(f"{shown(member.name)!r} breaks off")
    return content


def _opened(data: bytes, filename: str) -> IO[bytes]:
    raw = io.BytesIO(data)
    stream: _Readable
    if data.startswith(b"\x1f\x8b"):
        stream = gzip.GzipFile(fileobj=raw)
    elif data.startswith(b"BZh"):
        stream = bz2.BZ2File(raw)
    elif data.startswith(b"\xfd7zXZ\x00"):
        stream = _Xz(data)
    elif filename.endswith(".tar"):
        stream = raw
    else:
        raise UnreadableError("not a tar.gz, tar.bz2, tar.xz or zip file")
    return cast("IO[bytes]", _Bounded(stream))


class _Bounded:
    """Stops a stream that unpacks to more than any source distribution."""

    def __init__(self, stream: _Readable) -> None:
        self._stream, self._left = stream, MAX_UNPACKED

    def read(self, size: int) -> bytes:
        block = self._stream.read(min(size, self._left + 1))
        self._left -= len(block)
        if self._left < 0:
            raise UnreadableError(f"the archive unpacks to more than {MAX_UNPACKED} bytes")
        return block


class _Xz:
    """An xz stream with a bound on its dictionary, which `lzma.open` does not offer."""

    def __init__(self, data: bytes) -> None:
        self._unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
        self._data, self._at = data, 0

    def read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size > 0 and not self._unpacker.eof:
            fresh = b""
            if self._unpacker.needs_input:
                fresh = self._data[self._at : self._at + _CHUNK]
                self._at += len(fresh)
                if not fresh:
                    raise EOFError("the archive breaks off")
            parts.append(self._unpacker.decompress(fresh, size))
            size -= len(parts[-1])
        return b"".join(parts)
