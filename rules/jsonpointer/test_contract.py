"""What callers of jsonpointer.resolve_pointer may rely on."""

import collections
import importlib.metadata
import types

import pytest

# The examples of RFC 6901, section 5, and some more.
DOCUMENT = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
    "deep": {"list": [{"x": [1, 2]}], "none": None, "~1": "tilde"},
    "01": "zero",
}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
        ("/deep/list/0/x/1", 2),
        ("/deep/none", None),
        ("/deep/~01", "tilde"),
        ("/01", "zero"),
    ],
)
def test_pointers(subject, pointer, value):
    assert subject.resolve_pointer(DOCUMENT, pointer) is value or value == subject.resolve_pointer(
        doc=DOCUMENT, pointer=pointer
    )


NOWHERE = [
    "/none",
    "/foo/2",
    "/foo/-1",
    "/foo/+1",
    "/foo/1.0",
    "/foo/ 1",
    "/foo/x",
    "/foo/",
    "/deep/none/x",
    "/a~1b/x",
    "/foo/\u0661",
]


@pytest.mark.parametrize("pointer", NOWHERE)
def test_what_leads_nowhere(subject, pointer):
    with pytest.raises(subject.JsonPointerException):
        subject.resolve_pointer(DOCUMENT, pointer)
    for default in (None, 7, "x"):
        assert subject.resolve_pointer(DOCUMENT, pointer, default) == default
    assert subject.resolve_pointer(DOCUMENT, pointer, default=[]) == []


@pytest.mark.parametrize("pointer", ["foo", "#/foo", "/~", "/~2", "/a~", "/foo/~x"])
def test_what_is_no_pointer(subject, pointer):
    with pytest.raises(subject.JsonPointerException):
        subject.resolve_pointer(DOCUMENT, pointer)
    with pytest.raises(subject.JsonPointerException):
        subject.resolve_pointer(DOCUMENT, pointer, None)


def test_no_text(subject):
    with pytest.raises(TypeError):
        subject.resolve_pointer(DOCUMENT, None)


def test_the_default_is_not_used_where_there_is_a_value(subject):
    assert subject.resolve_pointer(DOCUMENT, "/deep/none", 5) is None
    assert subject.resolve_pointer(DOCUMENT, "", 5) is DOCUMENT


def test_the_end_of_a_list(subject):
    found = subject.resolve_pointer(DOCUMENT, "/foo/-")
    assert isinstance(found, subject.EndOfList)
    assert found.list_ is DOCUMENT["foo"]
    assert repr(found) == "EndOfList(['bar', 'baz'])"
    with pytest.raises(subject.JsonPointerException):
        subject.resolve_pointer(DOCUMENT, "/foo/-/x")


@pytest.mark.parametrize(
    "document",
    [
        collections.OrderedDict(a=(1, 2)),
        types.MappingProxyType({"a": [1, 2]}),
        {"a": range(1, 3)},
        {"a": collections.UserList([1, 2])},
    ],
)
def test_kinds_of_documents(subject, document):
    assert subject.resolve_pointer(document, "/a/1") == 2
    with pytest.raises(subject.JsonPointerException):
        subject.resolve_pointer(document, "/a/2")


def test_whatever_can_be_asked_by_key(subject):
    class Table:
        def __getitem__(self, key):
            if key == "1":
                return "one"
            raise KeyError(key)

    assert subject.resolve_pointer(Table(), "/1") == "one"
    with pytest.raises(subject.JsonPointerException):
        subject.resolve_pointer(Table(), "/2")


def test_what_can_not(subject):
    for document in (3, None, object()):
        with pytest.raises(subject.JsonPointerException):
            subject.resolve_pointer(document, "/a")
        assert subject.resolve_pointer(document, "") is document


def test_the_document_stays(subject):
    document = collections.defaultdict(list, a=1)
    assert subject.resolve_pointer(document, "/a") == 1
    assert dict(document) == {"a": 1}


def test_the_error_is_no_lookup_error(subject):
    assert subject.JsonPointerException.__mro__[1] is Exception


def test_text_of_errors(subject, side):
    with pytest.raises(subject.JsonPointerException) as caught:
        subject.resolve_pointer({"secret": 1}, "/x")
    assert ("secret" in str(caught.value)) == (side == "original")


def old():
    try:
        return importlib.metadata.version("jsonpointer") < "3.1"
    except importlib.metadata.PackageNotFoundError:
        return True


@pytest.mark.skipif(not old(), reason="both refuse")
@pytest.mark.parametrize(("pointer", "value"), [("/foo/00", "bar"), ("/foo/01", "baz")])
def test_leading_zeros(subject, side, pointer, value):
    if side == "original":
        assert subject.resolve_pointer(DOCUMENT, pointer) == value
    else:
        with pytest.raises(subject.JsonPointerException):
            subject.resolve_pointer(DOCUMENT, pointer)


@pytest.mark.skipif(not old(), reason="both refuse")
def test_below_a_string(subject, side):
    if side == "original":
        assert subject.resolve_pointer("abc", "/1") == "b"
    else:
        with pytest.raises(subject.JsonPointerException):
            subject.resolve_pointer("abc", "/1")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("", ""),
        ("a/b", "a~1b"),
        ("a~b", "a~0b"),
        ("~1", "~01"),
        ("/~0/", "~1~00~1"),
        ("x y", "x y"),
    ],
)
def test_names_are_escaped_and_back(subject, name, written):
    assert subject.escape(name) == written
    assert subject.unescape(written) == name


def test_what_is_no_escape_is_left(subject):
    assert subject.unescape("a~2~") == "a~2~"
    for function in (subject.escape, subject.unescape):
        with pytest.raises(AttributeError):
            function(7)
