"""What callers of jsonlines may rely on."""

import io
import json
import random
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def path():
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "lines.jsonl"


def test_reading(subject):
    given = ['{"a": 1}\n', "[1, 2.5]\r\n", '"\xe9"', " true "]
    reader = subject.Reader(given)
    assert reader.read() == {"a": 1}
    assert list(reader) == [[1, 2.5], "\xe9", True]
    with pytest.raises(EOFError) as caught:
        reader.read()
    assert caught.value.__cause__ is None
    assert list(reader) == []
    assert list(subject.Reader([])) == []
    assert list(subject.Reader(iter(["1"]))) == [1]


def test_reading_bytes(subject):
    assert list(subject.Reader(io.BytesIO('"\xe9"\n2\n'.encode()))) == ["\xe9", 2]
    reader = subject.Reader([b'"\xff"', b"1"])
    with pytest.raises(subject.InvalidLineError) as caught:
        reader.read()
    assert str(caught.value) == (
        "line is not valid utf-8: 'utf-8' codec can't decode byte 0xff in position 1: "
        "invalid start byte (line 1)"
    )
    assert caught.value.line == b'"\xff"'
    assert isinstance(caught.value.__cause__, UnicodeDecodeError)
    assert reader.read() == 1


@pytest.mark.parametrize(
    "line", ["", "\n", " ", "{", "{'a': 1}", "1 2", "nul", "\x1e\x1e1", "\ufeff\ufeff1"]
)
def test_what_is_no_json(subject, line):
    reader = subject.Reader(["1", line + "\n", "2"])
    assert reader.read() == 1
    with pytest.raises(subject.InvalidLineError) as caught:
        reader.read()
    error = caught.value
    rest = line[1:] if line[:1] in ("\x1e", "\ufeff") else line
    assert (error.line, error.lineno) == (rest.rstrip(), 2)
    with pytest.raises(ValueError) as wrong:
        json.loads(rest + "\n")
    assert str(error) == f"line contains invalid json: {wrong.value} (line 2)"
    assert isinstance(error.__cause__, ValueError)
    assert reader.read() == 2


def test_errors(subject):
    error = subject.InvalidLineError("bad", "text \n", 3)
    assert isinstance(error, subject.Error)
    assert isinstance(error, ValueError)
    assert (error.message, error.line, error.lineno) == ("bad (line 3)", "text", 3)
    assert (str(error), error.args) == ("bad (line 3)", ("bad (line 3)",))
    assert repr(error) == "InvalidLineError(message='bad (line 3)', line='text', lineno=3)"
    other = subject.Error("x")
    assert (other.message, str(other), other.args, repr(other)) == (
        "x",
        "x",
        ("x",),
        "Error(message='x')",
    )
    assert not isinstance(other, ValueError)
    assert subject.Error("x") != other
    assert subject.Error(message="x").message == "x"


def test_what_may_begin_a_line(subject):
    assert list(subject.Reader(["\ufeff1", "\x1e2", b"\xef\xbb\xbf3", b"\x1e4"])) == [1, 2, 3, 4]


@pytest.mark.parametrize("kind", [bool, dict, float, int, list, str])
def test_types(subject, kind):
    values = [True, {}, 1.5, 2, [], "x"]
    for value in values:
        reader = subject.Reader([json.dumps(value)])
        if type(value) is kind:
            assert reader.read(type=kind) == value
        else:
            with pytest.raises(subject.InvalidLineError) as caught:
                reader.read(type=kind)
            assert str(caught.value) == "line does not match requested type (line 1)"
            assert caught.value.line == json.dumps(value)
            assert caught.value.__cause__ is None
    assert list(subject.Reader(map(json.dumps, values)).iter(type=kind, skip_invalid=True)) == [
        each for each in values if type(each) is kind
    ]


@pytest.mark.parametrize("kind", [tuple, object, "int", bytes])
def test_types_that_json_has_not(subject, kind):
    reader = subject.Reader(["1"])
    with pytest.raises(ValueError) as caught:
        reader.read(type=kind)
    assert str(caught.value) == "invalid type specified"
    assert not isinstance(caught.value, subject.InvalidLineError)
    assert reader.read() == 1


def test_null(subject):
    with pytest.raises(subject.InvalidLineError) as caught:
        subject.Reader(["\x1enull "]).read()
    assert str(caught.value) == "line contains null value (line 1)"
    assert caught.value.line == "null"
    with pytest.raises(subject.InvalidLineError):
        subject.Reader(["null"]).read(type=int)
    reader = subject.Reader(["null"] * 2 + ["1"])
    assert reader.read(allow_none=True) is None
    assert reader.read(allow_none=True, type=int) is None
    assert list(subject.Reader(["null", "1"]).iter(allow_none=True)) == [None, 1]
    assert list(subject.Reader(["null", "1"]).iter(int, True)) == [None, 1]


def test_empty_lines(subject):
    given = ["\n", " \t\n", "1\n", "", b" \n", "2"]
    reader = subject.Reader(given)
    assert (reader.read(skip_empty=True), reader.read(skip_empty=True)) == (1, 2)
    with pytest.raises(EOFError):
        reader.read(skip_empty=True)
    assert list(subject.Reader(given).iter(skip_empty=True)) == [1, 2]
    assert list(subject.Reader(given).iter(None, False, True)) == [1, 2]
    with pytest.raises(EOFError):
        subject.Reader([" "]).read(skip_empty=True)
    reader = subject.Reader(["", "{"])
    with pytest.raises(subject.InvalidLineError) as caught:
        reader.read(skip_empty=True)
    assert caught.value.lineno == 2


def test_lines_that_are_passed_over(subject):
    given = ["1", "x", "null", "2"]
    assert list(subject.Reader(given).iter(skip_invalid=True)) == [1, 2]
    with pytest.raises(subject.InvalidLineError):
        list(subject.Reader(["", "1"]).iter())
    iterator = subject.Reader(given).iter()
    assert next(iterator) == 1
    with pytest.raises(subject.InvalidLineError):
        next(iterator)
    with pytest.raises(StopIteration):
        next(iterator)


def test_own_loads(subject):
    seen = []

    def loads(text):
        seen.append(text)
        return len(text)

    assert list(subject.Reader(["a\n", b"bcd"], loads=loads)) == [2, 3]
    assert seen == ["a\n", "bcd"]

    def fail(text):
        raise KeyError(text)

    with pytest.raises(KeyError):
        subject.Reader(["a"], loads=fail).read()


@pytest.mark.parametrize("line", [1, None, ["1"]])
def test_lines_that_are_no_texts(subject, line):
    with pytest.raises(AttributeError):
        subject.Reader([line]).read()
    with pytest.raises(TypeError):
        subject.Reader(5)


def test_a_closed_reader(subject):
    stream = io.StringIO("1\n2\n")
    with subject.Reader(stream) as reader:
        assert reader.read() == 1
    assert reader.close() is None
    assert not stream.closed
    with pytest.raises(RuntimeError) as caught:
        reader.read()
    assert str(caught.value) == "reader is closed"
    with pytest.raises(RuntimeError):
        list(reader)


def test_writing(subject):
    stream = io.StringIO()
    with subject.Writer(stream) as writer:
        assert writer.write({"b": 1, "a": [1, 2]}) == 22
        assert writer.write("\xe9\n") == 6
        assert writer.write(None) == 5
        assert writer.write_all(iter([1, 2.5, True])) == 11
        assert writer.write_all([]) == 0
    lines = ['{"b": 1, "a": [1, 2]}', '"\xe9\\n"', "null", "1", "2.5", "true", ""]
    assert stream.getvalue() == "\n".join(lines)
    assert not stream.closed
    with pytest.raises(RuntimeError) as caught:
        writer.write(1)
    assert str(caught.value) == "writer is closed"


def test_ways_to_write(subject):
    value = {"b": [1, 2], "a": {"d": 1, "c": 2}}
    for options, line in (
        ({}, '{"b": [1, 2], "a": {"d": 1, "c": 2}}\n'),
        ({"compact": True}, '{"b":[1,2],"a":{"d":1,"c":2}}\n'),
        ({"sort_keys": True}, '{"a": {"c": 2, "d": 1}, "b": [1, 2]}\n'),
        ({"compact": True, "sort_keys": True}, '{"a":{"c":2,"d":1},"b":[1,2]}\n'),
        ({"dumps": lambda _: "x", "compact": True}, "x\n"),
        ({"dumps": lambda _: b"\xc3\xa9"}, "\xe9\n"),
    ):
        stream = io.StringIO()
        assert subject.Writer(stream, **options).write(value) == len(line)
        assert stream.getvalue() == line
        stream = io.BytesIO()
        assert subject.Writer(stream, **options).write(value) == len(line.encode())
        assert stream.getvalue() == line.encode()


def test_what_is_no_json_value(subject):
    stream = io.StringIO()
    writer = subject.Writer(stream)
    for wrong in ({1, 2}, b"x", object()):
        with pytest.raises(TypeError):
            writer.write(wrong)
    assert stream.getvalue() == ""
    writer.write(float("nan"))
    assert stream.getvalue() == "NaN\n"


class Sink:
    """A file of texts, or of bytes, that is none of Python's own."""

    def __init__(self, kind):
        self.kind = kind
        self.calls = []

    def write(self, data):
        if not isinstance(data, self.kind):
            raise TypeError
        self.calls.append(data)

    def flush(self):
        self.calls.append("flush")


def test_other_files(subject):
    sink = Sink(str)
    subject.Writer(sink, flush=True).write(1)
    assert sink.calls == ["", "1", "\n", "flush"]
    sink = Sink(bytes)
    subject.Writer(sink).write(1)
    assert sink.calls == [b"1", b"\n"]
    with pytest.raises(AttributeError):
        subject.Writer()
    with pytest.raises(AttributeError):
        subject.Writer("name")
    with tempfile.NamedTemporaryFile() as file:
        assert subject.Writer(file).write("\xe9") == 5


def test_flush(subject):
    for flush in (True, False):
        sink = Sink(str)
        writer = subject.Writer(sink, flush=flush)
        writer.write_all([1, 2])
        assert sink.calls.count("flush") == (2 if flush else 0)


def test_open(subject, path):
    with subject.open(path, "w") as writer:
        assert writer.write({"a": "\xe9"}) == 11
    assert path.read_bytes() == b'{"a": "\xc3\xa9"}\n'
    with subject.open(str(path), mode="a", compact=True, sort_keys=True, flush=True) as writer:
        writer.write({"c": 1, "b": 2})
        assert path.read_bytes().endswith(b'{"b":2,"c":1}\n')
    with subject.open(str(path).encode()) as reader:
        assert list(reader) == [{"a": "\xe9"}, {"b": 2, "c": 1}]
        assert type(reader) is subject.Reader
    with pytest.raises(FileExistsError):
        subject.open(path, "x")
    with subject.open(path, "r", loads=len) as reader:
        assert list(reader) == [11, 14]
    with subject.open(path, "w", dumps=repr) as writer:
        writer.write("x")
        assert type(writer) is subject.Writer
    assert path.read_text() == "'x'\n"
    path.unlink()
    with pytest.raises(FileNotFoundError):
        subject.open(path)
    with subject.open(path, mode="x") as writer:
        writer.write(1)
    assert path.read_text() == "1\n"


def test_what_open_opened_is_closed(subject, path):
    path.write_text("1\n")
    reader = subject.open(path)
    with reader as same:
        assert same is reader
        assert reader.read() == 1
    reader.close()
    writer = subject.open(path, "w")
    writer.write(2)
    assert path.read_text() == ""
    writer.close()
    assert path.read_text() == "2\n"
    with path.open() as file:
        subject.Reader(file).close()
        assert file.read() == "2\n"


def test_a_byte_order_mark_at_the_beginning(subject, path):
    path.write_bytes(b"\xef\xbb\xbf1\n\xef\xbb\xbf2\n")
    with subject.open(path) as reader:
        assert list(reader) == [1, 2]
    path.write_bytes(b"\xff\n")
    with subject.open(path) as reader, pytest.raises(UnicodeDecodeError):
        reader.read()


@pytest.mark.parametrize("mode", ["rt", "rb", "r+", "", "W", None])
def test_other_modes(subject, path, mode):
    with pytest.raises(ValueError) as caught:
        subject.open(path, mode)
    assert str(caught.value) == "'mode' must be either 'r', 'w', 'a', or 'x'"
    assert not path.exists()


def test_options_of_the_other_kind(subject, path):
    path.write_text("1\n")
    with pytest.raises(TypeError):
        subject.open(path, compact=True)
    with pytest.raises(TypeError):
        subject.open(path, "a", loads=len)


def test_texts(subject, path):
    path.write_text("1\n")
    with subject.open(path) as reader:
        assert repr(reader) == f"<jsonlines.Reader at 0x{id(reader):x} wrapping {str(path)!r}>"
    lines = ["1"]
    reader = subject.Reader(lines)
    assert repr(reader).endswith(f" wrapping <list at 0x{id(lines):x}>>")
    stream = io.StringIO()
    for each in (subject.Reader(stream), subject.Writer(stream)):
        assert repr(each).endswith(f" wrapping {stream!r}>")
    sink = Sink(str)
    assert repr(subject.Writer(sink)).endswith(f" wrapping {sink!r}>")


def test_random_values(subject):
    dice = random.Random(9)
    for _ in range(100):
        values = [
            dice.choice([dice.random(), "\u2028\xe9", [1, {}], {"a": None}, "", 0, False])
            for _ in range(9)
        ]
        for stream in (io.StringIO(), io.BytesIO()):
            subject.Writer(stream, compact=dice.random() < 0.5).write_all(values)
            stream.seek(0)
            assert list(subject.Reader(stream)) == values


def test_comparing(subject, side):
    stream = io.StringIO()
    one, two = subject.Writer(stream), subject.Writer(stream)
    if side == "original":
        with pytest.raises(TypeError):
            hash(one)
    else:
        assert len({one, two}) == 2


def test_the_module_of_the_errors(subject, side):
    for kind in (subject.Error, subject.InvalidLineError):
        assert (kind.__module__ == "jsonlines.jsonlines") == (side == "original")
