"""A package that is not in the lock: what the audit would say if it were added."""

from __future__ import annotations

from collections.abc import Container, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from packaging.utils import NormalizedName
from packaging.version import InvalidVersion, Version

from inhouse.errors import IncompleteError
from inhouse.evidence.index.project import ProjectPage
from inhouse.evidence.index.trouble import IndexTroubleError
from inhouse.model.evidence import Missing
from inhouse.model.graph import ROOT, DependencyGraph, Edge, Node, Standing, key_of
from inhouse.model.lock import LockedPackage, Note, Source
from inhouse.model.progress import Progress
from inhouse.model.requirement_text import requirement
from inhouse.model.target import Target
from inhouse.pipeline.distributions import Distributions
from inhouse.pipeline.examined import Examined
from inhouse.pipeline.gathered import NOT_READ, Gathered, gather
from inhouse.pipeline.linked import Linked
from inhouse.pipeline.project import OpenProject
from inhouse.pipeline.verdicts import judge


def examine_newcomer(
    project: OpenProject, name: NormalizedName, version: str | None, progress: Progress
) -> Examined:
    """Examine one release as if the project asked for it; the newest where none is named.

    IncompleteError where no index has it or none may be asked.
    """
    distributions = Distributions(project, progress)
    try:
        package = release_of(distributions, name, version)
        graph = alone(project, package)
        gathered = not_used_yet(gather(project, graph, distributions))
    finally:
        distributions.close()
    return Examined(
        project=project,
        graph=graph,
        gathered=gathered,
        judged=judge(project, graph, gathered, datetime.now(UTC).date()),
        notes=(*distributions.notes, *gathered.notes),
    )


def also_brought(
    requires_dist: Iterable[str], held: Container[str], target: Target
) -> tuple[Note, ...]:
    """Say which further packages, not yet in the lock, the newcomer asks for by its metadata."""
    from inhouse.linker.markers import Markers

    markers, names = Markers(target), dict[str, None]()
    for text in requires_dist:
        with suppress(ValueError):  # an installer leaves such a line out, too
            each = requirement(text)
            if each.name not in held and markers.hold(each.marker):
                names[each.name] = None
    if not names:
        return ()
    text = f"it brings {', '.join(names)} too, and what those need: they are not in the lock"
    return (Note(code="brings-more", text=text),)


def not_used_yet(gathered: Gathered) -> Gathered:
    """Take finding no use for what it is before a package is added: nothing to judge by."""
    evidence = {
        key: found
        if found.usage == NOT_READ
        or (not isinstance(found.usage, Missing) and found.usage.imported)
        else replace(found, usage=Missing("the project does not use it yet"))
        for key, found in gathered.evidence.items()
    }
    return replace(gathered, evidence=evidence)


def release_of(
    distributions: Distributions, name: NormalizedName, version: str | None
) -> LockedPackage:
    """Return a release as if it were locked, the newest where none is named.

    IncompleteError where no index has it or none may be asked.
    """
    lookup = distributions.lookup
    if lookup is None:
        raise IncompleteError(f"{name} is not in the lock, and --offline asks no index about it")
    reasons = []
    for index in lookup.indexes:
        try:
            page = lookup.page(index, name)
        except IndexTroubleError as error:
            reasons.append(error.reason)
            continue
        chosen = version or page.newest or newest_of(page)
        if chosen is not None and page.of_version(chosen):
            return LockedPackage(
                name=name,
                version=chosen,
                source=Source(kind="registry", location=index),
                edges_known=False,
            )
        reasons.append(f"the index has no release {chosen or 'of it'}")
    why = "; ".join(dict.fromkeys(reasons)) or "no index is configured"
    raise IncompleteError(f"{name} is not in the lock and could not be looked up: {why}")


def newest_of(page: ProjectPage) -> str | None:
    """Return the newest release by its files: a simple index does not say which it is."""
    found = {file.version for file in page.files if file.version and not file.yanked}
    known = [version for each in found if (version := _version(each)) is not None]
    finished = [version for version in known if not version.is_prerelease]
    return str(max(finished or known, default="")) or None


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def alone(project: OpenProject, package: LockedPackage) -> Linked:
    """Return the graph of a project that asks for this package only."""
    key = key_of(package.name, package.version)
    root = project.name or "project"
    node = Node(key=key, package=package, direct=True, groups=("runtime",), extras=())
    standing = Standing(
        key=key,
        name=package.name,
        version=package.version,
        direct=True,
        groups=("runtime",),
        extras=(),
        required_by=(),
        path=(root, package.name),
        sheds=(key,),
        stays_through=(),
    )
    return Linked(
        graph=DependencyGraph(nodes=(node,), edges=(Edge(parent=ROOT, child=key),), project=root),
        standings=(standing,),
        format="none",
        requires_python=None,
        indexes=(),
        notes=(),
    )
