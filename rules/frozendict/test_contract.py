"""What callers of frozendict may rely on."""

import copy
import json
import pickle
import random

import pytest


def test_it_is_a_dict(subject):
    found = subject.frozendict({"a": 1}, b=[2])
    assert isinstance(found, dict)
    assert found == {"a": 1, "b": [2]}
    assert list(found.items()) == [("a", 1), ("b", [2])]
    assert (found["a"], found.get("x"), found.get("x", 3), "b" in found, len(found)) == (
        1,
        None,
        3,
        True,
        2,
    )
    assert list(reversed(found)) == ["b", "a"]
    assert {**found} == dict(found) == found
    assert type(dict(found)) is dict
    assert json.dumps(found) == '{"a": 1, "b": [2]}'
    with pytest.raises(KeyError):
        found["x"]
    assert subject.frozendict[str, int] is not None
    assert subject.FrozenOrderedDict is subject.frozendict


def test_ways_to_make_it(subject):
    wanted = subject.frozendict({"a": 1, "b": 2})
    for found in (
        subject.frozendict([("a", 1), ("b", 2)]),
        subject.frozendict(a=1, b=2),
        subject.frozendict({"a": 0}, a=1, b=2),
        subject.frozendict(iter([("a", 1), ("b", 2)])),
        subject.frozendict({"a": 1}, b=2),
    ):
        assert found == wanted
        assert hash(found) == hash(wanted)
        assert type(found) is subject.frozendict
    assert subject.frozendict(cls=1, args=3) == {"cls": 1, "args": 3}
    assert subject.frozendict(wanted) is wanted
    assert subject.frozendict(wanted, c=3) == {"a": 1, "b": 2, "c": 3}
    given = {"a": 1}
    found = subject.frozendict(given)
    given["b"] = 2
    assert found == {"a": 1}
    assert subject.frozendict() == subject.frozendict({}) == {}
    assert subject.frozendict.fromkeys("ab") == {"a": None, "b": None}
    assert subject.frozendict.fromkeys("ab", 1) == {"a": 1, "b": 1}
    assert type(subject.frozendict.fromkeys("ab")) is subject.frozendict
    for wrong in (3, [1], ["abc"]):
        with pytest.raises((TypeError, ValueError)):
            subject.frozendict(wrong)
    with pytest.raises(TypeError):
        subject.frozendict({}, {})


def test_hashes(subject):
    found = subject.frozendict(a=1, b=2)
    assert hash(found) == hash(found) == hash(subject.frozendict(b=2, a=1))
    assert hash(found) == hash(frozenset({("a", 1), ("b", 2)}))
    assert {found: 1}[subject.frozendict(b=2, a=1)] == 1
    assert len({found, subject.frozendict(found), subject.frozendict(a=1)}) == 2
    for _ in range(2):
        with pytest.raises(TypeError):
            hash(subject.frozendict(a=[]))
    assert hash(subject.frozendict(a=subject.frozendict())) is not None


def test_it_does_not_change(subject):
    found = subject.frozendict(a=1)
    with pytest.raises(TypeError) as caught:
        found["a"] = 2
    assert str(caught.value) == "'frozendict' object doesn't support item assignment"
    with pytest.raises(TypeError) as caught:
        del found["a"]
    assert str(caught.value) == "'frozendict' object doesn't support item deletion"
    for call in (
        lambda: found.clear(),
        lambda: found.pop("a"),
        lambda: found.popitem(),
        lambda: found.update(a=2),
        lambda: setattr(found, "x", 1),
        lambda: delattr(found, "x"),
    ):
        with pytest.raises(AttributeError) as caught:
            call()
        assert str(caught.value) == "'frozendict' object is read-only"
    found.__init__({"b": 2})
    assert found == {"a": 1}
    assert not hasattr(found, "__dict__")


def test_others_are_made_of_it(subject):
    found = subject.frozendict(a=1, b=2)
    assert list(found.set("a", 3).items()) == [("a", 3), ("b", 2)]
    assert list(found.set("c", 3)) == ["a", "b", "c"]
    assert found.setdefault("a", 9) is found
    assert found.setdefault("c") == {"a": 1, "b": 2, "c": None}
    assert found.setdefault(key="c", default=3) == {"a": 1, "b": 2, "c": 3}
    assert found.delete("a") == {"b": 2}
    assert subject.frozendict(a=1).delete("a") == {}
    assert found.set(key="a", val=1) is not found
    for each in (found.set("a", 1), found.delete("a"), found.setdefault("c")):
        assert type(each) is subject.frozendict
        assert hash(each) == hash(subject.frozendict(dict(each)))
    with pytest.raises(KeyError):
        found.delete("x")
    assert found == {"a": 1, "b": 2}


def test_positions(subject):
    found = subject.frozendict(a=1, b=2)
    assert (found.key(), found.key(1), found.key(-1)) == ("a", "b", "b")
    assert (found.value(), found.value(index=1), found.item(), found.item(-2)) == (
        1,
        2,
        ("a", 1),
        ("a", 1),
    )
    for call in (found.key, found.value, found.item):
        with pytest.raises(IndexError) as caught:
            call(2)
        assert str(caught.value) == "frozendict index 2 out of range 1"
        with pytest.raises(TypeError):
            call("a")
    with pytest.raises(IndexError) as caught:
        subject.frozendict().key()
    assert str(caught.value) == "frozendict index 0 out of range -1"


def test_unions(subject):
    found = subject.frozendict(a=1)
    empty = subject.frozendict()
    assert found | {"a": 2, "b": 3} == {"a": 2, "b": 3}
    assert type(found | {"b": 1}) is subject.frozendict
    assert (found | {}) is (found | empty) is (empty | found) is found
    assert (empty | {}) is empty
    assert type(empty | {"a": 1}) is subject.frozendict
    assert {"b": 1} | found == {"a": 1, "b": 1}
    assert type({"b": 1} | found) is dict
    kept = found
    found |= {"b": 2}
    assert (kept, found) == ({"a": 1}, {"a": 1, "b": 2})
    for wrong in (None, 3, [("b", 1)]):
        with pytest.raises(TypeError):
            found | wrong


def test_copies(subject):
    found = subject.frozendict(a=[1])
    assert found.copy() is copy.copy(found) is found
    deep = copy.deepcopy(found)
    assert deep == found
    assert deep["a"] is not found["a"]
    for each in (found, subject.frozendict()):
        again = pickle.loads(pickle.dumps(each))
        assert again == each
        assert type(again) is subject.frozendict
    assert repr(found) == str(found) == "frozendict.frozendict({'a': [1]})"
    assert repr(subject.frozendict()) == "frozendict.frozendict({})"


def test_subclasses(subject):
    class Settings(subject.frozendict):
        def __new__(cls, *args, **kwargs):
            return super().__new__(cls, *args, **kwargs)

        def size(self):
            return len(self)

    found = Settings(a=1)
    assert (type(found), found.size(), repr(found)) == (Settings, 1, "Settings({'a': 1})")
    assert type(found.set("b", 2)) is type(found.delete("a")) is type(found | {"b": 2}) is Settings
    assert type(Settings.fromkeys("a")) is Settings
    assert type(found.copy()) is Settings
    assert found.copy() is not found
    assert type(subject.frozendict(found)) is subject.frozendict
    assert subject.frozendict() | found == {"a": 1}
    assert type(subject.frozendict() | found) is subject.frozendict
    assert hash(found) == hash(subject.frozendict(a=1))
    assert (found | {}) is not found
    with pytest.raises(AttributeError) as caught:
        found.x = 1
    assert str(caught.value) == "'Settings' object is read-only"


def test_random_changes(subject):
    dice = random.Random(8)
    for _ in range(300):
        found, wanted = subject.frozendict(), {}
        for _ in range(10):
            key, value = dice.choice("abc"), dice.randrange(3)
            if dice.random() < 0.6:
                found, wanted = found.set(key, value), {**wanted, key: value}
            elif key in wanted:
                found = found.delete(key)
                wanted = {name: each for name, each in wanted.items() if name != key}
            assert list(found.items()) == list(wanted.items())
            assert hash(found) == hash(frozenset(wanted.items()))


def test_the_empty_one(subject, side):
    assert (subject.frozendict() is subject.frozendict({})) == (side == "original")


def test_its_module(subject, side):
    assert (subject.frozendict.__module__ == "frozendict") == (side == "original")
