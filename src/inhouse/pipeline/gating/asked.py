"""What a change asks for that no lock holds: it will come with the next lock."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from packaging.utils import canonicalize_name

from inhouse.manifests import is_manifest, read, workspace_patterns
from inhouse.model.lock import Lockfile, Manifest, Requirement, Source
from inhouse.model.toml_text import toml_tables
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.list_names import group_of_list, told_apart
from inhouse.pipeline.gating.own_parts import is_own_source
from inhouse.pipeline.gating.sides import PYPROJECT, Side, is_list
from inhouse.workspace import Workspace

RUNTIME = "runtime"
Asked = dict[str, frozenset[str]]  # the groups by name


def manifests_stay(head: Side, base: BaseSide, workspace: Workspace) -> bool:
    """Tell whether every file that may ask for packages has the very bytes of the base's."""
    return all(base.holds(path, head.files.read(path)) for path in _paths(head, workspace))


def head_manifest(head: Side, workspace: Workspace) -> Manifest:
    """Return what the working tree's files ask for."""
    return told_apart(read({path: head.text(path) for path in _paths(head, workspace)}))


def in_folders(head: Side, workspace: Workspace) -> frozenset[str]:
    """Return the names that `[tool.uv.sources]` takes from folders of the project alone."""
    found: set[str] = set()
    for path in _paths(head, workspace):
        if posixpath.basename(path) == PYPROJECT:
            found.update(_in_folders(toml_tables(head.text(path))))
    return frozenset(found)


def unlocked(
    manifest: Manifest,
    base: BaseSide,
    held: Container[str],
    locks: Iterable[tuple[str, Lockfile]],
    folders: frozenset[str] = frozenset(),
) -> Asked:
    """Return what is newly asked for and not locked; `held` are names that a head's lock has.

    Entries of a list of requirements that name no version are among them, what is taken from
    `folders` is not.
    """
    before = base.asked_for | {name for name, _ in base.locked}
    own = folders | {str(member.name) for member in manifest.members if member.name}
    found: dict[str, set[str]] = {}
    for name, group in (*_of_manifest(manifest), *_of_locks(locks)):
        if name not in before and name not in own and name not in held:
            found.setdefault(name, set()).add(group)
    return {name: frozenset(groups) for name, groups in found.items()}


def promoted(manifest: Manifest, base: BaseSide) -> tuple[str, ...]:
    """Return what the base asked for in dependency groups only and the project needs itself now."""
    if not manifest.members:
        return ()
    before: dict[str, set[str]] = {}
    for name, group in _of_manifest(base.manifest):
        before.setdefault(name, set()).add(group)
    now = {name for name, group in _of_manifest(manifest) if group == RUNTIME}
    return tuple(sorted(name for name in now & before.keys() if RUNTIME not in before[name]))


def _paths(head: Side, workspace: Workspace) -> Iterator[str]:
    yield from (path for path in head.near() if is_manifest(path) and head.files.exists(path))
    if PYPROJECT in head.files.names() and workspace_patterns(head.text(PYPROJECT))[0]:
        found = workspace.config_files()
        yield from (path for path in found if path.endswith(f"/{PYPROJECT}"))


def _of_manifest(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for member in manifest.members:
        parts = [(RUNTIME, member.requirements)]
        parts += [(RUNTIME, extra.requirements) for extra in member.extras]
        parts += [(group.name, group.requirements) for group in member.dev_groups]
        for group, requirements in parts:
            yield from ((str(each.name), group) for each in requirements if not _is_local(each))


def _of_locks(locks: Iterable[tuple[str, Lockfile]]) -> Iterator[tuple[str, str]]:
    for path, lock in locks:
        group = group_of_list(posixpath.basename(path)) if is_list(path) else None
        for package in lock.packages:
            if package.version is None and package.source.kind == "registry":
                yield str(package.name), group or RUNTIME


def _in_folders(tables: Any) -> Iterator[str]:
    for key in ("tool", "uv", "sources"):
        tables = tables.get(key) if isinstance(tables, Mapping) else None
    for name, value in tables.items() if isinstance(tables, Mapping) else ():
        entries = value if isinstance(value, list) else [value]
        if entries and all(_is_folder(each) for each in entries):
            yield canonicalize_name(name)


def _is_folder(entry: Any) -> bool:
    path = entry.get("path") if isinstance(entry, Mapping) else None
    return isinstance(path, str) and is_own_source(Source(kind="path", location=path))


def _is_local(requirement: Requirement) -> bool:
    return requirement.source is not None and is_own_source(requirement.source)
