"""What callers of base62 may rely on."""

import random

import pytest


@pytest.mark.parametrize(
    ("number", "text", "inverted"),
    [
        (0, "0", "0"),
        (1, "1", "1"),
        (9, "9", "9"),
        (10, "A", "a"),
        (35, "Z", "z"),
        (36, "a", "A"),
        (61, "z", "Z"),
        (62, "10", "10"),
        (3843, "zz", "ZZ"),
        (3844, "100", "100"),
        (34441886726, "base62", "BASE62"),
        (2**64, "LygHa16AHYG", "lYGhA16ahyg"),
    ],
)
def test_numbers(subject, number, text, inverted):
    assert subject.encode(number) == text
    assert subject.encode(number, subject.CHARSET_INVERTED) == inverted
    assert subject.decode(text) == number
    assert subject.decode(inverted, charset=subject.CHARSET_INVERTED) == number
    assert type(subject.decode(text)) is int


def test_constants(subject):
    assert subject.BASE == 62
    assert subject.CHARSET_DEFAULT[:12] + subject.CHARSET_DEFAULT[-2:] == "0123456789AByz"
    assert subject.CHARSET_INVERTED[:12] + subject.CHARSET_INVERTED[-2:] == "0123456789abYZ"


def test_what_is_below_zero_is_zero(subject):
    assert subject.encode(-5) == "0"
    assert subject.encode(False) == "0"
    assert subject.encode(0, "abc") == "0"
    assert subject.encode(n=True) == "1"


@pytest.mark.parametrize("wrong", [1.5, "1", None, b"\x01"])
def test_what_is_no_number(subject, wrong):
    with pytest.raises(TypeError):
        subject.encode(wrong)


def test_texts_in_other_ways(subject):
    assert subject.decode("") == 0
    assert subject.decode("000Z") == 35
    assert subject.decode(encoded="z", charset=list(subject.CHARSET_DEFAULT)) == 61
    assert subject.encode(61, charset=list(subject.CHARSET_DEFAULT)) == "z"


@pytest.mark.parametrize("wrong", ["-1", "a b", "\xe9", "1.5"])
def test_other_characters(subject, wrong):
    bad = next(each for each in wrong if not (each.isascii() and each.isalnum()))
    for read in (subject.decode, subject.decodebytes):
        with pytest.raises(ValueError) as caught:
            read(wrong)
        assert str(caught.value) == f"base62: Invalid character ({bad})"


@pytest.mark.parametrize("wrong", [b"abc", 5, None, ["a"]])
def test_what_is_no_text(subject, wrong):
    with pytest.raises(TypeError) as caught:
        subject.decode(wrong)
    said = f"Expected <class 'str'> object, not {type(wrong).__name__}"
    assert str(caught.value) == said
    with pytest.raises((TypeError, AttributeError)):
        subject.decodebytes(wrong)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\x00", "01"),
        (b"\x00\x00", "02"),
        (b"\x00" * 61, "0z"),
        (b"\x00" * 62, "0z01"),
        (b"\x00" * 122, "0z0z"),
        (b"\x01", "1"),
        (b"\x00\x01", "011"),
        (b"\x01\x00", "48"),
        (b"\xff\xff", "H31"),
        (b"\x00\x00abc", "02QmIN"),
    ],
)
def test_bytes(subject, data, text):
    assert subject.encodebytes(data) == text
    assert subject.decodebytes(text) == data
    assert type(subject.decodebytes(text)) is bytes


def test_bytes_in_the_other_alphabet(subject):
    other = subject.CHARSET_INVERTED
    text = subject.encodebytes(b"\x00" * 61 + b"abc", charset=other)
    assert text == "0ZqMin"
    assert subject.decodebytes(text, charset=other) == b"\x00" * 61 + b"abc"
    assert subject.decodebytes(encoded=text, charset=other)[-3:] == b"abc"
    assert subject.encodebytes(barray=b"\x00", charset=other) == "01"


def test_a_zero_at_the_end(subject):
    assert subject.decodebytes("0") == b""
    assert subject.decodebytes("00") == b""
    assert subject.decodebytes("010") == b"\x00"


@pytest.mark.parametrize("wrong", ["abc", bytearray(b"a"), 5, None, [1]])
def test_what_is_no_bytes(subject, wrong):
    with pytest.raises(TypeError) as caught:
        subject.encodebytes(wrong)
    said = f"Expected <class 'bytes'> object, not {type(wrong).__name__}"
    assert str(caught.value) == said


def test_random_values(subject):
    dice = random.Random(3)
    for _ in range(500):
        number = dice.getrandbits(dice.randrange(1, 300))
        data = b"\x00" * dice.randrange(130) + dice.randbytes(dice.randrange(20))
        for charset in (subject.CHARSET_DEFAULT, subject.CHARSET_INVERTED):
            assert subject.decode(subject.encode(number, charset), charset) == number
            assert subject.decodebytes(subject.encodebytes(data, charset), charset) == data
