"""Reads TOML from a path, from several, or from an open text file."""

import os
import tomllib
import warnings
from pathlib import Path
from typing import Any, TextIO

_Name = str | bytes | os.PathLike[str]


def load(f: _Name | list[_Name] | TextIO) -> dict[str, Any]:
    """Return the table of a file; of a list of files, all their tables in one."""
    if isinstance(f, str | bytes | os.PathLike):
        return tomllib.loads(Path(os.fsdecode(f)).read_text(encoding="utf-8"))
    if not isinstance(f, list):
        if not hasattr(f, "read"):
            raise TypeError("neither a path, a list of paths nor an open file")
        return tomllib.loads(f.read())
    if not any(Path(os.fsdecode(name)).exists() for name in f):
        raise FileNotFoundError("none of the files exists")
    found: dict[str, Any] = {}
    for name in f:
        if Path(os.fsdecode(name)).exists():
            found.update(load(name))
        else:
            warnings.warn(f"{name!r} does not exist and is left out", stacklevel=2)
    return found
