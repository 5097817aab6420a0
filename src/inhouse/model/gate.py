"""What the gate compared and found: exactly the shape of `gate --format json`, schema version 1.

`gate.schema.json` is generated from these types; fields may be added, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from inhouse.model.file_place import FilePlace as FilePlace
from inhouse.model.lock import Note
from inhouse.model.report import Tool
from inhouse.model.verdict import Advice, Confidence, Reason, Tier

Level = Literal["error", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A package that the head locks and the base does not.

    `path` leads from the project to it; `brought_by` are the direct packages that need it and
    are new themselves, `through` those that were there before. `advice` is what the audit says.
    """

    name: str
    version: str | None
    direct: bool
    groups: tuple[str, ...]
    path: tuple[str, ...]
    brought_by: tuple[str, ...]
    through: tuple[str, ...]
    tier: Tier
    advice: Advice
    confidence: Confidence
    rule: str | None
    sloc: int | None
    own_lines: int | None
    reasons: tuple[Reason, ...]
    place: FilePlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why the gate fails (error), or what a reviewer should see all the same (note).

    `code` is stable (`new-micro`, `denied`, `foreign-index`, `policy-changed`, ...); `text` is one
    sentence; `alternative` says what to use instead. `name` is empty where no package is meant.
    """

    name: str
    version: str | None
    code: str
    text: str
    path: tuple[str, ...]
    alternative: str | None
    level: Level = "error"
    place: FilePlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """An entry of `allow` that let a newcomer pass; `since` says who has seen it: base or head."""

    name: str
    reason: str
    until: str | None
    who: str | None = None
    since: Literal["base", "head"] = "base"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """The whole answer of the gate. `base` and `head` are written for people.

    `base_commit` is the full id of the commit that was compared with, None for a file.
    `policy` says which side's settings judged.
    """

    schema_version: int
    tool: Tool
    passed: bool
    project: str | None
    lockfile: str | None
    base: str
    head: str
    base_commit: str | None
    policy: Literal["base", "head"]
    added: tuple[Newcomer, ...]
    removed: tuple[str, ...]
    findings: tuple[Finding, ...]
    allowed: tuple[Allowed, ...]
    notes: tuple[Note, ...] = field(default=())
