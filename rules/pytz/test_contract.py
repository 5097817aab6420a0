"""What callers of pytz's UTC may rely on."""

import copy
import datetime
import pickle
import random
import time

import pytest

NAIVE = datetime.datetime(2020, 7, 2, 3, 4, 5, 678901)
FAR = datetime.timezone(datetime.timedelta(hours=-7))


@pytest.fixture(params=["utc", "UTC"])
def utc(subject, request):
    return getattr(subject, request.param)


def test_times_in_utc(utc):
    when = NAIVE.replace(tzinfo=utc)
    assert when.utcoffset() == datetime.timedelta(0)
    assert when.tzname() == "UTC"
    assert when.isoformat() == "2020-07-02T03:04:05.678901+00:00"
    assert when.strftime("%z %Z") == "+0000 UTC"
    assert when.timestamp() == when.replace(tzinfo=datetime.timezone.utc).timestamp()
    assert str(utc) == "UTC"
    assert isinstance(utc, datetime.tzinfo)


def test_moments(utc):
    when = NAIVE.replace(tzinfo=utc)
    assert when == NAIVE.replace(tzinfo=datetime.timezone.utc)
    assert hash(when) == hash(NAIVE.replace(tzinfo=datetime.timezone.utc))
    assert when.astimezone(FAR).isoformat() == "2020-07-01T20:04:05.678901-07:00"
    assert (
        NAIVE.replace(tzinfo=FAR).astimezone(utc).isoformat() == "2020-07-02T10:04:05.678901+00:00"
    )
    assert when - datetime.timedelta(days=1) < when
    with pytest.raises(TypeError):
        when < NAIVE


def test_the_clock(utc):
    now = datetime.datetime.now(utc)
    assert now.tzinfo is utc
    assert abs(now.timestamp() - time.time()) < 60
    epoch = datetime.datetime.fromtimestamp(0, utc)
    assert epoch.isoformat() == "1970-01-01T00:00:00+00:00"
    assert epoch.tzinfo is utc


def test_random_moments(utc):
    dice = random.Random(1)
    for _ in range(300):
        seconds = dice.randrange(-(10**9), 4 * 10**9)
        when = datetime.datetime.fromtimestamp(seconds, utc)
        assert when.timestamp() == seconds
        assert when.astimezone(FAR) == when
        assert when.astimezone(FAR).astimezone(utc).isoformat() == when.isoformat()


def test_times_of_day(utc):
    assert datetime.time(1, 2, tzinfo=utc).utcoffset() == datetime.timedelta(0)
    assert utc.utcoffset(None) == datetime.timedelta(0)
    assert utc.tzname(None) == "UTC"


def test_there_is_one(subject):
    assert subject.utc is subject.UTC
    assert copy.copy(subject.utc) is subject.utc
    assert copy.deepcopy(subject.utc) is subject.utc
    assert pickle.loads(pickle.dumps(subject.utc)) is subject.utc
    when = NAIVE.replace(tzinfo=subject.utc)
    assert pickle.loads(pickle.dumps(when)).isoformat() == when.isoformat()


def test_summer_time(subject, side):
    when = NAIVE.replace(tzinfo=subject.utc)
    old = side == "original"
    assert when.dst() == (datetime.timedelta(0) if old else None)
    assert when.timetuple().tm_isdst == (0 if old else -1)


def test_how_it_is_written(subject, side):
    assert repr(subject.utc) == ("<UTC>" if side == "original" else "datetime.timezone.utc")
    assert (subject.utc == datetime.timezone.utc) == (side == "replacement")


def test_its_attributes(subject, side):
    found = [hasattr(subject.utc, name) for name in ("zone", "localize", "normalize")]
    assert found == [side == "original"] * 3


def test_from_utc(subject, side):
    if side == "original":
        assert subject.utc.fromutc(NAIVE) == NAIVE.replace(tzinfo=subject.utc)
    else:
        with pytest.raises(ValueError):
            subject.utc.fromutc(NAIVE)
