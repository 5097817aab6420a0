"""Reads a source distribution as the files it would install; it is never unpacked and never built.

What only a build could tell (generated modules, dynamic metadata) stays unknown: see
`requires_known` and `native_sources`.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from inhouse.evidence.archive import safe_path, shown
from inhouse.evidence.contents import MAX_FILE_BYTES, Contents, Entry, UnreadableError
from inhouse.evidence.sdist_layout import lay_out, without_top
from inhouse.evidence.sdist_metadata import (
    entry_points_of,
    import_names_of,
    package_dirs_of,
    with_requirements,
)
from inhouse.evidence.tarball import MAX_KEPT, Unpacked, unpack_tar
from inhouse.evidence.zip_directory import directory_bounds, files_of, open_directory, read_member

if TYPE_CHECKING:
    from inhouse.model.evidence import FactSource

_NATIVE = (".c", ".cc", ".cpp", ".cxx", ".pyx", ".rs", ".f", ".f90", ".go", ".cu", ".m")
_SUFFIXES = (".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip", ".tar")
_NOT_BUILT = ("test", "tests", "doc", "docs", "example", "examples", "benchmarks")


class SdistContents(Contents):
    """The importable files of a source distribution, and what its archive says besides.

    `native_sources` are files that a build would compile, `notes` what was ignored and why.
    `requires_known` is False where the metadata leaves requirements to the build.
    """

    def __init__(self, data: bytes, filename: str, source: FactSource = "sdist") -> None:
        """Read the archive; UnreadableError where it is not a sound source distribution."""
        self.source = source
        self.filename = filename
        self.artifact = "sha256:" + hashlib.sha256(data).hexdigest()
        self.size = len(data)
        unpacked = _unzip(data) if data.startswith(b"PK") else unpack_tar(data, filename)
        self._files, self.notes = unpacked.files, unpacked.notes
        self._top = without_top(self._files)
        if not self._text(f"{self._top}PKG-INFO"):
            raise UnreadableError(f"{shown(filename)} has no PKG-INFO")
        self._place()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The files that would be importable, sorted by path, and the licences."""
        return self._entries

    def read(self, path: str) -> bytes:
        """Return one file's bytes; UnreadableError if missing, too large or a link."""
        inside = self._placed.get(path)
        if inside is None:
            raise UnreadableError(f"{shown(path)!r} is not in {shown(self.filename)}")
        content = self._files[inside][1]
        if isinstance(content, str):
            raise UnreadableError(f"{shown(path)!r} cannot be read: {content}")
        return content

    @property
    def metadata(self) -> str | None:
        """The text of PKG-INFO, with the requirements that setuptools wrote elsewhere."""
        return self._metadata

    @property
    def entry_points(self) -> str | None:
        """The text of entry_points.txt, or the same made from pyproject.toml."""
        return self._entry_points

    def _place(self) -> None:
        pkg_info = self._text(f"{self._top}PKG-INFO") or ""
        first = lay_out(self._files, self._top, (), "", {})
        egg = first.egg_info
        listed = self._text(f"{egg}/top_level.txt") if egg else None
        pyproject = self._text(f"{self._top}pyproject.toml")
        named = import_names_of(pkg_info, listed)
        setup_cfg = self._text(f"{self._top}setup.cfg")
        stem = _stem(self.filename)
        layout = lay_out(
            self._files, self._top, named, f"{stem}.dist-info", package_dirs_of(setup_cfg)
        )
        self._placed = layout.placed
        self.apart = tuple(Entry(path, self._files[self._top + path][0]) for path in layout.apart)
        self._entries = tuple(
            Entry(path, self._files[inside][0]) for path, inside in sorted(layout.placed.items())
        )
        self.native_sources = tuple(
            path.removeprefix(self._top)
            for path in sorted(self._files)
            if path.endswith(_NATIVE)
            and path.removeprefix(self._top).split("/", 1)[0] not in _NOT_BUILT
        )
        self._refuse_unclear(named)
        requires = self._text(f"{egg}/requires.txt") if egg else None
        self._metadata, self.requires_known = with_requirements(
            pkg_info, requires, built_by_setuptools=egg is not None or self._requires_nothing()
        )
        points = self._text(f"{egg}/entry_points.txt") if egg else None
        self._entry_points = points if points is not None else entry_points_of(pyproject)

    def _requires_nothing(self) -> bool:
        """Tell whether no file that a build reads could name a requirement, by the word alone."""
        setup = self._text(f"{self._top}setup.py")
        if setup is None or f"{self._top}pyproject.toml" in self._files:
            return False
        text = setup + (self._text(f"{self._top}setup.cfg") or "")
        return "require" not in text and "**" not in text

    def states_requirements(self) -> bool:
        """Tell whether the requirements are known without a build."""
        return self.requires_known

    def _refuse_unclear(self, named: tuple[str, ...]) -> None:
        code = {path.split("/", 1)[0] for path in self._placed if path.endswith((".py", ".pyx"))}
        if not code:
            raise UnreadableError(f"only a build tells what {shown(self.filename)} installs")
        found = {name.removesuffix(".py") for name in code}
        lost = [name for name in named if name not in found]
        if lost and not self.native_sources:
            raise UnreadableError(f"{shown(self.filename)} does not show its module {lost[0]!r}")

    def _text(self, path: str) -> str | None:
        content = self._files.get(path, (0, ""))[1]
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else None


def open_sdist(data: bytes, filename: str, source: FactSource = "sdist") -> Contents:
    """Return the files of the sdist with these bytes; UnreadableError says why not."""
    return SdistContents(data, filename, source)


def _stem(filename: str) -> str:
    for suffix in _SUFFIXES:
        if filename.endswith(suffix):
            return filename.removesuffix(suffix)
    return filename


def _unzip(data: bytes) -> Unpacked:
    directory_bounds(data, len(data))
    files: dict[str, tuple[int, bytes | str]] = {}
    kept = 0
    with open_directory(io.BytesIO(data), len(data)) as archive:
        for info in files_of(archive):
            path = safe_path(info.filename)
            kept += info.file_size
            if info.file_size > MAX_FILE_BYTES or kept > MAX_KEPT:
                files[path] = (info.file_size, "it is too large to look at")
            else:
                files[path] = (info.file_size, read_member(archive, info, MAX_FILE_BYTES))
    return Unpacked(files=files, notes=())
