"""The part of a package that some of its names reach, as lines of its modules."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.model.evidence import Slice


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Lines of one module that belong to the slice; spans are 1-based and inclusive.

    `names` are, for an import, the names to take from it (`*` for all), else what is defined.
    """

    module: str
    path: str
    kind: str  # import, star, definition, code, header (of an if or try), future
    spans: tuple[tuple[int, int], ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A slice and the pieces of code that make it up, in the order of their modules and lines."""

    slice: Slice
    pieces: tuple[Piece, ...]
