"""Lockfile formats, one module each, found by walking this folder.

A format module offers `FORMAT` (its id), `matches(filename)` and `parse(text, place)`. Modules
whose name starts with an underscore are what the formats share; `lines/` finds their entries. To
add a format, add a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from itertools import pairwise
from pathlib import PurePath
from types import ModuleType
from typing import Protocol

from inhouse.errors import InhouseError, InputError
from inhouse.model.lock import Lockfile


class Format(Protocol):
    """What a format module offers."""

    FORMAT: str

    @staticmethod
    def matches(filename: str) -> bool:
        """Tell whether a file of this name (without folders) is written in the format."""

    @staticmethod
    def parse(text: str, place: str = ...) -> Lockfile:
        """Read the text of a lockfile; `place` names it in errors. Raises LockfileError."""


@cache
def formats() -> tuple[Format, ...]:
    """Return all formats, sorted by id; InhouseError names a module that lacks a piece."""
    found = [
        checked(importlib.import_module(f"{__name__}.{info.name}"))
        for info in pkgutil.iter_modules(__path__)
        if not info.name.startswith("_") and not info.ispkg
    ]
    found.sort(key=lambda each: each.FORMAT)
    for one, other in pairwise(found):
        if one.FORMAT == other.FORMAT:
            raise InhouseError(f"{one} and {other} both claim the format {one.FORMAT!r}")
    return tuple(found)


def checked(module: ModuleType) -> Format:
    """Return the module as a format; InhouseError with its file and the piece that it lacks."""
    place = getattr(module, "__file__", None) or module.__name__
    if not isinstance(getattr(module, "FORMAT", None), str):
        raise InhouseError(f"{place}: a lockfile format needs FORMAT, a string")
    for piece in ("matches", "parse"):
        if not callable(getattr(module, piece, None)):
            raise InhouseError(f"{place}: a lockfile format needs a function {piece}()")
    return module  # type: ignore[return-value]  # a module is its own protocol, just checked


def format_of(filename: str) -> Format | None:
    """Return the format that a file of this name is written in, or None."""
    name = PurePath(filename).name
    return next((each for each in formats() if each.matches(name)), None)


def parse(filename: str, text: str) -> Lockfile:
    """Read a lockfile in the format that its name says.

    InputError if no format claims the name, LockfileError if the text is not of its format.
    """
    chosen = format_of(filename)
    if chosen is None:
        known = ", ".join(each.FORMAT for each in formats())
        raise InputError(filename, "is not a known lockfile", f"known formats: {known}")
    return chosen.parse(text, filename)
