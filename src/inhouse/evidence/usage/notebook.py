"""Reads the code cells of a notebook as one Python program."""

from __future__ import annotations

import json
import re
from typing import Any

from inhouse.evidence.usage.records import FileUses
from inhouse.evidence.usage.scan import scan_file

_MAGIC = re.compile(r"\s*[%!?]|.*\?\s*\Z")
_CELL_MAGIC = re.compile(r"\s*%%(\w*)")
# Cell magics whose cell is Python; those of shells and other languages are not read.
_AROUND_PYTHON = frozenset({"time", "timeit", "capture", "prun", "memit", "mprun", "snakeviz"})
_ASSIGNED_MAGIC = re.compile(r"\s*[\w, ]+=\s*[%!]")


def scan_notebook(data: bytes) -> FileUses:
    """Record the uses in all code cells; lines are counted over the code of all cells."""
    try:
        document = json.loads(data)
        cells = [_code_of(cell) for cell in document["cells"] if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return FileUses(problem="not a notebook with cells")
    whole = scan_file("\n".join(cells))
    if not whole.problem:
        return whole
    readable = [cell for cell in cells if not scan_file(f"import sys\n{cell}").problem]
    found = scan_file("\n".join(readable))
    left = f"{len(cells) - len(readable)} of {len(cells)} code cells cannot be parsed"
    return FileUses(rows=found.rows, mentions=found.mentions, exports=found.exports, problem=left)


def _code_of(cell: Any) -> str:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    magic = _CELL_MAGIC.match(text)
    if magic and magic[1] not in _AROUND_PYTHON:
        return ""
    return "\n".join(map(_without_magic, text.splitlines()))


def _without_magic(line: str) -> str:
    if not (_MAGIC.match(line) or _ASSIGNED_MAGIC.match(line)):
        return line
    return line[: len(line) - len(line.lstrip())] + "pass"
