"""What callers of first may rely on."""

import re

import pytest


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([], None),
        ([0, False, None, [], ()], None),
        ([0, False, None, [], (), 42], 42),
        (["", "x", "y"], "x"),
        ({"a": 1}, "a"),
        ("text", "t"),
    ],
)
def test_the_first_true_value(subject, values, found):
    assert subject.first(values) == found


def test_a_default_for_none(subject):
    assert subject.first([0, ""], default="x") == "x"
    assert subject.first([0, ""], "x") == "x"
    assert subject.first([1], default="x") == 1
    assert subject.first([], default=0) == 0


def test_a_key_decides(subject):
    assert subject.first([1, 1, 3, 4, 5], key=lambda x: x % 2 == 0) == 4
    assert subject.first([1, 3], key=lambda x: x % 2 == 0) is None
    assert subject.first([1, 3], 7, lambda x: x > 5) == 7
    assert subject.first([1, 0], key=lambda x: x == 0) == 0
    assert subject.first(iterable=["a", "b"], key=re.compile("b").match) == "b"
    assert subject.first(["a"], key=lambda x: [x]) == "a"


def test_no_more_is_taken_than_needed(subject):
    values = iter([0, 1, 2, 3])
    assert subject.first(values) == 1
    assert list(values) == [2, 3]


def test_truth_is_asked_once(subject):
    asked = []

    class Value:
        def __bool__(self):
            asked.append(self)
            return True

    value = Value()
    assert subject.first([value]) is value
    assert asked == [value]


def test_errors_come_through(subject):
    with pytest.raises(ZeroDivisionError):
        subject.first([1], key=lambda x: x / 0)
    with pytest.raises(TypeError):
        subject.first(3)
