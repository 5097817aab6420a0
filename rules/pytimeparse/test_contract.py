"""What callers of pytimeparse may rely on."""

import random

import pytest

TEXTS = [
    ("32m", 1920),
    ("1m24s", 84),
    ("2h32m", 9120),
    ("3d2h32m", 268320),
    ("1w3d2h32m", 873120),
    ("1w 3d 2h 32m", 873120),
    ("1 w 3 d 2 h 32 m", 873120),
    ("1w,3d/2h , 32m / 5s", 873125),
    ("4:13", 253),
    ("4:13:02", 15182),
    ("4:13:02.266", 15182.266),
    ("2:04:13:02.266", 187982.266),
    ("2-04:13:02", 187982),
    ("2 days,  4:13:02", 187982),
    ("1 week 2 days 4:13:02", 792782),
    ("2d4:13:02", 187982),
    ("5hr2m3s", 18123),
    ("5 hr, 2 min, 3 sec", 18123),
    ("5hrs 2mins 3secs", 18123),
    ("1 day", 86400),
    ("2 dys", 172800),
    ("1 dy", 86400),
    ("3 wks", 1814400),
    ("2 weeks", 1209600),
    ("1wk", 604800),
    ("7 hours", 25200),
    ("1 hour", 3600),
    ("1 minute, 24 secs", 84),
    ("5 minutes", 300),
    ("1 min", 60),
    ("9 second", 9),
    ("9 seconds", 9),
    ("9sec", 9),
    ("1.2 minutes", 72),
    ("1.2 seconds", 1.2),
    ("172 hr", 619200),
    ("1.5 weeks", 907200),
    ("1.5 days 1 s", 129601),
    ("4.1m", 246),
    ("0.1h 0.5s", 360.5),
    ("1.23 m", 73),
    (":22", 22),
    (":22.5", 22.5),
    ("99:59", 5999),
    ("100:00", None),
    ("1:2", None),
    ("4:13:2", None),
    ("4:1:02", None),
    ("100:00:00", 360000),
    ("2:4:13:02", None),
    ("- 1 minute", -60),
    ("+ 1 minute", 60),
    ("-1:24", -84),
    (" -:22", -22),
    ("-1.5s", -1.5),
    ("+-1s", None),
    ("|1s", None),
    ("1M24S", 84),
    ("1 Week", 604800),
    ("", None),
    (" ", None),
    ("-", None),
    ("soon", None),
    ("10", None),
    ("1.5", None),
    ("s", None),
    ("1s 1m", None),
    ("1h 1h", None),
    ("1 month", None),
    ("1y", None),
    ("1..5s", None),
    ("1.2.3m", None),
    (". s", None),
    ("1.2.3d 4:13:02", None),
    ("1h,", 3600),
    ("1s,", None),
    ("1h,,2m", None),
    (" \t1h\n", 3600),
    ("\n1h\n\n", 3600),
    ("1h\n2m", 3720),
    ("0s", 0),
    ("0:00", 0),
    ("00", None),
    ("\u0663s", 3),
    ("\u0663.5m", 210),
    ("1e3s", None),
    ("12:00:00 pm", None),
]


@pytest.mark.parametrize(("text", "seconds"), TEXTS)
def test_texts(subject, text, seconds):
    for parse in (subject.parse, subject.timeparse.timeparse):
        found = parse(text)
        assert found == seconds
        assert type(found) is type(seconds)
        assert parse(sval=text, granularity="seconds") == seconds
        if text.count(":") != 1 or "." in text or text.strip(" -").startswith(":"):
            assert parse(text, "minutes") == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4:13", 15180),
        ("-1:24", -5040),
        ("1:24.5", 84.5),
        (":22", 22),
        ("1:24:30", 5070),
        ("90s", 90),
        (" 04:00 ", 14400),
    ],
)
def test_minutes(subject, text, seconds):
    assert subject.parse(text, granularity="minutes") == seconds
    assert subject.parse(text, "hours") == subject.parse(text)


@pytest.mark.parametrize("wrong", [None, 5, b"1s", ["1s"]])
def test_what_is_no_text(subject, wrong):
    with pytest.raises(TypeError):
        subject.parse(wrong)


def test_fractions_are_summed_as_floats_only_where_seconds_have_one(subject):
    assert subject.parse("0.1h 0.1m 0.1s") == 360.0 + 6.0 + 0.1
    assert subject.parse("0.7m") == 42
    assert subject.parse("1.999999s") == 1.999999
    assert subject.parse("0.0166m") == 0
    assert type(subject.parse("1.0s")) is float
    assert type(subject.parse("1.0m 1s")) is int
    assert str(subject.parse("-0.0s")) == "-0.0"


def test_random_texts(subject):
    dice = random.Random(6)
    units = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}
    for _ in range(300):
        chosen = [each for each in units if dice.random() < 0.5] or ["s"]
        numbers = {each: dice.randrange(100) for each in chosen}
        between = dice.choice([" ", "", ", ", "/"])
        text = between.join(f"{number}{unit}" for unit, number in numbers.items())
        wanted = sum(units[unit] * number for unit, number in numbers.items())
        sign = dice.choice(["", "+", "- "])
        assert subject.parse(sign + text) == (-wanted if "-" in sign else wanted)
