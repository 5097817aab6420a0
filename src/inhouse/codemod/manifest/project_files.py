"""Which of the given files are the project's own manifests, and how each is edited."""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from inhouse.codemod.manifest.edits import bom_and_rest
from inhouse.codemod.manifest.requirement_files import is_requirement_list
from inhouse.codemod.manifest.setup_cfg import required_files


def toml_manifests(files: Mapping[str, bytes]) -> list[str]:
    """Return the paths of the TOML manifests: of the root and of a uv workspace's members."""
    root = _data(files.get("pyproject.toml"))
    workspace = _table(root, "tool", "uv", "workspace")
    members, excluded = workspace.get("members"), workspace.get("exclude")
    found = [name for name in ("pyproject.toml", "tox.toml", "Pipfile") if name in files]
    for path in sorted(files):
        folder, name = posixpath.split(path)
        if name == "pyproject.toml" and _fits(folder, members) and not _fits(folder, excluded):
            found.append(path)
    return found


def requirement_lists(files: Mapping[str, bytes]) -> list[str]:
    """Return the paths of the lists of requirements, also of those that a manifest names."""
    root = _data(files.get("pyproject.toml"))
    named: list[Any] = []
    dynamic = _table(root, "tool", "setuptools", "dynamic")
    tables = [dynamic.get("dependencies"), *_table(dynamic, "optional-dependencies").values()]
    for table in tables:
        value = table.get("file") if isinstance(table, dict) else None
        named += value if isinstance(value, list) else [value]
    hook = _table(root, "tool", "hatch", "metadata", "hooks", "requirements_txt")
    filenames = hook.get("files")
    named += filenames if isinstance(filenames, list) else []
    if "setup.cfg" in files:
        named += required_files(files["setup.cfg"].decode("utf-8", errors="replace"))
    return [path for path in sorted(files) if is_requirement_list(path) or path in named]


def states_requirements(files: Mapping[str, bytes]) -> bool:
    """Tell whether another file than a list of requirements says what the project asks for."""
    root = _data(files.get("pyproject.toml"))
    return (
        "Pipfile" in files
        or "dependencies" in _table(root, "project")
        or "dependencies" in _table(root, "tool", "poetry")
    )


def project_name(files: Mapping[str, bytes]) -> str | None:
    """Return the name of the project itself, as its pyproject.toml gives it."""
    root = _data(files.get("pyproject.toml"))
    for table in (_table(root, "project"), _table(root, "tool", "poetry")):
        if isinstance(name := table.get("name"), str):
            return name
    return None


@lru_cache(maxsize=4)
def _data(content: bytes | None) -> dict[str, Any]:
    """Return what a TOML file holds, empty if it cannot be read: its editing says why."""
    try:
        return tomllib.loads(bom_and_rest((content or b"").decode("utf-8"))[1])
    except (ValueError, RecursionError):
        return {}


def _table(data: Any, *path: str) -> dict[str, Any]:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _fits(folder: str, patterns: Any) -> bool:
    parts = folder.split("/")
    for pattern in patterns if isinstance(patterns, list) else []:
        if not folder or not isinstance(pattern, str):
            continue
        wanted = posixpath.normpath(pattern).split("/")
        if "**" in wanted and fnmatchcase(folder, pattern.replace("**/", "*")):
            return True
        if len(wanted) == len(parts) and all(map(fnmatchcase, parts, wanted)):
            return True
    return False
