"""What callers of future may rely on, on Python 3."""

import builtins

import pytest

NAMES = "ascii bytes chr dict filter hex input int list map max min next object oct open pow range"


@pytest.mark.parametrize("name", [*NAMES.split(), "round", "str", "super", "zip"])
def test_builtins(subject, name):
    assert getattr(subject.builtins, name) is getattr(builtins, name)


def test_constants(subject):
    utils = subject.utils
    assert (utils.PY2, utils.PY3) == (False, True)
    assert (utils.string_types, utils.integer_types, utils.class_types) == ((str,), (int,), (type,))
    assert (utils.text_type, utils.binary_type) == (str, bytes)


def test_dicts(subject):
    utils = subject.utils
    given = {"b": 1, "a": 2}
    for name in ("items", "keys", "values"):
        wanted = getattr(given, name)()
        for prefix in ("iter", "view"):
            found = getattr(utils, prefix + name)(given)
            assert type(found) is type(wanted)
            assert list(found) == list(wanted)
            with pytest.raises(AttributeError):
                getattr(utils, prefix + name)([1])


def test_objects_with_methods_of_python_2(subject, side):
    class Old(dict):
        def iteritems(self):
            return ["own"]

        iterkeys = itervalues = viewitems = viewkeys = viewvalues = iteritems

    for name in ("items", "keys", "values"):
        for prefix in ("iter", "view"):
            found = getattr(subject.utils, prefix + name)(Old())
            assert list(found) == (["own"] if side == "original" else [])


def test_metaclasses(subject):
    seen = []

    class Meta(type):
        def __new__(cls, name, bases, namespace):
            seen.append(("new", name, bases))
            return super().__new__(cls, name, bases, namespace)

        def __init__(cls, name, bases, namespace):
            seen.append(("init", name, bases))
            super().__init__(name, bases, namespace)

    class One(subject.utils.with_metaclass(Meta, dict)):
        x = 1

    assert seen == [("new", "One", (dict,)), ("init", "One", (dict,))]
    assert (type(One), One.__mro__, One.x, One(a=1)) == (Meta, (One, dict, object), 1, {"a": 1})

    class Two(subject.utils.with_metaclass(Meta)):
        pass

    assert (type(Two), Two.__mro__) == (Meta, (Two, object))
    base = subject.utils.with_metaclass(Meta, dict)
    assert base.__name__ == "temporary_class"
    with pytest.raises(TypeError):
        subject.utils.with_metaclass()


def test_python_2_unicode_compatible(subject):
    class Thing:
        def __str__(self):
            return "\xe9"

    assert subject.utils.python_2_unicode_compatible(Thing) is Thing
    assert str(Thing()) == "\xe9"
    assert subject.utils.python_2_unicode_compatible(cls=5) == 5


def test_texts_and_bytes(subject):
    utils = subject.utils
    assert utils.native_str_to_bytes("\xe9") == b"\xc3\xa9"
    assert utils.native_str_to_bytes("\xe9", "latin-1") == b"\xe9"
    assert utils.bytes_to_native_str(b"\xc3\xa9") == "\xe9"
    assert utils.bytes_to_native_str(b=b"\xe9", encoding="latin-1") == "\xe9"
    assert utils.text_to_native_str("\xe9") == utils.text_to_native_str("\xe9", "ascii") == "\xe9"
    with pytest.raises(AttributeError):
        utils.native_str_to_bytes(b"x")
    with pytest.raises(AttributeError):
        utils.bytes_to_native_str("x")
    with pytest.raises(UnicodeDecodeError):
        utils.bytes_to_native_str(b"\xff")
    given = b"x"
    assert utils.tobytes(given) is given
    assert utils.tobytes("\xe9") == b"\xe9"
    assert (utils.tobytes([1, 2]), utils.tobytes(2)) == (b"\x01\x02", b"\0\0")
    assert type(utils.tobytes(bytearray(b"x"))) is bytes
    with pytest.raises(UnicodeEncodeError):
        utils.tobytes("\u0105")


def test_lists(subject):
    utils = subject.utils
    assert (utils.lrange(3), utils.lrange(1, 7, 2)) == ([0, 1, 2], [1, 3, 5])
    assert (utils.lzip("ab", [1, 2, 3]), utils.lzip()) == ([("a", 1), ("b", 2)], [])
    assert utils.lmap(lambda a, b: a + b, [1, 2], [3, 4, 5]) == [4, 6]
    assert utils.lfilter(None, [0, 1, "", "a"]) == [1, "a"]
    with pytest.raises(ValueError):
        utils.lzip("a", "bc", strict=True)
    for wrong in (utils.lrange, utils.lmap, utils.lfilter):
        with pytest.raises(TypeError):
            wrong()
        with pytest.raises(TypeError):
            wrong(x=1)


@pytest.mark.parametrize("make", [lambda kind: kind, lambda kind: kind("x")])
def test_raise_from(subject, make):
    cause = KeyError("k")
    for given in (cause, None, KeyError):
        error = make(ValueError)
        with pytest.raises(ValueError) as caught:
            subject.utils.raise_from(error, given)
        found = caught.value
        assert found is error or isinstance(error, type)
        assert found.__suppress_context__
        assert found.__cause__ is given or isinstance(found.__cause__, KeyError)
    with pytest.raises(TypeError):
        subject.utils.raise_from(ValueError(), 5)
    with pytest.raises(TypeError):
        subject.utils.raise_from(5, None)
    try:
        raise OSError
    except OSError as handled:
        with pytest.raises(ValueError) as caught:
            subject.utils.raise_from(exc=ValueError(), cause=None)
        assert caught.value.__context__ is handled


def test_raise_with_traceback(subject):
    def deep():
        raise OSError

    error = ValueError("x")
    try:
        deep()
    except OSError as handled:
        traceback = handled.__traceback__
        with pytest.raises(ValueError) as caught:
            subject.utils.raise_with_traceback(error)
    assert caught.value is error
    assert caught.traceback[-1].name == "deep"
    other = ValueError("y")
    with pytest.raises(ValueError) as caught:
        subject.utils.raise_with_traceback(other, traceback)
    assert caught.traceback[-1].name == "deep"
    with pytest.raises(ValueError) as caught:
        subject.utils.raise_with_traceback(other, traceback=None)
    assert caught.traceback[-1].name == "raise_with_traceback"
    with pytest.raises(ValueError) as caught:
        subject.utils.raise_with_traceback(ValueError())
    assert caught.traceback[-1].name == "raise_with_traceback"
