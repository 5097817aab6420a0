"""What callers of tomli may rely on."""

import datetime
import decimal
import importlib.metadata
import io
import sys

import pytest

DOCUMENTS = [
    ("", {}),
    ('a = "x"\nb = 1\nc = 1.5\nd = true', {"a": "x", "b": 1, "c": 1.5, "d": True}),
    ("[t]\nx = 1\n[t.u]\ny = 2", {"t": {"x": 1, "u": {"y": 2}}}),
    ("[[t]]\nx = 1\n[[t]]\nx = 2", {"t": [{"x": 1}, {"x": 2}]}),
    ("a = [1, 'x', [2.5]]", {"a": [1, "x", [2.5]]}),
    ("a = {x = 1, y.z = 2}", {"a": {"x": 1, "y": {"z": 2}}}),
    ("a.b.c = 1\na.b.d = 2", {"a": {"b": {"c": 1, "d": 2}}}),
    ('a = """\none \\\n  two"""', {"a": "one two"}),
    ("a = 0xff\nb = 1_000\nc = -inf", {"a": 255, "b": 1000, "c": float("-inf")}),
    ("a = 2020-01-02\nb = 03:04:05", {"a": datetime.date(2020, 1, 2), "b": datetime.time(3, 4, 5)}),
    ("a = 1\r\nb = 2\r\n", {"a": 1, "b": 2}),
]
WRONG = [
    "a",
    "a =",
    "[t",
    "a = 1\na = 2",
    "[t]\n[t]",
    'a = "',
    "a = [1",
    "a = 01",
    "\ufeffa = 1",
    "a = 1\rb = 2",
]


@pytest.mark.parametrize(("text", "value"), DOCUMENTS)
def test_loads(subject, text, value):
    found = subject.loads(text)
    assert found == value
    assert list(found) == list(value)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_text_is_refused(subject, text):
    with pytest.raises(subject.TOMLDecodeError) as caught:
        subject.loads(text)
    assert isinstance(caught.value, ValueError)


def test_the_error_names_the_place(subject):
    with pytest.raises(subject.TOMLDecodeError, match=r"\(at line 2, column 5\)"):
        subject.loads("a = 1\nb = ?")


def test_loads_takes_text_only(subject):
    with pytest.raises(TypeError):
        subject.loads(b"a = 1")


def test_load_takes_a_binary_file_only(subject):
    assert subject.load(io.BytesIO("a = 'é'".encode())) == {"a": "é"}
    with pytest.raises(TypeError):
        subject.load(io.StringIO("a = 1"))


def test_moments(subject):
    found = subject.loads("a = 2020-01-02T03:04:05Z\nb = 2020-01-02T03:04:05.5-07:00")
    assert found["a"] == datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
    assert found["a"].tzinfo is datetime.timezone.utc
    assert found["b"].utcoffset() == datetime.timedelta(hours=-7)
    assert found["b"].microsecond == 500000


def test_parse_float(subject):
    assert subject.loads("a = 1.10", parse_float=decimal.Decimal) == {"a": decimal.Decimal("1.10")}
    found = subject.load(io.BytesIO(b"a = 1.10"), parse_float=str)
    assert found == {"a": "1.10"}
    with pytest.raises(ValueError):
        subject.loads("a = 1.0", parse_float=lambda text: {})


def old():
    """Whether this is the side of a tomli that does not read TOML 1.1."""
    try:
        version = importlib.metadata.version("tomli")
    except importlib.metadata.PackageNotFoundError:
        return False
    return tuple(map(int, version.split(".")[:2])) < (2, 4)


@pytest.mark.skipif(sys.version_info >= (3, 15), reason="tomllib reads TOML 1.1")
@pytest.mark.skipif(old(), reason="neither reads TOML 1.1")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a = {x = 1,}", {"x": 1}),
        ("a = {\nx = 1}", {"x": 1}),
        ("a = 07:32", datetime.time(7, 32)),
        ('a = "\\e"', "\x1b"),
    ],
)
def test_toml_1_1(subject, side, text, value):
    if side == "original":
        assert subject.loads(text) == {"a": value}
    else:
        with pytest.raises(ValueError):
            subject.loads(text)


def test_whose_error_it_is(subject, side):
    import tomllib

    with pytest.raises(ValueError) as caught:
        subject.loads("a")
    assert isinstance(caught.value, tomllib.TOMLDecodeError) == (side == "replacement")
