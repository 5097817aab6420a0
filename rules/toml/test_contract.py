"""What callers of toml may rely on."""

import datetime
import io
import os
import sys

import pytest

DOCUMENTS = [
    ("", {}),
    ("# only a comment\n", {}),
    ('a = "x"\nb = 1\nc = 1.5\nd = true', {"a": "x", "b": 1, "c": 1.5, "d": True}),
    ("[t]\nx = 1\n[t.u]\ny = 2", {"t": {"x": 1, "u": {"y": 2}}}),
    ("[[t]]\nx = 1\n[[t]]\nx = 2", {"t": [{"x": 1}, {"x": 2}]}),
    ("a = [1, 2, 3]\nb = [[1], ['x']]\nc = []", {"a": [1, 2, 3], "b": [[1], ["x"]], "c": []}),
    ("a = {x = 1, y = 'z'}", {"a": {"x": 1, "y": "z"}}),
    ("a.b.c = 1", {"a": {"b": {"c": 1}}}),
    ("'a b' = 1\n\"c.d\" = 2", {"a b": 1, "c.d": 2}),
    ('a = """\none\ntwo"""', {"a": "one\ntwo"}),
    ("a = '''\n\\one'''", {"a": "\\one"}),
    ('a = "\\t\\u00e9\\U0001F600"', {"a": "\té\U0001f600"}),
    ("a = 1_000\nb = 0xff\nc = 0o17\nd = 0b11", {"a": 1000, "b": 255, "c": 15, "d": 3}),
    ("a = +1\nb = -1.5e3\nc = inf", {"a": 1, "b": -1500.0, "c": float("inf")}),
    ("a = 2020-01-02", {"a": datetime.date(2020, 1, 2)}),
    ("a = 2020-01-02T03:04:05", {"a": datetime.datetime(2020, 1, 2, 3, 4, 5)}),
    ("a = 03:04:05", {"a": datetime.time(3, 4, 5)}),
    ("a = 1\r\nb = 2\r\n", {"a": 1, "b": 2}),
]
WRONG = ["a", "a =", "= 1", "[t", "a = 1\na = 2", "[t]\n[t]", 'a = "', "a = 01", "a b = 1"]


@pytest.mark.parametrize(("text", "value"), DOCUMENTS)
def test_loads(subject, text, value):
    found = subject.loads(text)
    assert found == value
    assert type(found) is dict
    assert list(found) == list(value)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_text_is_refused(subject, text):
    with pytest.raises(subject.TomlDecodeError) as caught:
        subject.loads(text)
    assert isinstance(caught.value, ValueError)


def test_only_text_is_taken(subject):
    with pytest.raises(TypeError):
        subject.loads(b"a = 1")


def test_aware_times_are_the_same_moment(subject):
    found = subject.loads("a = 2020-01-02T03:04:05Z\nb = 2020-01-02T03:04:05-07:00")
    utc = datetime.timezone.utc
    assert found["a"] == datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=utc)
    assert found["b"].utcoffset() == datetime.timedelta(hours=-7)


def test_the_error_has_two_names(subject):
    assert subject.decoder.TomlDecodeError is subject.TomlDecodeError


def test_load_takes_a_path(subject, tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes("a = 'é'\r\nb = '''\r\nx\r\ny'''".encode())
    for name in (path, str(path), os.fsencode(path)):
        assert subject.load(name) == {"a": "é", "b": "x\ny"}


def test_load_takes_an_open_text_file(subject, tmp_path):
    assert subject.load(io.StringIO("a = 1")) == {"a": 1}
    path = tmp_path / "x.toml"
    path.write_text("a = 2")
    with path.open() as file:
        assert subject.load(file) == {"a": 2}


def test_load_takes_several_paths(subject, tmp_path):
    one, two, none = (str(tmp_path / name) for name in "abc")
    for name, text in ((one, "x = 1\ny = 1"), (two, "y = 2\n[t]\nz = 3")):
        with open(name, "w") as file:
            file.write(text)
    assert subject.load([one, two]) == {"x": 1, "y": 2, "t": {"z": 3}}
    with pytest.warns(UserWarning):
        assert subject.load([one, none]) == {"x": 1, "y": 1}
    with pytest.raises(FileNotFoundError):
        subject.load([none])


def test_load_refuses_what_is_not_there_or_no_file(subject, tmp_path):
    with pytest.raises(FileNotFoundError):
        subject.load(tmp_path / "none.toml")
    with pytest.raises(TypeError):
        subject.load(3)


def test_byte_order_mark(subject, side):
    text = "\ufeffa = 1"
    if side == "original":
        assert subject.loads(text) == {"\ufeffa": 1}
    else:
        with pytest.raises(ValueError):
            subject.loads(text)


def test_arrays_of_mixed_types(subject, side):
    text = "a = [1, 'x']"
    if side == "original":
        with pytest.raises(ValueError):
            subject.loads(text)
    else:
        assert subject.loads(text) == {"a": [1, "x"]}


def test_class_of_offsets(subject, side):
    zone = subject.loads("a = 2020-01-02T03:04:05Z")["a"].tzinfo
    assert (type(zone) is datetime.timezone) == (side == "replacement")


def test_class_of_inline_tables(subject, side):
    found = subject.loads("a = {x = 1}")["a"]
    assert found == {"x": 1}
    assert (type(found) is dict) == (side == "replacement")


def test_texts_that_are_not_toml(subject, side):
    text = "a = [1"
    if side == "original":
        assert subject.loads(text) == {"a": []}
    else:
        with pytest.raises(ValueError):
            subject.loads(text)


@pytest.mark.parametrize(
    "text", [", .", "a.b.c  ", "a = 1\na.b.c = 1", "[t]\nx = 1\n[t.u]\n[[t]]\n[[t]]\nx = 2 = 2"]
)
def test_other_errors(subject, side, text):
    with pytest.raises(Exception) as caught:
        subject.loads(text)
    assert isinstance(caught.value, subject.TomlDecodeError) == (side == "replacement")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a .b.c = 1", {"a": {"b": {"c": 1}}}),
        ("a.b. c = 1", {"a": {"b": {"c": 1}}}),
        ("a = '''\n\nx\n'''", {"a": "\nx\n"}),
        ('t = [",x"]', {"t": [",x"]}),
    ],
)
def test_rare_toml(subject, side, text, value):
    try:
        found = subject.loads(text)
    except (subject.TomlDecodeError, IndexError):
        found = None
    assert (found == value) == (side == "replacement")


def test_name_of_the_error(subject, side):
    name = "TomlDecodeError" if side == "original" else "TOMLDecodeError"
    assert subject.TomlDecodeError.__name__ == name


def test_none(subject, side):
    with pytest.raises(TypeError if side == "original" else AttributeError):
        subject.loads(None)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="both have them")
def test_position_of_errors(subject, side):
    with pytest.raises(subject.TomlDecodeError) as caught:
        subject.loads("a = 1\nb =")
    assert hasattr(caught.value, "lineno") == (side == "original")
