"""Writes times for an interface."""

from datetime import date, datetime, timedelta, timezone

import rfc3339
from rfc3339 import format_millisecond

east = timezone(timedelta(hours=5, minutes=30))
print(rfc3339.rfc3339(datetime(2026, 1, 2, 3, 4, 5, 678900, tzinfo=east)))
print(rfc3339.format(datetime(2026, 1, 2, 3, 4, 5, tzinfo=east), utc=True))
print(format_millisecond(1.5, use_system_timezone=False), rfc3339.rfc3339(date(2026, 1, 2))[:19])
