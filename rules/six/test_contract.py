"""What callers of six may rely on, on Python 3."""

import abc
import builtins
import collections
import enum
import functools
import importlib
import io
import struct
import sys
import types
import typing
import warnings

import pytest

MOVES = {
    "cStringIO": ("io", "StringIO"),
    "filter": ("builtins", "filter"),
    "filterfalse": ("itertools", "filterfalse"),
    "input": ("builtins", "input"),
    "intern": ("sys", "intern"),
    "map": ("builtins", "map"),
    "getcwd": ("os", "getcwd"),
    "getcwdb": ("os", "getcwdb"),
    "getoutput": ("subprocess", "getoutput"),
    "range": ("builtins", "range"),
    "reload_module": ("importlib", "reload"),
    "reduce": ("functools", "reduce"),
    "shlex_quote": ("shlex", "quote"),
    "StringIO": ("io", "StringIO"),
    "UserDict": ("collections", "UserDict"),
    "UserList": ("collections", "UserList"),
    "UserString": ("collections", "UserString"),
    "xrange": ("builtins", "range"),
    "zip": ("builtins", "zip"),
    "zip_longest": ("itertools", "zip_longest"),
    "builtins": ("builtins", None),
    "configparser": ("configparser", None),
    "collections_abc": ("collections.abc", None),
    "copyreg": ("copyreg", None),
    "_dummy_thread": ("_thread", None),
    "http_cookiejar": ("http.cookiejar", None),
    "http_cookies": ("http.cookies", None),
    "html_entities": ("html.entities", None),
    "html_parser": ("html.parser", None),
    "http_client": ("http.client", None),
    "email_mime_base": ("email.mime.base", None),
    "email_mime_image": ("email.mime.image", None),
    "email_mime_multipart": ("email.mime.multipart", None),
    "email_mime_nonmultipart": ("email.mime.nonmultipart", None),
    "email_mime_text": ("email.mime.text", None),
    "BaseHTTPServer": ("http.server", None),
    "CGIHTTPServer": ("http.server", None),
    "SimpleHTTPServer": ("http.server", None),
    "cPickle": ("pickle", None),
    "queue": ("queue", None),
    "reprlib": ("reprlib", None),
    "socketserver": ("socketserver", None),
    "_thread": ("_thread", None),
    "xmlrpc_client": ("xmlrpc.client", None),
    "xmlrpc_server": ("xmlrpc.server", None),
}


@pytest.mark.parametrize("name", MOVES)
def test_moves(subject, name):
    module, attribute = MOVES[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = importlib.import_module(module)
    if attribute:
        found = getattr(found, attribute)
    assert getattr(subject.moves, name) is found


@pytest.mark.parametrize("name", ["parse", "error", "request", "response", "robotparser"])
def test_names_of_urllib(subject, name):
    real = importlib.import_module(f"urllib.{name}")
    found = getattr(subject.moves.urllib, name)
    shared = [each for each in dir(found) if each[0] != "_" and hasattr(real, each)]
    assert shared
    for each in shared:
        assert getattr(found, each) is getattr(real, each)
    lacking = [each for each in dir(found) if each[0] != "_" and not hasattr(real, each)]
    assert set(lacking) <= {"URLopener", "FancyURLopener", "unquote_to_bytes", "splitvalue"}


def test_flat_names_of_urllib(subject):
    assert subject.moves.urllib_parse.quote("a b") == "a%20b"
    assert issubclass(subject.moves.urllib_error.HTTPError, OSError)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text_type", str),
        ("binary_type", bytes),
        ("string_types", (str,)),
        ("integer_types", (int,)),
        ("class_types", (type,)),
        ("MAXSIZE", sys.maxsize),
        ("PY2", False),
        ("PY3", True),
        ("PY34", True),
    ],
)
def test_constants(subject, name, value):
    found = getattr(subject, name)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unichr", chr),
        ("next", next),
        ("advance_iterator", next),
        ("callable", callable),
        ("print_", print),
        ("exec_", builtins.exec),
        ("StringIO", io.StringIO),
        ("BytesIO", io.BytesIO),
        ("wraps", functools.wraps),
        ("Iterator", object),
        ("iterbytes", iter),
        ("create_bound_method", types.MethodType),
    ],
)
def test_other_names_of_the_same(subject, name, value):
    assert getattr(subject, name) is value


@pytest.mark.parametrize("kind", [dict, collections.OrderedDict, types.MappingProxyType])
def test_iterators_of_dictionaries(subject, kind):
    values = kind({"a": 1, "b": 2})
    for name, wanted in (
        ("keys", ["a", "b"]),
        ("values", [1, 2]),
        ("items", [("a", 1), ("b", 2)]),
    ):
        found = getattr(subject, f"iter{name}")(values)
        assert iter(found) is found
        assert next(found) == wanted[0]
        assert list(found) == wanted[1:]


def test_iterators_follow_the_dictionary(subject):
    values = {"a": 1}
    found = subject.iteritems(values)
    values["b"] = 2
    with pytest.raises(RuntimeError):
        next(found)
    with pytest.raises(AttributeError):
        subject.iteritems([1])


def test_views(subject):
    values = {"a": 1}
    views = [getattr(subject, f"view{name}")(values) for name in ("keys", "values", "items")]
    values["b"] = 2
    assert [list(view) for view in views] == [["a", "b"], [1, 2], [("a", 1), ("b", 2)]]
    assert views[0] & {"b"} == {"b"}


def test_literals(subject):
    assert subject.u("\xe9\\n") == "\xe9\\n"
    assert subject.b("a\xff") == b"a\xff"
    with pytest.raises(UnicodeEncodeError):
        subject.b("\u0100")


def test_bytes(subject):
    assert [subject.int2byte(n) for n in (0, 65, 255)] == [b"\0", b"A", b"\xff"]
    assert subject.byte2int(b"Ab") == 65
    assert subject.indexbytes(b"Ab", 1) == 98
    assert list(subject.iterbytes(b"Ab")) == [65, 98]
    with pytest.raises(IndexError):
        subject.byte2int(b"")


def test_parts_of_functions(subject):
    def make(a, b=2):
        return lambda: a + b

    inner = make(1)
    assert subject.get_function_code(make) is make.__code__
    assert subject.get_function_defaults(make) == (2,)
    assert subject.get_function_globals(make) is globals()
    assert [cell.cell_contents for cell in subject.get_function_closure(inner)] == [1, 2]
    assert subject.get_unbound_function(make) is make
    bound = subject.create_bound_method(make, 5)
    assert subject.get_method_function(bound) is make
    assert subject.get_method_self(bound) == 5


@pytest.mark.parametrize("name", ["ensure_str", "ensure_text"])
def test_ensure_text(subject, name):
    ensure = getattr(subject, name)

    class Text(str):
        pass

    text = Text("x")
    assert ensure(text) is text
    assert ensure("\xe9") == "\xe9"
    assert ensure(b"\xc3\xa9") == "\xe9"
    assert ensure(b"\xe9", "latin-1") == "\xe9"
    assert ensure(b"\xe9", errors="replace") == "\ufffd"
    assert ensure(s=b"x", encoding="ascii", errors="strict") == "x"
    with pytest.raises(UnicodeDecodeError):
        ensure(b"\xe9")
    for wrong in (None, 1, bytearray(b"x"), memoryview(b"x")):
        with pytest.raises(TypeError, match="not expecting type"):
            ensure(wrong)


def test_ensure_binary(subject):
    data = b"x"
    assert subject.ensure_binary(data) is data
    assert subject.ensure_binary("\xe9") == b"\xc3\xa9"
    assert subject.ensure_binary("\xe9", "latin-1") == b"\xe9"
    assert subject.ensure_binary("\xe9", "ascii", "ignore") == b""
    with pytest.raises(UnicodeEncodeError):
        subject.ensure_binary("\xe9", encoding="ascii")
    for wrong in (None, 1, bytearray(b"x")):
        with pytest.raises(TypeError, match="not expecting type"):
            subject.ensure_binary(wrong)


def test_raise_from(subject):
    cause = KeyError("a")
    with pytest.raises(ValueError) as caught:
        subject.raise_from(ValueError("b"), cause)
    assert caught.value.__cause__ is cause
    with pytest.raises(ValueError) as caught:
        try:
            raise cause
        except KeyError:
            subject.raise_from(ValueError("b"), None)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_reraise(subject):
    def fail():
        raise ValueError("x")

    try:
        fail()
    except ValueError:
        kind, value, trace = sys.exc_info()
    with pytest.raises(ValueError) as caught:
        subject.reraise(kind, value, trace)
    assert caught.value is value
    names = [entry.name for entry in caught.traceback]
    assert names[-1] == "fail"
    with pytest.raises(ValueError) as caught:
        subject.reraise(kind, value)
    assert [entry.name for entry in caught.traceback][-1] == "reraise"
    with pytest.raises(KeyError):
        subject.reraise(KeyError, None)
    with pytest.raises(KeyError):
        subject.reraise(tp=KeyError, value=None, tb=trace)


class Meta(type):
    def __new__(cls, name, bases, space, **more):
        found = super().__new__(cls, name, bases, space)
        found.made = (name, bases)
        return found


def test_with_metaclass(subject):
    class Base:
        pass

    class One(subject.with_metaclass(Meta, Base)):
        x = 1

    class Two(subject.with_metaclass(Meta)):
        pass

    assert type(One) is Meta
    assert (One.__bases__, One.__mro__, One.made) == (
        (Base,),
        (One, Base, object),
        ("One", (Base,)),
    )
    assert (type(Two), Two.__bases__) == (Meta, (object,))
    assert One.__qualname__ == "test_with_metaclass.<locals>.One"


def test_with_metaclass_prepares(subject):
    class Members(type):
        @classmethod
        def __prepare__(cls, name, bases):
            return collections.OrderedDict(first=name, bases=bases)

    class One(subject.with_metaclass(Members, int)):
        pass

    assert (One.first, One.bases) == ("One", (int,))


def test_with_metaclass_of_the_library(subject):
    class Shape(subject.with_metaclass(abc.ABCMeta, object)):
        @abc.abstractmethod
        def area(self): ...

    with pytest.raises(TypeError):
        Shape()

    T = typing.TypeVar("T")

    class Box(subject.with_metaclass(Meta, typing.Generic[T])):
        pass

    assert Box.__orig_bases__ == (typing.Generic[T],)
    assert Box[int]

    class Color(subject.with_metaclass(enum.EnumMeta, enum.Enum)):
        RED = 1

    assert Color(1) is Color.RED


def test_add_metaclass(subject):
    @subject.add_metaclass(Meta)
    class One(int):
        """Doc."""

        x = 1

    assert (type(One), One.x, One.__bases__, One.__doc__) == (Meta, 1, (int,), "Doc.")
    assert One.__qualname__ == "test_add_metaclass.<locals>.One"
    assert One.__module__ == __name__


@pytest.mark.parametrize("slots", ["a", ["a", "b"], ("a", "__weakref__"), ()])
def test_add_metaclass_with_slots(subject, slots):
    @subject.add_metaclass(Meta)
    class One:
        __slots__ = slots

    assert type(One) is Meta
    assert One.__slots__ == slots
    assert not hasattr(One(), "__dict__")
    if slots:
        one = One()
        one.a = 1
        assert one.a == 1


def test_python_2_unicode_compatible(subject):
    class One:
        pass

    assert subject.python_2_unicode_compatible(One) is One


def test_modules_of_urllib(subject, side):
    real = importlib.import_module("urllib.parse")
    assert (subject.moves.urllib.parse is real) == (side == "replacement")


@pytest.mark.parametrize("number", [-1, 256])
def test_int2byte_out_of_range(subject, side, number):
    with pytest.raises(struct.error if side == "original" else ValueError):
        subject.int2byte(number)
