"""Which file of a release is looked at: a pure wheel, else the smallest wheel, else the sdist."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inhouse.evidence.index.project import usable_url
from inhouse.evidence.index.sources import base_of
from inhouse.model.evidence import Maybe, Missing

if TYPE_CHECKING:
    from inhouse.evidence.index.project import ProjectFile
    from inhouse.model.lock import LockedPackage

_SDISTS = (".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz")
# Strongest first; what is compared is the first algorithm that both sides have.
ALGORITHMS = ("sha512", "sha384", "sha256", "sha224", "sha1", "md5")
_UNUSUAL = re.compile(r"_ios|ios_|android|pypy|-pp\d|wasm|emscripten|s390x|ppc64|riscv")
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that could be looked at; `hashes` are those it must have."""

    kind: Literal["wheel", "sdist"]
    filename: str
    url: str | None
    hashes: tuple[tuple[str, str], ...]
    size: int | None
    metadata: str | None = None

    @property
    def sha256(self) -> str | None:
        """The SHA-256 it must have, where one is known."""
        value = dict(self.hashes).get("sha256", "").lower()
        return value if len(value) == 64 and _HEX.issuperset(value) else None

    @property
    def pure(self) -> bool:
        """Whether it is a wheel for any platform."""
        return self.kind == "wheel" and platform_of(self.filename) == "any"


def platform_of(filename: str) -> str:
    """Return the platform tag in a wheel's name."""
    return filename.removesuffix(".whl").rpartition("-")[2]


def from_lock(package: LockedPackage) -> list[Candidate]:
    """Return the lock's files that have a name."""
    return [
        Candidate(
            kind=artifact.kind,
            filename=artifact.filename,
            url=artifact.url,
            hashes=artifact.hashes,
            size=artifact.size,
        )
        for artifact in package.artifacts
        if artifact.filename.endswith((".whl", *_SDISTS))
    ]


def locked_hashes(package: LockedPackage) -> frozenset[tuple[str, str]]:
    """Return all (algorithm, digest) pairs of the lock's entry."""
    named = (pair for artifact in package.artifacts for pair in artifact.hashes)
    return frozenset((name, digest.lower()) for name, digest in (*named, *package.hashes))


def from_page(files: Iterable[ProjectFile], locked: frozenset[tuple[str, str]]) -> list[Candidate]:
    """Return an index's files; where the lock has hashes, only those that the lock names."""
    found: list[Candidate] = []
    for file in files:
        if not file.filename.endswith((".whl", *_SDISTS)):
            continue
        if locked and not locked.intersection(file.hashes):
            continue
        kept = tuple(pair for pair in file.hashes if not locked or pair in locked)
        found.append(
            Candidate(
                kind="wheel" if file.filename.endswith(".whl") else "sdist",
                filename=file.filename,
                url=file.url,
                hashes=kept,
                size=file.size,
                metadata=file.metadata,
            )
        )
    return found


def best(candidates: Iterable[Candidate]) -> Candidate | None:
    """Return the file to look at, or None where there is none.

    Of wheels for platforms the smallest is taken: its Python files are the same in most of them.
    """
    listed = list(candidates)
    pure = [c for c in listed if c.pure]
    wheels = pure or [c for c in listed if c.kind == "wheel"]
    chosen = wheels or listed
    return min(chosen, key=_preference, default=None)


def has_hash(data: bytes, candidate: Candidate) -> bool:
    """Tell whether the bytes have the strongest hash that is known; true where none is."""
    wanted = dict(candidate.hashes)
    for algorithm in ALGORITHMS:
        if algorithm in wanted:
            found = hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()
            return found == wanted[algorithm].lower()
    return not wanted


def index_order(package: LockedPackage, configured: Iterable[str]) -> tuple[str, ...]:
    """Return the lock's own index first, then the configured ones."""
    location = package.source.location
    if package.source.kind != "registry" or location is None:
        return tuple(configured)
    own = base_of(location)
    first = (own,) if usable_url(own) else ()
    return (*first, *(url for url in configured if url != own))


def is_own_index(package: LockedPackage, index: str) -> bool:
    """Tell whether an index may speak for the package without a hash in common.

    Where the lock names an index, anyone may hold the same name on another one.
    """
    location = package.source.location
    return package.source.kind != "registry" or location is None or base_of(location) == index


def _preference(candidate: Candidate) -> tuple[bool, int, str]:
    unknown = 1 << 62
    size = candidate.size if candidate.size is not None else unknown
    return bool(_UNUSUAL.search(candidate.filename)), size, candidate.filename


def native_wheels(candidates: Iterable[Candidate]) -> Maybe[bool]:
    """Tell whether the release has wheels with a platform tag, which means native code."""
    names = [c.filename for c in candidates if c.kind == "wheel"]
    if not names:
        return Missing("no wheels of the release are known")
    return any(platform_of(name) != "any" for name in names)
