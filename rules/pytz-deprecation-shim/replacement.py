"""Finds time zones by name."""

import datetime
import functools
import zoneinfo


class UnknownTimeZoneError(KeyError):
    """There is no time zone of a name."""


class Zone(zoneinfo.ZoneInfo):
    """A zone of this project's own: a time in it and one in a zone made elsewhere are compared and
    subtracted as moments, not as what their clocks show."""


@functools.cache
def timezone(key: str) -> datetime.tzinfo:
    """Return the zone of a name, the same object each time; UnknownTimeZoneError."""
    if len(key) == 3 and key.lower() == "utc":
        return datetime.timezone.utc  # noqa: UP017 - older Pythons have no datetime.UTC
    try:
        return Zone(key)
    except (KeyError, OSError, ValueError) as error:
        raise UnknownTimeZoneError(key) from error
