"""What callers of humanize's numbers may rely on."""

import importlib.metadata
import math
import random

import pytest


@pytest.mark.parametrize(
    ("value", "decimal", "binary", "gnu"),
    [
        (0, "0 Bytes", "0 Bytes", "0B"),
        (1, "1 Byte", "1 Byte", "1B"),
        (-1, "-1 Byte", "-1 Byte", "-1B"),
        (1.5, "1 Bytes", "1 Bytes", "1B"),
        (300, "300 Bytes", "300 Bytes", "300B"),
        (999, "999 Bytes", "999 Bytes", "999B"),
        (1000, "1.0 kB", "1000 Bytes", "1000B"),
        (1023, "1.0 kB", "1023 Bytes", "1023B"),
        (1024, "1.0 kB", "1.0 KiB", "1.0K"),
        (-4096, "-4.1 kB", "-4.0 KiB", "-4.0K"),
        (3_000_000, "3.0 MB", "2.9 MiB", "2.9M"),
        (10**9, "1.0 GB", "953.7 MiB", "953.7M"),
        (10**12, "1.0 TB", "931.3 GiB", "931.3G"),
        (10**16, "10.0 PB", "8.9 PiB", "8.9P"),
        (10**19, "10.0 EB", "8.7 EiB", "8.7E"),
        (10**22, "10.0 ZB", "8.5 ZiB", "8.5Z"),
        (10**25, "10.0 YB", "8.3 YiB", "8.3Y"),
        (10**28, "10.0 RB", "8.1 RiB", "8.1R"),
        (10**31, "10.0 QB", "7.9 QiB", "7.9Q"),
        (3 * 10**34, "30000.0 QB", "23665.8 QiB", "23665.8Q"),
        ("3000", "3.0 kB", "2.9 KiB", "2.9K"),
        (" 1e3 ", "1.0 kB", "1000 Bytes", "1000B"),
        (math.inf, "inf QB", "inf QiB", "infQ"),
    ],
)
def test_sizes(subject, value, decimal, binary, gnu):
    assert subject.naturalsize(value) == decimal
    assert subject.naturalsize(value, True) == subject.naturalsize(value, binary=1) == binary
    assert subject.naturalsize(value, gnu=True) == subject.naturalsize(value, True, True) == gnu


def test_formats(subject):
    assert subject.naturalsize(3000, False, True, "%.3f") == "2.930K"
    assert subject.naturalsize(1500, format="%.0f") == "2 kB"
    assert subject.naturalsize(1500, format="%d") == "1 kB"
    assert subject.naturalsize(300, format="%.3f") == "300 Bytes"


def test_sizes_of_random_numbers(subject):
    dice = random.Random(5)
    for _ in range(2000):
        size = dice.randrange(1000, 10 ** dice.randrange(4, 30))
        text, unit = subject.naturalsize(size, format="%.9f").split()
        power = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB", "RB", "QB"].index(unit) + 1
        assert 1 <= float(text) < 1000
        assert math.isclose(float(text) * 1000**power, size, rel_tol=1e-8)


def test_no_sizes(subject):
    with pytest.raises(ValueError):
        subject.naturalsize("x")
    with pytest.raises(TypeError):
        subject.naturalsize(None)
    with pytest.raises(TypeError):
        subject.naturalsize(3000, format=0)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0, "0"),
        (100, "100"),
        (1000, "1,000"),
        (-1000, "-1,000"),
        (1_000_000, "1,000,000"),
        (1_234_567.25, "1,234,567.25"),
        (10**30, "1,000,000,000,000,000,000,000,000,000,000"),
        (1e22, "1e+22"),
        (0.5, "0.5"),
        ("1000", "1,000"),
        ("1,0,0,0", "1,000"),
        (" -1000 ", "-1,000"),
        ("1234.50", "1,234.5"),
        ("1_000", "1,000"),
        ("1e5", "1e5"),
        ("x", "x"),
        ("1,x", "1x"),
        ("", ""),
        (None, "None"),
        ([1], "[1]"),
        (math.nan, "NaN"),
        (math.inf, "+Inf"),
        (-math.inf, "-Inf"),
        ("nan", "NaN"),
        ("-inf", "-Inf"),
        ("1e999", "+Inf"),
    ],
)
def test_commas(subject, value, wanted):
    assert subject.intcomma(value) == wanted


def test_commas_with_digits(subject):
    assert subject.intcomma(1234.5454545, 2) == "1,234.55"
    assert subject.intcomma("14308.40", 1) == "14,308.4"
    assert subject.intcomma(1000, ndigits=0) == "1,000"
    assert subject.intcomma("1000", 2) == "1,000.00"
    assert subject.intcomma("x", 2) == "x"
    with pytest.raises(ValueError):
        subject.intcomma(1, -1)


def test_ordinals(subject):
    wanted = "0th 1st 2nd 3rd 4th 5th 9th 10th 11th 12th 13th 14th 21st 101st 111th 112th 1003rd"
    numbers = 0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 21, 101, 111, 112, 1003
    assert " ".join(map(subject.ordinal, numbers)) == wanted
    assert subject.ordinal("2") == "2nd"
    assert subject.ordinal(3.9) == "3rd"
    assert subject.ordinal(-1) == "-1th"
    assert subject.ordinal(-9) == "-9st"
    assert subject.ordinal(2, "female") == subject.ordinal(2, gender="male") == "2nd"
    for strange in ("x", None, [1], "1.5"):
        assert subject.ordinal(strange) == str(strange)
    assert subject.ordinal(math.nan) == "NaN"
    assert subject.ordinal("-inf") == "-Inf"


def release():
    try:
        return tuple(map(int, importlib.metadata.version("humanize").split(".")[:2]))
    except importlib.metadata.PackageNotFoundError:
        return None


NEWEST = pytest.mark.skipif((release() or (0, 0)) >= (4, 16), reason="both do the same")


@NEWEST
def test_just_below_the_next_unit(subject, side):
    old = side == "original"
    assert subject.naturalsize(999_999) == ("1000.0 kB" if old else "1.0 MB")
    assert subject.naturalsize(-999_999_999) == ("-1000.0 MB" if old else "-1.0 GB")
    assert subject.naturalsize(1024**2 - 1, gnu=True) == ("1024.0K" if old else "1.0M")
    assert subject.naturalsize(10**33 - 1) == "1000.0 QB"


@NEWEST
def test_size_of_no_number(subject, side):
    if side == "original":
        assert subject.naturalsize(math.nan) == "nan QB"
    else:
        with pytest.raises(ValueError):
            subject.naturalsize(math.nan)


@NEWEST
def test_commas_of_true(subject, side):
    assert subject.intcomma(True) == ("True" if side == "original" else "1")
