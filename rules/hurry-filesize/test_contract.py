"""What callers of hurry.filesize may rely on."""

import random

import pytest

SYSTEMS = ["traditional", "alternative", "verbose", "iec", "si"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0B"),
        (1, "1B"),
        (1023, "1023B"),
        (1024, "1K"),
        (1536, "1K"),
        (2047, "1K"),
        (20000, "19K"),
        (2000000, "1M"),
        (5 * 1024**3, "5G"),
        (1024**4, "1T"),
        (1024**5, "1P"),
        (5000 * 1024**5, "5000P"),
        (-3, "-3B"),
        (-5000, "-5000B"),
        (1500.9, "1K"),
        (0.5, "0B"),
    ],
)
def test_sizes(subject, number, text):
    assert subject.size(number) == text
    assert subject.size(bytes=number, system=subject.traditional) == text


@pytest.mark.parametrize(
    ("number", "texts"),
    [
        (0, ["0B", "0 bytes", "0 bytes", "0", "0B"]),
        (1, ["1B", "1 byte", "1 byte", "1", "1B"]),
        (1000, ["1000B", "1000 bytes", "1000 bytes", "1000", "1K"]),
        (1500, ["1K", "1 KB", "1 kilobyte", "1Ki", "1K"]),
        (3000, ["2K", "2 KB", "2 kilobytes", "2Ki", "3K"]),
        (10**7, ["9M", "9 MB", "9 megabytes", "9Mi", "10M"]),
        (10**10, ["9G", "9 GB", "9 gigabytes", "9Gi", "10G"]),
        (10**13, ["9T", "9 TB", "9 terabytes", "9Ti", "10T"]),
        (10**16, ["8P", "8 PB", "8 petabytes", "8Pi", "10P"]),
    ],
)
def test_systems(subject, number, texts):
    found = [subject.size(number, getattr(subject, name)) for name in SYSTEMS]
    assert found == texts
    assert subject.size(number, system=subject.si) == texts[-1]


@pytest.mark.parametrize("name", SYSTEMS)
def test_tables(subject, name):
    table = getattr(subject, name)
    step = 1000 if name == "si" else 1024
    assert [factor for factor, _ in table] == [step**power for power in range(5, -1, -1)]
    assert type(table) is list


def test_a_system_of_ones_own(subject):
    assert subject.size(70, [(60, "min"), (1, ("s", "ss"))]) == "1min"
    assert subject.size(50, [(60, "min"), (1, ("s", "ss"))]) == "50ss"


def test_random_numbers(subject):
    dice = random.Random(3)
    for _ in range(2000):
        number = dice.randrange(1, 2 ** dice.randrange(1, 60))
        power = min((number.bit_length() - 1) // 10, 5)
        assert subject.size(number) == f"{int(number / 1024**power)}{'BKMGTP'[power]}"


def test_what_is_no_number(subject):
    with pytest.raises(TypeError):
        subject.size("1")
