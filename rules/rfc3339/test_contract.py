"""What callers of rfc3339 may rely on."""

import random
import time
from datetime import date, datetime, timedelta, timezone, tzinfo

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcfrom")


@pytest.fixture(params=["UTC0", "EST5EDT,M3.2.0,M11.1.0", "IST-5:30", "NST3:30"])
def zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param[:3]
    monkeypatch.undo()
    time.tzset()


LOCAL = {
    "UTC": ("+00:00", 0),
    "EST": ("-05:00", -300),
    "IST": ("+05:30", 330),
    "NST": ("-03:30", -210),
}


def at(minutes):
    return timezone(timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("moment", "text", "utc"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc), "2026-01-02T03:04:05", "+00:00"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=at(330)), "2026-01-02T03:04:05", "+05:30"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=at(-480)), "2026-01-02T03:04:05", "-08:00"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=at(-30)), "2026-01-02T03:04:05", "-00:30"),
        (datetime(9, 1, 2, tzinfo=at(60)), "0009-01-02T00:00:00", "+01:00"),
        (datetime(2026, 1, 2, 3, 4, 5, 999999, tzinfo=at(839)), "2026-01-02T03:04:05", "+13:59"),
    ],
)
def test_with_a_zone(subject, moment, text, utc):
    for use in (True, False):
        for form in (subject.format, subject.rfc3339):
            assert form(moment, use_system_timezone=use) == text + utc
            shifted = moment.astimezone(timezone.utc).replace(tzinfo=None)
            assert form(moment, True, use) == shifted.isoformat(timespec="seconds") + "Z"


def test_seconds_of_an_offset_are_left_out(subject):
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(seconds=-3661)))
    assert subject.format(moment) == "2026-01-02T03:04:05-01:01"
    assert subject.format(moment, utc=True) == "2026-01-02T04:05:06Z"
    moment = moment.replace(tzinfo=timezone(timedelta(seconds=59, microseconds=900000)))
    assert subject.format(moment) == "2026-01-02T03:04:05+00:00"
    assert subject.format(moment, utc=True) == "2026-01-02T03:03:06Z"


def test_fractions(subject):
    moment = datetime(2026, 1, 2, 3, 4, 5, 678999, tzinfo=at(60))
    assert subject.format(moment) == "2026-01-02T03:04:05+01:00"
    assert subject.format_millisecond(moment) == "2026-01-02T03:04:05.678+01:00"
    assert subject.format_microsecond(moment) == "2026-01-02T03:04:05.678999+01:00"
    assert subject.format_millisecond(moment, utc=True) == "2026-01-02T02:04:05.678Z"
    assert subject.format_microsecond(moment, True, True) == "2026-01-02T02:04:05.678999Z"
    moment = moment.replace(microsecond=0)
    assert subject.format_millisecond(timestamp=moment) == "2026-01-02T03:04:05.000+01:00"
    assert subject.format_microsecond(timestamp=moment) == "2026-01-02T03:04:05.000000+01:00"
    shown = subject.format_millisecond(datetime(2026, 1, 2), use_system_timezone=False)
    assert shown.endswith("T00:00:00.000+00:00")
    assert subject.format_microsecond(datetime(2026, 1, 2), False, False)[-13:] == ".000000+00:00"


def test_local_times(subject, zone):
    sign, minutes = LOCAL[zone]
    moment = datetime(2026, 1, 2, 3, 4, 5)
    assert subject.format(moment) == f"2026-01-02T03:04:05{sign}"
    utc = moment - timedelta(minutes=minutes)
    assert subject.format(moment, utc=True) == f"{utc.isoformat()}Z"
    assert subject.format(moment, use_system_timezone=False) == "2026-01-02T03:04:05+00:00"
    assert subject.format(moment, True, False) == "2026-01-02T03:04:05Z"
    assert subject.format_millisecond(moment).endswith(f"05.000{sign}")
    assert subject.format_microsecond(moment).endswith(f"05.000000{sign}")


def test_summer(subject, monkeypatch):
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    time.tzset()
    assert subject.format(datetime(2026, 7, 2)) == "2026-07-02T00:00:00-04:00"
    assert subject.format(datetime(2026, 7, 2), utc=True) == "2026-07-02T04:00:00Z"
    assert subject.format(date(2026, 7, 2)) == "2026-07-02T00:00:00-04:00"
    assert subject.format(datetime(1950, 7, 2)) == "1950-07-02T00:00:00-04:00"
    assert subject.format(datetime(1950, 1, 2)) == "1950-01-02T00:00:00-05:00"
    assert subject.format(datetime(1969, 12, 31)) == "1969-12-31T00:00:00-05:00"
    assert subject.format(datetime(1970, 7, 1)) == "1970-07-01T00:00:00-04:00"
    monkeypatch.undo()
    time.tzset()


def test_early_years(subject, zone):
    sign, _ = LOCAL[zone]
    for year in (1, 1900, 1904, 1968):
        assert subject.format(datetime(year, 2, 28)) == f"{year:04}-02-28T00:00:00{sign}"
    assert subject.format(date(1904, 2, 29)) == f"1904-02-29T00:00:00{sign}"
    assert subject.format(datetime(1900, 1, 2), use_system_timezone=False)[-6:] == "+00:00"


def test_dates(subject, zone):
    sign, minutes = LOCAL[zone]
    assert subject.format(date(2026, 1, 2)) == f"2026-01-02T00:00:00{sign}"
    assert (
        subject.format(date(2026, 1, 2), use_system_timezone=False) == "2026-01-02T00:00:00+00:00"
    )
    utc = datetime(2026, 1, 2) - timedelta(minutes=minutes)
    assert subject.format(date(2026, 1, 2), utc=True) == f"{utc.isoformat()}Z"


def test_timestamps(subject, zone):
    sign, minutes = LOCAL[zone]
    for stamp in (0, 1.5, 1767322800, True):
        utc = datetime.fromtimestamp(stamp, timezone.utc).replace(tzinfo=None)
        assert subject.format(stamp, utc=True) == utc.isoformat(timespec="seconds") + "Z"
        local = (utc + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
        assert subject.format_millisecond(stamp) == local + sign
        plain = utc.isoformat(timespec="microseconds")
        assert subject.format_microsecond(stamp, use_system_timezone=False) == plain + "+00:00"
        assert subject.format_microsecond(stamp, True, False) == plain + "Z"


@pytest.mark.parametrize("wrong", [None, "2026-01-02", b"1", (2026, 1, 2), timedelta(1)])
def test_what_is_no_time(subject, wrong):
    for use in (True, False):
        with pytest.raises(TypeError) as caught:
            subject.format(wrong, use_system_timezone=use)
        said = f"Expected timestamp or date object. Got {type(wrong)!r}."
        assert str(caught.value) == said


def test_times_that_are_too_far(subject):
    for wrong in (1e20, float("inf")):
        with pytest.raises((OverflowError, ValueError)):
            subject.format(wrong)
    with pytest.raises(OverflowError):
        subject.format(datetime(1, 1, 1, tzinfo=at(60)), utc=True)


def test_a_zone_of_its_own(subject):
    class Odd(tzinfo):
        def utcoffset(self, moment):
            return timedelta(hours=2 if moment.month == 7 else 1)

        def dst(self, moment):
            return timedelta(0)

    assert subject.format(datetime(2026, 7, 1, tzinfo=Odd())) == "2026-07-01T00:00:00+02:00"
    assert subject.format(datetime(2026, 1, 1, tzinfo=Odd())) == "2026-01-01T00:00:00+01:00"
    assert subject.format(datetime(2026, 7, 1, tzinfo=Odd()), utc=True) == "2026-06-30T22:00:00Z"


def test_random_moments(subject):
    dice = random.Random(10)
    for _ in range(300):
        offset = dice.randrange(-1400, 1400)
        moment = datetime(2000, 1, 1, tzinfo=at(offset)) + timedelta(seconds=dice.randrange(10**9))
        assert datetime.fromisoformat(subject.format(moment)) == moment
        assert datetime.fromisoformat(subject.format(moment, utc=True)) == moment
