"""What a lockfile and a manifest say, before any marker is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packaging.utils import NormalizedName

SourceKind = Literal["registry", "git", "url", "path", "editable", "workspace", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a locked package comes from; `location` is an index URL, a repository or a path."""

    kind: SourceKind
    location: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One wheel or sdist of a locked package.

    `hashes` are pairs (algorithm, hex digest); `size` is in bytes; `url` is None in formats that
    do not record one.
    """

    kind: Literal["wheel", "sdist"]
    filename: str
    url: str | None = None
    hashes: tuple[tuple[str, str], ...] = ()
    size: int | None = None
    uploaded: str | None = None  # ISO 8601


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """An edge as written: the wanted distribution, its extras, and when it is wanted.

    `marker` is a PEP 508 expression, `version` the exact version that the lock chose where it has
    several (forks), `source` likewise. `specifier` is what was asked for, for showing only.
    """

    name: NormalizedName
    extras: tuple[str, ...] = ()
    marker: str | None = None
    specifier: str | None = None
    version: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementSet:
    """The requirements of one extra or one dependency group; `includes` names other groups.

    `of_list` says that the group is a requirements file, called by what its name says.
    """

    name: str
    requirements: tuple[Requirement, ...] = ()
    includes: tuple[str, ...] = ()
    of_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedPackage:
    """One entry of a lockfile.

    `requirements` are those of the package without extras, `extras` the additional ones of each
    extra. `marker` limits the whole entry (poetry 2, pdm, pylock, Pipfile, requirements), `groups`
    names the groups it was locked for where the format says so. `edges_known` is False where the
    format records no requirements for the entry: an empty tuple then means unknown, not none.
    """

    name: NormalizedName
    version: str | None
    source: Source
    requirements: tuple[Requirement, ...] = ()
    extras: tuple[RequirementSet, ...] = ()
    marker: str | None = None
    groups: tuple[str, ...] | None = None
    artifacts: tuple[Artifact, ...] = ()
    requires_python: str | None = None
    edges_known: bool = True
    required_by: tuple[str, ...] = ()  # `# via` comments, normalised names or file names
    yanked: bool = False
    hashes: tuple[tuple[str, str], ...] = ()  # of artifacts that the format does not name
    wanted_extras: tuple[str, ...] = ()  # of an entry that says so itself (Pipfile, requirements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A project that the lock was made for: the root, or a workspace member.

    `path` is relative to the project root, `.` for the root itself. `dev_groups` are dependency
    groups (PEP 735 and what tools had before it); `extras` are optional dependencies.
    """

    name: NormalizedName | None
    path: str = "."
    version: str | None = None
    requirements: tuple[Requirement, ...] = ()
    extras: tuple[RequirementSet, ...] = ()
    dev_groups: tuple[RequirementSet, ...] = ()
    default_groups: tuple[str, ...] = ("dev",)
    requires_python: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader should know about how a result was had."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lockfile:
    """A parsed lockfile.

    `members` is empty in formats that do not say what was asked for; the manifest does then.
    `indexes` are the index URLs the lock names. `edges_known` is False for formats that record
    no edges at all. `groups` and `extras` are names that markers of the packages may test (pylock),
    `default_groups` those of the groups that hold without being asked for. `environments` are
    markers, one of which holds wherever the lock is meant for; none means anywhere. With `listed`
    an entry is installed where its own marker and groups allow, whatever leads to it.
    """

    format: str
    version: str | None
    packages: tuple[LockedPackage, ...]
    members: tuple[Member, ...] = ()
    requires_python: str | None = None
    indexes: tuple[str, ...] = ()
    edges_known: bool = True
    notes: tuple[Note, ...] = ()
    groups: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    default_groups: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the project's own files ask for: pyproject.toml, Pipfile, setup.cfg, *.in."""

    members: tuple[Member, ...]
    lock_format: str | None = None  # the format that the project's tool table names
    indexes: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which of the members' requirements count, as uv's options of the same names say.

    `groups` and `extras` are added to the defaults; `no_dev` drops the default groups.
    """

    groups: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    no_dev: bool = False
    all_groups: bool = False
    all_extras: bool = False
