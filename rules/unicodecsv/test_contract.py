"""What callers of unicodecsv may rely on."""

import csv
import io
import random

import pytest


def read(subject, data, **options):
    return list(subject.reader(io.BytesIO(data), **options))


@pytest.mark.parametrize(
    ("data", "options", "rows"),
    [
        (b"", {}, []),
        (b"a,b\n1,2\n", {}, [["a", "b"], ["1", "2"]]),
        (b"a,b\r\n\r\nc", {}, [["a", "b"], [], ["c"]]),
        ("é,€\n".encode(), {}, [["é", "€"]]),
        (b"\xe9\n", {"encoding": "latin-1"}, [["é"]]),
        (b"\xe9,x\n", {"errors": "replace"}, [["\ufffd", "x"]]),
        (b"\xe9,x\n", {"encoding": "ascii", "errors": "ignore"}, [["", "x"]]),
        (b'"a\nb",c\n', {}, [["a\nb", "c"]]),
        (b'"a""b"\n', {}, [['a"b']]),
        (b"a;b,c\n", {"delimiter": ";"}, [["a", "b,c"]]),
        (b"a\tb\n", {"dialect": "excel-tab"}, [["a", "b"]]),
        (b"a\tb\n", {"dialect": csv.excel_tab}, [["a", "b"]]),
        (b"a|b\n", {"dialect": "excel", "delimiter": "|"}, [["a", "b"]]),
        (b"'a,b'\n", {"quotechar": "'"}, [["a,b"]]),
        (b"a, b\n", {"skipinitialspace": True}, [["a", "b"]]),
        (b"1,'x'\n", {"quoting": csv.QUOTE_NONNUMERIC, "quotechar": "'"}, [[1.0, "x"]]),
        (b'"a"\n', {"quoting": csv.QUOTE_NONE}, [['"a"']]),
        (b"a,b\n", {"dialect": None}, [["a", "b"]]),
        (b"a\n", {"strict": True}, [["a"]]),
    ],
)
def test_reading(subject, data, options, rows):
    assert read(subject, data, **options) == rows


def test_a_reader_is_lazy(subject):
    lines = iter([b"a,b\n", b"\xff\n"])
    found = subject.reader(lines, "excel", "utf-8", "strict")
    assert iter(found) is found
    assert (next(found), found.line_num, found.dialect.delimiter) == (["a", "b"], 1, ",")
    with pytest.raises(UnicodeDecodeError):
        next(found)
    assert next(found, None) is None


def test_errors_are_strict(subject):
    with pytest.raises(UnicodeDecodeError):
        read(subject, b"\xff\n")


def test_wrong_reading(subject):
    with pytest.raises(TypeError):
        subject.reader(3)
    with pytest.raises(AttributeError):
        list(subject.reader(["text"]))
    with pytest.raises(TypeError):
        subject.reader([], nothing=1)
    with pytest.raises(subject.Error):
        subject.reader([], dialect="none")
    with pytest.raises(LookupError):
        list(subject.reader([b"a"], encoding="none"))
    with pytest.raises(subject.Error):
        read(subject, b'"a"b', strict=True)


def written(subject, rows, **options):
    file = io.BytesIO()
    subject.writer(file, **options).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize(
    ("rows", "options", "data"),
    [
        ([], {}, b""),
        ([["a", "é"]], {}, "a,é\r\n".encode()),
        ([["é"]], {"encoding": "latin-1"}, b"\xe9\r\n"),
        ([["é"]], {"encoding": "ascii", "errors": "replace"}, b"?\r\n"),
        ([[1, None, 1.5, "x,y", 'q"r', "a\nb"]], {}, b'1,,1.5,"x,y","q""r","a\nb"\r\n'),
        ([["a", 1]], {"quoting": csv.QUOTE_ALL}, b'"a","1"\r\n'),
        ([["a", "b"]], {"delimiter": ";", "lineterminator": "\n"}, b"a;b\n"),
        ([["a", "b"]], {"dialect": "excel-tab"}, b"a\tb\r\n"),
        ([("a",), iter("bc"), []], {}, b"a\r\nb,c\r\n\r\n"),
    ],
)
def test_writing(subject, rows, options, data):
    assert written(subject, rows, **options) == data


def test_what_writing_returns(subject):
    class File:
        def write(self, data):
            assert isinstance(data, bytes)
            return ("wrote", len(data))

    found = subject.writer(File(), csv.excel_tab, "utf-16-le", "strict")
    assert found.writerow(["a", "b"]) == ("wrote", 10)
    assert found.writerows([["a"]]) is None
    assert found.dialect.delimiter == "\t"


def test_wrong_writing(subject):
    with pytest.raises(TypeError):
        subject.writer(None)
    with pytest.raises(UnicodeEncodeError) as caught:
        written(subject, [["é"]], encoding="ascii")
    assert caught.value.encoding == "ascii"
    with pytest.raises(UnicodeEncodeError):
        written(subject, [["\ud800"]])
    with pytest.raises(subject.Error):
        written(subject, [["a,b"]], quoting=csv.QUOTE_NONE)
    with pytest.raises(TypeError):
        subject.writer(io.BytesIO(), nothing=1)
    with pytest.raises(TypeError):
        subject.writer(io.StringIO()).writerow(["a"])


def test_reading_by_name(subject):
    data = "é;b\n1;2\n3\n4;5;6\n".encode("latin-1")
    found = subject.DictReader(
        io.BytesIO(data), restkey="more", restval="", delimiter=";", encoding="latin-1"
    )
    assert found.fieldnames == ["é", "b"]
    assert [dict(row) for row in found] == [
        {"é": "1", "b": "2"},
        {"é": "3", "b": ""},
        {"é": "4", "b": "5", "more": ["6"]},
    ]
    assert found.line_num == 4


def test_reading_by_given_names(subject):
    found = subject.DictReader(
        [b"1\t\xff\n", b"2\n"], ["a", "b"], "k", "v", "excel-tab", "ascii", "ignore"
    )
    assert [dict(row) for row in found] == [{"a": "1", "b": ""}, {"a": "2", "b": "v"}]
    assert isinstance(found, csv.DictReader)
    found = subject.DictReader([b"1,2,3\n"], ("a",))
    assert [dict(row) for row in found] == [{"a": "1", None: ["2", "3"]}]
    found = subject.DictReader([b"a,b\n", b"1\n"])
    assert [dict(row) for row in found] == [{"a": "1", "b": None}]
    with pytest.raises(UnicodeDecodeError):
        next(subject.DictReader([b"\xff\n"]))
    with pytest.raises(TypeError):
        subject.DictReader([], nothing=1)


def test_writing_by_name(subject):
    file = io.BytesIO()
    found = subject.DictWriter(file, ["x", "é"], restval="-", encoding="latin-1", delimiter=";")
    assert isinstance(found, csv.DictWriter)
    found.writeheader()
    found.writerow({"x": 1})
    found.writerows([{"é": "é", "x": "a;b"}])
    assert file.getvalue() == 'x;é\r\n1;-\r\n"a;b";é\r\n'.encode("latin-1")
    with pytest.raises(ValueError):
        found.writerow({"x": 1, "z": 2})


def test_writing_by_position(subject):
    file = io.BytesIO()
    found = subject.DictWriter(file, ["x", "y"], "", "ignore", "excel-tab", "ascii", "replace")
    found.writerow({"x": "é", "z": 2})
    assert file.getvalue() == b"?\t\r\n"
    file = io.BytesIO()
    subject.DictWriter(file, ["x", "y"]).writerow({"x": "é"})
    assert file.getvalue() == "é,\r\n".encode()
    with pytest.raises(UnicodeEncodeError):
        subject.DictWriter(file, ["x"], encoding="ascii").writerow({"x": "é"})
    with pytest.raises(ValueError):
        subject.DictWriter(file, ["x"], extrasaction="none")


def test_the_names_of_csv(subject):
    for name in ("QUOTE_ALL", "QUOTE_MINIMAL", "QUOTE_NONE", "QUOTE_NONNUMERIC", "Error"):
        assert getattr(subject, name) is getattr(csv, name)
    for name in ("Dialect", "excel", "excel_tab", "unix_dialect", "Sniffer", "field_size_limit"):
        assert getattr(subject, name) is getattr(csv, name)
    for name in ("get_dialect", "list_dialects", "register_dialect", "unregister_dialect"):
        assert getattr(subject, name) is getattr(csv, name)


def test_random_tables(subject):
    dice = random.Random(8)
    for _ in range(100):
        width = dice.randrange(1, 4)
        rows = [
            [
                "".join(dice.choice("aé,\"\n ;'") for _ in range(dice.randrange(1, 6)))
                for _ in range(width)
            ]
            for _ in range(dice.randrange(5))
        ]
        encoding = dice.choice(["utf-8", "latin-1"])
        data = written(subject, rows, encoding=encoding)
        assert read(subject, data, encoding=encoding) == rows


def test_classes(subject):
    assert subject.reader is subject.UnicodeReader
    assert subject.writer is subject.UnicodeWriter
    found = subject.UnicodeReader([b"a\n"])
    assert isinstance(found, subject.reader)
    assert list(found.reader) == [["a"]]

    class Upper(subject.DictReader):
        def __next__(self):
            return {key: value.upper() for key, value in super().__next__().items()}

    assert list(Upper([b"a\n", b"x\n"])) == [{"a": "X"}]


def test_what_a_dict_writer_holds(subject):
    file = io.BytesIO()
    found = subject.DictWriter(file, ["x"], errors="ignore")
    assert found.writeheader() is None
    assert found.encoding_errors == "ignore"
    assert isinstance(found.writer, subject.UnicodeWriter)
    assert found.writer.writerow(["y"]) == 3
    assert file.getvalue() == b"x\r\ny\r\n"
    for wrong in (3, None):
        with pytest.raises(TypeError):
            subject.DictWriter(wrong, ["x"])
