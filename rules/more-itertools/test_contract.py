"""What callers of some functions of more_itertools may rely on."""

import importlib.metadata
import itertools
import random

import pytest


def counted(n):
    """Return values that tell how many of them were taken."""
    taken = []

    def values():
        for value in range(n):
            taken.append(value)
            yield value

    return values(), taken


def test_chunked(subject):
    chunks = subject.chunked(range(7), 3)
    assert next(chunks) == [0, 1, 2]
    assert list(chunks) == [[3, 4, 5], [6]]
    assert list(subject.chunked([], 3)) == []
    assert list(subject.chunked("abc", n=None)) == [["a", "b", "c"]]
    assert list(subject.chunked(iter("abcd"), 2, strict=True)) == [["a", "b"], ["c", "d"]]
    assert list(subject.chunked("ab", 0)) == []


def test_chunked_strictly(subject):
    chunks = subject.chunked(range(5), 3, True)
    assert next(chunks) == [0, 1, 2]
    with pytest.raises(ValueError):
        next(chunks)
    with pytest.raises(ValueError):
        list(subject.chunked(range(5), None, strict=True))
    with pytest.raises(ValueError):
        list(subject.chunked(range(5), -1))
    with pytest.raises(TypeError):
        list(subject.chunked(5, 1))


def test_chunks_are_lazy(subject):
    values, taken = counted(9)
    chunks = subject.chunked(values, 2)
    assert taken == []
    next(chunks)
    assert taken == [0, 1]


def test_first_and_last(subject):
    for function, value in ((subject.first, 0), (subject.last, 2)):
        assert function(range(3)) == value
        assert function(iter(range(3))) == value
        assert function([], "x") == function(iter([]), default="x") == "x"
        assert function([], None) is None
        assert function([None]) is None
        with pytest.raises(ValueError):
            function([])
    with pytest.raises(TypeError):
        subject.first(3)
    assert subject.last({"a": 1, "b": 2}) == "b"
    assert subject.last("abc") == "c"
    values, taken = counted(9)
    assert subject.first(values) == 0
    assert taken == [0]


def test_one(subject):
    assert subject.one([5]) == 5
    assert subject.one(iter([None])) is None
    for wrong in ([], [1, 2], "abc"):
        with pytest.raises(ValueError):
            subject.one(wrong)
    with pytest.raises(KeyError):
        subject.one([], too_short=KeyError("none"))
    with pytest.raises(OSError):
        subject.one([1, 2], too_long=OSError)
    with pytest.raises(ValueError, match=r"1, 2, and perhaps more"):
        subject.one([1, 2, 3])
    with pytest.raises(ValueError, match=r"too few items in iterable \(expected 1\)"):
        subject.one([])


def test_only(subject):
    assert (subject.only([]), subject.only([5]), subject.only([], 7)) == (None, 5, 7)
    assert subject.only([None], default=7) is None
    with pytest.raises(ValueError):
        subject.only([1, 2])
    with pytest.raises(KeyError):
        subject.only([1, 2], too_long=KeyError)


def test_few_are_taken(subject):
    for function in (subject.one, subject.only):
        values, taken = counted(9)
        with pytest.raises(ValueError):
            function(values)
        assert taken == [0, 1]


def test_flatten(subject):
    assert list(subject.flatten([[1, 2], (3,), "ab", {4: 5}])) == [1, 2, 3, "a", "b", 4]
    assert list(subject.flatten([])) == []
    assert next(subject.flatten(itertools.repeat([1]))) == 1
    with pytest.raises(TypeError):
        list(subject.flatten([1]))


def test_pairwise(subject):
    assert list(subject.pairwise("abcd")) == [("a", "b"), ("b", "c"), ("c", "d")]
    assert list(subject.pairwise("a")) == list(subject.pairwise("")) == []
    assert next(subject.pairwise(itertools.count())) == (0, 1)


def test_take_nth_consume(subject):
    assert subject.take(2, "abc") == ["a", "b"]
    assert subject.take(9, "abc") == ["a", "b", "c"]
    assert subject.take(n=0, iterable="abc") == []
    assert (subject.nth("abc", 1), subject.nth("abc", 9), subject.nth("abc", 9, "x")) == (
        "b",
        None,
        "x",
    )
    values = iter(range(6))
    subject.consume(values, 2)
    assert next(values) == 2
    assert subject.consume(values) is None
    assert list(values) == []
    subject.consume(iter("ab"), 9)
    for function in (lambda: subject.take(-1, "a"), lambda: subject.nth("a", -1)):
        with pytest.raises(ValueError):
            function()


def test_ilen_and_first_true(subject):
    assert subject.ilen(x for x in range(1000) if x % 3 == 0) == 334
    assert subject.ilen([]) == 0
    assert subject.first_true([0, "", "x"]) == "x"
    assert subject.first_true([0], 7) == 7
    assert subject.first_true(range(9), pred=lambda x: x > 4) == 5
    assert subject.first_true([0, 1], None, lambda x: x == 0) == 0


def test_always_iterable(subject):
    cases = [(None, []), ("ab", ["ab"]), (b"ab", [b"ab"]), ([1, 2], [1, 2]), (5, [5]), ((), [])]
    for value, found in cases:
        assert list(subject.always_iterable(value)) == found
    assert list(subject.always_iterable("ab", base_type=None)) == ["a", "b"]
    assert list(subject.always_iterable({"a": 1}, base_type=dict)) == [{"a": 1}]
    assert next(subject.always_iterable([3])) == 3


def test_partition(subject):
    odd, even = subject.partition(lambda x: x % 2 == 0, range(6))
    assert (list(odd), list(even)) == ([1, 3, 5], [0, 2, 4])
    false, true = subject.partition(None, [0, 1, "", "x"])
    assert (next(true), list(false), list(true)) == (1, [0, ""], ["x"])
    asked = []
    values, taken = counted(4)
    one, two = subject.partition(lambda x: asked.append(x) or x > 1, values)
    assert taken == []
    assert (next(two), taken) == (2, [0, 1, 2])
    assert (list(one), list(two)) == ([0, 1], [3])
    assert asked == [0, 1, 2, 3]


def test_unique_everseen(subject):
    assert list(subject.unique_everseen("AAABbCcA")) == ["A", "B", "b", "C", "c"]
    assert list(subject.unique_everseen("AAABbCcA", key=str.lower)) == ["A", "B", "C"]
    assert list(subject.unique_everseen([1, 1.0, True, 2])) == [1, 2]
    assert list(subject.unique_everseen([[1], [2], [1]], key=tuple)) == [[1], [2]]
    assert next(subject.unique_everseen(itertools.count(5))) == 5
    assert list(subject.unique_everseen([])) == []


@pytest.mark.parametrize(
    ("length", "options", "windows"),
    [
        (4, {"n": 2}, [(0, 1), (1, 2), (2, 3)]),
        (2, {"n": 3}, [(0, 1, None)]),
        (2, {"n": 4, "fillvalue": "x"}, [(0, 1, "x", "x")]),
        (0, {"n": 3}, []),
        (5, {"n": 3, "step": 2}, [(0, 1, 2), (2, 3, 4)]),
        (6, {"n": 3, "step": 2}, [(0, 1, 2), (2, 3, 4), (4, 5, None)]),
        (7, {"n": 2, "step": 3}, [(0, 1), (3, 4), (6, None)]),
        (6, {"n": 2, "step": 3}, [(0, 1), (3, 4)]),
        (3, {"n": 1}, [(0,), (1,), (2,)]),
        (5, {"n": 1, "step": 2}, [(0,), (2,), (4,)]),
    ],
)
def test_windowed(subject, length, options, windows):
    assert list(subject.windowed(range(length), **options)) == windows


def test_random_windows(subject):
    dice = random.Random(11)
    for _ in range(500):
        length, n, step = dice.randrange(12), dice.randrange(1, 6), dice.randrange(1, 6)
        values = [*range(length)]
        starts = [0] if 0 < length < n else range(0, length, step) if length else []
        wanted = []
        for start in starts:
            if start and start + n - step >= length:
                break  # the window before it reached the end
            wanted.append(tuple([*values[start : start + n], *["-"] * n][:n]))
        assert list(subject.windowed(values, n, "-", step)) == wanted, (length, n, step)


def test_windows_are_lazy(subject):
    values, taken = counted(9)
    windows = subject.windowed(values, 2)
    assert taken == []
    next(windows)
    assert taken == [0, 1]


def test_wrong_windows(subject):
    for wrong in ({"n": -1}, {"n": 2, "step": 0}):
        with pytest.raises(ValueError):
            list(subject.windowed([1], **wrong))


def release():
    try:
        return int(importlib.metadata.version("more-itertools").split(".")[0])
    except importlib.metadata.PackageNotFoundError:
        return None


@pytest.mark.skipif(release() == 10, reason="both pass them on")
def test_values_without_a_hash(subject, side):
    values = subject.unique_everseen([[1], [2], [1]])
    if side == "original":
        with pytest.raises(TypeError):
            list(values)
    else:
        assert list(values) == [[1], [2]]


@pytest.mark.skipif(release() == 11, reason="both refuse")
def test_windows_of_nothing(subject, side):
    if side == "original":
        assert list(subject.windowed([1], 0)) == [()]
    else:
        with pytest.raises(ValueError):
            list(subject.windowed([1], 0))


@pytest.mark.skipif(release() == 11, reason="both end there")
def test_partition_after_an_error(subject, side):
    false, true = subject.partition(lambda x: 1 % x == 0, [2, 0, 1])
    with pytest.raises(ZeroDivisionError):
        list(true)
    assert list(false) == [2]
    assert list(true) == ([1] if side == "original" else [])


@pytest.mark.skipif(release() == 11, reason="both refuse")
def test_last_of_what_is_no_iterable(subject, side):
    if side == "original":
        assert subject.last(3, default=None) is None
    else:
        with pytest.raises(TypeError):
            subject.last(3, default=None)
