"""What the project's own files ask for: texts of manifests -> Manifest.

One module reads one kind of file into `Declared`; here they are put together into the members.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from inhouse.manifests.declared import Declared, joined
from inhouse.manifests.pipfile import read_pipfile
from inhouse.manifests.pyproject import dynamic_files, read_pyproject, workspace_patterns
from inhouse.manifests.requirement_files import (
    is_compiled,
    is_requirements_file,
    only_includes,
    read_requirement_files,
)
from inhouse.manifests.setup_cfg import read_setup_cfg
from inhouse.manifests.setup_py import read_setup_py
from inhouse.model.lock import Manifest, Member

__all__ = ["is_manifest", "read", "workspace_patterns"]

_READERS: dict[str, Callable[[str, str], Declared]] = {
    "pyproject.toml": read_pyproject,
    "Pipfile": read_pipfile,
    "setup.cfg": read_setup_cfg,
    "setup.py": read_setup_py,
}


def is_manifest(path: str) -> bool:
    """Tell whether `read` has a use for a file of this path, relative to the project root."""
    folder, name = posixpath.split(path)
    if is_requirements_file(path):
        return folder in ("", "requirements", "requirement")
    return name == "pyproject.toml" if folder else name in _READERS


def read(files: Mapping[str, str]) -> Manifest:
    """Read texts by path (relative to the project root, `/` between the parts).

    The first member is the root project. Further ones are the projects of a uv workspace, where
    their pyproject.toml is among the files. Raises InputError with the file and place.
    """
    parts = [reader(files[name], name) for name, reader in _READERS.items() if name in files]
    parts.append(_from_requirements(files, parts))
    members = [_member(parts, ".")] if files else []
    members += [
        _member([read_pyproject(files[path], path)], posixpath.dirname(path))
        for path in _workspace(files)
    ]
    return Manifest(
        members=tuple(members),
        lock_format=_lock_format(parts),
        indexes=tuple(dict.fromkeys(url for part in parts for url in part.indexes)),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _member(parts: list[Declared], path: str) -> Member:
    """Put the shares of one project's files together; the first that says something counts."""
    groups = joined(group for part in parts for group in part.groups)
    defaults = [part.default_groups for part in parts if part.default_groups is not None]
    requirements = next((part.requirements for part in parts if part.requirements), ())
    return Member(
        name=next((part.name for part in parts if part.name), None),
        path=path,
        version=next((part.version for part in parts if part.version), None),
        requirements=requirements,
        extras=next((part.extras for part in parts if part.extras), ()),
        dev_groups=groups,
        default_groups=(
            tuple(dict.fromkeys(name for names in defaults for name in names))
            if defaults
            else ("dev",)
        ),
        requires_python=next((p.requires_python for p in parts if p.requires_python), None),
    )


def _from_requirements(files: Mapping[str, str], parts: list[Declared]) -> Declared:
    """Read requirements files: those people wrote, and only where they are the manifest."""
    usable = sorted(path for path in files if is_requirements_file(path) and is_manifest(path))
    chosen = [path for path in usable if path.endswith(".in")]
    if chosen and only_includes(files.get("requirements.txt", "")):
        chosen.append("requirements.txt")
    if not chosen and not any(part.requirements for part in parts):
        chosen = [path for path in usable if not is_compiled(files[path])]
    named: tuple[str, ...] = ()
    if "pyproject.toml" in files and not any(part.requirements for part in parts):
        named = dynamic_files(files["pyproject.toml"])
        chosen += [path for path in named if path in files and path not in chosen]
    return read_requirement_files(files, chosen, named)


def _workspace(files: Mapping[str, str]) -> list[str]:
    if "pyproject.toml" not in files:
        return []
    members, excluded = workspace_patterns(files["pyproject.toml"])
    return [
        path
        for path in sorted(files)
        if posixpath.basename(path) == "pyproject.toml"
        and _fits(posixpath.dirname(path), members)
        and not _fits(posixpath.dirname(path), excluded)
    ]


def _fits(folder: str, patterns: tuple[str, ...]) -> bool:
    parts = folder.split("/")
    for pattern in patterns:
        wanted = posixpath.normpath(pattern).split("/")
        if "**" in wanted and fnmatchcase(folder, pattern.replace("**/", "*")):
            return True
        if len(wanted) == len(parts) and all(map(fnmatchcase, parts, wanted)):
            return bool(folder)
    return False


def _lock_format(parts: list[Declared]) -> str | None:
    """Return the format of the tool whose table there is; the build backend decides a tie."""
    tools = list(dict.fromkeys(tool for part in parts for tool in part.tools))
    backend = next((part.backend for part in parts if part.backend), None)
    named = [tool for tool in tools if tool != "pipfile"] or tools
    if not named:
        return backend
    if len(named) == 1:
        return named[0]
    return backend if backend in named else None
