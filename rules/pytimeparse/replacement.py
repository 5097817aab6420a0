"""Reads lengths of time: "1h 30m", "2 days, 4:13:02", "1.5 weeks"."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

_SECONDS = {"weeks": 604800, "days": 86400, "hours": 3600, "mins": 60, "secs": 1}
_UNITS = {
    "weeks": "w|wks?|weeks?",
    "days": "d|dys?|days?",
    "hours": "h|hrs?|hours?",
    "mins": "m|mins?|minutes?",
    "secs": "s|secs?|seconds?",
}


def _unit(name: str) -> str:
    """Return the pattern of a number with its unit, and a comma or a slash behind it."""
    found = rf"(?P<{name}>[\d.]+)\s*(?:{_UNITS[name]})"
    return rf"(?:{found})?" if name == "secs" else rf"(?:{found}\s*(?:[,/]\s*)?)?\s*"


_CLOCK = r"(?P<mins>\d{2}):(?P<secs>\d{2}(?:\.\d+)?)"
_FORMS = [
    re.compile(rf"\s*{form}\s*$", re.IGNORECASE)
    for form in (
        "".join(map(_unit, _UNITS)),
        _CLOCK.replace("2}", "1,2}", 1),
        _unit("weeks") + _unit("days") + r"(?P<hours>\d+):" + _CLOCK,
        r"(?P<days>\d+)[:-](?P<hours>\d{2}):" + _CLOCK,
        r":(?P<secs>\d{2}(?:\.\d+)?)",
    )
]
_SIGNED = re.compile(r"\s*([+-]?)\s*(.*)", re.DOTALL)


def parse(sval: str, granularity: str = "seconds") -> int | float | None:
    """Return a length of time in seconds, a float where these have a fraction; None if it is none.

    "1:24" is minutes and seconds; with the granularity "minutes", hours and minutes.
    """
    signed = _SIGNED.match(sval)
    assert signed is not None
    sign, text = signed.groups()
    for form in _FORMS:
        match = form.match(text)
        if match is None or not match[0].strip():
            continue
        fields = {name: value for name, value in match.groupdict().items() if value is not None}
        if granularity == "minutes" and _is_two_numbers(text, fields):
            fields = {"hours": fields["mins"], "mins": fields["secs"]}
        try:
            return (-1 if sign == "-" else 1) * _sum(fields)
        except (ValueError, InvalidOperation):  # a number with two points
            continue
    return None


def _is_two_numbers(text: str, fields: Mapping[str, str]) -> bool:
    return text.count(":") == 1 and "." not in text and fields.keys() == {"mins", "secs"}


def _sum(fields: Mapping[str, str]) -> int | float:
    secs = fields.get("secs", "0")
    if not secs.isdigit():
        return sum(_SECONDS[name] * float(value) for name, value in fields.items())
    longer = (_SECONDS[name] * Decimal(value) for name, value in fields.items() if name != "secs")
    return int(sum(longer)) + int(secs)
