"""Writes times as RFC 3339 has them, in the local time zone unless told otherwise."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any


def rfc3339(timestamp: Any, utc: bool = False, use_system_timezone: bool = True) -> str:
    """Return a datetime, a date or a timestamp as a text, or with `utc` that time in UTC.

    What has no time zone is local, or without `use_system_timezone` in UTC.
    """
    return _text(timestamp, "seconds", utc, use_system_timezone)


format = rfc3339  # noqa: A001 - the name that callers use


def format_millisecond(timestamp: Any, utc: bool = False, use_system_timezone: bool = True) -> str:
    """Return the same as `rfc3339`, with milliseconds."""
    return _text(timestamp, "milliseconds", utc, use_system_timezone)


def format_microsecond(timestamp: Any, utc: bool = False, use_system_timezone: bool = True) -> str:
    """Return the same as `rfc3339`, with microseconds."""
    return _text(timestamp, "microseconds", utc, use_system_timezone)


def _text(timestamp: Any, unit: str, utc: bool, local: bool) -> str:
    moment = _moment(timestamp, local)
    offset = _offset(moment, local)
    if utc:
        moment -= timedelta(seconds=offset)
    hours, minutes = divmod(abs(offset) // 60, 60)
    zone = "Z" if utc else f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"
    return moment.replace(tzinfo=None).isoformat(timespec=unit) + zone


def _moment(timestamp: Any, local: bool) -> datetime:
    try:
        if local:
            return datetime.fromtimestamp(timestamp)
        return datetime.fromtimestamp(timestamp, UTC).replace(tzinfo=None)
    except TypeError:
        if not isinstance(timestamp, date):
            said = f"Expected timestamp or date object. Got {type(timestamp)!r}."
            raise TypeError(said) from None
    if isinstance(timestamp, datetime):
        return timestamp
    return datetime(timestamp.year, timestamp.month, timestamp.day)


def _offset(moment: datetime, local: bool) -> int:
    """Return the seconds east of UTC."""
    if moment.tzinfo is not None:
        own = moment.utcoffset()
        assert own is not None
        return int(own.total_seconds())
    if not local:
        return 0
    # Of years before 1970 the rules of 1972 hold, which has a 29th of February.
    known = moment.replace(year=1972) if moment.year < 1970 else moment
    summer = time.localtime(time.mktime(known.timetuple())).tm_isdst
    return -time.altzone if summer else -time.timezone
