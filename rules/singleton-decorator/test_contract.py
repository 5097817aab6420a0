"""What callers of singleton_decorator may rely on."""

import pytest


def test_one_object(subject):
    made = []

    @subject.singleton
    class Thing:
        def __init__(self, size, *, name=""):
            made.append((size, name))

    one = Thing(1, name="a")
    assert Thing(2) is Thing() is one
    assert made == [(1, "a")]
    assert isinstance(one, Thing.__wrapped__)
    assert Thing.__wrapped__(3) is not one


def test_errors_make_nothing(subject):
    @subject.singleton
    class Thing:
        tries = 0

        def __init__(self):
            Thing.__wrapped__.tries += 1
            if self.tries == 1:
                raise ValueError

    with pytest.raises(ValueError):
        Thing()
    assert Thing() is Thing()


def test_it_is_no_class(subject):
    @subject.singleton
    class Thing:
        shared = 1

    assert not isinstance(Thing, type)
    with pytest.raises(TypeError):
        isinstance(Thing(), Thing)
    with pytest.raises(AttributeError):
        Thing.shared
    with pytest.raises(TypeError):

        class Child(Thing):
            pass


def test_two_classes_are_apart(subject):
    one, two = subject.singleton(list), subject.singleton(cls=dict)
    assert one() is one()
    assert two() == {}
    assert one() == []
