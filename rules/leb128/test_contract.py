"""What callers of leb128 may rely on."""

import io
import random

import pytest


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (0, b"\x00"),
        (1, b"\x01"),
        (127, b"\x7f"),
        (128, b"\x80\x01"),
        (624485, b"\xe5\x8e\x26"),
        (16383, b"\xff\x7f"),
        (16384, b"\x80\x80\x01"),
        (True, b"\x01"),
    ],
)
def test_without_a_sign(subject, number, data):
    found = subject.u.encode(number)
    assert found == data
    assert type(found) is bytearray
    for given in (data, bytearray(data), memoryview(data), list(data)):
        assert subject.u.decode(given) == number
    assert subject.u.decode_reader(io.BytesIO(data + b"\x05")) == (number, len(data))


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (0, b"\x00"),
        (1, b"\x01"),
        (-1, b"\x7f"),
        (63, b"\x3f"),
        (64, b"\xc0\x00"),
        (-64, b"\x40"),
        (-65, b"\xbf\x7f"),
        (127, b"\xff\x00"),
        (-128, b"\x80\x7f"),
        (-123456, b"\xc0\xbb\x78"),
    ],
)
def test_with_a_sign(subject, number, data):
    found = subject.i.encode(number)
    assert found == data
    assert type(found) is bytearray
    for given in (data, bytearray(data), memoryview(data), list(data)):
        assert subject.i.decode(given) == number
    assert subject.i.decode_reader(io.BytesIO(data + b"\x05")) == (number, len(data))


def test_more_bytes_than_needed(subject):
    assert subject.u.decode(b"\x85\x80\x00") == 5
    assert subject.i.decode(b"\xfe\xff\x7f") == -2
    assert subject.u.decode_reader(io.BytesIO(b"\x85\x80\x00\x01")) == (5, 3)


def test_all_bytes_count(subject):
    assert subject.u.decode(b"\x01\x01") == 129
    assert subject.u.decode(b"\x80") == 0
    assert subject.i.decode(b"\x01\x41") == 129 - (1 << 14) + 128 * 0x40
    assert subject.i.decode(b"\xff") == -1


@pytest.mark.parametrize("wrong", [b"", bytearray(), []])
def test_nothing(subject, wrong):
    for each in (subject.u, subject.i):
        with pytest.raises(AssertionError):
            each.decode(wrong)


def test_negative_numbers(subject):
    with pytest.raises(AssertionError):
        subject.u.encode(-1)


@pytest.mark.parametrize("wrong", [1.5, 1.0, "1", None])
def test_what_is_no_number(subject, wrong):
    for each in (subject.u, subject.i):
        with pytest.raises(TypeError):
            each.encode(wrong)


def test_what_is_no_bytes(subject):
    for each in (subject.u, subject.i):
        with pytest.raises(TypeError):
            each.decode("abc")
        with pytest.raises(TypeError):
            each.decode(5)
        with pytest.raises(AttributeError):
            each.decode_reader(b"\x01")


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff\xff"])
def test_streams_that_end(subject, data):
    for each in (subject.u, subject.i):
        with pytest.raises(EOFError):
            each.decode_reader(io.BytesIO(data))


def test_streams_of_text(subject):
    for each in (subject.u, subject.i):
        assert each.decode_reader(io.StringIO("\x05")) == (5, 1)
        with pytest.raises(ValueError):
            each.decode_reader(io.StringIO("\u0105"))


def test_a_stream_stays_behind_the_number(subject):
    stream = io.BytesIO(b"\x80\x01\x7f\x05")
    assert subject.u.decode_reader(stream) == (128, 2)
    assert subject.i.decode_reader(r=stream) == (-1, 1)
    assert stream.read() == b"\x05"


def test_by_name(subject):
    assert subject.u.encode(i=300) == b"\xac\x02"
    assert subject.u.decode(b=b"\xac\x02") == subject.i.decode(b=b"\xac\x02") == 300
    assert subject.i.encode(i=-2) == b"\x7e"


def test_random_numbers(subject):
    dice = random.Random(11)
    for _ in range(500):
        number = dice.getrandbits(dice.randrange(1, 200))
        data = subject.u.encode(number)
        assert len(data) == max(1, -(-number.bit_length() // 7))
        assert subject.u.decode(data) == number
        for signed in (number, -number):
            data = subject.i.encode(signed)
            assert subject.i.decode(data) == signed
            assert subject.i.decode_reader(io.BytesIO(data)) == (signed, len(data))
