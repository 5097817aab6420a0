"""The door to the user's tree: lists and reads its files, and writes a patch all-or-nothing."""

from __future__ import annotations

from inhouse.workspace.door import (
    MAX_DEPTH,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_LOCK_BYTES,
    FileStat,
    Workspace,
)

__all__ = [
    "MAX_DEPTH",
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "MAX_LOCK_BYTES",
    "FileStat",
    "Workspace",
]
