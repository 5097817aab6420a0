"""Small wheels and sdists made in memory, sound and hostile."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping

METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{more}\n"


def wheel(
    name: str = "tiny",
    version: str = "1.0",
    files: Mapping[str, str | bytes] | None = None,
    *,
    more: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return the bytes of a wheel holding `files` and a `.dist-info`."""
    info = f"{name}-{version}.dist-info"
    listed = dict(files if files is not None else {f"{name}.py": "def one():\n    return 1\n"})
    listed[f"{info}/METADATA"] = METADATA.format(name=name, version=version, more=more)
    listed[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    listed |= extra or {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in listed.items():
            archive.writestr(path, content)
    return buffer.getvalue()


def sdist(
    name: str = "tiny",
    version: str = "1.0",
    files: Mapping[str, str | bytes] | None = None,
    *,
    pkg_info: str | None = None,
    members: tuple[tarfile.TarInfo, ...] = (),
    packer: str = "gz",
) -> bytes:
    """Return the bytes of a source distribution; `members` are added as they are."""
    listed = dict(files if files is not None else {f"{name}.py": "def one():\n    return 1\n"})
    metadata = METADATA.format(name=name, version=version, more="")
    listed.setdefault("PKG-INFO", metadata if pkg_info is None else pkg_info)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{packer}") as archive:  # type: ignore[call-overload]
        for path, content in listed.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(f"{name}-{version}/{path}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for member in members:
            archive.addfile(member, io.BytesIO(b"\0" * member.size))
    return buffer.getvalue()


def sha256(data: bytes) -> str:
    """Return the hex digest."""
    return hashlib.sha256(data).hexdigest()


def gzip_of_zeros(start: bytes, size: int) -> bytes:
    """Return a small gzip file that unpacks to `start` and `size` zeros."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9) as file:
        file.write(start)
        block = b"\0" * 1_000_000
        for _ in range(size // len(block)):
            file.write(block)
    return buffer.getvalue()
