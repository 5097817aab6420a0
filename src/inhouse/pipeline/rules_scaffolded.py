"""Makes the folder of a new rule from what a package's files show; imports nothing of it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import NormalizedName, canonicalize_name

from inhouse.catalogue import write_texts
from inhouse.codemod.cases.definitions import PackageSource
from inhouse.codemod.cases.signatures import Parameter, Signature, signature_of
from inhouse.errors import IncompleteError, RuleError, UsageError
from inhouse.evidence.contents import Contents, UnreadableError
from inhouse.evidence.environment import find_environment
from inhouse.evidence.index.configured import ConfiguredLookup
from inhouse.evidence.index.lookup import Lookup
from inhouse.evidence.index.trouble import IndexTroubleError
from inhouse.evidence.measure.interface import interface_of
from inhouse.evidence.obtain import Wanted, obtain
from inhouse.evidence.store import Store, default_cache_dir
from inhouse.model.evidence import Missing
from inhouse.model.graph import key_of
from inhouse.model.lock import LockedPackage, Source
from inhouse.model.progress import Progress
from inhouse.rulebook.scaffold import Offer, scaffold


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The new folder, and how many names stand in it; `unknown` says why none."""

    folder: Path
    version: str
    names: int
    unknown: str


def make_rule(
    project: Path, name: str, folder: Path, progress: Progress, *, offline: bool = False
) -> Made:
    """Write `folder/<name>` for a package that is installed in the project, or for its newest.

    RuleError where the folder is there, IncompleteError where the package's files cannot be had.
    """
    distribution = canonicalize_name(name)
    place = folder / distribution
    if place.exists():
        raise RuleError(str(place), "is there already", "nothing was overwritten")
    progress.stage(f"reading {distribution}")
    package, contents = _files(project, distribution, offline=offline)
    try:
        offer = _offer(package, contents)
    except UnreadableError as error:
        raise IncompleteError(f"{distribution} cannot be read: {error}") from error
    write_texts(place, scaffold(offer), new=True)
    return Made(folder=place, version=offer.version, names=len(offer.names), unknown=offer.unknown)


def _files(project: Path, name: NormalizedName, *, offline: bool) -> tuple[LockedPackage, Contents]:
    environment = find_environment(project)
    there = environment.named(name) if environment is not None else ()
    lookup = None if offline else ConfiguredLookup()
    try:
        if there:
            package = _package(name, there[0].version, Source(kind="unknown"))
        else:
            package = _newest(lookup, name)
        wanted = Wanted(key=key_of(name, package.version), package=package, direct=True)
        answers = obtain(
            [wanted], environment=environment, store=Store(default_cache_dir()), lookup=lookup
        )
        contents = next(iter(answers)).contents
    finally:
        if lookup is not None:
            lookup.close()
    if isinstance(contents, Missing):
        raise IncompleteError(f"{name} {package.version} cannot be had: {contents.reason}")
    return package, contents


def _newest(lookup: Lookup | None, name: NormalizedName) -> LockedPackage:
    if lookup is None:
        raise IncompleteError(f"{name} is not installed here, and --offline asks no index about it")
    reasons = []
    for index in lookup.indexes:
        try:
            newest = lookup.page(index, name).newest
        except IndexTroubleError as error:
            reasons.append(error.reason)
            continue
        if newest is not None:
            return _package(name, newest, Source(kind="registry", location=index))
    why = "; ".join(dict.fromkeys(reasons)) or "no index has a release of it"
    raise UsageError(f"{name!r}: {why}")


def _package(name: NormalizedName, version: str, source: Source) -> LockedPackage:
    return LockedPackage(name=name, version=version, source=source, edges_known=False)


def _offer(package: LockedPackage, contents: Contents) -> Offer:
    found = interface_of(contents)
    listed = found.names if not isinstance(found.names, Missing) else ()
    tops = found.import_names or (package.name.replace("-", "_"),)
    # Of several import packages, the rule is about the one that offers most.
    top = max(tops, key=lambda each: sum(name.startswith(f"{each}.") for name in listed))
    names = [name for name in listed if name.startswith(f"{top}.")]
    source = PackageSource(contents.read, found.modules)
    unknown = "the package declares none in its own module"
    if isinstance(found.names, Missing):
        unknown = found.names.reason
    return Offer(
        distribution=package.name,
        version=package.version or "",
        package=top,
        others=[each for each in tops if each != top],
        names={name: _told(signature_of(source, name)) for name in names},
        unknown="" if names else unknown,
        sloc=found.sloc,
    )


def _told(signature: Signature | None) -> str:
    """Return a signature as source text; "" where the files do not tell it for sure."""
    if signature is None or signature.hidden or signature.shape == "value":
        return ""
    if signature.shape == "class" and (signature.exception or not signature.parameters):
        return ""
    text = f"({', '.join(_written(signature.parameters))})"
    try:
        ast.parse(f"def f{text}: ...")
    except (SyntaxError, ValueError):
        return ""
    return text


def _written(parameters: tuple[Parameter, ...]) -> list[str]:
    found: list[str] = []
    before = ""
    for each in parameters:
        if before == "positional" and each.kind != "positional":
            found.append("/")
        if each.kind == "keyword" and before not in ("star", "keyword"):
            found.append("*")
        stars = {"star": "*", "double": "**"}.get(each.kind, "")
        default = f"={each.default}" if each.default is not None else ""
        found.append(f"{stars}{each.name}{default}")
        before = each.kind
    return [*found, "/"] if before == "positional" else found
