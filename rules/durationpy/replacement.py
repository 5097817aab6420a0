"""Durations as Go writes them: 1h30m, 250ms."""

import re
from datetime import timedelta

# In nanoseconds. A month is 30 days, a year 365; both signs for micro occur.
_UNITS = {"ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6, "s": 10**9}
_UNITS.update({"m": 60 * 10**9, "h": 3600 * 10**9, "d": 86400 * 10**9, "w": 7 * 86400 * 10**9})
_UNITS.update({"mm": 30 * 86400 * 10**9, "y": 365 * 86400 * 10**9})
_PART = re.compile(r"([\d.]+)([a-zµμ]+)")


class DurationError(ValueError):
    """A text that is no duration, or one that is out of range."""


def from_str(duration: str) -> timedelta:
    """Return the duration that a text such as "-1h30m" or "0" says."""
    if duration in ("0", "+0", "-0"):
        return timedelta()
    unsigned = duration[1:] if duration[:1] in ("+", "-") else duration
    parts = list(_PART.finditer(unsigned))
    if not parts or parts[0].start() or parts[-1].end() < len(unsigned):
        raise DurationError(f"Not a duration: {duration}")
    nanoseconds = 0.0
    for part in parts:
        try:
            nanoseconds += float(part[1]) * _UNITS[part[2]]
        except (KeyError, ValueError):
            raise DurationError(f"Unknown {part[0]} in duration {duration}") from None
    try:
        length = timedelta(microseconds=nanoseconds / 1000)
        return -length if duration[0] == "-" else length
    except (OverflowError, ValueError) as error:
        raise DurationError(f"Duration out of range: {duration}") from error


def to_str(delta: timedelta, extended: bool = False) -> str:
    """Return a duration as text; with `extended` in years, months and days too."""
    seconds = delta.total_seconds()
    rest = round(abs(seconds * 10**9), 0)
    if not rest:
        return "0"
    units, last = (["ms", "us"], "ns") if abs(seconds) < 1 else (["h", "m"], "s")
    if extended and last == "s":
        units = ["y", "mm", "d", *units]
    text = "-" if seconds < 0 else ""
    for unit in units:
        count = int(rest / _UNITS[unit])
        rest -= count * _UNITS[unit]
        text += f"{count:g}{unit}" if count else ""
    rest /= _UNITS[last]
    return text + (f"{rest:g}{last}" if rest else "")
