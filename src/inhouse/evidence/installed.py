"""Reads an installed distribution's files, as its RECORD lists them and only if unchanged.

A file counts if it lies below site-packages, is a regular file inside the environment, and has
the size and hash of its RECORD line. Scripts lie outside; they are listed in `apart`, never read.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from inhouse.evidence.archive import LIMITS, refuse_collisions, shown
from inhouse.evidence.contents import MAX_FILE_BYTES, Contents, Entry, UnreadableError

if TYPE_CHECKING:
    from inhouse.evidence.environment import InstalledDistribution
    from inhouse.model.evidence import FactSource

_INSTALLERS = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json")
_CODE = (".py", ".so", ".pyd", ".pyi")
_SOME_CODE = re.compile(rb"\.(?:py|so|pyd|pyi)\"?,")
_UNHASHED_CODE = re.compile(rb"\.(?:py|so|pyd|pyi)\"?(?:,,|,?\s*$)", re.MULTILINE)
_MAX_RECORD = 16_000_000


@dataclass(frozen=True, slots=True)
class _Line:
    digest: str | None  # "sha256=<base64>", as RECORD writes it
    size: int | None


class InstalledContents(Contents):
    """The files of one installed distribution; its RECORD is parsed when first needed."""

    source: FactSource = "installed"

    def __init__(self, distribution: InstalledDistribution) -> None:
        """Read the list of files; UnreadableError says why the distribution cannot be used."""
        self._site = distribution.site
        self._root = distribution.root
        self._info = distribution.info
        self.filename = f"{distribution.info.name} (installed)"
        self._distribution = distribution
        self._listing = _listing(distribution.info)
        self._entries: tuple[Entry, ...] | None = None
        if not _SOME_CODE.search(self._listing) and self._is_elsewhere():
            raise UnreadableError("it is installed in editable mode; its files are elsewhere")
        self.artifact = "installed:" + self._digest()

    @cached_property
    def _placed(self) -> tuple[dict[str, _Line], tuple[str, ...]]:
        return _placed(self._listing, self._distribution)

    @property
    def _lines(self) -> dict[str, _Line]:
        return self._placed[0]

    @property
    def apart(self) -> tuple[str, ...]:
        """Paths of its scripts and data files, as RECORD writes them."""
        return self._placed[1]

    def check(self) -> None:
        """Raise UnreadableError where files are gone or have changed since the installation."""
        _ = self.entries

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All files below site-packages, sorted by path; UnreadableError if one is not there."""
        if self._entries is None:
            self._entries = tuple(
                Entry(path, self._size(path, line)) for path, line in sorted(self._lines.items())
            )
        return self._entries

    def read(self, path: str) -> bytes:
        """Return one file's bytes; UnreadableError if missing, too large, changed or a link out."""
        line = self._lines.get(path)
        if line is None:
            raise UnreadableError(f"{shown(path)!r} is not in {shown(self.filename)}")
        self._size(path, line)
        data = read_regular(self._site / path, self._root or self._site, MAX_FILE_BYTES)
        if line.digest is not None and not _matches(data, line.digest):
            raise UnreadableError(f"{shown(path)!r} was changed after it was installed")
        return data

    @property
    def metadata(self) -> str | None:
        """The text of METADATA or PKG-INFO."""
        return self._text("METADATA") or self._text("PKG-INFO")

    @property
    def entry_points(self) -> str | None:
        """The text of entry_points.txt."""
        return self._text("entry_points.txt")

    def _text(self, name: str) -> str | None:
        if not (self._info / name).exists():
            return None
        data = read_regular(self._info / name, self._root or self._site, MAX_FILE_BYTES)
        return data.decode("utf-8", "replace")

    def _size(self, path: str, line: _Line) -> int:
        try:
            status = os.lstat(self._site / path)
        except OSError as error:
            raise UnreadableError(f"{shown(path)!r} is not there any more") from error
        linked = stat.S_ISLNK(status.st_mode)
        if line.size is not None and not linked and status.st_size != line.size:
            raise UnreadableError(f"{shown(path)!r} was changed after it was installed")
        return line.size if line.size is not None else status.st_size

    def _is_elsewhere(self) -> bool:
        if any(path.endswith(".pth") for path in self._lines):
            return True
        try:
            text = self._text("direct_url.json")
            origin = json.loads(text) if text else {}
        except (UnreadableError, ValueError, RecursionError):
            return False
        folder = origin.get("dir_info") if isinstance(origin, dict) else None
        return isinstance(folder, dict) and folder.get("editable") is True

    def _digest(self) -> str:
        """Return a digest of RECORD and, for code that RECORD has no hash of, of its state."""
        digest = hashlib.sha256(self._listing)
        if not _UNHASHED_CODE.search(self._listing):
            return digest.hexdigest()
        for path, line in sorted(self._lines.items()):
            if line.digest is None and path.endswith(_CODE):
                data = read_regular(self._site / path, self._root or self._site, MAX_FILE_BYTES)
                digest.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
        return digest.hexdigest()


def open_installed(distribution: InstalledDistribution) -> Contents:
    """Return the files of an installed distribution; UnreadableError says why not."""
    return InstalledContents(distribution)


def installed_metadata(distribution: InstalledDistribution) -> str | None:
    """Return the METADATA or PKG-INFO text of an installed distribution, None where it has none."""
    within = distribution.root or distribution.site
    info = distribution.info
    for place in (info / "METADATA", info / "PKG-INFO", info):
        if place.is_file():
            try:
                return read_regular(place, within, MAX_FILE_BYTES).decode("utf-8", "replace")
            except UnreadableError:
                return None
    return None


def read_regular(place: Path, within: Path, limit: int) -> bytes:
    """Return the bytes of a regular file inside `within`; UnreadableError for anything else."""
    try:
        real = place.resolve(strict=True)
        if not real.is_relative_to(within):
            raise UnreadableError(f"{shown(place.name)!r} is a link that leaves the environment")
        if not stat.S_ISREG(real.stat().st_mode):
            raise UnreadableError(f"{shown(place.name)!r} is not a regular file")
        with real.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError, RuntimeError) as error:
        wrong = error.strerror if isinstance(error, OSError) else None
        raise UnreadableError(f"{shown(place.name)!r}: {wrong or 'unreadable'}") from error
    if len(data) > limit:
        raise UnreadableError(f"{shown(place.name)!r} is longer than {limit} bytes")
    return data


def _listing(info: Path) -> bytes:
    within = info.parent
    if info.name.endswith(".dist-info"):
        return read_regular(info / "RECORD", within, _MAX_RECORD)
    if info.is_file():
        raise UnreadableError("it was installed without a list of its files")
    listed = read_regular(info / "installed-files.txt", within, _MAX_RECORD)
    paths = listed.decode("utf-8", "replace").splitlines()
    return "\n".join(f'"{info.name}/{path}",,' for path in paths if '"' not in path).encode()


def _placed(
    listing: bytes, distribution: InstalledDistribution
) -> tuple[dict[str, _Line], tuple[str, ...]]:
    inside: dict[str, _Line] = {}
    apart: list[str] = []
    try:
        rows = list(csv.reader(listing.decode("utf-8", "replace").splitlines()))
    except csv.Error as error:
        raise UnreadableError(f"its RECORD is not well formed ({error})") from error
    if len(rows) > LIMITS.entries * 2:  # every module may have its .pyc listed too
        raise UnreadableError(f"its RECORD lists {len(rows)} files")
    for row in rows:
        if not row or not row[0] or row[0].endswith(".pyc"):
            continue
        path = _below_site(row[0], distribution)
        if path is None:
            apart.append(shown(row[0]))
        elif path.rpartition("/")[2] not in _INSTALLERS or ".dist-info/" not in path:
            size = row[2] if len(row) > 2 else ""
            inside[path] = _Line((row[1] if len(row) > 1 else "") or None, _number(size))
    refuse_collisions(inside)
    return inside, tuple(sorted(apart))


def _below_site(written: str, distribution: InstalledDistribution) -> str | None:
    """Return the path below site-packages, None where it is elsewhere in the environment."""
    if "\0" in written:
        raise UnreadableError("its RECORD names a file with a NUL character")
    text = written.replace("\\", "/") if os.name == "nt" else written
    site = str(distribution.site)
    full = os.path.normpath(os.path.join(site, text))  # noqa: PTH118 - lexical on purpose
    if full.startswith(site + os.sep):
        return PurePosixPath(Path(full[len(site) + 1 :])).as_posix()
    root = distribution.root
    if root is not None and not full.startswith(str(root) + os.sep):
        raise UnreadableError(f"its RECORD names a file outside the environment ({shown(text)!r})")
    return None


def _matches(data: bytes, digest: str) -> bool:
    algorithm, _, wanted = digest.partition("=")
    if algorithm not in ("sha256", "sha384", "sha512"):
        return False
    found = base64.urlsafe_b64encode(hashlib.new(algorithm, data).digest()).rstrip(b"=")
    return found == wanted.rstrip("=").encode("ascii", "replace")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
