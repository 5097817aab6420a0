"""What callers of backports.cached_property may rely on."""

import functools

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


def test_it_is_the_class_of_functools(subject):
    assert subject.cached_property is functools.cached_property


def test_it_is_computed_once_per_object(subject):
    calls = []
    thing_class = class_with(subject, calls)
    one, two = thing_class(2), thing_class(3)
    assert (one.area, one.area, two.area) == (4, 4, 9)
    assert calls == [one, two]
    assert vars(one) == {"size": 2, "area": 4}


def test_it_can_be_set_and_forgotten(subject):
    calls = []
    thing = class_with(subject, calls)()
    thing.area = 7
    assert (thing.area, calls) == (7, [])
    del thing.area
    assert thing.area == 4
    del thing.area
    with pytest.raises(AttributeError):
        del thing.area


def test_of_the_class_it_is_itself(subject):
    found = class_with(subject, []).area
    assert isinstance(found, subject.cached_property)
    assert (found.__doc__, found.attrname) == ("The size squared.", "area")


def test_a_subclass_of_it(subject):
    class Loud(subject.cached_property):
        def __get__(self, instance, owner=None):
            found = super().__get__(instance, owner)
            return found if instance is None else [found]

    class Thing:
        @Loud
        def value(self):
            return 1

    assert Thing().value == [1]


def test_errors_are_not_kept(subject):
    class Thing:
        tries = 0

        @subject.cached_property
        def value(self):
            self.tries += 1
            if self.tries == 1:
                raise LookupError

    thing = Thing()
    with pytest.raises(LookupError):
        thing.value
    assert (thing.value, thing.value, thing.tries) == (None, None, 2)


def test_where_it_cannot_stand(subject):
    class Slotted:
        __slots__ = ()

        @subject.cached_property
        def value(self):
            return 1

    class Late:
        pass

    Late.value = subject.cached_property(lambda self: 1)
    for thing in (Slotted(), Late()):
        with pytest.raises(TypeError):
            thing.value


def test_two_names(subject):
    with pytest.raises((TypeError, RuntimeError)):  # RuntimeError where Python wraps it

        class Thing:
            one = subject.cached_property(lambda self: 1)
            two = one


def test_in_an_annotation(subject):
    assert subject.cached_property[int].__origin__ is subject.cached_property
