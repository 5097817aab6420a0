"""What the planner looks at, and what it decides."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.model.evidence import Maybe, Measurement, Usage
from inhouse.model.graph import Standing
from inhouse.model.rule import Rule
from inhouse.model.verdict import Advice, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line says about how to replace; `strategy` None follows the advice."""

    strategy: Advice | None = None
    accepted: tuple[str, ...] = ()
    partial: bool = False
    into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One package that is asked to be replaced.

    `python` is the oldest Python that the project supports. `optional_for` are installed packages
    that import it where it is there; `edges` the keys that its node needs.
    """

    standing: Standing
    verdict: Verdict
    measurement: Maybe[Measurement]
    usage: Maybe[Usage]
    rule: Rule | None
    python: str
    optional_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be tried. `advised` tells the audit's own advice from what was insisted on."""

    name: str
    version: str | None
    strategy: Advice
    advised: bool
    licence: str | None
    cautions: tuple[str, ...] = ()
