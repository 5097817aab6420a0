"""What callers of dateutil's UTC may rely on."""

import copy
import datetime
import pickle
import random
import time

import pytest

NAIVE = datetime.datetime(2020, 7, 2, 3, 4, 5, 678901)
FAR = datetime.timezone(datetime.timedelta(hours=-7))


@pytest.fixture(params=["UTC", "tzutc"])
def utc(subject, request):
    found = getattr(subject.tz, request.param)
    return found if request.param == "UTC" else found()


def test_times_in_utc(utc):
    when = NAIVE.replace(tzinfo=utc)
    assert when.utcoffset() == datetime.timedelta(0)
    assert when.tzname() == "UTC"
    assert when.isoformat() == "2020-07-02T03:04:05.678901+00:00"
    assert when.strftime("%z %Z") == "+0000 UTC"
    assert isinstance(utc, datetime.tzinfo)
    assert datetime.time(1, 2, tzinfo=utc).utcoffset() == datetime.timedelta(0)


def test_moments(utc):
    when = NAIVE.replace(tzinfo=utc)
    assert when == NAIVE.replace(tzinfo=datetime.timezone.utc)
    assert hash(when) == hash(NAIVE.replace(tzinfo=datetime.timezone.utc))
    assert when.astimezone(FAR).isoformat() == "2020-07-01T20:04:05.678901-07:00"
    there = NAIVE.replace(tzinfo=FAR).astimezone(utc)
    assert there.isoformat() == "2020-07-02T10:04:05.678901+00:00"
    with pytest.raises(TypeError):
        when < NAIVE


def test_the_clock(utc):
    now = datetime.datetime.now(utc)
    assert now.tzinfo is utc
    assert abs(now.timestamp() - time.time()) < 60
    assert datetime.datetime.fromtimestamp(0, utc).isoformat() == "1970-01-01T00:00:00+00:00"


def test_random_moments(utc):
    dice = random.Random(1)
    for _ in range(300):
        seconds = dice.randrange(-(10**9), 4 * 10**9)
        when = datetime.datetime.fromtimestamp(seconds, utc)
        assert when.timestamp() == seconds
        assert when.astimezone(FAR).astimezone(utc).isoformat() == when.isoformat()


def test_there_is_one(subject):
    utc = subject.tz.UTC
    assert subject.tz.tzutc() is utc
    assert copy.copy(utc) == copy.deepcopy(utc) == utc
    assert pickle.loads(pickle.dumps(utc)) == utc


def test_from_utc(utc):
    with pytest.raises(ValueError):
        utc.fromutc(NAIVE)
    assert utc.fromutc(NAIVE.replace(tzinfo=utc)) == NAIVE.replace(tzinfo=utc)


def test_summer_time(subject, side):
    when = NAIVE.replace(tzinfo=subject.tz.UTC)
    old = side == "original"
    assert when.dst() == (datetime.timedelta(0) if old else None)
    assert when.timetuple().tm_isdst == (0 if old else -1)


def test_how_it_is_written(subject, side):
    utc = subject.tz.tzutc()
    old = side == "original"
    assert (repr(utc), str(utc)) == (("tzutc()",) * 2 if old else ("datetime.timezone.utc", "UTC"))


def test_its_methods(subject, side):
    assert hasattr(subject.tz.UTC, "is_ambiguous") == (side == "original")
    assert (datetime.timezone.utc == subject.tz.UTC) == (side == "replacement")
