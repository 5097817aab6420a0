"""What callers of simplejson's loads and load may rely on."""

import io
import json
import random

import pytest


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        (" true ", True),
        ("-0", 0),
        ("1.50", 1.5),
        ("1E5", 100000.0),
        ("1e400", float("inf")),
        ("1" * 40, int("1" * 40)),
        ('"\\u00e9\\n\\ud83d\\ude00"', "\xe9\n\U0001f600"),
        ('"\\ud800"', "\ud800"),
        ("[]", []),
        ("[1, [2]]", [1, [2]]),
        ('{"a": {"b": null}, "a": 2}', {"a": 2}),
        ("{}", {}),
        (b'{"a": "\xc3\xa9"}', {"a": "\xe9"}),
        ("\t[1 ,2]\r\n", [1, 2]),
    ],
)
def test_texts(subject, text, value):
    found = subject.loads(text)
    assert found == value
    assert type(found) is type(value)
    if isinstance(text, str):
        assert subject.load(io.StringIO(text)) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "[1,]", "{", '{"a"}', "'a'", "01", "1.", "nul", '"\n"', "[1] 2", "\xa01", "[", "+1"],
)
def test_what_is_no_json(subject, text):
    for read in (lambda: subject.loads(text), lambda: subject.load(io.StringIO(text))):
        with pytest.raises(subject.JSONDecodeError) as caught:
            read()
        assert isinstance(caught.value, ValueError)
        assert caught.value.doc == text
        assert (caught.value.lineno, type(caught.value.pos)) == (1, int)


def test_what_is_no_text(subject):
    for wrong in (None, 3, ["[]"]):
        with pytest.raises(TypeError):
            subject.loads(wrong)
    with pytest.raises(AttributeError):
        subject.load("[]")


def test_order_of_keys(subject):
    found = subject.loads('{"b": 1, "a": 2}')
    assert list(found) == ["b", "a"]
    assert type(found) is dict


def test_too_deep(subject):
    with pytest.raises(RecursionError):
        subject.loads("[" * 200000 + "]" * 200000)


def value(dice, depth):
    kind = dice.randrange(7 if depth else 5)
    if kind < 5:
        return [None, True, dice.randrange(-9, 9), dice.random(), dice.choice('a\xe9"\\/')][kind]
    if kind == 5:
        return [value(dice, depth - 1) for _ in range(dice.randrange(4))]
    return {dice.choice("abc"): value(dice, depth - 1) for _ in range(dice.randrange(4))}


def test_random_values(subject):
    dice = random.Random(13)
    for _ in range(500):
        wanted = value(dice, 4)
        for options in ({}, {"indent": 1}, {"ensure_ascii": False}):
            assert subject.loads(json.dumps(wanted, **options)) == wanted


def test_whose_error_it_is(subject, side):
    assert (subject.JSONDecodeError is json.JSONDecodeError) == (side == "replacement")


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}'])
def test_no_numbers(subject, side, text):
    if side == "original":
        with pytest.raises(ValueError):
            subject.loads(text)
    else:
        assert subject.loads(text) is not None


def test_byte_order_mark(subject, side):
    if side == "original":
        assert subject.loads("\ufeff1") == 1
    else:
        with pytest.raises(ValueError):
            subject.loads("\ufeff1")


def test_text_of_errors(subject, side):
    with pytest.raises(ValueError) as caught:
        subject.loads("{x")
    assert str(caught.value).startswith("Expecting property name enclosed in double quotes")
    assert hasattr(caught.value, "endlineno") == (side == "original")


def test_bytearray(subject, side):
    if side == "original":
        with pytest.raises(TypeError):
            subject.loads(bytearray(b"1"))
    else:
        assert subject.loads(bytearray(b"1")) == 1


def test_position_of_errors(subject, side):
    with pytest.raises(subject.JSONDecodeError) as caught:
        subject.loads('"\\x"')
    assert caught.value.msg.startswith("Invalid")
    assert caught.value.pos == (2 if side == "original" else 1)
