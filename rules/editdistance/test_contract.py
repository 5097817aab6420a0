"""What callers of editdistance may rely on."""

import functools
import random

import pytest


@pytest.mark.parametrize(
    ("one", "two", "changes"),
    [
        ("", "", 0),
        ("a", "", 1),
        ("", "abc", 3),
        ("a", "a", 0),
        ("a", "b", 1),
        ("ab", "ba", 2),
        ("abc", "ac", 1),
        ("ac", "abc", 1),
        ("kitten", "sitting", 3),
        ("flaw", "lawn", 2),
        ("\xe9a\U0001f600", "ea\U0001f600", 1),
        ([1, 2, 3], [2, 3], 1),
        ((1, "a", None), ["a", None], 1),
        (["ab", "c"], ["ab", "d"], 1),
        ("ab", ["a", "b"], 0),
        (b"ab", b"abc", 1),
        (range(5), range(1, 6), 2),
        ("x" * 200, "x" * 199 + "y", 1),
        ("ab" * 100, "ba" * 100, 2),
        ({0: "k", 1: "i"}, "ki", 0),
    ],
)
def test_distances(subject, one, two, changes):
    for each in (subject.eval, subject.distance):
        assert each(one, two) == each(two, one) == changes
        assert type(each(one, two)) is int


def test_items_are_compared_by_their_hash(subject):
    assert subject.eval([-1], [-2]) == 0
    assert subject.eval([1], [True]) == subject.eval([1], [1.0]) == 0

    class Thing:
        def __hash__(self):
            return 5

    assert subject.distance([Thing()], [Thing()]) == 0


@pytest.mark.parametrize(
    ("one", "two"), [([[1]], ["a"]), (["a"], [[1]]), (5, "a"), ("a", None), (iter("ab"), "ab")]
)
def test_what_cannot_be_compared(subject, one, two):
    for each in (subject.eval, subject.distance):
        with pytest.raises(TypeError):
            each(one, two)


def test_sets_and_other_mappings(subject):
    with pytest.raises(TypeError):
        subject.eval({1}, {1})
    with pytest.raises(KeyError):
        subject.eval({"a": 1}, "a")


def test_numbers_of_arguments(subject):
    for given in ((), ("a",), ("a", "b", "c")):
        for each in (subject.eval, subject.distance):
            with pytest.raises(TypeError):
                each(*given)
    assert subject.distance(a="x", b="y") == subject.eval(a="x", b="y") == 1


def test_random_sequences(subject):
    dice = random.Random(12)
    for _ in range(300):
        one, two = (tuple(dice.choice("abc") for _ in range(dice.randrange(8))) for _ in "ab")

        @functools.cache
        def wanted(i, j, one=one, two=two):
            if not i or not j:
                return i + j
            rest = wanted(i - 1, j - 1) + (one[i - 1] != two[j - 1])
            return min(rest, wanted(i - 1, j) + 1, wanted(i, j - 1) + 1)

        assert subject.eval(one, two) == wanted(len(one), len(two))
        assert subject.distance("".join(one), "".join(two)) == wanted(len(one), len(two))
