"""Tells a moment in UTC."""

from datetime import datetime

import dateutil.tz
from dateutil import tz

start = datetime(2020, 1, 2, 3, 4, tzinfo=tz.tzutc())
print(start.isoformat(), start.tzname(), datetime.fromtimestamp(0, dateutil.tz.UTC))
