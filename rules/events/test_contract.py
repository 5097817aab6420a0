"""What callers of Events may rely on."""

import copy

import pytest


def test_events_are_made_when_asked_for(subject):
    seen = []
    e = subject.Events()
    assert e.__dict__.keys() == {"__event_slot_cls__"}
    e.on_change += seen.append
    e.on_change += lambda value, **more: seen.append((value, more))
    with pytest.raises(TypeError):
        e.on_change(1, b=2)
    assert e.on_change(1) is None
    assert seen == [1, (1, {})]
    assert e.on_change is e["on_change"]
    assert e.other() is None
    with pytest.raises(KeyError):
        e["third"]
    assert e.third is e.third is e["third"]


def test_order_and_repeats(subject):
    seen = []
    one, two = (lambda: seen.append(1)), (lambda: seen.append(2))
    e = subject.Events()
    e.x += one
    e.x += two
    e.x += one
    e.x()
    assert seen == [1, 2, 1]
    e.x -= one
    e.x -= one
    e.x()
    assert seen == [1, 2, 1, 2]
    e.x -= len
    assert e.x.targets == [two]


def test_what_an_event_is(subject):
    e = subject.Events()
    assert (len(e.x), bool(e.x), list(e.x), e.x.targets) == (0, False, [], [])
    e.x += print
    e.x += len
    assert (len(e.x), bool(e.x), list(e.x)) == (2, True, [print, len])
    assert (e.x[0], e.x[-1], e.x[:1]) == (print, len, [print])
    assert (repr(e.x), str(e.x), e.x.__name__) == ("event 'x'", "event 'x'", "x")
    with pytest.raises(IndexError):
        e.x[2]
    assert type(e.x) is type(e.y)
    assert e.x is not e.y


def test_changes_while_it_is_called(subject):
    seen = []
    e = subject.Events()

    def once():
        seen.append("once")
        e.x -= once
        e.x += later

    def later():
        seen.append("later")

    e.x += once
    e.x += lambda: seen.append("last")
    e.x()
    assert seen == ["once", "last"]
    e.x()
    assert seen == ["once", "last", "last", "later"]


def test_an_error_ends_the_call(subject):
    seen = []
    e = subject.Events()
    e.x += lambda: 1 / 0
    e.x += lambda: seen.append(1)
    with pytest.raises(ZeroDivisionError):
        e.x()
    assert seen == []


def test_iterating_goes_on_to_what_is_added(subject):
    e = subject.Events()
    e.x += print
    found = []
    for each in e.x:
        found.append(each)
        if len(found) < 3:
            e.x += len
    assert found == [print, len, len]
    assert iter(e.x) is not iter(e.x)


@pytest.mark.parametrize("names", [("a", "b"), ["a", "b"], {"a", "b"}, {"a": 1, "b": 2}, "ab"])
def test_declared_for_an_object(subject, names):
    e = subject.Events(names)
    e.a += print
    assert (len(e.a), len(e.b)) == (1, 0)
    assert e.__events__ is names
    with pytest.raises(subject.EventsException) as caught:
        e.c += print
    assert str(caught.value) == "Event 'c' is not declared"
    assert "c" not in e.__dict__
    assert subject.Events(events=names).a is not e.a


def test_declared_by_a_subclass(subject):
    class Own(subject.Events):
        __events__ = ("a",)

    assert len(Own().a) == 0
    with pytest.raises(subject.EventsException):
        Own().b
    other = Own(["b"])
    assert len(other.b) == 0
    with pytest.raises(subject.EventsException):
        other.a
    assert not issubclass(subject.EventsException, AttributeError)
    assert issubclass(subject.EventsException, Exception)


def test_nothing_declared(subject):
    with pytest.raises(subject.EventsException):
        subject.Events([]).a
    assert len(subject.Events(None).a) == 0
    with pytest.raises(subject.EventsException):
        subject.Events("").a


@pytest.mark.parametrize("wrong", [5, 0, print, object()])
def test_what_cannot_be_gone_through(subject, wrong):
    with pytest.raises(AttributeError) as caught:
        subject.Events(wrong)
    assert str(caught.value) == f"type object {type(wrong)} is not iterable"


def test_names_with_two_underscores(subject):
    e = subject.Events()
    with pytest.raises(AttributeError) as caught:
        e.__hidden__
    assert str(caught.value) == "type object 'Events' has no attribute '__hidden__'"
    assert getattr(e, "__x", None) is None
    assert len(e._one) == 0
    with pytest.raises(AttributeError):
        subject.Events(["__a"]).__getattr__("__a")


def test_other_slots(subject):
    class Slot(list):
        def __init__(self, name):
            self.name = name

    e = subject.Events(("a",), Slot)
    assert (e.a.name, type(e.a)) == ("a", Slot)
    e.a += [1]
    assert e.a == [1]
    assert list(e) == [e.a]
    assert e.__event_slot_cls__ is Slot


def test_attributes_that_are_set(subject):
    e = subject.Events(["a"])
    e.b = 5
    assert (e.b, e["b"]) == (5, 5)
    del e.b
    with pytest.raises(subject.EventsException):
        e.b


def test_the_events_that_were_made(subject):
    e = subject.Events(["a", "b", "c"])
    assert (len(e), bool(e), list(e)) == (0, False, [])
    b, a = e.b, e.a
    e.other = 5
    assert (len(e), bool(e), list(e)) == (2, True, [b, a])
    assert a in e
    assert next(iter(e)) is b
    iterator = iter(e)
    next(iterator)
    e.c()
    with pytest.raises(RuntimeError):
        next(iterator)
    e.a = 5
    assert list(e) == [b, e.c]


def test_copies(subject):
    e = subject.Events()
    e.a += print
    other = copy.copy(e)
    assert other.a is e.a
    assert copy.deepcopy(e).a is not e.a
    assert copy.deepcopy(e).a.targets == [print]


def test_its_text(subject):
    class Own(subject.Events):
        pass

    own = Own()
    assert repr(own) == str(own) == f"<{__name__}.Own object at {hex(id(own))}>"


def test_the_module_in_its_text(subject, side):
    text = str(subject.Events())
    assert text.startswith("<events.events.Events object at 0x") == (side == "original")


def test_the_module_inside(subject):
    assert subject.events.Events is subject.Events
    assert subject.events.EventsException is subject.EventsException
