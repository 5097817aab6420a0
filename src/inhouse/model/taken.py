"""Code that is taken in-house: where it comes from and where it goes."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.model.patch import FileChange
from inhouse.model.places import Left
from inhouse.model.verdict import Advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The distribution that code is taken from.

    `artifact` is "sha256:<hex>" of the wheel or sdist, or "installed:<digest of RECORD>";
    `licence` an SPDX expression; `licence_files` are pairs of path and bytes; `copyright` the
    lines of its licence files and modules that begin with a copyright sign or word. `stubs` are
    names of stub distributions (types-*) that serve only this one.
    """

    name: str
    version: str
    artifact: str
    licence: str | None
    licence_files: tuple[tuple[str, bytes], ...] = ()
    copyright: tuple[str, ...] = ()
    import_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where owned code lives in the project.

    `folder` is the path of `_inhouse` relative to the root (`src/proj/_inhouse`), `dotted` its
    import name (`proj._inhouse`).
    """

    folder: str
    dotted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """The files that take a package's place, and what the project must know of them.

    `modules` maps each import package of the distribution to the dotted name that serves it now
    (`slugify` -> `proj._inhouse.slugify`). `requires` are import names outside the package and
    the standard library that the code needs. `symbols` are the public names kept; `lines` counts
    code lines as `Measurement.sloc` does. `strategy` may have become "vendor" where a slice was
    asked for and could not be cut soundly; `notes` says why.
    """

    strategy: Advice
    files: tuple[FileChange, ...]
    modules: tuple[tuple[str, str], ...]
    symbols: tuple[str, ...]
    lines: int
    requires: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing is changed, and why; `left` lists the places that stand in the way."""

    reason: str
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One package in `_inhouse/ledger.toml`. `date` is an ISO 8601 day, `proof` one sentence.

    `files` maps each owned file, relative to `_inhouse`, to the SHA-256 of its bytes when it was
    written; `taken` the definitions copied from the origin ("module:name") to the SHA-256 of
    their source text there, so that upstream changes to exactly this code can be told.
    """

    name: str
    version: str
    artifact: str
    licence: str | None
    strategy: Advice
    symbols: tuple[str, ...]
    date: str
    proof: str
    files: tuple[tuple[str, str], ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
