"""A call of dateutil that becomes a name: datetime has its UTC ready."""

import datetime

from dateutil import tz


def before_tzutc() -> datetime.tzinfo:
    return tz.tzutc()


def after_tzutc() -> datetime.tzinfo:
    return datetime.timezone.utc  # noqa: UP017 - older Pythons have no datetime.UTC
