"""Tells a moment in some places."""

import datetime

import pytz_deprecation_shim as pds
from pytz_deprecation_shim import UTC, UnknownTimeZoneError

start = datetime.datetime(2020, 3, 28, 12, 30, tzinfo=UTC)
for name in ["Europe/Berlin", "Asia/Kolkata", "utc", "Nowhere"]:
    try:
        there = start.astimezone(pds.timezone(name))
    except UnknownTimeZoneError as error:
        print("unknown:", error)
    else:
        later = there + datetime.timedelta(days=1)
        print(there.isoformat(), there.tzname(), later.isoformat(), later.tzinfo)
print(datetime.datetime.fromtimestamp(0, pds.utc), pds.timezone(key="UTC") is UTC)
