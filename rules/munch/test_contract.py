"""What callers of munch may rely on."""

import collections
import copy
import json
import pickle
import random

import pytest

Point = collections.namedtuple("Point", "x y")
THINGS = [{}, {"a": 1}, {"a": {"b": [1, {"c": 2}]}}, {1: 2, "x y": 3}, {"keys": {}, None: 1}]


def test_keys_are_attributes(subject):
    found = subject.Munch(a=1, b={"c": 2})
    assert (found.a, found["b"], found.b["c"]) == (1, {"c": 2}, 2)
    assert type(found.b) is dict
    found.new = found.a = 3
    assert found == {"a": 3, "b": {"c": 2}, "new": 3}
    del found.b
    assert list(found) == ["a", "new"]
    for wrong in (lambda: found.none, lambda: delattr(found, "none")):
        with pytest.raises(AttributeError) as caught:
            wrong()
        assert caught.value.args == ("none",)
    with pytest.raises(KeyError):
        found["none"]
    assert not hasattr(found, "none")
    assert getattr(found, "none", 7) == 7


@pytest.mark.parametrize("thing", THINGS)
def test_it_is_a_dict(subject, thing):
    found = subject.Munch(thing)
    assert isinstance(found, dict)
    assert found == thing
    assert found is not thing
    assert list(found.items()) == list(thing.items())
    assert repr(found) == str(found) == f"Munch({thing!r})"
    assert json.loads(json.dumps(subject.Munch(b=1))) == {"b": 1}
    assert type(found | {"z": 1}) is dict
    assert type(subject.Munch.fromkeys("ab", 3)) is subject.Munch
    with pytest.raises(TypeError):
        hash(found)


def test_ways_to_make_it(subject):
    wanted = {"a": 1, "b": 2}
    for found in (
        subject.Munch(wanted),
        subject.Munch([("a", 1), ("b", 2)]),
        subject.Munch({"a": 1}, b=2),
        subject.Munch(zip("ab", (1, 2))),
    ):
        assert found == wanted
        assert type(found) is subject.Munch
    assert subject.Munch() == {}
    with pytest.raises(TypeError):
        subject.Munch(1)
    with pytest.raises(TypeError):
        subject.Munch({}, {})


def test_names_of_dict_stay_methods(subject):
    found = subject.Munch(items=1, keys=2)
    assert callable(found.items)
    assert found["items"] == 1
    found.values = 5
    assert found.values == 5
    assert "values" not in found
    del found.values
    assert list(found.values()) == [1, 2]
    with pytest.raises(AttributeError):
        del found.items


def test_listing(subject):
    found = subject.Munch(b=1, a={"c": subject.Munch(d=2)})
    assert dir(found) == ["a", "b"]
    assert found.__members__() == ["b", "a"]
    assert vars(found) == {"b": 1, "a": {"c": {"d": 2}}}
    assert type(vars(found)["a"]["c"]) is dict
    assert "{b}{a}".format(**subject.Munch(b=1, a=2)) == "12"


def test_methods(subject):
    found = subject.Munch(a=1)
    assert (found.get("a"), found.get("x"), found.get("x", 3), found.get(k="x", d=4)) == (
        1,
        None,
        3,
        4,
    )
    assert (found.setdefault("a", 9), found.setdefault("b", 2), found.setdefault("c")) == (
        1,
        2,
        None,
    )
    found.update({"a": 5}, d=6)
    found.update([("e", 7)])
    found.update()
    assert found == {"a": 5, "b": 2, "c": None, "d": 6, "e": 7}
    with pytest.raises(TypeError):
        found.update(3)
    assert found.pop("a") == 5


def test_subclasses_see_what_is_set(subject):
    seen = []

    class Loud(subject.Munch):
        def __setitem__(self, key, value):
            seen.append(key)
            if key == "bad":
                raise ValueError
            super().__setitem__(key, value)

    found = Loud({"a": 1}, b=2)
    found.c = 3
    found.setdefault("d", 4)
    with pytest.raises(AttributeError):
        found.bad = 1
    assert seen == ["a", "b", "c", "d", "bad"]
    assert repr(found) == "Loud({'a': 1, 'b': 2, 'c': 3, 'd': 4})"
    assert type(found.copy()) is type(Loud.fromDict({})) is Loud


def test_munchify(subject):
    given = {"a": {"b": 1}, "c": [{"d": 2}, 3], "e": ({"f": 4}, Point({"g": 5}, 6)), "h": {1, 2}}
    found = subject.munchify(given)
    assert found == given
    assert (found.a.b, found.c[0].d, found.e[0].f, found.e[1].x.g) == (1, 2, 4, 5)
    assert found.c is not given["c"]
    assert found.h is given["h"]
    assert type(given["a"]) is dict
    assert subject.Munch.fromDict(given) == found
    assert type(subject.Munch.fromDict(given).a) is subject.Munch
    for plain in (3, "a", None, [], (), {1}):
        assert subject.munchify(plain) == plain
    again = subject.munchify(found)
    assert again == found
    assert again.a is not found.a
    assert (
        type(subject.munchify({"a": {}}, factory=collections.OrderedDict)["a"])
        is collections.OrderedDict
    )
    other = subject.munchify(collections.ChainMap({"a": {}}))
    assert type(other) is type(other.a) is subject.Munch

    class Numbers(list):
        pass

    assert type(subject.munchify(Numbers([{}]))) is Numbers


def test_unmunchify(subject):
    made = subject.munchify({"a": {"b": [{"c": 1}]}, "d": ({"e": 2}, Point(3, {}))})
    for found in (subject.unmunchify(made), made.toDict(), subject.unmunchify(x=made)):
        assert found == made
        assert {type(each) for each in (found, found["a"], found["a"]["b"][0], found["d"][0])} == {
            dict
        }
        assert type(found["d"][1]) is Point
        assert type(found["d"][1].y) is dict
    assert subject.unmunchify([subject.Munch(a=1)]) == [{"a": 1}]
    assert subject.unmunchify(5) == 5


def test_what_holds_itself(subject):
    given = {"list": []}
    given["self"] = given
    given["list"].append(given["list"])
    given["tuple"] = (given,)
    found = subject.munchify(given)
    assert found.self is found
    assert found.self.list[0] is found.list
    assert found.tuple[0] is found
    back = subject.unmunchify(subject.munchify({"a": []}))
    assert back == {"a": []}
    loop = subject.Munch()
    loop.me = loop
    back = subject.unmunchify(loop)
    assert back["me"] is back
    assert type(back) is dict


def test_copies(subject):
    found = subject.munchify({"a": {"b": [1]}})
    other = found.copy()
    other.a.b.append(2)
    assert found.a.b == [1]
    assert type(subject.Munch(a={}).copy().a) is subject.Munch
    for way in (copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))):
        for each in (found, subject.Munch()):
            again = way(each)
            assert again == each
            assert type(again) is type(each)
    for way in (copy.copy, lambda each: pickle.loads(pickle.dumps(each))):
        again = way(subject.DefaultMunch(5, a=1))
        assert (again, again.x, type(again)) == ({"a": 1}, 5, subject.DefaultMunch)
    found.__setstate__({"z": 1})
    assert found == {"z": 1}


def test_json(subject):
    found = subject.munchify({"b": 1, "a": [None, {"c": 2}]})
    assert found.toJSON() == '{"b": 1, "a": [null, {"c": 2}]}'
    assert found.toJSON(sort_keys=True, indent=0).startswith('{\n"a"')
    again = subject.Munch.fromJSON('{"b": 1, "a": [null, {"c": 2}]}')
    assert again == found
    assert again.a[1].c == 2
    assert type(again) is subject.Munch
    with pytest.raises(ValueError):
        subject.Munch.fromJSON("{")
    assert subject.DefaultMunch.fromJSON('{"a": {}}', 7).a.none == 7


def test_defaults(subject):
    found = subject.DefaultMunch(3, {"a": 1}, b=2)
    assert (found.a, found.b, found.c, found["d"], found.get("e", 5)) == (1, 2, 3, 3, 5)
    assert found == {"a": 1, "b": 2}
    assert repr(found) == "DefaultMunch(3, {'a': 1, 'b': 2})"
    assert repr(subject.DefaultMunch()) == "DefaultMunch(None, {})"
    assert subject.DefaultMunch(a=1).x is None
    assert found.__default__ == 3
    assert isinstance(found, subject.Munch)
    found.__default__ = 8
    found.z = 1
    assert (found.x, "__default__" in found, found["z"]) == (8, False, 1)
    assert found.copy().none == 8
    assert found.copy() == found
    deep = subject.DefaultMunch.fromDict({"a": {"b": 1}}, "no")
    assert (deep.a.b, deep.a.c, type(deep.a)) == (1, "no", subject.DefaultMunch)
    assert subject.DefaultMunch.fromDict({}).a is None
    assert found.setdefault("w", 4) == 4
    found.__setstate__((1, {"q": 2}))
    assert (found, found.r) == ({"q": 2}, 1)


def thing(dice, depth):
    kind = dice.randrange(6 if depth else 2)
    if kind < 2:
        return dice.choice([1, "a", None])
    if kind < 4:
        return {dice.choice("abc"): thing(dice, depth - 1) for _ in range(3)}
    items = [thing(dice, depth - 1) for _ in range(2)]
    return items if kind == 4 else {"t": tuple(each for each in items if type(each) is not list)}


def test_random_things(subject):
    dice = random.Random(5)
    for _ in range(300):
        given = thing(dice, 4)
        found = subject.munchify(given)
        assert found == given
        assert "{" not in repr(found).replace("Munch({", "")


def test_lists_in_tuples(subject, side):
    found = subject.unmunchify(subject.Munch(a=([1],)))
    assert found == {"a": ([1, 1] if side == "original" else [1],)}


def test_a_list_in_two_places(subject, side):
    one = [1]
    found = subject.munchify({"a": one, "b": (one,)})
    assert found.a == ([1, 1] if side == "original" else [1])
    assert found.a is found.b[0]
