"""What callers of pytz_deprecation_shim may rely on."""

import copy
import datetime
import pickle
import random
import sys
import time
import types
import zoneinfo

import pytest

NAIVE = datetime.datetime(2020, 7, 2, 3, 4, 5, 678901)
FAR = datetime.timezone(datetime.timedelta(hours=-7))
NAMES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Etc/GMT+5",
    "GMT",
    "EST5EDT",
    "Etc/UTC",
]
OFFERED = ["localize", "normalize", "zone", "unwrap_shim"]

# Stands for the package of that name, which need not be installed.
PYTZ = types.ModuleType("pytz")
for _name in [
    "InvalidTimeError",
    "AmbiguousTimeError",
    "NonExistentTimeError",
    "UnknownTimeZoneError",
]:
    setattr(PYTZ, _name, type(_name, (KeyError if _name[0] == "U" else Exception,), {}))


@pytest.fixture(params=["utc", "UTC", "timezone"])
def utc(subject, request):
    found = getattr(subject, request.param)
    return found("UTC") if request.param == "timezone" else found


@pytest.fixture
def berlin(subject):
    return subject.timezone("Europe/Berlin")


def test_times_in_utc(utc):
    when = NAIVE.replace(tzinfo=utc)
    assert when.utcoffset() == datetime.timedelta(0)
    assert when.tzname() == "UTC"
    assert when.dst() is None
    assert when.timetuple().tm_isdst == -1
    assert when.isoformat() == "2020-07-02T03:04:05.678901+00:00"
    assert when.strftime("%z %Z") == "+0000 UTC"
    assert str(when) == "2020-07-02 03:04:05.678901+00:00"
    assert (str(utc), f"{utc}") == ("UTC", "UTC")
    assert isinstance(utc, datetime.tzinfo)
    assert datetime.time(1, 2, tzinfo=utc).utcoffset() == datetime.timedelta(0)
    assert (utc.utcoffset(None), utc.tzname(None), utc.dst(None)) == (
        datetime.timedelta(0),
        "UTC",
        None,
    )


def test_moments_in_utc(utc):
    when = NAIVE.replace(tzinfo=utc)
    assert when == NAIVE.replace(tzinfo=datetime.timezone.utc)
    assert hash(when) == hash(NAIVE.replace(tzinfo=datetime.timezone.utc))
    assert when.astimezone(FAR).isoformat() == "2020-07-01T20:04:05.678901-07:00"
    there = NAIVE.replace(tzinfo=FAR).astimezone(utc)
    assert there.isoformat() == "2020-07-02T10:04:05.678901+00:00"
    with pytest.raises(TypeError):
        when < NAIVE


def test_the_clock(subject, utc):
    for zone in (utc, subject.timezone("Asia/Kolkata")):
        now = datetime.datetime.now(zone)
        assert now.tzinfo is zone
        assert abs(now.timestamp() - time.time()) < 60
    epoch = datetime.datetime.fromtimestamp(0, utc)
    assert epoch.isoformat() == "1970-01-01T00:00:00+00:00"


def test_there_is_one(subject):
    assert subject.utc is subject.UTC
    for key in ("UTC", "utc", "Utc"):
        assert subject.timezone(key) is subject.UTC
    for name in NAMES:
        zone = subject.timezone(name)
        assert zone is subject.timezone(key=name)
        assert zone is not subject.UTC
    assert subject.timezone("Europe/Berlin") is not subject.timezone("Europe/Paris")
    assert subject.timezone("Europe/Berlin") != subject.timezone("Arctic/Longyearbyen")


def test_it_outlives_the_cache_of_zoneinfo(subject):
    zone = subject.timezone("Asia/Tokyo")
    zoneinfo.ZoneInfo.clear_cache(only_keys=["Asia/Tokyo"])
    assert subject.timezone("Asia/Tokyo") is zone


def test_copies(subject):
    for zone in [subject.UTC, *map(subject.timezone, NAMES)]:
        assert copy.copy(zone) is zone
        assert copy.deepcopy(zone) is zone
        assert pickle.loads(pickle.dumps(zone)) is zone
        when = NAIVE.replace(tzinfo=zone)
        assert copy.deepcopy(when).tzinfo is zone
        again = pickle.loads(pickle.dumps(when))
        assert (again, again.tzinfo) == (when, zone)


def test_zones(berlin):
    summer = NAIVE.replace(tzinfo=berlin)
    assert summer.isoformat() == "2020-07-02T03:04:05.678901+02:00"
    assert (summer.tzname(), summer.dst()) == ("CEST", datetime.timedelta(hours=1))
    assert summer.timetuple().tm_isdst == 1
    winter = datetime.datetime(2020, 1, 2, tzinfo=berlin)
    assert (winter.tzname(), winter.dst()) == ("CET", datetime.timedelta(0))
    assert winter.timetuple().tm_isdst == 0
    assert (
        summer.astimezone(datetime.timezone.utc).isoformat() == "2020-07-02T01:04:05.678901+00:00"
    )
    assert (str(berlin), f"{berlin}") == ("Europe/Berlin", "Europe/Berlin")
    assert isinstance(berlin, datetime.tzinfo)
    assert berlin.utcoffset(None) is berlin.dst(None) is berlin.tzname(None) is None
    assert berlin.utcoffset(NAIVE) == datetime.timedelta(hours=2)
    assert datetime.time(1, tzinfo=berlin).utcoffset() is None
    assert datetime.datetime(1800, 1, 1, tzinfo=berlin).utcoffset() == datetime.timedelta(
        seconds=3208
    )


def test_offset_that_never_changes(subject):
    zone = subject.timezone("Etc/GMT+5")
    assert (
        datetime.time(1, tzinfo=zone).utcoffset()
        == zone.utcoffset(None)
        == datetime.timedelta(hours=-5)
    )
    utc = subject.timezone("Etc/UTC")
    assert NAIVE.replace(tzinfo=utc).dst() == datetime.timedelta(0)
    assert str(utc) == "Etc/UTC"


def test_times_that_are_there_twice_or_never(berlin):
    one = datetime.datetime(2020, 10, 25, 2, 30, tzinfo=berlin)
    two = one.replace(fold=1)
    assert (one.utcoffset(), two.utcoffset()) == (
        datetime.timedelta(hours=2),
        datetime.timedelta(hours=1),
    )
    assert one == two
    assert one != one.astimezone(datetime.timezone.utc)
    back = datetime.datetime(2020, 10, 25, 1, 30, tzinfo=datetime.timezone.utc).astimezone(berlin)
    assert (back.replace(tzinfo=None), back.fold) == (datetime.datetime(2020, 10, 25, 2, 30), 1)
    never = datetime.datetime(2020, 3, 29, 2, 30, tzinfo=berlin)
    assert never.utcoffset() == datetime.timedelta(hours=1)
    assert never.replace(fold=1).utcoffset() == datetime.timedelta(hours=2)
    late = never.astimezone(datetime.timezone.utc).astimezone(berlin)
    assert late.isoformat() == "2020-03-29T03:30:00+02:00"


def test_differences_within_a_zone_are_those_of_the_clock(subject, berlin):
    early = datetime.datetime(2020, 3, 29, 1, tzinfo=berlin)
    late = datetime.datetime(2020, 3, 29, 5, tzinfo=subject.timezone("Europe/Berlin"))
    assert late - early == datetime.timedelta(hours=4)
    assert (early + datetime.timedelta(hours=4)) == late
    assert pickle.loads(pickle.dumps(late)) - early == datetime.timedelta(hours=4)


def test_differences_to_a_zone_made_elsewhere_are_those_of_moments(berlin):
    other = zoneinfo.ZoneInfo("Europe/Berlin")
    assert berlin is not other
    assert berlin != other
    early = datetime.datetime(2020, 3, 29, 1, tzinfo=berlin)
    late = datetime.datetime(2020, 3, 29, 5, tzinfo=other)
    assert late - early == datetime.timedelta(hours=3)
    assert (late.replace(tzinfo=berlin) - early, late - early.replace(tzinfo=other)) == (
        datetime.timedelta(hours=4),
    ) * 2


def test_random_moments(subject):
    dice = random.Random(1)
    for _ in range(400):
        name = dice.choice(NAMES)
        zone, model = subject.timezone(name), zoneinfo.ZoneInfo(name)
        when = datetime.datetime.fromtimestamp(dice.randrange(-(10**9), 4 * 10**9), zone)
        same = datetime.datetime.fromtimestamp(when.timestamp(), model)
        assert when.replace(tzinfo=None, fold=0) == same.replace(tzinfo=None, fold=0)
        assert (when.fold, when.utcoffset(), when.tzname(), when.dst()) == (
            same.fold,
            same.utcoffset(),
            same.tzname(),
            same.dst(),
        )
        assert when.astimezone(FAR) == same.astimezone(FAR)
        wall = when.replace(
            minute=dice.randrange(60), hour=dice.randrange(24), fold=dice.randrange(2)
        )
        assert wall.utcoffset() == wall.replace(tzinfo=model).utcoffset()
        assert (
            wall.astimezone(subject.UTC).isoformat()
            == wall.replace(tzinfo=model).astimezone(subject.UTC).isoformat()
        )


UNKNOWN = [
    "Nowhere",
    "",
    "UTC ",
    "U",
    "Europe",
    "Europe/",
    "../x",
    "/etc/passwd",
    "Europe/../GMT",
    "a\0b",
    "\ud800",
    "x" * 300,
    "Nobody/Knows/This",
]


@pytest.mark.parametrize("key", UNKNOWN)
def test_unknown_zones(subject, key):
    for _ in range(2):
        with pytest.raises(subject.UnknownTimeZoneError) as caught:
            subject.timezone(key)
        assert caught.value.args == (key,)
        assert str(caught.value) == repr(key)
        assert isinstance(caught.value, KeyError)
        assert type(caught.value) is subject.UnknownTimeZoneError


@pytest.mark.parametrize("key", [None, 3, b"utc", b"GMT", ["utc"], [], {}])
def test_keys_that_are_no_text(subject, key):
    with pytest.raises(TypeError):
        subject.timezone(key)


def test_the_error(subject):
    assert subject.UnknownTimeZoneError.__mro__[1:] == KeyError.__mro__
    error = subject.UnknownTimeZoneError("a", 1)
    assert error.args == ("a", 1)
    assert pickle.loads(pickle.dumps(error)).args == ("a", 1)
    assert not issubclass(zoneinfo.ZoneInfoNotFoundError, subject.UnknownTimeZoneError)


def test_arguments(subject):
    with pytest.raises(TypeError):
        subject.timezone()


def test_moments_that_cannot_be_told(subject, berlin):
    with pytest.raises(OverflowError):
        datetime.datetime(1, 1, 1, tzinfo=berlin).astimezone(subject.UTC)
    with pytest.raises(OverflowError):
        datetime.datetime(9999, 12, 31, 23, tzinfo=subject.UTC).astimezone(berlin)


def test_how_they_are_written(subject, berlin, side):
    shown = [repr(each) for each in (subject.UTC, berlin)]
    if side == "original":
        kind = "_PytzShimTimezone"
        assert shown == [
            f"{kind}(datetime.timezone.utc, 'UTC')",
            f"{kind}(zoneinfo.ZoneInfo(key='Europe/Berlin'), 'Europe/Berlin')",
        ]
    else:
        assert shown[0] == "datetime.timezone.utc"
        assert shown[1].endswith("Zone(key='Europe/Berlin')")


def test_their_attributes(subject, berlin, side):
    old = side == "original"
    for zone in (subject.UTC, berlin):
        assert [hasattr(zone, name) for name in OFFERED] == [old] * 4
    assert hasattr(berlin, "key") == (not old)


def test_their_classes(subject, berlin, side):
    new = side == "replacement"
    assert isinstance(berlin, zoneinfo.ZoneInfo) == new
    assert isinstance(subject.UTC, datetime.timezone) == new
    assert (datetime.timezone.utc == subject.UTC) == new


def test_from_utc(subject, berlin, side):
    for zone in (subject.UTC, berlin):
        for when in (NAIVE, NAIVE.replace(tzinfo=FAR)):
            if side == "original":
                assert zone.fromutc(when) == NAIVE.replace(tzinfo=datetime.timezone.utc)
            else:
                with pytest.raises(ValueError):
                    zone.fromutc(when)


def test_the_module_of_the_error(subject, side):
    name = subject.UnknownTimeZoneError.__module__
    assert (name == "pytz_deprecation_shim._exceptions") == (side == "original")


def test_the_error_where_pytz_is_imported(subject, side, monkeypatch):
    # This one comes last: the package remembers what it saw.
    monkeypatch.setitem(sys.modules, "pytz", PYTZ)
    with pytest.raises(subject.UnknownTimeZoneError) as caught:
        subject.timezone("Nowhere")
    assert isinstance(caught.value, PYTZ.UnknownTimeZoneError) == (side == "original")
