"""The file and line of each package of the audit, for reports that point there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from packaging.utils import canonicalize_name

from inhouse import manifests
from inhouse.errors import InputError
from inhouse.lockfiles import lines as lock_lines
from inhouse.manifests import lines as manifest_lines
from inhouse.model.file_place import FilePlace
from inhouse.model.report import PackageReport
from inhouse.pipeline.project import PYPROJECT, OpenProject


def with_places(
    project: OpenProject, packages: tuple[PackageReport, ...]
) -> tuple[PackageReport, ...]:
    """Return the packages with where they are asked for, else where they are locked.

    Without a lock inside the project, nothing is locked anywhere: only direct packages have a
    place then. Every file is read once.
    """
    prefix = _prefix(project.workspace.root)
    asked: dict[str, FilePlace] = {}
    for path in _manifests(project):
        for name, line in manifest_lines.lines_of(_text(project, path), path).items():
            asked.setdefault(name, FilePlace(file=prefix + path, line=line))
    locks = [(path, lock_lines.lines_of(_text(project, path), path)) for path in _locks(project)]

    def place(each: PackageReport) -> FilePlace | None:
        if each.direct and each.name in asked:
            return asked[each.name]
        for path, lines in locks:
            line = lock_lines.line_in(lines, canonicalize_name(each.name), each.version)
            if line is not None:
                return FilePlace(file=prefix + path, line=line)
        return FilePlace(file=prefix + locks[0][0]) if locks else None

    return tuple(replace(each, place=place(each)) for each in packages)


def _manifests(project: OpenProject) -> Iterator[str]:
    """Yield the paths of manifests, the project's own pyproject.toml first, each once."""
    workspace, locks = project.workspace, set(_locks(project))
    near = (*workspace.names(), *workspace.names_in("requirements"))
    found = [path for path in near if manifests.is_manifest(path) and path not in locks]
    found.sort(key=lambda path: (path != PYPROJECT, path))
    members = (each.path for each in project.manifest.members if each.path != ".")
    yield from (*found, *(f"{path}/{PYPROJECT}" for path in members))


def _locks(project: OpenProject) -> tuple[str, ...]:
    name = project.lock_name
    if name is None or Path(name).is_absolute() or not project.workspace.exists(name):
        return ()
    return (name, *project.beside)


def _text(project: OpenProject, path: str) -> str:
    try:
        return project.workspace.read(path).decode("utf-8-sig", "replace")
    except InputError:
        return ""


def _prefix(root: Path) -> str:
    """Return the way from the repository to the project, `/` last; "" where there is none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            way = root.relative_to(folder).as_posix()
            return "" if way == "." else f"{way}/"
    return ""
