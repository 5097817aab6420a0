"""Reads dates and times as ISO 8601 writes them."""

import datetime
import re
from decimal import Decimal

UTC = datetime.timezone.utc  # noqa: UP017 - older Pythons have no datetime.UTC
_CLOCK = r"([0-9]{2})(?::?([0-9]{2}))?(?::?([0-9]{1,2})(?:[.,]([0-9]+))?)?"
_ZONE = r"(?:(Z)|([-+])([0-9]{2}):?([0-9]{2})?)?"
_DAY = rf"(?:-([0-9]{{1,2}})|([0-9]{{2}}))(?:[ T]{_CLOCK}{_ZONE})?"
_WHEN = re.compile(rf"([0-9]{{4}})(?:(?:-([0-9]{{1,2}})|([0-9]{{2}})(?!$))(?:{_DAY})?)?$")


class ParseError(ValueError):
    """A text is no date."""


def FixedOffset(  # noqa: N802
    offset_hours: float, offset_minutes: float, name: str
) -> datetime.timezone:
    """Return a time zone of an offset and a name."""
    return datetime.timezone(datetime.timedelta(hours=offset_hours, minutes=offset_minutes), name)


def is_iso8601(datestring: str) -> bool:
    """Tell whether a text looks like a date; ParseError for what is no text."""
    return _match(datestring) is not None


def parse_date(
    datestring: str, default_timezone: datetime.tzinfo | None = UTC
) -> datetime.datetime:
    """Return the moment; a text without an offset is of `default_timezone`, which may be None.

    ParseError for other texts, days and hours that there are not, and for what is no text.
    """
    match = _match(datestring)
    if match is None:
        raise ParseError(f"Unable to parse date string {datestring!r}")
    year, month, month_2, day, day_2, hour, minute, second, part, zulu, *offset = match.groups()
    try:
        zone = default_timezone
        if zulu:
            zone = UTC
        elif offset[0]:
            zone = _zone(offset[0], int(offset[1]), int(offset[2] or 0))
        return datetime.datetime(
            int(year),
            int(month or month_2 or 1),
            int(day or day_2 or 1),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int(Decimal(f"0.{part or 0}") * 1000000),
            tzinfo=zone,
        )
    except Exception as error:
        raise ParseError(error) from error


def _match(text: str) -> re.Match[str] | None:
    try:
        return _WHEN.match(text)
    except Exception as error:
        raise ParseError(error) from error


def _zone(sign: str, hours: int, minutes: int) -> datetime.timezone:
    name = f"{sign}{hours:02d}:{minutes:02d}"
    if sign == "-":
        return FixedOffset(-hours, -minutes, name)
    return FixedOffset(hours, minutes, name)
