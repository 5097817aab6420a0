"""How much of one distribution is read before its figures are Missing instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLimits:
    """Upper bounds: bytes and files of Python that are parsed, bytes for the public names."""

    python_bytes: int = 2_000_000
    files: int = 5_000
    surface_bytes: int = 2_000_000


LIMITS = MeasureLimits()
# For packages of which the project may use nothing: 450 code lines are some 60 kB with their
# docstrings and comments, so what is larger than this is not micro.
SMALL = MeasureLimits(python_bytes=150_000)
