"""Where the base has a project whose folder was moved within its repository."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

from inhouse.errors import InputError
from inhouse.lockfiles._choose import candidates
from inhouse.model.toml_text import toml_tables
from inhouse.pipeline.gating.sides import PYPROJECT, BaseFiles, Side
from inhouse.tree.standpoint import Standpoint, elsewhere
from inhouse.workspace import Workspace


def moved_from(point: Standpoint, root: Path) -> str | None:
    """Return the folder, from the repository's root, that held the project; None: it stayed.

    Only a project that was nowhere here is looked for, by the name that it gives itself, and only
    among those that are where they were no longer.
    """
    files = point.files
    here = (*files.names(), *files.names_in("requirements"))
    if candidates(here) or PYPROJECT in here:
        return None
    name = _name_of(Side(Workspace(root)))
    if name is None:
        return None
    top = root.parents[files.prefix.count("/") - 1] if files.prefix else root
    found = []
    for path in files.places_of(PYPROJECT):
        folder = posixpath.dirname(path)
        if (top / path).exists():
            continue
        side = Side(BaseFiles(elsewhere(point, f"{folder}/" if folder else "").files))
        if _name_of(side) == name:
            found.append(folder)
    return found[0] if len(found) == 1 else None


def _name_of(side: Side) -> str | None:
    """Return the project's own name in pyproject.toml."""
    if PYPROJECT not in side.files.names():
        return None
    try:
        tables = toml_tables(side.text(PYPROJECT))
    except (InputError, ValueError):
        return None
    return name_in(tables)


def name_in(tables: Any) -> str | None:
    """Return the name that the tables of a pyproject.toml give the project."""
    for path in (("project",), ("tool", "poetry")):
        table: Any = tables
        for key in path:
            table = table.get(key) if isinstance(table, dict) else None
        if isinstance(table, dict) and isinstance(table.get("name"), str):
            return str(table["name"])
    return None
