"""What callers of durationpy may rely on."""

import random
from datetime import timedelta

import pytest

DAY = timedelta(days=1)
READ = [
    ("0", timedelta()),
    ("+0", timedelta()),
    ("-0", timedelta()),
    ("0s", timedelta()),
    ("1ns", timedelta()),
    ("1000ns", timedelta(microseconds=1)),
    ("2us", timedelta(microseconds=2)),
    ("2\u00b5s", timedelta(microseconds=2)),
    ("2\u03bcs", timedelta(microseconds=2)),
    ("3ms", timedelta(milliseconds=3)),
    ("4s", timedelta(seconds=4)),
    ("5m", timedelta(minutes=5)),
    ("6h", timedelta(hours=6)),
    ("7d", 7 * DAY),
    ("8w", 56 * DAY),
    ("9mm", 270 * DAY),
    ("2y", 730 * DAY),
    ("1h30m10s", timedelta(hours=1, minutes=30, seconds=10)),
    ("+1.5h", timedelta(minutes=90)),
    ("-1h30m", -timedelta(minutes=90)),
    (".5s", timedelta(seconds=0.5)),
    ("5.s", timedelta(seconds=5)),
    ("1m1m", timedelta(minutes=2)),
    ("10s1h", timedelta(hours=1, seconds=10)),
    ("1h 30m", timedelta(minutes=90)),
    ("1y2mm3w4d5h6m7s8ms9us", 450 * DAY + timedelta(0, 18367, 8009)),
]
NONE = [
    "",
    "+",
    "-",
    "1",
    "h",
    "x",
    "1x",
    "1H",
    "1.2.3s",
    ".s",
    " 1h",
    "1h ",
    "1h3",
    "--1h",
    "1e3s",
]
WRITTEN = [
    (timedelta(), "0"),
    (timedelta(microseconds=1), "1us"),
    (timedelta(microseconds=999), "999us"),
    (timedelta(milliseconds=1), "1ms"),
    (timedelta(milliseconds=999, microseconds=7), "999ms7us"),
    (-timedelta(milliseconds=250), "-250ms"),
    (timedelta(seconds=1), "1s"),
    (timedelta(seconds=1, milliseconds=500), "1.5s"),
    (-timedelta(seconds=1), "-1s"),
    (timedelta(minutes=1), "1m"),
    (timedelta(minutes=90), "1h30m"),
    (timedelta(hours=1, seconds=2), "1h2s"),
    (36 * DAY, "864h"),
    (500000 * DAY, "1.2e+07h"),
]
EXTENDED = [
    (timedelta(), "0"),
    (timedelta(milliseconds=20), "20ms"),
    (timedelta(hours=5), "5h"),
    (DAY, "1d"),
    (36 * DAY, "1mm6d"),
    (400 * DAY + timedelta(seconds=1), "1y1mm5d1s"),
    (-730 * DAY, "-2y"),
]


@pytest.mark.parametrize(("text", "length"), READ)
def test_what_is_read(subject, text, length):
    assert subject.from_str(text) == length


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_duration(subject, text):
    with pytest.raises(subject.DurationError):
        subject.from_str(text)


def test_the_error_is_a_value_error(subject):
    assert issubclass(subject.DurationError, ValueError)
    with pytest.raises(ValueError, match="soon"):
        subject.from_str("soon")


def test_what_is_no_text(subject):
    for wrong in (None, 3, b"1s"):
        with pytest.raises(TypeError):
            subject.from_str(wrong)


@pytest.mark.parametrize(("length", "text"), WRITTEN)
def test_what_is_written(subject, length, text):
    assert subject.to_str(length) == text
    assert subject.to_str(length, False) == text


@pytest.mark.parametrize(("length", "text"), EXTENDED)
def test_what_is_written_with_days(subject, length, text):
    assert subject.to_str(length, extended=True) == text
    assert subject.to_str(delta=length, extended=True) == text


def test_less_than_a_microsecond(subject):
    class Tiny:
        def total_seconds(self):
            return 0.0000015

    assert subject.to_str(Tiny()) == "1us500ns"


def test_what_is_written_is_read(subject):
    dice = random.Random(5)
    for _ in range(500):
        length = timedelta(milliseconds=dice.randrange(-(10**6), 10**6))
        assert abs(subject.from_str(subject.to_str(length)) - length) < timedelta(milliseconds=1)


def test_what_is_out_of_range(subject):
    # The package has said OverflowError up to 0.10, and its own error since.
    for text in ("9" * 12 + "y", "9" * 400 + "s"):
        with pytest.raises((subject.DurationError, OverflowError)):
            subject.from_str(text)
