"""The audit report: exactly the shape of `audit --format json`, schema version 1.

`audit.schema.json` is generated from these types; fields may be added, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from inhouse.model.evidence import FactSource, Site, UseKind
from inhouse.model.file_place import FilePlace
from inhouse.model.lock import Note
from inhouse.model.verdict import Advice, Confidence, Reason, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """The program that made the report."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTarget:
    """The environment that markers were evaluated for."""

    python: str
    platform: str
    universal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The project that was audited."""

    name: str | None
    root: str
    lockfile: str | None
    format: str
    requires_python: str | None
    target: ReportTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts over all packages of the report; lines are code lines, bytes are unpacked sizes.

    `unmeasured` are packages whose files could not be had or read: their tier is unknown.
    `vulnerabilities` are those of locked packages; those of code that was taken from packages are
    `owned_vulnerabilities`.
    """

    packages: int
    direct: int
    by_tier: dict[Tier, int]
    by_advice: dict[Advice, int]
    own_lines: int
    shed_packages: int
    shed_lines: int
    shed_bytes: int
    vulnerabilities: int
    advisories_unknown: int
    unmeasured: int
    owned_vulnerabilities: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReadiness:
    """The four signs of a good candidate."""

    internals: bool | None
    interface: bool | None
    tests: bool | None
    agreed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Measured facts; None where missing, and then `missing` says why."""

    source: FactSource
    sloc: int | None
    files: int | None
    public_names: int | None
    max_complexity: int | None
    sum_complexity: int | None
    native: bool | None
    data_bytes: int | None
    longest_literal: int | None
    requirements: int | None
    license: str | None
    typed: bool | None
    import_names: tuple[str, ...] | None
    plugin: bool | None
    last_release: str | None
    yanked: bool | None
    status: str | None
    maintainers: int | None
    size_bytes: int | None
    funding: tuple[str, ...] | None
    readiness: ReportReadiness
    summary: str | None
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUsage:
    """Use in the project; `symbols` maps a name to the number of its uses."""

    imported: bool
    files: int
    call_sites: int
    symbols: dict[str, int]
    kinds: tuple[UseKind, ...]
    keywords: dict[str, tuple[str, ...]]
    opaque: tuple[str, ...]
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSlice:
    """The part of the package that the used symbols reach."""

    lines: int
    symbols: int
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheds:
    """What leaves the lock with the package, itself included; `name==version` each."""

    packages: tuple[str, ...]
    lines: int | None
    bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vulnerability:
    """One known vulnerability."""

    id: str
    aliases: tuple[str, ...]
    fixed_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReport:
    """Everything the audit says of one locked package.

    `place` is where it is asked for, or else where it is locked; null without a lockfile.
    """

    name: str
    version: str | None
    direct: bool
    groups: tuple[str, ...]
    extras: tuple[str, ...]
    required_by: tuple[str, ...]
    path: tuple[str, ...]
    facts: Facts
    missing: dict[str, str]
    usage: ReportUsage | None
    slice: ReportSlice | None
    tier: Tier
    advice: Advice
    confidence: Confidence
    rule: str | None
    reasons: tuple[Reason, ...]
    own_lines: int | None
    sheds: Sheds
    stays_through: tuple[str, ...]
    advisories: str  # vulnerable, clean or unknown
    vulnerabilities: tuple[Vulnerability, ...]
    place: FilePlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUpstream:
    """The definitions that were taken, compared with those of the newest release, which is newer.

    `taken` counts them; `changed` and `vanished` are written `module:name`, where no name stands
    for the statements of a module that bind none.
    """

    newest: str
    taken: int
    changed: tuple[str, ...]
    vanished: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """Code that the project has already taken in-house.

    `file` is the ledger, `date` the day and `proof` one sentence. `lines` counts the code lines of
    the owned files now; `edited` are those with other bytes than were written, `gone` those that
    are not there. `locked` tells that the package is in the lock all the same. `advisories` are
    those of the whole package at the version taken. `missing` says why a value is null, and why
    advisories are unknown or files were not compared.
    """

    name: str
    version: str
    license: str | None
    symbols: tuple[str, ...]
    strategy: str
    file: str = ""
    date: str = ""
    proof: str = ""
    lines: int | None = None
    edited: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    locked: bool = False
    advisories: str = "unknown"  # vulnerable, clean or unknown
    vulnerabilities: tuple[Vulnerability, ...] = ()
    upstream: ReportUpstream | None = None
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report."""

    schema_version: int
    tool: Tool
    project: Project
    summary: Summary
    packages: tuple[PackageReport, ...]
    ledger: tuple[LedgerEntry, ...] = ()
    notes: tuple[Note, ...] = field(default=())
