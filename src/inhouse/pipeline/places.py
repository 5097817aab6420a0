"""The file and line of each package of the audit, for reports that point there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from packaging.utils import canonicalize_name

from inhouse.model.file_place import FilePlace
from inhouse.model.report import PackageReport
from inhouse.pipeline.file_lines import FileLines, asking
from inhouse.pipeline.project import OpenProject


def with_places(
    project: OpenProject, packages: tuple[PackageReport, ...]
) -> tuple[PackageReport, ...]:
    """Return the packages with where they are asked for, else where they are locked.

    Without a lock inside the project, nothing is locked anywhere: only direct packages have a
    place then.
    """
    workspace = project.workspace
    lines = FileLines(
        lambda path: workspace.read(path).decode("utf-8-sig", "replace"), _prefix(workspace.root)
    )
    locks = _locks(project)
    near = (*workspace.names(), *workspace.names_in("requirements"))
    manifests = tuple(asking(near, locks, project.manifest))

    def place(each: PackageReport) -> FilePlace | None:
        name = canonicalize_name(each.name)
        if each.direct and (found := lines.asked(name, manifests)) is not None:
            return found
        for path in locks:
            if (found := lines.locked(name, each.version, path)) is not None:
                return found
        return lines.at(locks[0]) if locks else None

    return tuple(replace(each, place=place(each)) for each in packages)


def _locks(project: OpenProject) -> tuple[str, ...]:
    name = project.lock_name
    if name is None or Path(name).is_absolute() or not project.workspace.exists(name):
        return ()
    return (name, *project.beside)


def _prefix(root: Path) -> str:
    """Return the way from the repository to the project, `/` last; "" where there is none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            way = root.relative_to(folder).as_posix()
            return "" if way == "." else f"{way}/"
    return ""
