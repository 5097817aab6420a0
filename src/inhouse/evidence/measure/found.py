"""What all detectors look at: one distribution, laid out and walked."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.evidence.measure.facts import ModuleFacts
from inhouse.evidence.measure.layout import Layout
from inhouse.evidence.measure.metadata import Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One distribution: its layout, metadata, and the facts of its modules (if measured)."""

    layout: Layout
    metadata: Metadata
    modules: tuple[ModuleFacts, ...]
    complete: bool  # all modules were read
    native: bool
    data_bytes: int
    longest_literal: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One sighting of a trait."""

    code: str
    evidence: str
    since: str = ""


def seen(code: str, module: ModuleFacts, line: int, text: str, since: str = "") -> Hit:
    """Return a hit with its place, `path:line text`."""
    return Hit(code, f"{module.path}:{line} {text}", since)
