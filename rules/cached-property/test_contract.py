"""What callers of cached_property may rely on."""

import asyncio

import pytest


def class_with(subject, calls):
    class Thing:
        def __init__(self, size=2):
            self.size = size

        @subject.cached_property
        def area(self):
            """The size squared."""
            calls.append(self)
            return self.size**2

    return Thing


def test_it_is_computed_once_per_object(subject):
    calls = []
    thing_class = class_with(subject, calls)
    one, two = thing_class(2), thing_class(3)
    assert (one.area, one.area, two.area) == (4, 4, 9)
    assert calls == [one, two]


def test_it_is_kept_in_the_object(subject):
    thing = class_with(subject, [])()
    assert "area" not in vars(thing)
    assert thing.area == 4
    assert vars(thing)["area"] == 4


def test_it_can_be_set_and_forgotten(subject):
    calls = []
    thing = class_with(subject, calls)()
    thing.area = 7
    assert (thing.area, calls) == (7, [])
    del thing.area
    assert thing.area == 4
    with pytest.raises(KeyError):
        vars(thing).pop("none")
    thing.size = 5
    assert thing.area == 4
    del thing.area
    assert thing.area == 25


def test_nothing_to_forget(subject):
    with pytest.raises(AttributeError):
        del class_with(subject, [])().area


def test_of_the_class_it_is_itself(subject):
    found = class_with(subject, []).area
    assert isinstance(found, subject.cached_property)
    assert found.__doc__ == "The size squared."
    assert found.func.__name__ == "area"


def test_errors_are_not_kept(subject):
    class Thing:
        tries = 0

        @subject.cached_property
        def value(self):
            self.tries += 1
            if self.tries == 1:
                raise LookupError
            return self.tries

    thing = Thing()
    with pytest.raises(LookupError):
        thing.value
    assert (thing.value, thing.value) == (2, 2)


def test_none_is_kept(subject):
    class Thing:
        calls = 0

        @subject.cached_property
        def value(self):
            self.calls += 1

    thing = Thing()
    assert (thing.value, thing.value, thing.calls) == (None, None, 1)


def test_a_subclass_may_compute_otherwise(subject):
    base = class_with(subject, [])

    class Child(base):
        @subject.cached_property
        def area(self):
            return super().area + 1

    assert Child().area == 5


def test_assigned_later(subject, side):
    class Thing:
        pass

    Thing.value = subject.cached_property(lambda self: 1)
    if side == "original":
        assert Thing().value == 1
    else:
        with pytest.raises(TypeError):
            Thing().value


def test_coroutines(subject, side):
    class Thing:
        @subject.cached_property
        async def value(self):
            return 1

    async def twice(thing):
        return await thing.value, await thing.value

    if side == "original":
        assert asyncio.run(twice(Thing())) == (1, 1)
    else:
        with pytest.raises(RuntimeError):
            asyncio.run(twice(Thing()))


def test_another_name(subject, side):
    class Thing:
        def compute(self):
            return 1

        value = subject.cached_property(compute)

    thing = Thing()
    assert thing.value == 1
    assert list(vars(thing)) == (["compute"] if side == "original" else ["value"])


def test_without_a_dict(subject, side):
    class Thing:
        __slots__ = ()

        @subject.cached_property
        def value(self):
            return 1

    with pytest.raises(AttributeError if side == "original" else TypeError):
        Thing().value
