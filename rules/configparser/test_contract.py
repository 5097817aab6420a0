"""What callers of backports.configparser may rely on."""

import importlib.metadata
import io
import random
import sys

import pytest


def parsed(subject, text, **options):
    parser = subject.ConfigParser(**options)
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"DEFAULT": {}}),
        ("[a]", {"DEFAULT": {}, "a": {}}),
        ("[a]\nx=1\ny : 2", {"DEFAULT": {}, "a": {"x": "1", "y": "2"}}),
        ("[a]\nX=1", {"DEFAULT": {}, "a": {"x": "1"}}),
        ("[a b]\nx y = 1 2 ", {"DEFAULT": {}, "a b": {"x y": "1 2"}}),
        ("[a]\n# c\n; d\nx = 1 ; 2", {"DEFAULT": {}, "a": {"x": "1 ; 2"}}),
        ("[a]\nx = 1\n  2\n\n  3\n", {"DEFAULT": {}, "a": {"x": "1\n2\n\n3"}}),
        ("[DEFAULT]\nq=1\n[a]\nx=%(q)s2", {"DEFAULT": {"q": "1"}, "a": {"q": "1", "x": "12"}}),
        ("[a]\nx=", {"DEFAULT": {}, "a": {"x": ""}}),
        ("[a]\nx=50%%", {"DEFAULT": {}, "a": {"x": "50%"}}),
    ],
)
def test_texts(subject, text, found):
    assert parsed(subject, text) == found


@pytest.mark.parametrize(
    ("options", "text", "found"),
    [
        ({"allow_no_value": True}, "[a]\nx\ny=", {"x": None, "y": ""}),
        ({"delimiters": ("~",)}, "[a]\nx=1~2", {"x=1": "2"}),
        ({"comment_prefixes": ("//",)}, "[a]\n// c\n#x=1", {"#x": "1"}),
        ({"inline_comment_prefixes": ("#",)}, "[a]\nx=1 # c", {"x": "1"}),
        ({"strict": False}, "[a]\nx=1\n[a]\nx=2", {"x": "2"}),
        ({"empty_lines_in_values": False}, "[a]\nx=1\n 2\n\ny=3", {"x": "1\n2", "y": "3"}),
        ({"default_section": "common"}, "[common]\nq=1\n[a]\n[DEFAULT]\nz=2", {"q": "1"}),
        ({"interpolation": None}, "[a]\nx=%(y)s %", {"x": "%(y)s %"}),
        ({"defaults": {"Q": "1"}}, "[a]\nx=2", {"q": "1", "x": "2"}),
    ],
)
def test_options(subject, options, text, found):
    assert parsed(subject, text, **options)["a"] == found


def test_reading(subject, tmp_path):
    (tmp_path / "x.ini").write_text("[a]\nx=é", encoding="utf-8")
    parser = subject.ConfigParser()
    names = [tmp_path / "none", str(tmp_path / "x.ini")]
    assert parser.read(names, encoding="utf-8") == [str(tmp_path / "x.ini")]
    assert parser.read(str(tmp_path / "none")) == []
    parser.read_dict({"a": {"y": 1, "x": "z"}, "b": {}})
    parser.read_file(["[c]\n", "q=1\n"])
    assert parser.sections() == ["a", "b", "c"]
    assert dict(parser["a"]) == {"x": "z", "y": "1"}


def test_getting(subject):
    parser = subject.ConfigParser()
    parser.read_string("[a]\nn=3\nf=1.5\nyes=On\nno=false\ntext=x")
    assert (parser.getint("a", "n"), parser.getfloat("a", "f")) == (3, 1.5)
    assert (parser.getboolean("a", "yes"), parser["a"].getboolean("no")) == (True, False)
    assert parser.get("a", "none", fallback=None) is None
    assert parser["a"].get("none", "d") == "d"
    assert parser.getint("a", "none", fallback=7) == 7
    assert parser.get("a", "n", vars={"n": "5"}) == "5"
    assert parser["a"].getint("n") == 3
    for name in ("text", "n"):
        if name == "text":
            with pytest.raises(ValueError):
                parser.getboolean("a", name)
    assert parser.has_option("a", "N")
    assert not parser.has_section("DEFAULT")
    assert isinstance(parser["a"], subject.SectionProxy)


def test_converters(subject):
    parser = subject.ConfigParser(converters={"list": str.split})
    parser.read_string("[a]\nx=1 2")
    assert parser.getlist("a", "x") == parser["a"].getlist("x") == ["1", "2"]
    assert isinstance(parser.converters, subject.ConverterMapping)


def test_interpolation(subject):
    text = "[p]\nroot=/x\n[a]\npath=${p:root}/y\nmore=${path}/z\ncost=$$5"
    found = parsed(subject, text, interpolation=subject.ExtendedInterpolation())["a"]
    assert found == {"path": "/x/y", "more": "/x/y/z", "cost": "$5"}
    parser = subject.ConfigParser()
    parser.read_string("[a]\nx=%(y)s\ny=1")
    assert (parser.get("a", "x"), parser.get("a", "x", raw=True)) == ("1", "%(y)s")
    assert issubclass(subject.BasicInterpolation, subject.Interpolation)
    raw = subject.RawConfigParser()
    raw.read_string("[a]\nx=%(y)s")
    assert raw.get("a", "x") == "%(y)s"
    assert (subject.DEFAULTSECT, subject.MAX_INTERPOLATION_DEPTH) == ("DEFAULT", 10)


def caught(subject, name, call):
    with pytest.raises(subject.Error) as found:
        call()
    assert type(found.value) is getattr(subject, name)
    assert found.value.message == str(found.value)
    return found.value


def test_errors_of_getting(subject):
    parser = subject.ConfigParser()
    parser.read_string("[a]\nx=1\nd=%(d)s\nm=%(none)s\ns=%x")
    assert caught(subject, "NoSectionError", lambda: parser.get("b", "x")).section == "b"
    error = caught(subject, "NoOptionError", lambda: parser.get("a", "y"))
    assert (error.section, error.option) == ("a", "y")
    error = caught(subject, "InterpolationDepthError", lambda: parser.get("a", "d"))
    assert (error.section, error.option) == ("a", "d")
    error = caught(subject, "InterpolationMissingOptionError", lambda: parser.get("a", "m"))
    assert (error.section, error.option, error.reference) == ("a", "m", "none")
    error = caught(subject, "InterpolationSyntaxError", lambda: parser.get("a", "s"))
    assert isinstance(error, subject.InterpolationError)
    with pytest.raises(KeyError):
        parser["b"]
    with pytest.raises(KeyError):
        parser["a"]["y"]


def test_errors_of_texts(subject):
    def read(text):
        subject.ConfigParser().read_string(text, source="here")

    error = caught(subject, "DuplicateSectionError", lambda: read("[a]\n[a]"))
    assert (error.section, error.source, error.lineno) == ("a", "here", 2)
    error = caught(subject, "DuplicateOptionError", lambda: read("[a]\nx=1\nx=2"))
    assert (error.section, error.option, error.source, error.lineno) == ("a", "x", "here", 3)
    error = caught(subject, "MissingSectionHeaderError", lambda: read("x=1"))
    assert (error.source, error.lineno, error.line) == ("here", 1, "x=1")
    error = caught(subject, "ParsingError", lambda: read("[a]\nx"))
    assert (error.source, [number for number, _ in error.errors]) == ("here", [2])


def test_changing(subject):
    parser = subject.ConfigParser()
    parser["a"] = {"x": "1", "y": 2}
    parser.add_section("b")
    parser.set("b", "z", "3")
    parser["b"]["w"] = "4"
    assert parser.remove_option("a", "y")
    assert not parser.remove_option("a", "y")
    buffer = io.StringIO()
    parser.write(buffer)
    assert buffer.getvalue() == "[a]\nx = 1\n\n[b]\nz = 3\nw = 4\n\n"
    buffer = io.StringIO()
    parser.write(buffer, space_around_delimiters=False)
    assert buffer.getvalue().startswith("[a]\nx=1\n")
    assert parser.remove_section("b")
    assert parser.sections() == ["a"]
    assert parser.items("a") == [("x", "1")]
    with pytest.raises(TypeError):
        parser.set("a", "x", 3)
    with pytest.raises(ValueError):
        parser.set("a", "x", "50%")
    with pytest.raises(ValueError):
        parser.add_section("DEFAULT")
    with pytest.raises(subject.DuplicateSectionError):
        parser.add_section("a")


def test_names_of_keys(subject):
    class Exact(subject.ConfigParser):
        def optionxform(self, optionstr):
            return optionstr

    parser = Exact()
    parser.read_string("[a]\nX=1\nx=2")
    assert dict(parser["a"]) == {"X": "1", "x": "2"}


def test_random_files(subject):
    dice = random.Random(9)
    for _ in range(100):
        wanted = {
            f"s{number}": {
                f"k{dice.randrange(20)}": dice.choice(["", "1", "a b", "x\ny", "é", "# no"])
                for _ in range(dice.randrange(5))
            }
            for number in range(dice.randrange(4))
        }
        parser = subject.RawConfigParser()
        parser.read_dict(wanted)
        buffer = io.StringIO()
        parser.write(buffer)
        other = subject.RawConfigParser()
        other.read_string(buffer.getvalue())
        assert {name: dict(other[name]) for name in other.sections()} == wanted


def test_whose_classes_they_are(subject, side):
    for kind in (subject.ConfigParser, subject.SectionProxy, subject.Error, subject.NoOptionError):
        assert (kind.__module__ == "configparser") == (side == "replacement")


def release():
    try:
        return tuple(map(int, importlib.metadata.version("configparser").split(".")[:2]))
    except importlib.metadata.PackageNotFoundError:
        return None


@pytest.mark.skipif(
    sys.version_info >= (3, 13) or (release() or (7,)) < (7,), reason="both tell the same"
)
def test_lines_of_errors(subject, side):
    with pytest.raises(subject.ParsingError) as found:
        subject.ConfigParser().read_string("[a]\nx")
    assert found.value.errors == [(2, "x" if side == "original" else "'x'")]


@pytest.mark.skipif(
    sys.version_info >= (3, 14) or (release() or (7, 2)) < (7, 2), reason="both do the same"
)
@pytest.mark.parametrize("key", ["[x]", "a=b"])
def test_keys_that_cannot_be_read_back(subject, side, key):
    parser = subject.ConfigParser()
    parser["a"] = {key: "1"}
    if side == "original":
        with pytest.raises(subject.Error):
            parser.write(io.StringIO())
    else:
        parser.write(io.StringIO())


@pytest.mark.skipif(
    sys.version_info >= (3, 12) or (release() or (7,)) < (7,), reason="both do the same"
)
def test_an_error_made_by_hand(subject, side):
    with pytest.raises(TypeError if side == "original" else ValueError):
        subject.ParsingError("a", "b")


@pytest.mark.skipif((release() or (7, 2)) < (7, 1), reason="both do the same")
def test_prefixes_that_are_no_texts(subject, side):
    if side == "original":
        with pytest.raises(TypeError):
            subject.ConfigParser(comment_prefixes=[None])
    else:
        subject.ConfigParser(comment_prefixes=[None])
