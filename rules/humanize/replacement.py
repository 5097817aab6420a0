"""Writes numbers for people to read, in English."""

import math
from typing import Any

_DECIMAL = ("kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB", "RB", "QB")
_BINARY = ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB", "RiB", "QiB")
_GNU = tuple("KMGTPEZYRQ")


def naturalsize(
    value: float | str,
    binary: bool = False,
    gnu: bool = False,
    format: str = "%.1f",  # noqa: A002
) -> str:
    """Return "3.0 MB" for 3000000, "2.9 MiB" with `binary` and "2.9M" with `gnu`."""
    units = _GNU if gnu else _BINARY if binary else _DECIMAL
    base = 1024 if gnu or binary else 1000
    size = float(value)
    if abs(size) < base:
        name = "B" if gnu else " Byte" if abs(size) == 1 else " Bytes"
        return f"{int(size)}{name}"
    power = int(min(math.log(abs(size), base), len(units)))
    if power < len(units) and abs(float(format % (abs(size) / base**power))) >= base:
        power += 1  # 999999 is "1.0 MB", not "1000.0 kB"
    text: str = format % (size / base**power)
    return text + ("" if gnu else " ") + units[power - 1]


def _finite(value: Any) -> str | None:
    """Return what is written for a value that is infinite or no number."""
    number = float(value)
    if math.isnan(number):
        return "NaN"
    return None if math.isfinite(number) else "+Inf" if number > 0 else "-Inf"


def intcomma(value: Any, ndigits: int | None = None) -> str:
    """Return "1,234.5" for 1234.5 or "1234.5"; what is no number is only made a text."""
    is_text = isinstance(value, str)
    if is_text:
        value = value.replace(",", "")
    try:
        strange = None if isinstance(value, int) else _finite(value)
        if strange is not None:
            return strange
        if is_text:
            value = float(value) if "." in value else int(value)
    except (TypeError, ValueError):
        return str(value)
    return f"{value:,}" if ndigits is None else f"{value:,.{ndigits}f}"


def ordinal(value: Any, gender: str = "male") -> str:  # noqa: ARG001 - English has but one
    """Return "2nd" for 2 or "2"; what is no number is only made a text."""
    try:
        strange = _finite(value)
        if strange is not None:
            return strange
        number = int(value)
    except (TypeError, ValueError):
        return str(value)
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"
