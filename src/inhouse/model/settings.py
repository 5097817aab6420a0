"""`[tool.inhouse]` as values: thresholds and switches with their defaults and sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from inhouse.model.verdict import Tier

Profile = Literal["default", "literature"]
AlsoFail = Literal[
    "archived",
    "quarantined",
    "deprecated",
    "yanked",
    "sdist-only",
    "foreign-index",
    "policy-changed",
    "unknown",
]
Transitive = Literal["together", "new", "all", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Upper bounds, inclusive, for code that is cheaper to own than to rent.

    They were tried on 153 labelled packages; docs/verdict.md has the figures.
    """

    sloc: int = 450
    public_names: int = 20
    sum_complexity: int = 100
    requirements: int = 2
    data_bytes: int = 20_000
    literal_lines: int = 60
    max_complexity: int | None = None
    foundation_sloc: int = 8_000
    slice_lines: int = 150
    vendor_lines: int = 200


# Abdalkareem et al., Empirical Software Engineering 25 (2020), doi 10.1007/s10664-019-09792-9:
# a trivial package has at most 35 lines and a cyclomatic complexity of at most 10.
LITERATURE = Thresholds(
    sloc=35,
    max_complexity=10,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A reviewed "keep" for one package; `until` is an ISO 8601 day, `who` has reviewed it."""

    name: str
    reason: str
    until: str | None = None
    who: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePolicy:
    """`[tool.inhouse.gate]`: what a newly locked package fails for; docs/gate.md has each key.

    `groups` are names of dependency groups, `runtime` for what is installed with the project
    (extras included), `*` for all. `stale_years`, `max_new`: None switches them off.
    """

    tiers: tuple[Tier, ...] = ("micro",)
    also_fail: tuple[AlsoFail, ...] = ()
    deny: tuple[str, ...] = ()
    deny_licenses: tuple[str, ...] = ()
    stale_years: int | None = None
    max_new: int | None = None
    groups: tuple[str, ...] = ("runtime",)
    transitive: Transitive = "together"
    identity: Literal["name", "major"] = "name"
    allow_from: Literal["head", "base"] = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole of `[tool.inhouse]`."""

    profile: Profile = "default"
    thresholds: Thresholds = field(default_factory=Thresholds)
    lock: str | None = None
    rules: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    advisories: str = "pypi"
    allow: tuple[Allowance, ...] = ()
    gate: GatePolicy = field(default_factory=GatePolicy)
