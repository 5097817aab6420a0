"""The replace report: exactly the shape of `replace --format json`, schema version 1.

Fields may be added, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inhouse.model.lock import Note
from inhouse.model.patch import Change, Patch
from inhouse.model.places import Left
from inhouse.model.report import Tool
from inhouse.model.verdict import Advice

Status = Literal["planned", "applied", "refused", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """How many places were rewritten, and how many are left as they are."""

    rewritten: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """A file of the patch."""

    path: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDifference:
    """One call and both outcomes; `known` is the rule's text where it announces the difference.

    `reachable` says whether a call of this project can meet it, None where that is not known.
    """

    call: str
    original: str
    replacement: str
    known: str | None = None
    reachable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCounts:
    """A test suite before and after; `lost` passed before and do not pass after."""

    __test__ = False

    passed: int
    failed: int
    failed_before: int = 0
    excused: int = 0
    lost: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was run. `python` and `environment` say on what; `generated` counts tests written.

    `contract` are those of `cases` that the rule's contract asks. `notes` are sentences about it.
    """

    cases: int
    differences: tuple[FoundDifference, ...]
    upstream_tests: TestCounts | None
    project_tests: TestCounts | None
    unproven: tuple[str, ...] = ()
    generated: int = 0
    contract: int = 0
    python: str = ""
    environment: tuple[str, ...] = ()
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReplaced:
    """What happened, or would happen, to one package. `reason` is one sentence."""

    name: str
    version: str | None
    strategy: Advice | None
    status: Status
    reason: str
    sites: Sites
    left: tuple[Left, ...]
    own_lines: int
    sheds: tuple[str, ...]
    files: tuple[ChangedFile, ...]
    proof: Proof | None
    license: str | None
    requires: tuple[str, ...] = ()  # requirements that the owned code brings into the manifest
    lock: str = ""  # what was done about the lockfile, or the command to run
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceReport:
    """All packages of one run, in the order in which they were taken up."""

    schema_version: int = 1
    tool: Tool
    root: str
    packages: tuple[PackageReplaced, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The report, and the whole change that it speaks of."""

    report: ReplaceReport
    patch: Patch
