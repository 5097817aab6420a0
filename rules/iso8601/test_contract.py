"""What callers of iso8601 may rely on."""

import copy
import datetime
import pickle
import random

import pytest

ZONE = datetime.timezone(datetime.timedelta(hours=5))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020", "2020-01-01T00:00:00"),
        ("2020-07", "2020-07-01T00:00:00"),
        ("2020-7", "2020-07-01T00:00:00"),
        ("2020-07-09", "2020-07-09T00:00:00"),
        ("2020-7-9", "2020-07-09T00:00:00"),
        ("20200709", "2020-07-09T00:00:00"),
        ("202007-09", "2020-07-09T00:00:00"),
        ("2020-0709", "2020-07-09T00:00:00"),
        ("2020-07-09T10", "2020-07-09T10:00:00"),
        ("2020-07-09 10:20", "2020-07-09T10:20:00"),
        ("2020-07-09T1020", "2020-07-09T10:20:00"),
        ("2020-07-09T10:20:30", "2020-07-09T10:20:30"),
        ("20200709T102030", "2020-07-09T10:20:30"),
        ("2020-07-09T10:20:3", "2020-07-09T10:20:03"),
        ("2020-07-09T10:2", "2020-07-09T10:00:02"),
        ("2020-07-09T10:20:30.5", "2020-07-09T10:20:30.500000"),
        ("2020-07-09T10:20:30,000001", "2020-07-09T10:20:30.000001"),
        ("2020-07-09T10:20:30.1234569", "2020-07-09T10:20:30.123456"),
        ("2020-07-09T10:20:30.9999999", "2020-07-09T10:20:30.999999"),
        ("0001-01-01", "0001-01-01T00:00:00"),
        ("9999-12-31T23:59:59", "9999-12-31T23:59:59"),
        ("2020-02-29", "2020-02-29T00:00:00"),
        ("2020-07-09\n", "2020-07-09T00:00:00"),
    ],
)
def test_texts_without_an_offset(subject, text, wanted):
    naive = subject.parse_date(text, default_timezone=None)
    assert naive.isoformat() == wanted
    assert naive.tzinfo is None
    assert subject.parse_date(text) == naive.replace(tzinfo=datetime.timezone.utc)
    assert subject.parse_date(datestring=text).tzinfo is subject.UTC
    assert subject.parse_date(text, ZONE).tzinfo is ZONE
    assert subject.is_iso8601(text) is True


@pytest.mark.parametrize(
    ("behind", "minutes", "name"),
    [
        ("Z", 0, "UTC"),
        ("+00:00", 0, "+00:00"),
        ("-00:00", 0, "-00:00"),
        ("+01:30", 90, "+01:30"),
        ("-0130", -90, "-01:30"),
        ("+02", 120, "+02:00"),
        ("-07:", -420, "-07:00"),
        ("+23:59", 1439, "+23:59"),
        ("+01:90", 150, "+01:90"),
    ],
)
def test_offsets(subject, behind, minutes, name):
    for clock in ("10:20", "10", "1020", "10:20:30.5"):
        for given in (subject.UTC, None, ZONE):
            found = subject.parse_date(f"2020-07-09T{clock}{behind}", given)
            assert found.utcoffset() == datetime.timedelta(minutes=minutes)
            assert found.tzname() == name
            assert type(found.tzinfo) is datetime.timezone
    if behind == "Z":
        assert found.tzinfo is subject.UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "202",
        "202007",
        "2020-",
        "2020-07-",
        "2020-07-09T",
        "2020-07-09t10",
        "2020-07-09T1",
        "2020-07-09T10:20:30.",
        "2020-07-09T10:20z",
        "2020-07-09T10:20 Z",
        "2020-07-09T10:20+1",
        "2020-07-09Z",
        " 2020",
        "2020 ",
        "2020-W01-1",
        "\u0662\u0660\u0662\u0660",
        "2020-07-09T10:20:30Z\n\n",
    ],
)
def test_other_texts(subject, text):
    with pytest.raises(subject.ParseError) as caught:
        subject.parse_date(text)
    assert str(caught.value) == f"Unable to parse date string {text!r}"
    assert subject.is_iso8601(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "0000-01-01",
        "2020-13",
        "2020-00",
        "2021-02-29",
        "2020-07-32",
        "2020-07-00",
        "2020-07-09T24",
        "2020-07-09T10:60",
        "2020-07-09T10:20:60",
        "2020-07-09T10+24:00",
        "2020-07-09T10-99:99",
        "2020-07-09T10:20:30." + "9" * 40,
    ],
)
def test_days_and_hours_that_there_are_not(subject, text):
    with pytest.raises(subject.ParseError) as caught:
        subject.parse_date(text)
    assert isinstance(caught.value.args[0], ValueError)
    assert str(caught.value) == str(caught.value.args[0])
    assert subject.is_iso8601(text) is True


@pytest.mark.parametrize("wrong", [None, 3, b"2020", ["2020"], datetime.date(2020, 1, 1)])
def test_what_is_no_text(subject, wrong):
    for call in (subject.parse_date, subject.is_iso8601):
        with pytest.raises(subject.ParseError) as caught:
            call(wrong)
        assert isinstance(caught.value.args[0], TypeError)
    with pytest.raises(subject.ParseError):
        subject.parse_date("2020", default_timezone="UTC")


def test_the_error(subject):
    assert issubclass(subject.ParseError, ValueError)
    assert subject.ParseError.__name__ == "ParseError"
    assert str(subject.ParseError("a")) == "a"


def test_zones(subject):
    assert subject.UTC is datetime.timezone.utc
    found = subject.FixedOffset(-1, -30, name="x")
    assert found.utcoffset(None) == datetime.timedelta(minutes=-90)
    assert found.tzname(None) == "x"
    assert found == subject.FixedOffset(offset_hours=-1.5, offset_minutes=0, name="y")
    with pytest.raises(ValueError):
        subject.FixedOffset(24, 0, "x")
    moment = subject.parse_date("2020-07-09T10+01:00")
    for again in (copy.deepcopy(moment), pickle.loads(pickle.dumps(moment))):
        assert (again, again.tzname()) == (moment, "+01:00")


def test_two_names(subject):
    for name in ("parse_date", "ParseError", "UTC", "FixedOffset", "is_iso8601"):
        assert getattr(subject.iso8601, name) is getattr(subject, name)


def test_random_moments(subject):
    dice = random.Random(2)
    for _ in range(500):
        zone = datetime.timezone(datetime.timedelta(minutes=dice.randrange(-1439, 1440)))
        moment = datetime.datetime.fromtimestamp(dice.randrange(-(10**9), 4 * 10**9), zone)
        moment = moment.replace(microsecond=dice.randrange(10**6))
        assert subject.parse_date(moment.isoformat()) == moment
        assert subject.parse_date(moment.isoformat(" ")).utcoffset() == moment.utcoffset()
        assert subject.parse_date(moment.strftime("%Y%m%dT%H%M%S.%f%z")) == moment


def test_module_of_the_error(subject, side):
    assert (subject.ParseError.__module__ == "iso8601.iso8601") == (side == "original")
