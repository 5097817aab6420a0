"""What callers of dotenv's readers may rely on."""

import collections
import io
import logging
import os
import pathlib
import random
import stat
import sys

import pytest


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    """Begin with an environment of three variables, and leave it as it was."""
    found = dict(os.environ)
    for name in variables():
        del os.environ[name]
    os.environ.update(A="env", EMPTY="", HOME="/none")
    yield
    for name in variables():
        del os.environ[name]
    os.environ.update({name: found[name] for name in variables(found)})


def variables(found=os.environ):
    return {name: found[name] for name in found if not name.startswith("PYTEST")}


def read(subject, text, **options):
    return dict(subject.dotenv_values(stream=io.StringIO(text, newline=""), **options))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", {}),
        ("\n  \n# only\n", {}),
        ("X=1", {"X": "1"}),
        ("X=1\nY=2\n", {"X": "1", "Y": "2"}),
        ("X=1\r\nY=2\rZ=3", {"X": "1", "Y": "2", "Z": "3"}),
        ("  X \t=  1  ", {"X": "1"}),
        ("X=a b  c ", {"X": "a b  c"}),
        ("X=", {"X": ""}),
        ("X=\nY=1", {"X": "", "Y": "1"}),
        ("X", {"X": None}),
        ("X # no\nY", {"X": None, "Y": None}),
        ("X=a#b", {"X": "a#b"}),
        ("X=a #b", {"X": "a"}),
        ("X=a\t# b # c", {"X": "a"}),
        ("X= # c", {"X": ""}),
        ("X=#c", {"X": "#c"}),
        ("X= #", {"X": ""}),
        ("X=a=b", {"X": "a=b"}),
        ("X==", {"X": "="}),
        ("export X=1", {"X": "1"}),
        ("export\tX", {"X": None}),
        ("exportX=1\nexport", {"exportX": "1", "export": None}),
        ("export=1", {"export": "1"}),
        ("'X y'=1", {"X y": "1"}),
        ("X.y-z=1\n\xe9=2", {"X.y-z": "1", "\xe9": "2"}),
        ("X='a b' # c", {"X": "a b"}),
        ("X='a\nb'\nY=1", {"X": "a\nb", "Y": "1"}),
        (r"X='a\'b\\c\nd'", {"X": r"a'b\c\nd"}),
        (r'X="a\"b\\c\nd\te\qf"', {"X": 'a"b\\c\nd\te\\qf'}),
        (r'X="\a\b\f\r\v\'"', {"X": "\a\b\f\r\v'"}),
        ('X="a\nb # c"', {"X": "a\nb # c"}),
        ("X=''\nY=\"\"", {"X": "", "Y": ""}),
        ("X=a'b'", {"X": "a'b'"}),
        (r"X=a\nb", {"X": r"a\nb"}),
        (r"X='a\\'", {"X": "a\\"}),
        ("X=1\nX=2\nY=3\nX", {"X": None, "Y": "3"}),
        ("\ufeffX=1", {"X": "1"}),
        ("X=\xa01\u2003", {"X": "1"}),
        ("X=1\x0b#2", {"X": "1"}),
    ],
)
def test_texts(subject, text, value):
    found = read(subject, text)
    assert found == value
    assert list(found) == list(value)
    assert read(subject, text, interpolate=False) == value


@pytest.mark.parametrize(
    ("text", "value", "lines"),
    [
        ("=1\nX=2", {"X": "2"}, [1]),
        ("X='a\nY=1", {"Y": "1"}, [1]),
        ('X="a\nY=1', {"Y": "1"}, [1]),
        ("A=1\nX='a' b\nY=1", {"A": "1", "Y": "1"}, [2]),
        ("X y=1\nY=1", {"Y": "1"}, [1]),
        ("export =1\nY=1", {"Y": "1"}, [1]),
        ("''=1\n\n'a=1\nY", {"Y": None}, [1, 2]),
        ("X='a\nb' c\nY=1\n=", {"Y": "1"}, [1, 4]),
        ("X = 'a\\' \nY=1", {"Y": "1"}, [1]),
        ("X\r\n=\rY=1\n=", {"X": None, "Y": "1"}, [2, 4]),
        ("=1\r\nY=1", {"Y": "1"}, [1]),
    ],
)
def test_what_cannot_be_read_is_left_out(subject, caplog, text, value, lines):
    assert read(subject, text) == value
    said = "python-dotenv could not parse statement starting at line {}"
    assert [each.getMessage() for each in caplog.records] == [said.format(each) for each in lines]
    assert {each.levelname for each in caplog.records} == {"WARNING"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("X=${A}", "env"),
        ("X='${A}'", "env"),
        ('X="<${A}>"', "<env>"),
        ("X=$A", "$A"),
        ("X=${NONE}", ""),
        ("X=${NONE:-d e}", "d e"),
        ("X=${NONE:-}", ""),
        ("X=${A:-d}", "env"),
        ("X=${EMPTY:-d}", ""),
        ("X=${A}${A}-${NONE}", "envenv-"),
        ("X=${}", ""),
        ("X=${A", "${A"),
        ("X=${A:d}", "${A:d}"),
        ("X=\\${A}", "\\env"),
        ("Y=1\nX=${Y}", "1"),
        ("X=${Y}\nY=1", ""),
        ("Y\nX=<${Y:-d}>", "<>"),
        ("A=own\nX=${A}", "own"),
        ("X=1\nX=${X}2", "12"),
    ],
)
def test_variables(subject, text, value):
    assert read(subject, text)["X"] == value


def test_variables_are_left_alone_on_demand(subject):
    assert read(subject, "X=${A}", interpolate=False) == {"X": "${A}"}


def test_loading(subject):
    text = "A=file\nNEW=${A}\nBARE\nEMPTY=1\n"
    assert subject.load_dotenv(stream=io.StringIO(text)) is True
    assert variables() == {"A": "env", "NEW": "env", "EMPTY": "", "HOME": "/none"}
    del os.environ["NEW"]
    assert subject.load_dotenv(stream=io.StringIO(text), override=True) is True
    assert variables() == {"A": "file", "NEW": "file", "EMPTY": "1", "HOME": "/none"}
    assert subject.load_dotenv(stream=io.StringIO("Z=${A}"), interpolate=False) is True
    assert os.environ["Z"] == "${A}"
    assert subject.load_dotenv(stream=io.StringIO("")) is False
    assert subject.load_dotenv(stream=io.StringIO("BARE")) is True
    assert "BARE" not in os.environ


def test_files(subject, tmp_path):
    path = tmp_path / "x.env"
    path.write_bytes("X=\xe9\r\nY='a\r\nb'".encode())
    for name in (path, str(path), os.fsencode(path)):
        assert dict(subject.dotenv_values(name)) == {"X": "\xe9", "Y": "a\nb"}
    assert subject.load_dotenv(path, encoding="utf-8") is True
    assert os.environ["X"] == "\xe9"
    path.write_bytes(b"X=\xe9")
    assert dict(subject.dotenv_values(dotenv_path=path, encoding="latin-1")) == {"X": "\xe9"}
    with pytest.raises(UnicodeDecodeError):
        subject.dotenv_values(path)
    path.write_bytes(b"X=1")
    assert dict(subject.dotenv_values(path, stream=io.StringIO("X=2"))) == {"X": "1"}
    found = subject.dotenv_values(path)
    assert type(found) is collections.OrderedDict


def test_files_that_are_not_there(subject, tmp_path, caplog):
    caplog.set_level(logging.INFO)
    for name in (tmp_path / "none", tmp_path, "", str(tmp_path / "none")):
        assert subject.load_dotenv(name) is False
        assert dict(subject.dotenv_values(name)) == {}
    assert dict(subject.dotenv_values(tmp_path, stream=io.StringIO("X=2"))) == {"X": "2"}
    assert caplog.records == []
    assert subject.load_dotenv("none.env", verbose=True) is False
    subject.dotenv_values("", verbose=True)
    subject.dotenv_values(stream=io.StringIO(""), verbose=True)
    said = "python-dotenv could not find configuration file {}."
    assert [each.getMessage() for each in caplog.records] == [
        said.format("none.env"),
        said.format(".env"),
    ]
    assert {each.levelname for each in caplog.records} == {"INFO"}


def test_pipes(subject, tmp_path, monkeypatch):
    path = tmp_path / "pipe"
    real = os.stat

    def told(name, *args, **options):
        found = list(real(tmp_path if name == str(path) else name, *args, **options))
        found[0] = stat.S_IFIFO if name == str(path) else found[0]
        return os.stat_result(found)

    monkeypatch.chdir(tmp_path)
    assert subject.find_dotenv("pipe", usecwd=True) == ""
    monkeypatch.setattr(os, "stat", told)
    found = subject.find_dotenv("pipe", usecwd=True)
    monkeypatch.undo()
    assert found == str(path)


@pytest.mark.parametrize("value", ["1", "true", "TRUE", "t", "Yes", "y"])
def test_it_can_be_switched_off(subject, value):
    os.environ["PYTHON_DOTENV_DISABLED"] = value
    assert subject.load_dotenv(stream=io.StringIO("X=1")) is False
    assert "X" not in os.environ
    assert read(subject, "X=1") == {"X": "1"}


@pytest.mark.parametrize("value", ["", "0", "no", "on", " 1"])
def test_other_values_do_not_switch_it_off(subject, value):
    os.environ["PYTHON_DOTENV_DISABLED"] = value
    assert subject.load_dotenv(stream=io.StringIO("X=1")) is True
    assert os.environ["X"] == "1"


def test_finding_from_the_current_folder(subject, tmp_path, monkeypatch):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert subject.find_dotenv("name.env", usecwd=True) == ""
    with pytest.raises(OSError) as caught:
        subject.find_dotenv("name.env", raise_error_if_not_found=True, usecwd=True)
    assert str(caught.value) == "File not found"
    (tmp_path / "name.env").write_text("X=1")
    (tmp_path / "a" / "name.env").mkdir()
    found = subject.find_dotenv("name.env", True, True)
    assert (found, type(found)) == (str(tmp_path / "name.env"), str)
    (inner / "name.env").write_text("")
    assert subject.find_dotenv(filename="./name.env", usecwd=True) == f"{inner}/./name.env"
    (inner / ".env").write_text("FOUND=here")
    assert subject.find_dotenv(usecwd=True) == str(inner / ".env")


@pytest.fixture
def beside(monkeypatch, tmp_path):
    """A file beside this one, where the program is no interactive one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys.modules["__main__"], "__file__", "main.py", raising=False)
    path = pathlib.Path(__file__).parent / ".env"
    path.write_text("FOUND=beside")
    yield path
    path.unlink()


def test_finding_from_the_file_of_the_caller(subject, beside, tmp_path, monkeypatch):
    assert subject.find_dotenv() == str(beside)
    assert dict(subject.dotenv_values()) == {"FOUND": "beside"}
    assert subject.load_dotenv() is True
    assert os.environ["FOUND"] == "beside"
    space = {"find": subject.find_dotenv}
    exec(compile("found = find()", "<no file>", "exec"), space)
    assert space["found"] == str(beside)
    (tmp_path / ".env").write_text("FOUND=current")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert subject.find_dotenv() == str(tmp_path / ".env")
    monkeypatch.delattr(sys, "frozen")
    monkeypatch.setattr(sys, "ps1", "> ", raising=False)
    assert subject.find_dotenv() == str(tmp_path / ".env")
    monkeypatch.delattr(sys, "ps1")
    monkeypatch.setattr(sys, "ps2", "> ", raising=False)
    assert subject.find_dotenv() == str(tmp_path / ".env")
    monkeypatch.delattr(sys, "ps2")
    monkeypatch.delattr(sys.modules["__main__"], "__file__")
    assert subject.find_dotenv() == str(tmp_path / ".env")


def test_finding_in_a_debugger(subject, beside, tmp_path):
    (tmp_path / ".env").write_text("FOUND=current")
    old = sys.gettrace()
    sys.settrace(lambda *_: None)
    try:
        found = subject.find_dotenv()
    finally:
        sys.settrace(old)
    assert found == str(tmp_path / ".env")


def test_the_same_in_main(subject):
    text = "X=1"
    assert dict(subject.main.dotenv_values(stream=io.StringIO(text))) == {"X": "1"}
    assert subject.main.load_dotenv(stream=io.StringIO(text)) is True
    assert subject.main.find_dotenv("none.env", usecwd=True) == ""


def test_wrong_arguments(subject):
    with pytest.raises(AttributeError):
        subject.dotenv_values(stream="X=1")
    with pytest.raises(TypeError):
        subject.load_dotenv(wrong=1)


def test_random_values_in_quotes(subject):
    dice = random.Random(7)
    for _ in range(500):
        value = "".join(dice.choice("ab'\"\\ \n#=$\t") for _ in range(dice.randrange(8)))
        single = value.replace("\\", "\\\\").replace("'", "\\'")
        double = value.replace("\\", "\\\\").replace('"', '\\"')
        text = f"X='{single}'\nY=\"{double}\" # end\n"
        assert read(subject, text) == {"X": value, "Y": value}


def test_name_of_the_logger(subject, side, caplog):
    read(subject, "=")
    assert (caplog.records[0].name == "dotenv.main") == (side == "original")


def test_message_of_the_switch(subject, side, caplog):
    caplog.set_level(logging.DEBUG)
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"
    subject.load_dotenv(stream=io.StringIO(""))
    assert len(caplog.records) == (1 if side == "original" else 0)
