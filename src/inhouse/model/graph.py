"""The dependency graph of one target environment, and what each package means in it."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.utils import NormalizedName

from inhouse.model.lock import LockedPackage, Note

ROOT = ""  # the key of the project itself


def key_of(name: str, version: str | None) -> str:
    """Return the node key of a locked package: `name==version`, or `name` without a version."""
    return f"{name}=={version}" if version else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A locked package that the target environment holds."""

    key: str
    package: LockedPackage
    direct: bool
    groups: tuple[
        str, ...
    ]  # "runtime" for plain requirements, else dependency groups that reach it
    extras: tuple[str, ...]  # extras of the project that reach it


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """`parent` (a key, or ROOT) needs `child` (a key)."""

    parent: str
    child: str
    extras: tuple[str, ...] = ()
    marker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyGraph:
    """All nodes and edges of one target environment, sorted by key.

    `project` is the name that paths begin with: the root project's, or "project".
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    notes: tuple[Note, ...] = ()
    project: str = "project"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one package means in the graph.

    `required_by` are the parents' names (the project itself left out), `path` one shortest path
    of names from the project to the package, both ends included. `sheds` are the keys that leave
    when this one goes, itself included: for a direct package, when the project stops asking for it
    (empty if it stays through others, named in `stays_through`); for a transitive one, when its
    parents all drop it. `stays_shipped` are those of `stays_through` that users install too.
    """

    key: str
    name: NormalizedName
    version: str | None
    direct: bool
    groups: tuple[str, ...]
    extras: tuple[str, ...]
    required_by: tuple[str, ...]
    path: tuple[str, ...]
    sheds: tuple[str, ...]
    stays_through: tuple[str, ...]
    stays_shipped: tuple[str, ...] = ()
