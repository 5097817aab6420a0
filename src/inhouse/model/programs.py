"""Where the user's own programs are looked for; a project's folder is never such a place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def find_program(
    name: str, project: Path, path: str | None = None, more: tuple[Path, ...] = ()
) -> Path | None:
    """Return a program on the search path, or in one of the folders `more`; None if nowhere.

    `path` is the text of PATH. Folders in the project (its `.venv/bin`, wherever links lead) and
    relative ones are passed over, and so is a program that is really a file of the project's.
    """
    root = project.resolve()
    text = os.environ.get("PATH", os.defpath) if path is None else path
    for folder in (*(Path(each) for each in text.split(os.pathsep) if each), *more):
        if not folder.is_absolute() or _inside(folder, root):
            continue
        found = shutil.which(name, path=str(folder))
        if found and not _inside(Path(found), root):
            return Path(found)
    return None


def _inside(path: Path, root: Path) -> bool:
    try:
        places = {path.resolve(), Path(os.path.abspath(path))}  # noqa: PTH100 - links kept
    except (OSError, RuntimeError, ValueError):
        return True
    return any(place.is_relative_to(root) for place in places)
