"""Tells a moment in UTC."""

from datetime import datetime

from datetime import timezone
import datetime as _datetime

start = datetime(2020, 1, 2, 3, 4, tzinfo=_datetime.timezone.utc)
print(start.isoformat(), start.tzname(), datetime.fromtimestamp(0, timezone.utc))
