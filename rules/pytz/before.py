"""Tells a moment in UTC."""

from datetime import datetime, timedelta

import pytz
from pytz import UTC

start = datetime(2020, 1, 2, 3, 4, tzinfo=pytz.utc)
print(start.isoformat(), start.tzname(), datetime.fromtimestamp(0, UTC))
print(start.astimezone(pytz.UTC) + timedelta(hours=1))
