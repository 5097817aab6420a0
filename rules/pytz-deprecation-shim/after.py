"""Tells a moment in some places."""

import datetime

from app._inhouse.pytz_deprecation_shim import timezone
from datetime import timezone as _timezone
from app._inhouse.pytz_deprecation_shim import UnknownTimeZoneError

start = datetime.datetime(2020, 3, 28, 12, 30, tzinfo=_timezone.utc)
for name in ["Europe/Berlin", "Asia/Kolkata", "utc", "Nowhere"]:
    try:
        there = start.astimezone(timezone(name))
    except UnknownTimeZoneError as error:
        print("unknown:", error)
    else:
        later = there + datetime.timedelta(days=1)
        print(there.isoformat(), there.tzname(), later.isoformat(), later.tzinfo)
print(datetime.datetime.fromtimestamp(0, datetime.timezone.utc), timezone(key="UTC") is _timezone.utc)
