"""What callers of toolz's short functions may rely on."""

import collections
import importlib.metadata
import itertools
import random
import types

import pytest


def counted(n):
    """Return values that tell how many of them were taken."""
    taken = []

    def values():
        for value in range(n):
            taken.append(value)
            yield value

    return values(), taken


def double(value):
    return value * 2


def test_pipe(subject):
    assert subject.pipe(3, double, str) == "6"
    assert subject.pipe(3) == 3
    assert subject.identity("a") == "a"


def test_merge(subject):
    one, two = {"a": 1, "b": 2}, {"b": 3, "c": 4}
    found = subject.merge(one, two)
    assert list(found.items()) == [("a", 1), ("b", 3), ("c", 4)]
    assert (one, two) == ({"a": 1, "b": 2}, {"b": 3, "c": 4})
    assert subject.merge([one, two]) == subject.merge(iter((one, two))) == found
    assert subject.merge() == subject.merge({}) == subject.merge([]) == {}
    assert subject.merge(one) is not one
    assert type(subject.merge(one, factory=collections.OrderedDict)) is collections.OrderedDict
    assert subject.merge({"a": 1}, {"a": 2}, factory=collections.Counter) == {"a": 3}
    assert subject.merge([("a", 1)], one) == {"a": 1, "b": 2}
    with pytest.raises(TypeError):
        subject.merge(one, other=1)
    with pytest.raises(TypeError):
        subject.merge(3)


def test_merge_with(subject):
    one, two = {"a": 1, "b": 2}, {"b": 3, "c": 4}
    assert subject.merge_with(sum, one, two) == {"a": 1, "b": 5, "c": 4}
    assert subject.merge_with(list, [one, two]) == {"a": [1], "b": [2, 3], "c": [4]}
    assert subject.merge_with(sum) == subject.merge_with(sum, []) == {}
    found = subject.merge_with(max, one, factory=collections.OrderedDict)
    assert list(found.items()) == [("a", 1), ("b", 2)]
    assert type(found) is collections.OrderedDict
    with pytest.raises(TypeError):
        subject.merge_with(sum, one, other=1)


def test_maps_and_filters(subject):
    items = {"a": 1, "b": 2, "c": 3}
    assert subject.valmap(double, items) == {"a": 2, "b": 4, "c": 6}
    assert subject.keymap(double, items) == {"aa": 1, "bb": 2, "cc": 3}
    assert subject.keymap(len, items) == {1: 3}
    assert subject.itemmap(reversed, items) == {1: "a", 2: "b", 3: "c"}
    assert subject.valfilter(lambda value: value % 2, items) == {"a": 1, "c": 3}
    assert subject.keyfilter(lambda key: key > "a", items) == {"b": 2, "c": 3}
    assert subject.itemfilter(lambda item: item == ("b", 2), items) == {"b": 2}
    for name in ("valmap", "keymap", "itemmap", "valfilter", "keyfilter", "itemfilter"):
        function = getattr(subject, name)
        found = function(lambda value: value, {"b": "c"}, factory=collections.OrderedDict)
        assert found == {"b": "c"}
        assert type(found) is collections.OrderedDict
        assert type(function(bool, {})) is dict
        assert function(bool, {}) == {}
        with pytest.raises(AttributeError):
            function(bool, [1])
    assert items == {"a": 1, "b": 2, "c": 3}
    counter = subject.valmap(double, {"a": 1}, collections.Counter)
    assert counter == {("a", 2): 1}


def test_setting(subject):
    items = {"a": {"b": 1}, "c": 2}
    assert subject.assoc(items, "d", 3) == {"a": {"b": 1}, "c": 2, "d": 3}
    assert list(subject.assoc(items, "a", 0).items()) == [("a", 0), ("c", 2)]
    assert subject.assoc_in(items, ["a", "b"], 5) == {"a": {"b": 5}, "c": 2}
    assert subject.assoc_in(items, ["a", "x", "y"], 5) == {"a": {"b": 1, "x": {"y": 5}}, "c": 2}
    assert subject.assoc_in({}, "xyz", 1) == {"x": {"y": {"z": 1}}}
    assert subject.update_in(items, ["a", "b"], double) == {"a": {"b": 2}, "c": 2}
    assert subject.update_in(items, iter(["a", "b"]), double) == {"a": {"b": 2}, "c": 2}
    assert subject.update_in(items, ["x", "y"], str) == {**items, "x": {"y": "None"}}
    assert subject.update_in({}, [1, 2], double, 4) == {1: {2: 8}}
    assert subject.update_in({"a": None}, ["a"], str, 4) == {"a": "None"}
    assert items == {"a": {"b": 1}, "c": 2}
    for empty in ([], ()):
        with pytest.raises(StopIteration):
            subject.update_in(items, empty, double)
    with pytest.raises(TypeError):
        subject.assoc_in(items, ["c", "x"], 1)
    kind = collections.OrderedDict
    found = subject.assoc_in(items, ["a", "x", "y"], 1, factory=kind)
    assert type(found) is type(found["a"]) is type(found["a"]["x"]) is kind
    assert type(subject.assoc(items, "a", 1, kind)) is kind


def test_get_in(subject):
    items = {"a": [{"b": 7}], "c": None}
    assert subject.get_in(["a", 0, "b"], items) == 7
    assert subject.get_in([], items) is items
    for path in (["x"], ["a", 3], ["c", "d"], ["a", "b"]):
        assert subject.get_in(path, items) is None
        assert subject.get_in(path, items, "none") == "none"
        with pytest.raises((KeyError, IndexError, TypeError)):
            subject.get_in(path, items, no_default=True)
    assert subject.get_in(["c"], items, 5) is None


def test_groups(subject):
    names = ["bob", "al", "eve", "jo", "x"]
    found = subject.groupby(len, names)
    assert list(found.items()) == [(3, ["bob", "eve"]), (2, ["al", "jo"]), (1, ["x"])]
    assert type(found) is dict
    assert subject.groupby(0, ["ab", "ac", "b"]) == {"a": ["ab", "ac"], "b": ["b"]}
    assert subject.groupby("k", [{"k": 1, "v": 2}, {"k": 1}]) == {1: [{"k": 1, "v": 2}, {"k": 1}]}
    assert subject.groupby([0, 2], ["abc", "axc"]) == {("a", "c"): ["abc", "axc"]}
    assert subject.groupby([1], ["abc"]) == {("b",): ["abc"]}
    assert subject.groupby([], ["abc"]) == {(): ["abc"]}
    assert subject.groupby(len, iter([])) == {}
    with pytest.raises(TypeError):
        subject.groupby(list, names)
    assert subject.countby(len, names) == {3: 2, 2: 2, 1: 1}
    assert list(subject.countby(0, ["ab", "b", "ac"]).items()) == [("a", 2), ("b", 1)]
    assert subject.countby([0, 1], ["ab"]) == {("a", "b"): 1}


def test_frequencies(subject):
    found = subject.frequencies("banana")
    assert list(found.items()) == [("b", 1), ("a", 3), ("n", 2)]
    assert type(found) is dict
    assert subject.frequencies({"x": 5}) == {"x": 1}
    assert subject.frequencies([]) == {}
    with pytest.raises(TypeError):
        subject.frequencies([[]])
    with pytest.raises(TypeError):
        subject.frequencies(None)


def test_partition(subject):
    assert list(subject.partition(2, range(5))) == [(0, 1), (2, 3)]
    assert list(subject.partition(2, range(5), None)) == [(0, 1), (2, 3), (4, None)]
    assert list(subject.partition(2, range(4), pad="x")) == [(0, 1), (2, 3)]
    assert list(subject.partition(3, [])) == []
    assert list(subject.partition(0, range(5))) == []


def test_partition_all(subject):
    assert list(subject.partition_all(2, range(5))) == [(0, 1), (2, 3), (4,)]
    assert list(subject.partition_all(2, iter("abcd"))) == [("a", "b"), ("c", "d")]
    assert list(subject.partition_all(9, [1])) == [(1,)]
    assert list(subject.partition_all(2, [])) == []
    for none in (0, -1):
        assert list(subject.partition_all(none, range(3))) == []
    with pytest.raises(TypeError):
        list(subject.partition_all(2, 3))
    values, taken = counted(9)
    subject.partition_all(2, values)
    assert taken == []


def test_random_parts(subject):
    dice = random.Random(4)
    for _ in range(200):
        values = [dice.randrange(9) for _ in range(dice.randrange(20))]
        n = dice.randrange(1, 7)
        wanted = [tuple(values[at : at + n]) for at in range(0, len(values), n)]
        assert list(subject.partition_all(n, values)) == wanted
        assert list(subject.partition_all(n, iter(values))) == wanted
        wanted = [tuple(values[at : at + n]) for at in range(len(values) - n + 1)]
        assert list(subject.sliding_window(n, values)) == wanted
        assert list(subject.unique(values)) == list(dict.fromkeys(values))


def test_sliding_window(subject):
    assert list(subject.sliding_window(2, "abc")) == [("a", "b"), ("b", "c")]
    assert list(subject.sliding_window(3, "ab")) == []
    assert list(subject.sliding_window(1, "ab")) == [("a",), ("b",)]
    assert list(subject.sliding_window(0, "ab")) == []
    assert next(subject.sliding_window(2, itertools.count())) == (0, 1)
    values, taken = counted(9)
    subject.sliding_window(3, values)
    assert taken == [0, 1]
    with pytest.raises(TypeError):
        subject.sliding_window(2, 3)


def test_chains(subject):
    assert list(subject.concat([[1, 2], (3,), "a"])) == [1, 2, 3, "a"]
    assert list(subject.concatv([1, 2], "a", ())) == [1, 2, "a"]
    assert list(subject.concatv()) == []
    assert list(subject.mapcat(reversed, ["ab", [1, 2]])) == ["b", "a", 2, 1]
    assert list(subject.cons(1, iter([2]))) == [1, 2]
    assert next(subject.concat(itertools.repeat([1]))) == 1
    values, taken = counted(9)
    subject.mapcat(range, values)
    assert taken == []


def test_one_value(subject):
    for name, value in (("first", 0), ("second", 1), ("last", 4)):
        function = getattr(subject, name)
        assert function(range(5)) == function(iter(range(5))) == function([0, 1, 2, 3, 4]) == value
    assert (subject.first({"a": 1}), subject.last({"a": 1, "b": 2}), subject.last("xyz")) == (
        "a",
        "b",
        "z",
    )
    for name in ("first", "second"):
        with pytest.raises(StopIteration):
            getattr(subject, name)([])
    with pytest.raises(StopIteration):
        subject.second([1])
    for empty in ([], iter([]), {}):
        with pytest.raises(IndexError):
            subject.last(empty)
    with pytest.raises(TypeError):
        subject.last(3)
    assert (subject.nth(1, "abc"), subject.nth(1, iter("abc")), subject.nth(-1, [1, 2])) == (
        "b",
        "b",
        2,
    )
    assert subject.nth(1, {"a": 1, "b": 2}) == "b"
    with pytest.raises(IndexError):
        subject.nth(5, [1])
    with pytest.raises(StopIteration):
        subject.nth(5, iter([1]))
    with pytest.raises(ValueError):
        subject.nth(-1, iter([1]))


def test_take_and_drop(subject):
    values, taken = counted(9)
    found = subject.take(2, values)
    assert taken == []
    assert list(found) == taken == [0, 1]
    assert list(subject.drop(2, range(5))) == [2, 3, 4]
    assert list(subject.take(9, "ab")) == ["a", "b"]
    assert list(subject.drop(9, "ab")) == []


def test_unique_and_remove(subject):
    assert list(subject.unique("banana")) == ["b", "a", "n"]
    assert list(subject.unique(["a", "A", "b"], key=str.lower)) == ["a", "b"]
    assert list(subject.unique([[1], [1]], len)) == [[1]]
    with pytest.raises(TypeError):
        list(subject.unique([[1]]))
    assert next(subject.unique(itertools.count())) == 0
    assert list(subject.remove(str.islower, "aBc")) == ["B"]
    assert list(subject.remove(None, [0, 1])) == [0]
    assert isinstance(subject.unique("a"), types.GeneratorType)


def test_count(subject):
    assert subject.count("abc") == subject.count(iter("abc")) == 3
    assert subject.count({}) == subject.count(iter([])) == 0
    with pytest.raises(TypeError):
        subject.count(3)


def test_modules(subject):
    assert subject.itertoolz.groupby is subject.groupby
    assert subject.dicttoolz.merge is subject.merge
    assert subject.functoolz.pipe is subject.pipe


def test_parts_read_ahead(subject, side):
    values, taken = counted(9)
    next(subject.partition_all(2, values))
    assert len(taken) == (4 if side == "original" else 2)


def release():
    try:
        return int(importlib.metadata.version("toolz").split(".")[0])
    except importlib.metadata.PackageNotFoundError:
        return None


@pytest.mark.skipif(release() == 0, reason="both do not notice")
def test_parts_of_a_wrong_length(subject, side):
    class Short(list):
        def __len__(self):
            return 2

    found = subject.partition_all(3, Short([1, 2, 3, 4]))
    if side == "original":
        with pytest.raises(LookupError):
            list(found)
    else:
        assert list(found) == [(1, 2, 3), (4,)]
