"""What `explain` and `graph` show: one package in depth, and the graph as drawn."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.model.lock import Note
from inhouse.model.report import PackageReport, Project, Tool
from inhouse.model.rule import Difference
from inhouse.model.verdict import Advice, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class GateWord:
    """What the gate would say of a package if it were added; `alternative`: what to use instead."""

    passes: bool
    reasons: tuple[str, ...]
    alternative: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything known about one package in one project.

    `why` are shortest paths of names from the project to the package, both ends included, one per
    parent; empty where the package is not in the lock. `replacement` is what takes its place, as
    the rule says it; `references` are the rule's links. `gate` is None for what is in the lock.
    """

    schema_version: int = 1
    tool: Tool
    project: Project
    package: PackageReport
    in_lock: bool
    why: tuple[tuple[str, ...], ...] = ()
    replacement: str | None = None
    differences: tuple[Difference, ...] = ()
    keep_when: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    gate: GateWord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """One locked package as drawn; `key` is unique in the graph."""

    key: str
    name: str
    version: str | None
    tier: Tier
    advice: Advice
    direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphLink:
    """`parent` (a key, or `inhouse.model.graph.ROOT` for the project) needs `child` (a key)."""

    parent: str
    child: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """The graph of one target environment; `project` is the root's label."""

    project: str
    nodes: tuple[GraphNode, ...]
    links: tuple[GraphLink, ...]
