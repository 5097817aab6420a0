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


class Stumbling:
    """Goes on behind an error, which a generator cannot."""

    def __init__(self, *values):
        self.values = iter(values)

    def __iter__(self):
        return self

    def __next__(self):
        value = next(self.values)
        if isinstance(value, Exception):
            raise value
        return value


class Bare:
    """Makes iterators that only have __next__, as some classes do."""

    class Values:
        def __init__(self, values):
            self.values = iter(values)

        def __next__(self):
            return next(self.values)

    def __init__(self, *values):
        self.values = values

    def __iter__(self):
        return self.Values(self.values)


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


@pytest.mark.parametrize(
    ("make", "before", "after"),
    [
        (lambda subject, values: subject.chunked(values, 2), [1, 2], [4, 5]),
        (lambda subject, values: subject.padded(values, 9, 2, True), 1, 4),
    ],
)
def test_what_goes_on_behind_an_error(subject, make, before, after):
    stumbling = Stumbling(1, 2, 3, OSError(), 4, 5, 6)
    found = make(subject, stumbling)
    assert next(found) == before
    with pytest.raises(OSError):
        list(found)
    assert next(found) == after


def test_a_value_comes_before_the_error_behind_it(subject):
    found = subject.padded([5], "", 1.0, True)
    assert next(found) == 5
    with pytest.raises(ValueError):
        next(found)


def test_the_count_is_looked_at_after_the_values(subject):
    with pytest.raises(TypeError):
        subject.chunked(5, None, strict=True)


def test_iterators_without_iter(subject):
    assert list(subject.roundrobin(Bare(1, 2, 3), "ab")) == [1, "a", 2, "b", 3]
    assert list(subject.intersperse(0, Bare(1, 2))) == [1, 0, 2]
    assert list(subject.intersperse(0, [1, 2], 1.0)) == [1, 0, 2]


def test_first_and_last(subject):
    for function, value in ((subject.first, 0), (subject.last, 2)):
        assert function(range(3)) == value
        assert function(iter(range(3))) == value
        assert function([], "x") == function(iter([]), default="x") == "x"
        assert function([], None) is None
        assert function([None]) is None
        said = (
            rf"^{function.__name__}\(\) was called on an empty iterable,( and|\n?.*but) no default"
        )
        with pytest.raises(ValueError, match=said):
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


def told(function, *arguments, **named):
    """Return which values a call takes at once, and which the first result takes."""
    values, taken = counted(9)
    found = function(*[values if each is ... else each for each in arguments], **named)
    at_once = [*taken]
    next(found)
    return at_once, taken


def test_what_is_taken_when(subject):
    first, two, three = ([], [0]), ([], [0, 1]), ([], [0, 1, 2])
    assert told(subject.batched, ..., 2) == two
    assert told(subject.grouper, ..., 2) == two
    assert told(subject.duplicates_everseen, ..., lambda x: x // 2) == two
    assert told(subject.unique_justseen, ...) == first
    for n, taken in (
        (1, first),
        (2, two),
        (3, ([0, 1], [0, 1, 2])),
        (4, ([0, 1, 2], [0, 1, 2, 3])),
    ):
        assert told(subject.sliding_window, ..., n) == taken
    assert told(subject.triplewise, ...) == ([0, 1], [0, 1, 2])
    assert told(subject.collapse, ...) == told(subject.value_chain, ...) == first
    for name in ("split_at", "split_before", "split_after"):
        assert told(getattr(subject, name), ..., lambda x: x == 1)[0] == []
    assert told(subject.split_at, ..., lambda x: x == 1) == two
    assert told(subject.split_before, ..., lambda x: x == 1) == two
    assert told(subject.split_after, ..., lambda x: x == 1) == two
    assert told(subject.split_when, ..., lambda x, y: y == 2) == three
    assert told(subject.split_into, ..., [2, 1]) == two
    assert told(subject.consecutive_groups, ...) == first
    assert told(subject.interleave, ..., "ab") == told(subject.roundrobin, ..., "ab") == first
    assert told(subject.interleave_longest, "ab", ...) == first
    assert told(subject.intersperse, "x", ...) == first
    assert told(subject.intersperse, "x", ..., 2) == two
    assert told(subject.prepend, "x", ...) == ([], [])
    assert told(subject.pad_none, ...) == told(subject.padded, ..., n=2) == first
    assert told(subject.padded, ..., n=3, next_multiple=True) == first
    assert told(subject.ncycles, ..., 1)[0] == [*range(9)]
    assert told(subject.powerset, ...)[0] == [*range(9)]
    assert told(subject.lstrip, ..., lambda x: x < 2) == three
    assert told(subject.rstrip, ..., lambda x: x < 2) == three
    assert told(subject.strip, ..., lambda x: x < 2) == three
    assert told(subject.filter_except, int, ..., KeyError) == first
    assert told(subject.map_except, int, ..., KeyError) == first
    assert told(subject.side_effect, int, ...) == first
    assert told(subject.side_effect, len, ..., 2) == two
    assert told(subject.mark_ends, ...) == two
    assert told(subject.locate, ...) == two
    assert told(subject.locate, ..., lambda *x: True, 2) == two


def test_batched(subject):
    assert list(subject.batched("abcde", 2)) == [("a", "b"), ("c", "d"), ("e",)]
    assert list(subject.batched([], 2)) == list(subject.batched([], 2, strict=True)) == []
    assert list(subject.batched(iter(range(4)), n=2, strict=True)) == [(0, 1), (2, 3)]
    batches = subject.batched(range(3), 2, strict=True)
    assert next(batches) == (0, 1)
    with pytest.raises(ValueError, match=r"^batched\(\): incomplete batch$"):
        next(batches)
    for wrong in (0, -1):
        with pytest.raises(ValueError, match=r"^n must be at least one$"):
            list(subject.batched("ab", wrong))
    assert list(subject.batched("ab", 1)) == [("a",), ("b",)]
    with pytest.raises(TypeError):
        subject.batched("ab", 1, True)


def test_sliced(subject):
    assert list(subject.sliced("abcde", 2)) == ["ab", "cd", "e"]
    assert list(subject.sliced([1, 2], 2, strict=True)) == [[1, 2]]
    assert list(subject.sliced("", 2)) == list(subject.sliced("ab", 0)) == []
    slices = subject.sliced((1, 2, 3), 2, True)
    assert next(slices) == (1, 2)
    with pytest.raises(ValueError, match=r"^seq is not divisible by n\.$"):
        next(slices)
    with pytest.raises(TypeError):
        list(subject.sliced({1, 2}, 1))


def test_grouper(subject):
    assert list(subject.grouper("abc", 2)) == [("a", "b"), ("c", None)]
    assert list(subject.grouper("abc", 2, fillvalue="x")) == [("a", "b"), ("c", "x")]
    assert list(subject.grouper("abc", 2, "ignore")) == [("a", "b")]
    assert list(subject.grouper("abcd", 2, incomplete="strict")) == [("a", "b"), ("c", "d")]
    for kind in ("fill", "ignore"):
        assert list(subject.grouper("abc", 0, kind)) == list(subject.grouper("", 2, kind)) == []
    groups = subject.grouper("abc", 2, "strict")
    assert next(groups) == ("a", "b")
    with pytest.raises(ValueError):
        next(groups)
    with pytest.raises(ValueError, match=r"^Expected fill, strict, or ignore$"):
        subject.grouper("abc", 2, "other")


def test_shares(subject):
    shares = subject.distribute(3, range(7))
    assert [list(share) for share in shares] == [[0, 3, 6], [1, 4], [2, 5]]
    assert [list(share) for share in subject.distribute(2, [])] == [[], []]
    parts = subject.divide(3, iter(range(7)))
    assert type(parts) is type(shares) is list
    assert [list(part) for part in parts] == [[0, 1, 2], [3, 4], [5, 6]]
    assert [list(part) for part in subject.divide(3, "ab")] == [["a"], ["b"], []]
    assert [next(part) for part in subject.divide(1, range(5))] == [0]
    for function in (subject.distribute, subject.divide):
        for wrong in (0, -1):
            with pytest.raises(ValueError, match=r"^n must be at least 1$"):
                function(wrong, "ab")
    values, taken = counted(9)
    subject.distribute(2, values)
    assert taken == []

    class Seen(list):
        def __getitem__(self, place):
            taken.append(place)
            return super().__getitem__(place)

    subject.divide(2, Seen("abc"))
    assert taken == [slice(None, 0), slice(0, 2), slice(2, 3)]


def test_random_shares(subject):
    dice = random.Random(5)
    for _ in range(200):
        values, n = [*range(dice.randrange(15))], dice.randrange(1, 7)
        parts = [list(part) for part in subject.divide(n, values)]
        assert [value for part in parts for value in part] == values
        lengths = [len(part) for part in parts]
        assert len(lengths) == n
        assert lengths == sorted(lengths, reverse=True)
        assert lengths[0] - lengths[-1] <= 1
        shares = [list(share) for share in subject.distribute(n, iter(values))]
        assert shares == [values[at::n] for at in range(n)]
        windows = [tuple(values[at : at + n]) for at in range(len(values) - n + 1)]
        assert list(subject.sliding_window(iter(values), n)) == windows


def test_duplicates(subject):
    assert list(subject.duplicates_everseen("AaBAbA")) == ["A", "A"]
    assert list(subject.duplicates_everseen("AaBb", key=str.lower)) == ["a", "b"]
    assert list(subject.duplicates_everseen([[1], [2], [1], [1], 1, 1])) == [[1], [1], 1]
    assert list(subject.duplicates_everseen([])) == []
    sets = [frozenset({1}), {1}]  # a set is in a set of frozensets where an equal one is
    assert list(subject.duplicates_everseen(sets)) == [{1}]
    assert list(subject.unique_everseen(sets)) == [{1}]
    assert list(subject.unique_everseen([1, 2], key=lambda x: sets[x - 1])) == [1]
    assert subject.all_unique(sets) is False
    assert subject.all_unique([1, 2, [3], [4]]) is subject.all_unique([]) is True
    assert subject.all_unique([1, 2, True]) is subject.all_unique([[], []]) is False
    assert subject.all_unique("Aa") is True
    assert subject.all_unique("Aa", str.lower) is False
    assert subject.all_unique([0, 5, 0, 7], key=None) is False
    values, taken = counted(9)
    assert subject.all_unique(values, key=lambda x: x // 2) is False
    assert taken == [0, 1]


def test_runs(subject):
    assert list(subject.unique_justseen("AAABbA")) == ["A", "B", "b", "A"]
    assert list(subject.unique_justseen("AaBb", str.lower)) == ["A", "B"]
    assert list(subject.unique_justseen([[], [], 1])) == [[], 1]
    assert subject.all_equal([1, 1.0, True]) is subject.all_equal([]) is True
    assert subject.all_equal([[], []]) is subject.all_equal("a") is True
    assert subject.all_equal("aA") is False
    assert subject.all_equal("aA", key=str.lower) is True
    values, taken = counted(9)
    assert subject.all_equal(values) is False
    assert taken == [0, 1]
    for name in ("unique_justseen", "all_equal"):
        with pytest.raises(TypeError):
            getattr(subject, name)(3)
    groups = subject.consecutive_groups([1, 2, 10, 11, 5])
    assert [list(group) for group in groups] == [[1, 2], [10, 11], [5]]
    groups = subject.consecutive_groups("abdef", ordering="abcdef".index)
    assert ["".join(group) for group in groups] == ["ab", "def"]
    assert list(subject.consecutive_groups([])) == []


def test_sliding_window(subject):
    assert list(subject.sliding_window("abc", 2)) == [("a", "b"), ("b", "c")]
    assert list(subject.sliding_window("abc", n=1)) == [("a",), ("b",), ("c",)]
    assert list(subject.sliding_window("abc", 4)) == list(subject.sliding_window("", 1)) == []
    assert list(subject.triplewise("abcd")) == [("a", "b", "c"), ("b", "c", "d")]
    assert list(subject.triplewise("ab")) == []
    for wrong in (0, -2):
        with pytest.raises(ValueError, match=rf"^n should be at least one, not {wrong}$"):
            subject.sliding_window("abc", wrong)
    for n, at_once in ((20, 19), (21, 0)):
        values, taken = counted(30)
        windows = subject.sliding_window(values, n)
        assert len(taken) == at_once
        assert next(windows) == tuple(range(n))
        assert next(windows) == tuple(range(1, n + 1))
        assert len(list(windows)) == 29 - n


def test_collapse(subject):
    nested = [1, (2, [3, "ab"]), b"c", {"d": 5}, [[[]]]]
    assert list(subject.collapse(nested)) == [1, 2, 3, "ab", b"c", "d"]
    assert list(subject.collapse(nested, base_type=tuple)) == [1, (2, [3, "ab"]), b"c", "d"]
    assert list(subject.collapse(nested, (tuple, dict)))[3] == {"d": 5}
    assert list(subject.collapse("ab")) == ["ab"]
    assert list(subject.collapse(5)) == [5]
    deep = [1, [2, [3, [4]]]]
    assert list(subject.collapse(deep, levels=-1)) == [deep]
    assert list(subject.collapse(deep, levels=0)) == deep
    assert list(subject.collapse(deep, levels=1)) == [1, 2, [3, [4]]]
    assert list(subject.collapse([deep, "ab", 5], None, 2)) == [1, 2, [3, [4]], "ab", 5]
    for _ in range(5000):
        deep = [deep]
    assert list(subject.collapse(deep)) == [1, 2, 3, 4]
    found = subject.value_chain("ab", [1, 2], None, 3, b"c", iter([[4]]), ())
    assert list(found) == ["ab", 1, 2, None, 3, b"c", [4]]
    assert list(subject.value_chain()) == []


def test_splits(subject):
    def pred(value):
        return value in "xX"

    assert list(subject.split_at("axbXc", pred)) == [["a"], ["b"], ["c"]]
    assert list(subject.split_at("xax", pred)) == [[], ["a"], []]
    assert list(subject.split_at("", pred)) == list(subject.split_at("", pred, maxsplit=0)) == [[]]
    parts = [["a"], ["x"], ["b", "x"]]
    assert list(subject.split_at("axbx", pred, 1, keep_separator=True)) == parts
    assert list(subject.split_before("axbXc", pred)) == [["a"], ["x", "b"], ["X", "c"]]
    assert list(subject.split_before("xxa", pred)) == [["x"], ["x", "a"]]
    assert list(subject.split_after("axbXc", pred)) == [["a", "x"], ["b", "X"], ["c"]]
    assert list(subject.split_after("xax", pred)) == [["x"], ["a", "x"]]
    for name in ("split_before", "split_after"):
        function = getattr(subject, name)
        assert list(function("", pred)) == []
        assert list(function("axb", pred, maxsplit=0)) == [["a", "x", "b"]]
        assert list(function("abc", pred, maxsplit=2)) == [["a", "b", "c"]]
    assert list(subject.split_before("xaxbxc", pred, 1)) == [["x", "a"], ["x", "b", "x", "c"]]
    assert list(subject.split_after("axbxcx", pred, 1)) == [["a", "x"], ["b", "x", "c", "x"]]
    assert list(subject.split_after("ax", pred, 1)) == [["a", "x"]]

    def falls(one, other):
        return one > other

    assert list(subject.split_when([1, 2, 1, 3, 3, 0], falls)) == [[1, 2], [1, 3, 3], [0]]
    assert list(subject.split_when([3, 2, 1], falls, maxsplit=1)) == [[3], [2, 1]]
    assert list(subject.split_when([3, 2, 1], falls, maxsplit=0)) == [[3, 2, 1]]
    assert list(subject.split_when([], falls)) == []


def test_what_splits_ask(subject):
    for name, asked_of in (("split_at", "xax"), ("split_before", "xax"), ("split_after", "x")):
        asked = []
        values = iter("xaxb")
        parts = getattr(subject, name)(values, lambda x: asked.append(x) or x == "x", 1)
        next(parts)
        assert "".join(asked) == ("x" if name == "split_at" else asked_of)
        assert next(parts)[-1] == "b"
        assert "".join(asked) == ("x" if name == "split_at" else asked_of)


def test_split_into(subject):
    assert list(subject.split_into(range(6), [1, 2, 0])) == [[0], [1, 2], []]
    assert list(subject.split_into(range(6), [1, None, 2])) == [[0], [1, 2, 3, 4, 5]]
    assert list(subject.split_into(range(2), [3, 1])) == [[0, 1], []]
    with pytest.raises(ValueError):
        list(subject.split_into(range(2), [-1]))


def test_map_reduce(subject):
    found = subject.map_reduce(["bob", "al", "eve"], len)
    assert list(found.items()) == [(3, ["bob", "eve"]), (2, ["al"])]
    assert repr(found) == "defaultdict(None, {3: ['bob', 'eve'], 2: ['al']})"
    with pytest.raises(KeyError):
        found[7]
    found = subject.map_reduce("abca", str.upper, lambda x: 2, sum)
    assert found == {"A": 4, "B": 2, "C": 2}
    assert subject.map_reduce("ab", str.upper, reducefunc=len) == {"A": 1, "B": 1}
    assert subject.map_reduce([], len) == {}
    with pytest.raises(TypeError):
        subject.map_reduce("a", list)


def test_sort_together(subject):
    assert subject.sort_together([(4, 3, 9), "abc"]) == [(3, 4, 9), ("b", "a", "c")]
    rows = [(2, 1, 1), "xzy", (7, 8, 9)]
    assert subject.sort_together(rows, key_list=(0, 1)) == [(1, 1, 2), ("y", "z", "x"), (9, 8, 7)]
    assert subject.sort_together(rows, [2], reverse=True)[2] == (9, 8, 7)
    assert subject.sort_together(rows, [2], key=lambda x: -x)[1] == ("y", "z", "x")
    assert subject.sort_together(rows, [1, 0], lambda x, y: (y, x))[1] == ("y", "z", "x")
    assert subject.sort_together([(2, 1), "abc"]) == [(1, 2), ("b", "a")]
    assert subject.sort_together([[], []]) == []
    assert subject.sort_together([(2, 1), "ab"], strict=True) == [(1, 2), ("b", "a")]
    with pytest.raises(ValueError):
        subject.sort_together([(2, 1), "abc"], strict=True)
    with pytest.raises(TypeError):
        subject.sort_together(rows, [])
    with pytest.raises(IndexError):
        subject.sort_together(rows, [3])


def test_unzip(subject):
    letters, numbers = subject.unzip(iter([("a", 1), ("b", 2), ("c", 3, 4)]))
    assert (next(letters), list(numbers), list(letters)) == ("a", [1, 2, 3], ["b", "c"])
    assert subject.unzip([]) == ()
    assert [list(column) for column in subject.unzip(["ab", "c", "de"])] == [["a", "c", "d"], ["b"]]
    with pytest.raises(TypeError):
        subject.unzip([1])
    values, taken = counted(3)
    assert len(subject.unzip((x, x) for x in values)) == 2
    assert taken == [0]


def test_turns(subject):
    assert list(subject.interleave("abc", "de", "fgh")) == ["a", "d", "f", "b", "e", "g"]
    for name in ("interleave_longest", "roundrobin"):
        function = getattr(subject, name)
        assert "".join(function("abc", "d", "", "ef")) == "adebfc"
        assert list(function([None, 0], iter([False]))) == [None, False, 0]
        assert list(function()) == []
    turns = subject.roundrobin("a", 5)
    assert next(turns) == "a"
    with pytest.raises(TypeError):
        next(turns)
    with pytest.raises(TypeError):
        subject.interleave("a", 5)


def test_padding(subject):
    assert list(subject.intersperse("-", "abc")) == ["a", "-", "b", "-", "c"]
    assert list(subject.intersperse(0, [1, 2, 3, 4], n=2)) == [1, 2, 0, 3, 4]
    assert list(subject.intersperse(0, [1, 2, 3], n=2)) == [1, 2, 0, 3]
    assert list(subject.intersperse(None, [])) == []
    with pytest.raises(ValueError, match=r"^n must be > 0$"):
        subject.intersperse(0, [1], 0)
    assert list(subject.prepend("x", "ab")) == ["x", "a", "b"]
    assert subject.take(3, subject.pad_none("a")) == ["a", None, None]
    assert subject.take(3, subject.padnone("a")) == ["a", None, None]
    assert subject.take(4, subject.padded("ab")) == ["a", "b", None, None]
    assert list(subject.padded("ab", "x", 4)) == ["a", "b", "x", "x"]
    assert list(subject.padded("abc", n=2)) == ["a", "b", "c"]
    assert list(subject.padded([], 0, n=1)) == [0]
    assert list(subject.padded("abc", "x", 2, next_multiple=True)) == ["a", "b", "c", "x"]
    assert list(subject.padded("", n=2, next_multiple=True)) == []
    assert list(subject.padded("ab", n=2, next_multiple=True)) == ["a", "b"]
    for wrong in (0, -1):
        with pytest.raises(ValueError, match=r"^n must be at least 1$"):
            subject.padded("ab", None, wrong)


def test_repeats(subject):
    assert list(subject.ncycles(iter("ab"), 2)) == ["a", "b", "a", "b"]
    assert list(subject.ncycles("ab", 0)) == list(subject.ncycles("ab", -1)) == []
    assert list(subject.repeatfunc(max, 2, 1, 5)) == [5, 5]
    assert list(subject.repeatfunc(max, 0, 1, 5)) == list(subject.repeatfunc(max, -1)) == []
    calls = subject.repeatfunc([3, 4, 5].pop)
    assert (next(calls), next(calls)) == (5, 4)
    assert list(subject.repeatfunc(dict, times=1)) == [{}]
    called = []
    found = subject.iterate(lambda x: called.append(x) or x * 2, 1)
    assert (next(found), called) == (1, [])
    assert (next(found), next(found), called) == (2, 4, [1, 2])
    ends = iter([7, 8])
    assert list(subject.iterate(lambda x: next(ends), start=0)) == [0, 7, 8]
    with pytest.raises(ZeroDivisionError):
        list(subject.iterate(lambda x: 1 / x, 0))
    assert list(subject.powerset([1, 2, 1])) == [
        (), (1,), (2,), (1,), (1, 2), (1, 1), (2, 1), (1, 2, 1),
    ]  # fmt: skip
    assert list(subject.powerset("")) == [()]


def test_strips(subject):
    def pred(value):
        return not value

    values = [0, "", 1, 0, 2, None, 0]
    assert list(subject.lstrip(values, pred)) == values[2:]
    assert list(subject.rstrip(iter(values), pred)) == values[:5]
    assert list(subject.strip(values, pred)) == [1, 0, 2]
    for name in ("lstrip", "rstrip", "strip"):
        assert list(getattr(subject, name)([0, 0], pred)) == []
        assert list(getattr(subject, name)([], pred)) == []


def test_exceptions_passed_over(subject):
    texts = ["1", "two", None, "3"]
    wrong = (ValueError, TypeError)
    assert list(subject.filter_except(int, texts, *wrong)) == ["1", "3"]
    assert list(subject.map_except(int, texts, *wrong)) == [1, 3]
    for name in ("filter_except", "map_except"):
        with pytest.raises(TypeError):
            list(getattr(subject, name)(int, texts, ValueError))
        with pytest.raises(ValueError):
            list(getattr(subject, name)(int, texts))


def test_side_effect(subject):
    done = []
    values = subject.side_effect(
        done.append, "abc", before=lambda: done.append("<"), after=lambda: done.append(">")
    )
    assert done == []
    assert (next(values), done) == ("a", ["<", "a"])
    assert (list(values), done) == (["b", "c"], ["<", "a", "b", "c", ">"])
    done = []
    assert list(subject.side_effect(done.append, "abc", chunk_size=2)) == ["a", "b", "c"]
    assert done == [["a", "b"], ["c"]]
    for failing in ({"func": lambda x: 1 / 0}, {"func": len, "before": lambda: 1 / 0}):
        done = []
        with pytest.raises(ZeroDivisionError):
            list(subject.side_effect(iterable="a", after=lambda: done.append(">"), **failing))
        assert done == [">"]


def test_heads_and_tails(subject):
    values, taken = counted(4)
    head, rest = subject.spy(values)
    assert (head, taken) == ([0], [0])
    head.append(5)
    assert list(rest) == [0, 1, 2, 3]
    assert subject.spy("ab", n=0)[0] == []
    head, rest = subject.spy("ab", 5)
    assert (head, list(rest)) == (["a", "b"], ["a", "b"])
    with pytest.raises(ValueError):
        subject.spy("ab", -1)
    for kind in (list, iter):
        assert list(subject.tail(2, kind(range(5)))) == [3, 4]
        assert list(subject.tail(9, kind(range(2)))) == [0, 1]
        assert list(subject.tail(0, kind(range(2)))) == []
    assert list(subject.tail(-1, [1, 2])) == []
    assert (subject.nth_or_last("abc", 1), subject.nth_or_last("abc", 9)) == ("b", "c")
    assert subject.nth_or_last(iter("abc"), n=0) == "a"
    assert subject.nth_or_last([], 0, "x") == subject.nth_or_last([1], -1, default="x") == "x"
    assert subject.nth_or_last([], 0, None) is None
    with pytest.raises(ValueError):
        subject.nth_or_last([], 0)
    with pytest.raises(ValueError):
        subject.nth_or_last([1], -2)
    values, taken = counted(9)
    assert subject.nth_or_last(values, 1) == 1
    assert taken == [0, 1]


def test_an_index_error_ends_the_search_for_the_last(subject):
    def values():
        yield 1
        raise IndexError

    assert subject.last(values(), 7) == subject.nth_or_last(values(), 5, 7) == 7
    with pytest.raises(ValueError):
        subject.last(values())


def test_mark_ends(subject):
    assert list(subject.mark_ends("abc")) == [
        (True, False, "a"), (False, False, "b"), (False, True, "c"),
    ]  # fmt: skip
    assert list(subject.mark_ends([None])) == [(True, True, None)]
    assert list(subject.mark_ends([])) == []


def test_locate(subject):
    assert list(subject.locate([0, 1, "", "x"])) == [1, 3]
    assert list(subject.locate("aba", pred=lambda x: x == "a")) == [0, 2]
    assert list(subject.locate([1, 2, 1, 2], lambda *x: x == (1, 2), window_size=2)) == [0, 2]
    assert list(subject.locate([], lambda *x: True, 2)) == []
    assert list(subject.locate([0, 1], window_size=1)) == [1]
    for wrong in (0, -1):
        with pytest.raises(ValueError, match=r"^window size must be at least 1$"):
            subject.locate("ab", bool, wrong)
    assert subject.quantify([0, 1, 2]) == 2
    assert subject.quantify("aba", pred=lambda x: x == "a") == 2
    assert subject.quantify([3, 4], lambda x: x) == 7
    assert subject.quantify([]) == 0


def test_is_sorted(subject):
    rising, falling, level = [1, 2, 3], [3, 2, 1], [1, 1, 2]
    assert [subject.is_sorted(each) for each in (rising, falling, level)] == [True, False, True]
    for each, strict, backwards in ((rising, True, False), (falling, False, True)):
        assert subject.is_sorted(each, strict=True) is strict
        assert subject.is_sorted(each, reverse=True) is backwards
        assert subject.is_sorted(each, reverse=True, strict=True) is backwards
        assert subject.is_sorted(each, key=lambda x: -x) is backwards
    assert subject.is_sorted(level, None, False, True) is False
    assert subject.is_sorted([2, 1, 1], reverse=True) is True
    assert subject.is_sorted([2, 1, 1], reverse=True, strict=True) is False
    assert subject.is_sorted([]) is subject.is_sorted(iter("a"), strict=True) is True
    values, taken = counted(9)
    assert subject.is_sorted(values, key=lambda x: -x) is False
    assert taken == [0, 1]
    with pytest.raises(TypeError):
        subject.is_sorted([1, "a"])


def test_minmax(subject):
    assert subject.minmax([3, 1, 2]) == subject.minmax(3, 1, 2) == (1, 3)
    assert subject.minmax(iter("b")) == ("b", "b")
    assert subject.minmax(["ab", "c", "def"], key=len) == ("c", "def")
    assert subject.minmax([], default=None) is None
    assert subject.minmax([], default=7) == 7
    with pytest.raises(ValueError, match="empty iterable"):
        subject.minmax([])
    with pytest.raises(TypeError):
        subject.minmax(5)
    # Of equal values, which is given is told by comparing in pairs.
    for values, kinds in (
        ([0, 1, 1.0], "int float"),
        ([0, 1, 1.0, 1], "int float"),
        ([1.0, 1, 2], "float int"),
    ):
        assert " ".join(type(each).__name__ for each in subject.minmax(values)) == kinds
    asked = []
    assert subject.minmax(["b", "c"], key=lambda x: asked.append(x) or x) == ("b", "c")
    assert asked == ["b", "c", "b"]


def test_random_minmax(subject):
    dice = random.Random(3)
    for _ in range(200):
        values = [dice.randrange(30) for _ in range(dice.randrange(1, 9))]
        assert subject.minmax(values) == (min(values), max(values))
        assert subject.minmax(values, key=lambda x: -x) == (max(values), min(values))
        assert subject.is_sorted(values) is (values == sorted(values))


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


def raising(error):
    yield 1
    raise error


@pytest.mark.skipif(release() == 11, reason="both pass it on")
def test_type_errors_within_what_is_read(subject, side):
    if side == "original":
        assert subject.nth_or_last(raising(TypeError), 5, 7) == 7
        assert len(list(subject.value_chain(raising(TypeError)))) == 2
    else:
        with pytest.raises(TypeError):
            subject.nth_or_last(raising(TypeError), 5, 7)
        with pytest.raises(TypeError):
            list(subject.value_chain(raising(TypeError)))


@pytest.mark.skipif(release() == 11, reason="both end there")
def test_rows_that_raise_an_index_error(subject, side):
    columns = subject.unzip("a" if row == 1 else row for row in raising(IndexError))
    if side == "original":
        with pytest.raises(IndexError):
            list(columns[0])
    else:
        assert list(columns[0]) == ["a"]


@pytest.mark.skipif(release() == 11, reason="both refuse the call")
def test_negative_sizes(subject, side):
    if side == "original":
        assert list(subject.sliced("abc", -1)) == ["ab"]
        subject.chunked("abc", -1)
        subject.intersperse(0, "abc", "n")
    else:
        for name, arguments in (
            ("sliced", ("abc",)),
            ("chunked", ("abc",)),
            ("intersperse", (0, "abc")),
        ):
            with pytest.raises(ValueError, match=r"^n must be at least 0$"):
                getattr(subject, name)(*arguments, -1)
        with pytest.raises(TypeError):
            subject.intersperse(0, "abc", "n")


@pytest.mark.skipif(release() == 11, reason="both give nothing")
def test_nothing_that_is_not_to_be_split(subject, side):
    for name in ("split_before", "split_after", "split_when"):
        found = list(getattr(subject, name)([], bool, maxsplit=0))
        assert found == ([[]] if side == "original" else [])


@pytest.mark.skipif(release() == 11, reason="both do it at the same time")
def test_when_all_is_read(subject, side):
    values, taken = counted(3)
    subject.tail(1, values)
    assert taken == ([] if side == "original" else [0, 1, 2])
    if side == "original":
        with pytest.raises(TypeError):
            subject.interleave_longest("a", 5)
    else:
        turns = subject.interleave_longest("a", 5)
        with pytest.raises(TypeError):
            next(turns)


@pytest.mark.skipif(release() == 11, reason="both give what is there")
def test_windows_that_are_too_short(subject, side):
    asked = []
    list(subject.locate("a", lambda *x: asked.append(x), window_size=2))
    assert len(asked[0]) == (2 if side == "original" else 1)


@pytest.mark.skipif(release() == 11, reason="both compare the same way")
def test_values_in_no_order(subject, side):
    values = [1, float("nan")]
    assert subject.is_sorted(values, strict=True) is (side == "original")


@pytest.mark.skipif(release() == 11, reason="both are of the same class")
def test_errors_of_other_lengths(subject, side):
    calls = (
        lambda: list(subject.grouper("abc", 2, "strict")),
        lambda: subject.sort_together(["ab", "abc"], strict=True),
    )
    for call in calls:
        with pytest.raises(ValueError) as caught:
            call()
        assert (type(caught.value) is ValueError) is (side == "replacement")
    if side == "original":
        with pytest.raises(IndexError):
            subject.sort_together([], strict=True)
    else:
        assert (
            subject.sort_together([], strict=True) == list(subject.grouper("", 0, "strict")) == []
        )


@pytest.mark.skipif(release() == 11, reason="both raise them")
def test_errors_that_count_as_false(subject, side):
    class EmptyError(Exception):
        def __len__(self):
            return 0

    wanted = ValueError if side == "original" else EmptyError
    for call in (
        lambda: subject.only([1, 2], too_long=EmptyError()),
        lambda: subject.one([1, 2], too_long=EmptyError()),
        lambda: subject.one([], too_short=EmptyError()),
    ):
        with pytest.raises(wanted):
            call()
