"""Tells a moment in UTC."""

from datetime import datetime, timedelta

from datetime import timezone

start = datetime(2020, 1, 2, 3, 4, tzinfo=timezone.utc)
print(start.isoformat(), start.tzname(), datetime.fromtimestamp(0, timezone.utc))
print(start.astimezone(timezone.utc) + timedelta(hours=1))
