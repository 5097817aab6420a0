"""What callers of mergedeep may rely on, with the default strategy."""

import collections
import copy
import random
import types

import pytest


@pytest.mark.parametrize(
    ("parts", "merged"),
    [
        ([{}], {}),
        ([{"a": 1}, {"b": 2}], {"a": 1, "b": 2}),
        ([{"a": 1}, {"a": 2}, {"a": 3}], {"a": 3}),
        ([{"a": {"b": 1}}, {"a": {"c": 2}}], {"a": {"b": 1, "c": 2}}),
        ([{"a": {"b": {"c": 1, "d": 2}}}, {"a": {"b": {"c": 9}}}], {"a": {"b": {"c": 9, "d": 2}}}),
        ([{"a": [1, 2]}, {"a": [3]}], {"a": [3]}),
        ([{"a": {1}}, {"a": {2}}], {"a": {2}}),
        ([{"a": {"b": 1}}, {"a": 2}], {"a": 2}),
        ([{"a": 2}, {"a": {"b": 1}}], {"a": {"b": 1}}),
        ([{"a": {"b": 1}}, {"a": None}], {"a": None}),
        ([{"a": {"b": 1}}, {"a": {}}], {"a": {"b": 1}}),
        ([{1: "x", None: "y"}, {1: "z"}], {1: "z", None: "y"}),
    ],
)
def test_merging(subject, parts, merged):
    assert subject.merge(*copy.deepcopy(parts)) == merged
    assert subject.merge({}, *copy.deepcopy(parts)) == merged


def test_the_first_is_changed_and_returned(subject):
    inner = {"b": 1}
    first = {"a": inner}
    assert subject.merge(first, {"a": {"c": 2}}) is first
    assert first["a"] is inner
    assert inner == {"b": 1, "c": 2}


def test_sources_are_copied_and_kept(subject):
    source = {"a": {"list": [1]}, "b": [2]}
    before = copy.deepcopy(source)
    found = subject.merge({}, source)
    found["a"]["list"].append(3)
    found["b"].append(4)
    assert source == before
    found = subject.merge({"b": [0]}, source)
    found["b"].append(4)
    assert source == before


def test_the_same_object_stays(subject):
    shared = [1]
    found = subject.merge({"a": shared}, {"a": shared})
    assert found["a"] is shared


def test_order(subject):
    found = subject.merge({"b": 1, "a": 2}, {"c": 3, "a": 4})
    assert list(found.items()) == [("b", 1), ("a", 4), ("c", 3)]


def test_kinds_of_mappings(subject):
    kept = collections.OrderedDict(a=collections.OrderedDict(b=1))
    found = subject.merge(kept, {"a": {"c": 2}}, types.MappingProxyType({"d": 3}))
    assert type(found) is collections.OrderedDict
    assert type(found["a"]) is collections.OrderedDict
    assert found == {"a": {"b": 1, "c": 2}, "d": 3}
    counters = {"n": collections.Counter(a=1, b=1)}
    assert subject.merge(counters, {"n": collections.Counter(a=5)})["n"] == {"a": 5, "b": 1}
    assert type(counters["n"]) is collections.Counter


def test_defaults_are_not_made(subject):
    found = subject.merge(collections.defaultdict(list), {"a": 1})
    assert found == {"a": 1}
    source = collections.defaultdict(dict, a={"b": 1})
    subject.merge({"z": 1}, source)
    assert source == {"a": {"b": 1}}


def test_what_is_no_mapping(subject):
    for wrong in (3, None):
        with pytest.raises(TypeError):
            subject.merge({}, wrong)
    with pytest.raises(TypeError):
        subject.merge()


def tree(dice, depth):
    if depth == 0 or dice.random() < 0.3:
        return dice.choice([1, "x", None, [1, [2]], (3,), {4}])
    return {dice.choice("abcd"): tree(dice, depth - 1) for _ in range(dice.randrange(4))}


def expected(one, two):
    if not (isinstance(one, dict) and isinstance(two, dict)):
        return two
    keys = [*one, *(key for key in two if key not in one)]
    return {
        key: expected(one[key], two[key]) if key in one and key in two else {**two, **one}[key]
        for key in keys
    }


def test_random_trees(subject):
    dice = random.Random(5)
    for _ in range(500):
        one, two = ({"r": tree(dice, 4)} for _ in range(2))
        wanted = expected(copy.deepcopy(one), copy.deepcopy(two))
        found = subject.merge(one, two)
        assert found == wanted
        assert repr(found) == repr(wanted)
