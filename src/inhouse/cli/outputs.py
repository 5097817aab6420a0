"""`--output FORMAT=FILE`: further formats of the same answer, each written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inhouse.cli.console import Console, encoded
from inhouse.errors import IncompleteError, UsageError
from inhouse.reports.formats import Render, Room, find
from inhouse.reports.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file to write and what writes it."""

    path: Path
    render: Render


def parse(room: Room, values: Sequence[str]) -> tuple[Output, ...]:
    """Return the outputs asked for; UsageError where one is not FORMAT=FILE."""
    outputs: list[Output] = []
    for value in values:
        name, equals, path = value.partition("=")
        if not (name and equals and path):
            raise UsageError(f"--output {value!r}: not FORMAT=FILE, such as json=audit.json")
        output = Output(path=Path(path), render=find(room, name, "--output"))
        if any(output.path == other.path for other in outputs):
            raise UsageError(f"--output {value!r}: another output goes to the same file")
        outputs.append(output)
    return tuple(outputs)


def check_room(outputs: Sequence[Output]) -> None:
    """Raise IncompleteError where an output surely cannot be written, before a long run."""
    for output in outputs:
        place = Path(os.path.realpath(output.path))
        if place.is_dir():
            raise IncompleteError(f"{output.path}: cannot be written: it is a folder")
        if not place.parent.is_dir():
            raise IncompleteError(f"{output.path}: cannot be written: its folder is not there")
        if not os.access(place.parent, os.W_OK) and not place.exists():
            raise IncompleteError(f"{output.path}: cannot be written: its folder is read-only")


def write_all(
    outputs: Sequence[Output], value: Any, console: Console, *, everything: bool = False
) -> bool:
    """Write every output that can be written, say which cannot; True where all could."""
    whole = True
    for output in outputs:
        text = output.render(value, Page(everything=everything))
        try:
            _write(output.path, encoded(text, "utf-8"))
        except OSError as error:
            console.error(f"{output.path}: cannot be written: {error.strerror or error}")
            whole = False
    return whole


def _write(path: Path, data: bytes) -> None:
    """Put data in the file's place in one step; a device or a pipe is written to as it is."""
    path = Path(os.path.realpath(path))  # a link stays a link
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(_mode(path))
        os.replace(temporary, path)  # noqa: PTH105 - the one atomic move, beside mkstemp
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _mode(path: Path) -> int:
    """Return the mode of the file that is replaced, else what a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
