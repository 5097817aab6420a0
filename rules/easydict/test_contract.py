"""What callers of EasyDict may rely on."""

import copy
import json
from collections import OrderedDict

import pytest


def test_items_are_attributes(subject):
    d = subject.EasyDict({"a": 1}, b=2)
    assert (d.a, d["a"], d.b, d.get("b")) == (1, 1, 2, 2)
    d.c = 3
    d["d"] = 4
    assert (d["c"], d.d) == (3, 4)
    assert d == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert list(d) == ["a", "b", "c", "d"]
    assert vars(d) == d
    assert isinstance(d, dict)
    assert (repr(d), json.dumps(d)[:8]) == ("{'a': 1, 'b': 2, 'c': 3, 'd': 4}", '{"a": 1,')


def test_ways_to_make_one(subject):
    for given in (None, {}, [], ()):
        assert subject.EasyDict(given) == {}
    assert subject.EasyDict(d={}) == subject.EasyDict() == {}
    assert subject.EasyDict((("a", 1), ("b", 2))) == {"a": 1, "b": 2}
    assert subject.EasyDict({"a": 1, "b": 1}, a=2) == {"a": 2, "b": 1}
    assert subject.EasyDict(subject.EasyDict(a=1)) == {"a": 1}
    assert list(subject.EasyDict({"b": 1, "a": 1}, b=2, c=3)) == ["b", "a", "c"]
    given = {"a": {"b": 1}}
    made = subject.EasyDict(given, c=2)
    made.a.b = 5
    assert given == {"a": {"b": 1}}
    with pytest.raises(TypeError):
        subject.EasyDict(5)
    with pytest.raises(ValueError):
        subject.EasyDict(["abc"])


def test_what_is_not_there(subject):
    d = subject.EasyDict(a=1)
    with pytest.raises(AttributeError) as caught:
        d.b
    assert str(caught.value) == "'EasyDict' object has no attribute 'b'"
    with pytest.raises(KeyError):
        d["b"]
    assert getattr(d, "b", 5) == 5


def test_dicts_inside(subject):
    d = subject.EasyDict({"a": {"b": {"c": 1}}})
    assert d.a.b.c == 1
    assert type(d.a) is type(d["a"]["b"]) is subject.EasyDict
    assert d.a is d["a"]
    d.x = {"y": {"z": 2}}
    assert d.x.y.z == 2
    d["v"] = {"w": 3}
    assert d.v.w == 3
    kept = subject.EasyDict(k=1)
    d.kept = kept
    assert d.kept is kept


def test_dicts_in_lists_and_tuples(subject):
    d = subject.EasyDict(a=[{"b": 1}, 2, [{"c": 3}]], t=({"b": 1}, "x"))
    assert (d.a[0].b, d.t[0].b, d.a[1], d.t[1]) == (1, 1, 2, "x")
    assert (type(d.a), type(d.t), type(d.t[0])) == (list, tuple, subject.EasyDict)
    assert type(d.a[2][0]) is dict
    assert subject.EasyDict(a=[OrderedDict(b=1)]).a[0].b == 1
    given = [1]
    assert subject.EasyDict(a=given).a is not given
    copied = [subject.EasyDict(a=1)]
    d.copied = copied
    assert d.copied == copied
    assert d.copied[0] is not copied[0]


def test_subclasses_stay(subject):
    class List(list):
        pass

    class Tuple(tuple):
        pass

    for value in (List([{"a": 1}]), Tuple(({"a": 1},)), OrderedDict(a={"b": 1}), {1}, "text"):
        assert subject.EasyDict(x=value).x is value
    assert type(subject.EasyDict(x=OrderedDict(a={"b": 1})).x["a"]) is dict


def test_names_of_methods(subject):
    d = subject.EasyDict({"items": 1, "copy": 2})
    assert (d.items, d["items"], d.copy) == (1, 1, 2)
    assert dict.items(d) == {"items": 1, "copy": 2}.items()
    assert subject.EasyDict(update=1).update == 1


@pytest.mark.parametrize("key", [1, None, ("a",), b"a"])
def test_keys_that_are_no_texts(subject, key):
    d = subject.EasyDict()
    for put in (
        lambda: subject.EasyDict({key: 1}),
        lambda: d.__setitem__(key, 1),
        lambda: d.update({key: 1}),
    ):
        with pytest.raises(TypeError):
            put()
    with pytest.raises(TypeError):
        d.pop(key, None)
    assert d == {}


def test_names_that_python_has(subject):
    for name in ("__class__", "__dict__"):
        with pytest.raises(TypeError):
            subject.EasyDict({name: 1})
    assert subject.EasyDict({"__x__": 1}).__x__ == 1
    assert subject.EasyDict({"a b": 1})["a b"] == 1


def test_update(subject):
    d = subject.EasyDict(a=1, b="2")
    given = {"c": 3, "a": 9}
    assert d.update(given, c=4) is None
    assert (d, given) == ({"a": 9, "b": "2", "c": 4}, {"c": 3, "a": 9})
    assert (d.a, d.c) == (9, 4)
    d.update([("x", {"y": 1})])
    d.update(z=[{"w": 2}])
    assert (d.x.y, d.z[0].w) == (1, 2)
    for nothing in (None, {}, [], 0):
        d.update(nothing)
    assert len(d) == 5
    d.update(iter([("i", 1)]))
    assert d.i == 1
    with pytest.raises(TypeError):
        d.update(5)


def test_setdefault(subject):
    d = subject.EasyDict(a=1)
    assert (d.setdefault("a", 2), d.setdefault("b", 3)) == (1, 3)
    assert (d.a, d.b) == (1, 3)
    assert (d.setdefault("n"), d.n) == (None, None)
    inner = d.setdefault("i", {"x": 1})
    assert inner is d.i
    assert inner.x == 1
    assert d.setdefault(key="k", default=[]) is d.k
    for key in (1, None, ("a",), "__class__", "__x__"):
        value = {"y": 1}
        assert d.setdefault(key, value) is value
        assert d.setdefault(key, 2) is d[key] is value
        assert key not in vars(d)
    for key in ("__x", "x__"):
        assert d.setdefault(key, {"y": 1}).y == vars(d)[key].y == 1


def test_pop(subject):
    d = subject.EasyDict(a=1, b=2)
    assert (d.pop("a"), d.pop("b", 5), d.pop("b", 6)) == (1, 2, 6)
    assert (d, vars(d), hasattr(d, "a")) == ({}, {}, False)
    with pytest.raises(KeyError):
        d.pop("a")
    with pytest.raises(AttributeError):
        d.pop("items", None)
    d.b = 3
    assert d.pop(k="b") == 3


def test_other_changes_reach_the_items_only(subject):
    d = subject.EasyDict(a=1, b=2)
    del d["a"]
    assert (d, d.a) == ({"b": 2}, 1)
    del d.b
    assert (d, hasattr(d, "b")) == ({"b": 2}, False)
    d |= {"c": {"x": 1}}
    assert (type(d["c"]), hasattr(d, "c")) == (dict, False)
    d.clear()
    assert (d, vars(d)) == ({}, {"a": 1})


def test_subclasses(subject):
    class Flower(subject.EasyDict):
        power = 1
        mean = {}  # noqa: RUF012
        color = {"r": 100}  # noqa: RUF012
        x__ = 7
        _own = 5
        __hidden = 6

        def name(self):
            return "rose"

        def update(self, *args):
            return "own"

    f = Flower({"height": 12, "power": 3})
    assert (f.height, f.power, f["power"], f["_own"]) == (12, 3, 3, 5)
    assert f.color.r == 100
    assert type(f.color) is subject.EasyDict
    f.mean.x = 10
    assert Flower().mean == {}
    keys = ["_Flower__hidden", "_own", "color", "height", "mean", "name", "power", "x__"]
    assert sorted(f) == keys
    assert (f["name"](), f.update()) == ("rose", "own")
    f.many = [{"a": 1}, Flower()]
    assert [type(each) for each in f.many] == [Flower, Flower]
    assert Flower.color == {"r": 100}


def test_a_subclass_of_a_subclass(subject):
    class One(subject.EasyDict):
        a = 1

    class Two(One):
        b = 2

    assert (Two(), Two().a) == ({"b": 2}, 1)


def test_copies(subject):
    d = subject.EasyDict(a={"b": 1})
    assert type(d.copy()) is dict
    for made in (copy.copy(d), copy.deepcopy(d)):
        assert (made, type(made)) == (d, subject.EasyDict)
        assert made.a.b == 1
    assert copy.copy(d).a is d.a
    assert copy.deepcopy(d).a is not d.a
    made = subject.EasyDict.fromkeys("ab", 1)
    assert (made, made.a, type(made)) == ({"a": 1, "b": 1}, 1, subject.EasyDict)
    assert type(d | {"c": 1}) is dict
    assert d == {"a": {"b": 1}} != subject.EasyDict()
