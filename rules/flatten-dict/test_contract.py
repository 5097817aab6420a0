"""What callers of flatten_dict may rely on."""

import os
import random
from collections import OrderedDict
from types import MappingProxyType

import pytest

NESTED = {"a": 1, "b": {"c": 2, "d": {"e": 3}}, "f": [4, {"g": 5}], "h": {}}


def test_tuples(subject):
    found = subject.flatten(NESTED)
    assert found == {("a",): 1, ("b", "c"): 2, ("b", "d", "e"): 3, ("f",): [4, {"g": 5}]}
    assert type(found) is dict
    assert list(found) == [("a",), ("b", "c"), ("b", "d", "e"), ("f",)]
    assert NESTED["h"] == {}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("tuple", ("b", "d", "e")),
        ("dot", "b.d.e"),
        ("underscore", "b_d_e"),
        ("path", os.path.join("b", "d", "e")),
    ],
)
def test_named_reducers_and_splitters(subject, name, key):
    value = {"b": {"d": {"e": 3}}}
    assert subject.flatten(value, reducer=name) == {key: 3}
    assert subject.unflatten({key: 3}, splitter=name) == value
    assert subject.flatten(value, name) == {key: 3}
    assert subject.unflatten({key: 3}, name) == value
    join = getattr(subject.reducers, f"{name}_reducer")
    split = getattr(subject.splitters, f"{name}_splitter")
    assert subject.flatten(value, reducer=join) == {key: 3}
    assert subject.unflatten({key: 3}, splitter=split) == value
    assert join(k1=join(k1=join(None, "b"), k2="d"), k2="e") == key
    assert tuple(split(flat_key=key)) == ("b", "d", "e")


def test_made_reducers_and_splitters(subject):
    join, split = subject.reducers.make_reducer("::"), subject.splitters.make_splitter("::")
    value = {"a": {"b": 1, "c": {"d": 2}}, 3: 4}
    flat = subject.flatten(value, reducer=join)
    assert flat == {"a::b": 1, "a::c::d": 2, 3: 4}
    assert subject.unflatten({"a::b": 1, "a::c::d": 2}, splitter=split) == {
        "a": {"b": 1, "c": {"d": 2}}
    }
    assert (join(None, 5), join(1, None), join("", "x")) == (5, "1::None", "::x")
    assert (split("a"), split(""), split("::")) == (("a",), ("",), ("", ""))
    assert subject.reducers.make_reducer(delimiter=0)("a", "b") == "a0b"
    assert subject.splitters.make_splitter(delimiter="-")("a-b") == ("a", "b")
    with pytest.raises(TypeError):
        subject.splitters.make_splitter(0)("a")
    with pytest.raises(ValueError):
        subject.splitters.make_splitter("")("a")


def test_reducers_alone(subject):
    parts = subject.reducers
    assert (parts.dot_reducer(None, 1), parts.dot_reducer(1, 2)) == (1, "1.2")
    assert (parts.underscore_reducer(None, 1), parts.underscore_reducer(1, 2)) == (1, "1_2")
    assert (parts.tuple_reducer(None, 1), parts.tuple_reducer((1,), 2)) == ((1,), (1, 2))
    assert parts.path_reducer(None, "a") == "a"
    assert parts.path_reducer("a", os.sep + "b") == os.sep + "b"
    with pytest.raises(TypeError):
        parts.path_reducer("a", 1)


def test_keys_that_are_no_texts(subject):
    assert subject.flatten({1: {None: 2}}, "dot") == {"1.None": 2}
    assert subject.flatten({None: {"a": 2}}, "dot") == {"a": 2}
    assert subject.flatten({1: {(2, 3): 4}}) == {(1, (2, 3)): 4}
    with pytest.raises(TypeError):
        subject.flatten({1: {"a": 2}}, "path")


def test_three_parameters(subject):
    seen = []

    def join(above, key, level):
        seen.append((above, key, sorted(level)))
        return f"{above}/{key}"

    assert subject.flatten({"a": {"b": 1}, "c": 2}, reducer=join) == {"None/a/b": 1, "None/c": 2}
    assert seen == [(None, "a", ["a", "c"]), ("None/a", "b", ["b"]), (None, "c", ["a", "c"])]


@pytest.mark.parametrize(
    ("depth", "keys"),
    [
        (1, [("a",), ("b",), ("f",), ("h",)]),
        (2, [("a",), ("b", "c"), ("b", "d"), ("f",)]),
        (3, [("a",), ("b", "c"), ("b", "d", "e"), ("f",)]),
        (None, [("a",), ("b", "c"), ("b", "d", "e"), ("f",)]),
    ],
)
def test_depths(subject, depth, keys):
    assert list(subject.flatten(NESTED, max_flatten_depth=depth)) == keys


@pytest.mark.parametrize("depth", [0, -1])
def test_no_depth(subject, depth):
    with pytest.raises(ValueError) as caught:
        subject.flatten({}, max_flatten_depth=depth)
    assert str(caught.value) == "max_flatten_depth should not be less than 1."


def test_positions(subject):
    assert subject.flatten({"f": [4, {"g": (5, 6)}]}, enumerate_types=(list,)) == {
        ("f", 0): 4,
        ("f", 1, "g"): (5, 6),
    }
    assert subject.flatten([[1], (2,)], "dot", enumerate_types=iter([list, tuple])) == {
        "0.0": 1,
        "1.0": 2,
    }
    assert subject.flatten({"a": []}, enumerate_types={list}) == {}
    assert subject.flatten("ab", enumerate_types=[str], max_flatten_depth=1) == {
        (0,): "a",
        (1,): "b",
    }


def test_what_is_empty(subject):
    value = {"a": {}, "b": [], "c": {"d": {}}}
    assert subject.flatten(value) == {("b",): []}
    assert subject.flatten(value, keep_empty_types=(dict,)) == {
        ("a",): {},
        ("b",): [],
        ("c", "d"): {},
    }
    assert subject.flatten(value, keep_empty_types=dict, enumerate_types=(list,)) == {
        ("a",): {},
        ("c", "d"): {},
    }
    assert subject.flatten({"a": {"b": 1}}, keep_empty_types=(dict,)) == {("a", "b"): 1}
    assert subject.flatten({}) == {}
    # A level that holds only what is empty is not empty itself.
    assert subject.flatten({"a": {"b": {}}}, keep_empty_types=(OrderedDict,)) == {}


def test_other_mappings(subject):
    class Own(dict):
        pass

    value = OrderedDict(b=Own(c=1), a=MappingProxyType({"d": 2}))
    assert list(subject.flatten(value).items()) == [(("b", "c"), 1), (("a", "d"), 2)]


def test_inverse(subject):
    assert subject.flatten({"a": {"b": 1}, "c": 2}, inverse=True) == {1: ("a", "b"), 2: ("c",)}
    assert subject.flatten({"a": {"b": 1}}, "dot", True) == {1: "a.b"}
    assert subject.unflatten({1: ("a", "b"), 2: ("c",)}, inverse=True) == {"a": {"b": 1}, "c": 2}
    with pytest.raises(ValueError) as caught:
        subject.flatten({"a": 1, "b": 1}, inverse=True)
    assert str(caught.value) == "duplicated key '1'"
    with pytest.raises(TypeError):
        subject.flatten({"a": []}, inverse=True)


def test_keys_that_are_there_twice(subject):
    with pytest.raises(ValueError) as caught:
        subject.flatten({"a": {"b": 1}, "a.b": 2}, reducer="dot")
    assert str(caught.value) == "duplicated key 'a.b'"
    with pytest.raises(ValueError) as caught:
        subject.unflatten({"a/b": 1, "a//b": 2}, splitter="path")
    assert str(caught.value) == "duplicated key 'b'"
    with pytest.raises(ValueError) as caught:
        subject.unflatten({("a", "b"): 1, ("a",): 2})
    assert str(caught.value) == "duplicated key 'a'"


@pytest.mark.parametrize("wrong", [None, 1, "ab", [1], [("a", 1)]])
def test_what_is_no_mapping(subject, wrong):
    with pytest.raises(ValueError) as caught:
        subject.flatten(wrong)
    kinds = "(<class 'collections.abc.Mapping'>,)"
    said = f"argument type {type(wrong)} is not in the flattenalbe types {kinds}"
    assert str(caught.value) == said
    with pytest.raises(AttributeError):
        subject.unflatten(wrong)


def test_names_that_are_not_known(subject):
    with pytest.raises(KeyError):
        subject.flatten({}, reducer="slash")
    with pytest.raises(KeyError):
        subject.unflatten({}, splitter="slash")
    with pytest.raises(TypeError):
        subject.flatten({}, reducer=None)


def test_unflatten(subject):
    found = subject.unflatten({("a",): 1, ("b", "c"): 2, ("b", "d", "e"): 3})
    assert found == {"a": 1, "b": {"c": 2, "d": {"e": 3}}}
    assert type(found["b"]) is dict
    assert subject.unflatten({}) == {}
    assert subject.unflatten({"ab": 1}) == {"a": {"b": 1}}
    assert subject.unflatten({"a.b": 1}, splitter=lambda key: key.split(".")) == {"a": {"b": 1}}
    value = {"x": 1}
    assert subject.unflatten({("a",): value})["a"] is value


def test_unflatten_of_what_is_no_path(subject):
    with pytest.raises(AssertionError):
        subject.unflatten({(): 1})
    with pytest.raises(TypeError):
        subject.unflatten({5: 1})
    with pytest.raises(AttributeError):
        subject.unflatten({("a",): 1, ("a", "b", "c"): 2})
    with pytest.raises(TypeError):
        subject.unflatten({("a",): 1, ("a", "b"): 2})


def test_the_module_of_the_same_name(subject):
    inner = subject.flatten_dict
    assert inner.flatten({"a": {"b": 1}}) == {("a", "b"): 1}
    assert inner.unflatten({("a", "b"): 1}) == {"a": {"b": 1}}


def tree(dice, depth):
    if not depth or dice.random() < 0.4:
        return dice.randrange(9)
    return {dice.choice("abcde"): tree(dice, depth - 1) for _ in range(dice.randrange(1, 4))}


def test_random_trees(subject):
    dice = random.Random(5)
    for _ in range(300):
        value = {"top": tree(dice, 4)}
        for name in ("tuple", "dot", "underscore", "path"):
            flat = subject.flatten(value, reducer=name)
            assert subject.unflatten(flat, splitter=name) == value
            assert not any(isinstance(each, dict) for each in flat.values())
