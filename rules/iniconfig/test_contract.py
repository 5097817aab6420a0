"""What callers of iniconfig may rely on."""

import random
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def path():
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "x.ini"


def read(subject, text, **options):
    """Return the sections as the class and as its other way to make one read them."""
    if options:
        return subject.IniConfig.parse("x.ini", text, **options).sections
    found = subject.IniConfig("x.ini", text).sections
    same = subject.IniConfig.parse("x.ini", data=text, strip_inline_comments=False).sections
    assert same == found
    return found


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("", {}),
        ("\n # a\n; b\n", {}),
        ("[a]", {"a": {}}),
        ("[a]\nb = c", {"a": {"b": "c"}}),
        ("[a]\nb=c\nd:e\n", {"a": {"b": "c", "d": "e"}}),
        ("[a]\nb : c = d", {"a": {"b": "c = d"}}),
        ("[a]\nb = c : d", {"a": {"b": "c : d"}}),
        ("[a]\nb =", {"a": {"b": ""}}),
        ("[a]\nb:", {"a": {"b": ""}}),
        ("[a]\n= c", {"a": {"": "c"}}),
        ("[a]\nB = 1\nb = 2", {"a": {"B": "1", "b": "2"}}),
        ("[a]\nb = c # d", {"a": {"b": "c # d"}}),
        ("[a] # c\nb = c", {"a": {"b": "c"}}),
        ("[a] ; c\nb = c", {"a": {"b": "c"}}),
        ("[a ]\n[ b]", {"a ": {}, " b": {}}),
        ("[a]\nb =\n  c\n  d", {"a": {"b": "c\nd"}}),
        ("[a]\nb = c\n d\n\te", {"a": {"b": "c\nd\ne"}}),
        ("[a]\nb = c\n\n  d\n# x\n  e", {"a": {"b": "c\nd\ne"}}),
        ("[a]\nb = c\n[d\n e", {"a": {"b": "c\n[d\ne"}}),
        ("[a]\nb = c\n[d # e", {"a": {"b": "c\n[d # e"}}),
        ("[a]\r\nb = c\r\n", {"a": {"b": "c"}}),
        ("\ufeff[a]\nb = c", {"a": {"b": "c"}}),
        ("[[a]]\nb = [c]", {"[a]": {"b": "[c]"}}),
        ("[DEFAULT]\nx = %(y)s\n[a]", {"DEFAULT": {"x": "%(y)s"}, "a": {}}),
        ("[a]\n\u00a0b = c\nd = e", None),
        ("[a]\nb = \u00a0c\u00a0", {"a": {"b": "c"}}),
        ("[a]\nb = c\x0cd = e", {"a": {"b": "c", "d": "e"}}),
        ("[a]\n  # c\nb = c", {"a": {"b": "c"}}),
    ],
)
def test_texts(subject, text, sections):
    if sections is None:
        with pytest.raises(subject.ParseError):
            read(subject, text)
    else:
        assert read(subject, text) == sections


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a = 1", 1, "no section header defined"),
        ("\n\na = 1\n[b]", 3, "no section header defined"),
        ("[a]\n[b]\n[a]", 3, "duplicate section 'a'"),
        ("[a]\nb = 1\nb : 2", 3, "duplicate name 'b'"),
        ("[a]\nb", 2, "unexpected line: 'b'"),
        ("b c \n[a]", 1, "unexpected line: 'b c'"),
        ("[a]\n b = 1", 2, "unexpected value continuation"),
        (" b", 1, "unexpected value continuation"),
        ("[]", 1, "empty section name"),
        ("[a", 1, "unexpected value continuation"),
        ("[a]\n[b # ]", 2, "unexpected value continuation"),
    ],
)
def test_what_cannot_be_read(subject, text, line, said):
    for make in (subject.IniConfig, subject.IniConfig.parse):
        with pytest.raises(subject.ParseError) as caught:
            make("x.ini", text)
        error = caught.value
        assert str(error) == f"x.ini:{line}: {said}"
        assert (error.path, error.lineno, error.msg) == ("x.ini", line - 1, said)
        assert error.args == ("x.ini", line - 1, said)
        assert error.__cause__ is None
    assert issubclass(subject.ParseError, Exception)
    assert not issubclass(subject.ParseError, ValueError)
    assert subject.exceptions.ParseError is subject.ParseError


def test_comments_behind_values(subject):
    text = "[a] # x\nb = c # d\ne = f;g#h\ni = # j\nk =\n  l # m\n  # n\n  o\np = q\n[r # s\n"
    found = {"b": "c", "e": "f", "i": "", "k": "l\no", "p": "q\n[r # s"}
    assert read(subject, text, strip_inline_comments=True) == {"a": found}
    assert subject.IniConfig.parse("x", text).sections == {"a": found}
    assert subject.IniConfig("x", text).sections["a"]["b"] == "c # d"
    assert subject.IniConfig("x", text).sections["a"]["k"] == "l # m\no"


def test_white_space_in_sections(subject):
    text = "[ a\u00a0]\nb = c"
    assert read(subject, text, strip_section_whitespace=True) == {"a": {"b": "c"}}
    assert read(subject, text, strip_section_whitespace=False) == {" a\u00a0": {"b": "c"}}
    assert subject.IniConfig.parse("x", text).sections == {" a\u00a0": {"b": "c"}}
    assert read(subject, "[abc]", strip_section_whitespace=True) == {"abc": {}}
    with pytest.raises(subject.ParseError):
        read(subject, "[ ]", strip_section_whitespace=True)
    assert read(subject, "[ ]") == {" ": {}}


TEXT = "[b]\nz = 1\ny = two\n\n[a]\nx =\n  3\n  4\n"


def test_sections(subject):
    config = subject.IniConfig("x.ini", TEXT)
    assert config.path == "x.ini"
    assert [each.name for each in config] == ["b", "a"]
    section = config["b"]
    assert (section.name, section.config, type(section)) == ("b", config, subject.SectionWrapper)
    assert (list(section), list(section.items())) == (["z", "y"], [("z", "1"), ("y", "two")])
    assert ("a" in config, "c" in config, "x" in config) == (True, False, False)
    with pytest.raises(KeyError) as caught:
        config["c"]
    assert caught.value.args == ("c",)
    with pytest.raises(KeyError):
        section["x"]


def test_the_order_is_that_of_the_lines(subject):
    text = "".join(f"[s{n}]\n" + "".join(f"k{m} = {m}\n" for m in (3, 1, 2)) for n in (2, 3, 1))
    config = subject.IniConfig("x", text)
    assert [each.name for each in config] == ["s2", "s3", "s1"]
    assert [list(each) for each in config] == [["k3", "k1", "k2"]] * 3
    assert list(subject.SectionWrapper(config, "none")) == []
    assert next(subject.SectionWrapper(config, name="s1").items()) == ("k3", "3")


def test_lines(subject):
    config = subject.IniConfig("x.ini", TEXT)
    assert [config.lineof(name) for name in ("b", "a", "c")] == [1, 5, None]
    assert (config.lineof("b", "z"), config.lineof("a", name="x")) == (2, 6)
    assert (config.lineof("a", "z"), config["b"].lineof("y")) == (None, 3)
    assert config["b"].lineof("x") is None
    assert subject.IniConfig.parse("x.ini", TEXT).lineof("a", "x") == 6


def test_get(subject):
    config = subject.IniConfig("x.ini", TEXT)
    section = config["b"]
    for get in (lambda *a, **kw: config.get("b", *a, **kw), section.get):
        assert (get("z"), get("y", 5), get("none"), get("none", 5)) == ("1", "two", None, 5)
        assert (get("z", convert=int), get("z", None, int)) == (1, 1)
        assert (get("none", convert=int), get("none", "x", int)) == (None, "x")
        with pytest.raises(ValueError):
            get("y", convert=int)
        with pytest.raises(KeyError):
            get("y", convert={}.__getitem__)
    assert config.get("none", "z", default=1) == 1
    assert config.get(section="a", name="x") == "3\n4"
    assert section.get(key="z") == "1"


def test_files(subject, path):
    path.write_bytes("[\xe9]\r\na = 1\r\n".encode())
    for given in (path, str(path)):
        for make in (subject.IniConfig, subject.IniConfig.parse):
            config = make(given)
            assert (config.path, config.sections) == (str(path), {"\xe9": {"a": "1"}})
    assert list(subject.IniConfig(path, encoding="latin-1").sections) == ["\xc3\xa9"]
    assert list(subject.IniConfig.parse(path, None, "latin-1").sections) == ["\xc3\xa9"]
    assert subject.IniConfig(path, data="").sections == {}
    path.write_bytes(b"[\xff]")
    with pytest.raises(UnicodeDecodeError):
        subject.IniConfig(path)
    with pytest.raises(FileNotFoundError):
        subject.IniConfig(path.with_name("none.ini"))
    with pytest.raises(TypeError):
        subject.IniConfig(5)
    with pytest.raises(FileNotFoundError):
        subject.IniConfig("")
    path.write_bytes(b"[a]")
    assert "a" in subject.IniConfig(str(path).encode())
    made = subject.IniConfig(path, _sections={"b": {}}, _sources={("b", None): 4})
    assert (made.lineof("b"), "a" in made) == (5, False)
    assert "a" in subject.IniConfig(path, _sections={"b": {}})
    assert "a" in subject.IniConfig(path, _sources={})


def test_subclasses(subject):
    class Own(subject.IniConfig):
        pass

    assert type(Own.parse("x", TEXT)) is Own
    assert Own("x", TEXT)["a"]["x"] == "3\n4"


@pytest.mark.parametrize(
    ("line", "comment"),
    [("", True), (" \n", True), ("# a", True), ("  ; a", True), ("a # b", False), ("[", False)],
)
def test_comment_lines(subject, line, comment):
    assert subject.iscommentline(line) is comment
    assert subject.iscommentline(line=line) is comment


def test_the_module_of_the_error(subject, side):
    module = subject.ParseError.__module__
    assert (module == "iniconfig.exceptions") == (side == "original")


def test_constants(subject):
    assert subject.COMMENTCHARS == "#;"


def test_random_texts(subject):
    dice = random.Random(8)
    lines = [
        "[a]",
        "[b]",
        "[a",
        "x = 1",
        "y: 2 # c",
        "  z",
        "# c",
        "",
        "w",
        "[c] ;",
        "x =",
        "\xa0v",
    ]
    kinds = set()
    for _ in range(400):
        text = "\n".join(["[s]"] + [dice.choice(lines) for _ in range(dice.randrange(5))])
        try:
            found = read(subject, text)
        except subject.ParseError as error:
            kinds.add(error.msg)
        else:
            assert next(iter(found)) == "s"
            assert all(key == key.strip() for each in found.values() for key in each)
    assert len(kinds) >= 4
