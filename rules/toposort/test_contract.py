"""What callers of toposort may rely on."""

import importlib.metadata
import random

import pytest


def test_levels(subject):
    needs = {2: {11}, 9: {11, 8}, 10: {11, 3}, 11: {7, 5}, 8: {7, 3}}
    found = subject.toposort(needs)
    assert next(found) == {3, 5, 7}
    assert list(found) == [{8, 11}, {2, 9, 10}]
    assert needs == {2: {11}, 9: {11, 8}, 10: {11, 3}, 11: {7, 5}, 8: {7, 3}}


def test_flat(subject):
    needs = {2: {11}, 9: {11, 8}, 10: {11, 3}, 11: {7, 5}, 8: {7, 3}}
    assert subject.toposort_flatten(needs) == [3, 5, 7, 8, 11, 2, 9, 10]
    found = subject.toposort_flatten(needs, sort=False)
    assert [set(found[:3]), set(found[3:5]), set(found[5:])] == [{3, 5, 7}, {8, 11}, {2, 9, 10}]
    assert subject.toposort_flatten({"a": {"b"}, "c": {"b"}}, False)[0] == "b"


def test_what_cannot_be_compared(subject):
    needs = {1: {"a"}, "b": {"a"}}
    with pytest.raises(TypeError):
        subject.toposort_flatten(needs)
    assert set(subject.toposort_flatten(needs, sort=False)[1:]) == {1, "b"}
    assert list(subject.toposort(needs)) == [{"a"}, {1, "b"}]


def test_nothing(subject):
    assert list(subject.toposort({})) == []
    assert subject.toposort_flatten({}) == []
    assert list(subject.toposort({1: set()})) == [{1}]
    assert subject.toposort_flatten("") == subject.toposort_flatten([]) == []
    with pytest.raises(TypeError):
        subject.toposort_flatten(0)


def test_itself_does_not_count(subject):
    assert list(subject.toposort({1: {1}, 2: {1, 2}})) == [{1}, {2}]
    assert subject.toposort_flatten({1: {1}}) == [1]


def test_the_input_is_left_alone(subject):
    needs = {1: {1, 2}, 2: {3}}
    list(subject.toposort(needs))
    assert needs == {1: {1, 2}, 2: {3}}


def test_levels_are_ones_own(subject):
    levels = []
    for level in subject.toposort({1: {2}, 2: {3}}):
        levels.append(set(level))
        level.add(2)
    assert levels[0] == {3}


def test_circles(subject):
    needs = {1: {2}, 2: {3}, 3: {1, 4}, 4: set(), 5: {1}}
    found = subject.toposort(needs)
    assert next(found) == {4}
    with pytest.raises(subject.CircularDependencyError) as caught:
        next(found)
    assert isinstance(caught.value, ValueError)
    assert caught.value.data == {1: {2}, 2: {3}, 3: {1}, 5: {1}}
    assert "1:{2}, 2:{3}" in str(caught.value)
    assert str(caught.value).startswith("Circular dependencies exist among these items: {")
    assert str(caught.value).endswith("}")
    with pytest.raises(subject.CircularDependencyError):
        subject.toposort_flatten(needs)


def test_the_error(subject):
    error = subject.CircularDependencyError({1: {"b"}})
    assert str(error) == "Circular dependencies exist among these items: {1:{'b'}}"
    assert error.data == {1: {"b"}}


def test_random_graphs(subject):
    dice = random.Random(2)
    for _ in range(200):
        size = dice.randrange(1, 12)
        needs = {
            n: {dice.randrange(n) for _ in range(dice.randrange(3))} if n else set()
            for n in range(size)
        }
        depth = {}
        for n in range(size):
            depth[n] = 1 + max((depth[each] for each in needs[n]), default=-1)
        wanted = [{n for n in depth if depth[n] == at} for at in range(max(depth.values()) + 1)]
        assert list(subject.toposort(needs)) == wanted


def test_wrong_input(subject):
    with pytest.raises((TypeError, AttributeError)):
        list(subject.toposort([1]))
    with pytest.raises((TypeError, AttributeError)):
        list(subject.toposort({1: 2}))


def release():
    try:
        return tuple(map(int, importlib.metadata.version("toposort").split(".")))
    except importlib.metadata.PackageNotFoundError:
        return None


@pytest.mark.skipif((release() or (0,)) >= (1, 10), reason="both write them by str()")
def test_message_of_the_error(subject, side):
    error = subject.CircularDependencyError({"a": {1}})
    key = "'a'" if side == "original" else "a"
    assert str(error) == f"Circular dependencies exist among these items: {{{key}:{{1}}}}"
