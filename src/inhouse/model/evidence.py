"""What was found out about a package; a fact that could not be had is `Missing`, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

from inhouse.model.lock import Note

T = TypeVar("T")

FactSource = Literal["installed", "cache", "wheel", "sdist", "lock"]
UseKind = Literal["plain", "guarded", "typing", "dynamic", "config"]
AdvisoryState = Literal["vulnerable", "clean", "unknown"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that could not be had. It is never read as zero, false or small."""

    reason: str


@dataclass(frozen=True, slots=True)
class TooLarge(Missing):
    """Not looked at closely because its size alone says that it is not micro.

    `bytes` is what was weighed: the artifact's size, or that of its Python files.
    """

    bytes: int = 0


Maybe: TypeAlias = T | Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """Something a package is that size does not show; `evidence` says where it was seen.

    Codes: security, hashes, platform, platform-branches, locks, protocol, patches-stdlib,
    global-state, shared-identity, persisted-format, stub-only, typing-marker, accelerator,
    data-table, plugin, dynamic, ships-tests, no-code, build-backend, console-script,
    broken-on-target.
    """

    code: str
    evidence: str
    since: str = ""  # the Python version from which it holds; empty: with every one


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A module of the distribution and its code lines: the unit that slices are shown against."""

    module: str
    path: str  # inside the distribution
    sloc: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What the files of one artifact say; depends on nothing but the artifact's bytes.

    Definitions of the figures: docs/measures.md. `sloc` counts lines that hold code, without
    docstrings, tests, docs and examples. `public_names` are public functions and classes
    reachable from the import packages after alias resolution. `guarded_imports` are top-level
    import names under `try`/`except ImportError`; `plain_imports` the unconditional ones.
    """

    artifact: str  # "sha256:<hex>" of the artifact, or "installed:<digest of RECORD>"
    source: FactSource
    sloc: Maybe[int]
    files: Maybe[int]
    public_names: Maybe[int]
    functions: Maybe[int]
    max_complexity: Maybe[int]
    sum_complexity: Maybe[int]
    native: Maybe[bool]
    data_bytes: Maybe[int]
    longest_literal: Maybe[int]
    requires_dist: Maybe[tuple[str, ...]]
    requires_python: str | None
    license: Maybe[str]
    typed: Maybe[bool]
    import_names: Maybe[tuple[str, ...]]
    entry_point_groups: tuple[str, ...]
    console_scripts: tuple[str, ...]
    summary: Maybe[str]
    size_bytes: Maybe[int]
    funding: tuple[str, ...]
    traits: tuple[Trait, ...]
    guarded_imports: tuple[str, ...]
    plain_imports: tuple[str, ...]
    modules: tuple[Definition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What the index says of the project behind a distribution. Dates are ISO 8601 days."""

    last_release: Maybe[str]
    first_release: Maybe[str]
    releases: Maybe[int]
    yanked: Maybe[bool]
    status: Maybe[str]  # active, archived, quarantined, deprecated (PEP 792)
    maintainers: Maybe[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The four signs of a good candidate; None where it could not be told."""

    internals: bool | None
    interface: bool | None
    tests: bool | None
    agreed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place in the project where a package is used; `line` is 1-based."""

    file: str
    line: int
    symbol: str
    kind: UseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolUse:
    """How often one name of the package is used, and the shapes of the calls.

    `symbol` is `import_package.name`; the bare import package stands for uses that reach no
    name. `keywords` are all keyword names seen at its calls; `star_arguments` is set where a call
    unpacks arguments, `as_value` where the name is used other than by calling it.
    """

    symbol: str
    count: int
    keywords: tuple[str, ...] = ()
    star_arguments: bool = False
    as_value: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """All uses of one distribution in the project's own files.

    `opaque` is set where the set of used names cannot be told (star import, getattr, the module
    passed as a value), with the place and reason. `passed_on` are names that modules of the project
    offer to others, who may use them in any way: imported from there, or listed in `__all__`.
    """

    imported: bool
    files: int
    call_sites: int
    symbols: tuple[SymbolUse, ...] = ()
    kinds: tuple[UseKind, ...] = ()
    sites: tuple[Site, ...] = ()
    opaque: tuple[str, ...] = ()
    only_tests: bool = False  # every use is in a test file
    passed_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The part of a package that the used symbols reach.

    `lines` are code lines as in `Measurement.sloc`; `symbols` counts the package's own
    definitions reached, `files` the modules they live in; `requires` are import names outside
    the package and the standard library that the slice needs, `paths` the reached files.
    """

    lines: int
    symbols: int
    files: int
    requires: tuple[str, ...] = ()
    opaque: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()  # of the reached modules, inside the distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisory:
    """One known vulnerability of one version."""

    id: str
    aliases: tuple[str, ...] = ()
    fixed_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisoryAnswer:
    """Vulnerable, clean, or unknown with the reason; unknown is never counted as clean."""

    state: AdvisoryState
    advisories: tuple[Advisory, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything known about one package in one project."""

    measurement: Maybe[Measurement]
    upkeep: Maybe[Upkeep]
    usage: Maybe[Usage]
    slice: Maybe[Slice]
    advisories: AdvisoryAnswer
    optional_for: tuple[str, ...] = ()  # installed distributions that import it under a guard
    notes: tuple[Note, ...] = field(default=())
