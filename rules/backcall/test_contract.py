"""What is claimed of backcall, beside what inspect tells of a callback."""

import inspect

import pytest


def prototype(subject):
    def on_ping(sender, size, *, delay=None):
        return sender, size, delay

    return subject.callback_prototype(on_ping)


def takes(callback):
    """Tell whether a callback takes what the prototype has."""
    try:
        inspect.signature(callback).bind("sender", "size", delay=None)
    except TypeError:
        return False
    return True


def test_a_prototype_stays_a_function(subject):
    def on_ping(sender):
        return sender

    assert subject.callback_prototype(on_ping) is on_ping
    assert set(vars(on_ping)) == {"adapt"}
    assert on_ping("x") == "x"


def test_it_stands_on_inspect(subject, distribution):
    def callback(sender, count=3):
        """Return both."""
        return sender, count

    assert not distribution.requires
    adapted = prototype(subject).adapt(callback)
    assert adapted.__wrapped__ is callback
    assert (adapted.__name__, adapted.__doc__) == ("callback", "Return both.")
    assert inspect.signature(adapted) == inspect.signature(callback)


@pytest.mark.parametrize(
    "callback",
    [
        lambda sender, size, delay: 0,
        lambda sender, size, delay=1: 0,
        lambda one, two, *, delay: 0,
        lambda *args, **keywords: 0,
        lambda sender, size=1, more=2, **keywords: 0,
    ],
)
def test_what_takes_everything_stays(subject, callback):
    assert prototype(subject).adapt(callback) is callback
    assert takes(callback)


@pytest.mark.parametrize(
    ("callback", "value"),
    [
        (lambda: "none", "none"),
        (lambda sender: sender, "s"),
        (lambda sender, size: (sender, size), ("s", 2)),
        (lambda sender, size=5: (sender, size), ("s", 2)),
    ],
)
def test_what_takes_less_gets_less(subject, callback, value):
    assert not takes(callback)
    with pytest.raises(TypeError):
        callback("s", 2, delay=0.5)
    assert prototype(subject).adapt(callback)("s", 2, delay=0.5) == value
    taken = len(inspect.signature(callback).parameters)
    assert callback(*("s", 2)[:taken]) == value


def test_a_keyword_has_to_be_passed(subject):
    adapted = prototype(subject).adapt(lambda sender, size: (sender, size))
    assert adapted("s", 2, delay=0.5) == ("s", 2)
    with pytest.raises(KeyError, match="delay"):
        adapted("s", 2)
    assert prototype(subject)("s", 2) == ("s", 2, None)


@pytest.mark.parametrize(
    ("callback", "more"),
    [
        (lambda sender, size, colour: 0, "['colour']"),
        (lambda sender, size, one, two: 0, "['one', 'two']"),
        (lambda sender, *, colour: 0, "['colour']"),
    ],
)
def test_what_asks_for_more_is_refused(subject, callback, more):
    with pytest.raises(TypeError) as error:
        prototype(subject).adapt(callback)
    assert str(error.value) == f"Function {callback!r} had unmatched arguments: {more}"
    assert not takes(callback)


@pytest.mark.parametrize("open_one", [lambda *args: 0, lambda sender, **keywords: 0])
def test_a_prototype_may_not_be_open(subject, open_one):
    with pytest.raises(TypeError) as error:
        subject.callback_prototype(open_one)
    assert str(error.value) == "*args/**kwargs not supported in prototypes"
    assert len(inspect.signature(open_one).parameters) in (1, 2)


def test_what_has_no_signature(subject):
    with pytest.raises(ValueError) as error:
        prototype(subject).adapt(max)
    with pytest.raises(ValueError) as plain:
        inspect.signature(max)
    assert str(error.value) == str(plain.value)
    assert "no signature found for builtin" in str(plain.value)
