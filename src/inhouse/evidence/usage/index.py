"""The scan of a whole project, kept from run to run as one JSON value."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from inhouse.errors import InhouseError
from inhouse.evidence.usage.records import FileUses
from inhouse.model.lock import Note

VERSION = 6  # of the shape and meaning of what is kept
_SCRIPT = re.compile(rb"#![^\n]*\b(?:python|pypy|uv run)")  # whatever the file's name
_FRESH_NS = 2_000_000_000  # file systems keep times this coarsely; a younger file may yet change

Load = Callable[[], Any]
Save = Callable[[Any], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTree:
    """The project's files as the workspace lists them.

    `python`, `notebooks` and `configuration` are paths; `stats` has (size, mtime in ns) for each;
    `read` returns a file's bytes and raises OSError or an InhouseError.
    """

    python: tuple[str, ...]
    notebooks: tuple[str, ...]
    configuration: tuple[str, ...]
    stats: Mapping[str, tuple[int, int]]
    read: Callable[[str], bytes]


def scan_tree_files(
    tree: SourceTree, load: Load | None, save: Save | None, now_ns: int | None = None
) -> tuple[dict[str, FileUses], tuple[Note, ...]]:
    """Return the uses in every file; files whose size and time are as before are not read again."""
    now = time.time_ns() if now_ns is None else now_ns
    known = _known(load() if load else None)
    kept: dict[str, list[Any]] = {}
    files: dict[str, FileUses] = {}
    notes: list[Note] = []
    changed = False
    for rel in (*tree.python, *tree.notebooks, *tree.configuration):
        if rel in files:
            continue
        size, mtime = tree.stats[rel]
        uses = _unchanged(known.get(rel), size, mtime)
        if uses is None:
            changed = True
            try:
                uses = _scan(tree.read(rel), rel)
            except (OSError, InhouseError) as error:
                text = str(error) if isinstance(error, InhouseError) else f"{rel}: {error.strerror}"
                notes.append(Note(code="unread-source", text=text))
                continue
            fresh = now - mtime < _FRESH_NS
            kept[rel] = [size, -1 if fresh else mtime, uses.packed()]
        else:
            kept[rel] = known[rel]
        files[rel] = uses
        if uses.problem and not _is_template(rel):
            notes.append(Note(code="unparsed-source", text=f"{rel}: {uses.problem}"))
    if save and (changed or kept.keys() != known.keys()):
        save({"version": _version(), "files": kept})
    return files, tuple(notes)


def _is_template(rel: str) -> bool:
    """Tell whether a path holds a placeholder: such a file is none before it is filled in."""
    return "{{" in rel or "{%" in rel


def _version() -> list[int]:
    return [VERSION, *sys.version_info[:2]]


def _known(value: Any) -> dict[str, Any]:
    if isinstance(value, dict) and value.get("version") == _version():
        files = value.get("files")
        return files if isinstance(files, dict) else {}
    return {}


def _unchanged(entry: Any, size: int, mtime: int) -> FileUses | None:
    if not isinstance(entry, list) or len(entry) != 3 or entry[:2] != [size, mtime]:
        return None
    try:
        return FileUses.unpacked(entry[2])
    except (TypeError, ValueError):
        return None


def _scan(data: bytes, rel: str) -> FileUses:
    name = rel.rpartition("/")[2]
    if name.endswith(".ipynb"):
        from inhouse.evidence.usage.notebook import scan_notebook

        return scan_notebook(data)
    if name.endswith((".py", ".pyi", ".pyw")) or _SCRIPT.match(data):
        from inhouse.evidence.usage.scan import scan_file

        return scan_file(data, name)
    from inhouse.evidence.usage.configuration import scan_configuration

    return scan_configuration(data, rel)
