"""What callers of xmltodict's parse may rely on."""

import io
import random
import xml.parsers.expat

import pytest

ExpatError = xml.parsers.expat.ExpatError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<a/>", {"a": None}),
        ("<a></a>", {"a": None}),
        ("<a>  \n </a>", {"a": None}),
        ("<a> x </a>", {"a": "x"}),
        ("<a>1</a>", {"a": "1"}),
        ('<a b="1"/>', {"a": {"@b": "1"}}),
        ('<a b="1" c="">x</a>', {"a": {"@b": "1", "@c": "", "#text": "x"}}),
        ("<a><b>1</b></a>", {"a": {"b": "1"}}),
        ("<a><b>1</b><b/><b c='2'/></a>", {"a": {"b": ["1", None, {"@c": "2"}]}}),
        ("<a>x<b/>y <b/> z</a>", {"a": {"b": [None, None], "#text": "xy  z"}}),
        ("<a><b/><c/><b/></a>", {"a": {"b": [None, None], "c": None}}),
        ("<a>&lt;&amp;&#233;</a>", {"a": "<&\xe9"}),
        ("<a><![CDATA[ <b> ]]></a>", {"a": "<b>"}),
        ("<a>x<!-- no -->y<?pi z?></a>", {"a": "xy"}),
        (
            '<x:a xmlns:x="u" x:b="1"><x:c/></x:a>',
            {"x:a": {"@xmlns:x": "u", "@x:b": "1", "x:c": None}},
        ),
        ('<?xml version="1.0"?>\n<!DOCTYPE a>\n<a>\xe9</a>\n', {"a": "\xe9"}),
        ("<a><#b/></a>".replace("#", "_"), {"a": {"_b": None}}),
        ("<a>\r\nx\r\ny</a>", {"a": "x\ny"}),
    ],
)
def test_texts(subject, text, value):
    for given in (text, text.encode(), bytearray(text.encode()), io.BytesIO(text.encode())):
        found = subject.parse(given)
        assert found == value
        assert list(found) == list(value)
    assert subject.parse(xml_input=text, encoding="utf-8") == value
    assert subject.parse(each for each in text.encode().partition(b"<")) == value


def test_order_and_class(subject):
    found = subject.parse("<r z='1' y='2'>t<b/><a/><b/></r>")["r"]
    assert list(found) == ["@z", "@y", "b", "a", "#text"]
    assert type(found) is dict
    assert type(found["b"]) is list


@pytest.mark.parametrize(
    "text", ["", "x", "<a>", "<a></b>", "<a/><b/>", "<a b=1/>", "<a>&x;</a>", "<a b='1' b='2'/>"]
)
def test_what_is_no_xml(subject, text):
    for given in (text, text.encode(), io.BytesIO(text.encode()), iter([text]).__iter__()):
        with pytest.raises((ExpatError, TypeError)) as caught:
            subject.parse(given)
        if not isinstance(given, type(iter([]))):
            assert type(caught.value) is ExpatError
            assert caught.value.code


@pytest.mark.parametrize("wrong", [None, 3, ["<a/>"], io.StringIO("<a/>")])
def test_what_is_no_text(subject, wrong):
    with pytest.raises(TypeError):
        subject.parse(wrong)


@pytest.mark.parametrize(
    "declaration", ['<!ENTITY x "y">', '<!ENTITY x SYSTEM "file:///x">', '<!ENTITY % x "y">']
)
def test_entities_are_refused(subject, declaration):
    with pytest.raises(ValueError) as caught:
        subject.parse(f"<!DOCTYPE a [{declaration}]><a>&x;</a>")
    assert str(caught.value) == "entities are disabled"
    assert subject.parse('<!DOCTYPE a SYSTEM "none.dtd"><a/>') == {"a": None}


def test_encodings(subject):
    text = "<a>\xe9</a>"
    assert subject.parse(text.encode("latin-1"), encoding="latin-1") == {"a": "\xe9"}
    assert subject.parse(text, "latin-1") == {"a": "\xe9"}
    assert subject.parse("<?xml version='1.0' encoding='latin-1'?>" + text) == {"a": "\xe9"}
    declared = b"<?xml version='1.0' encoding='latin-1'?><a>\xe9</a>"
    assert subject.parse(declared) == {"a": "\xe9"}
    assert subject.parse("\ufeff<a/>") == {"a": None}
    with pytest.raises(ExpatError):
        subject.parse(b"<a>\xe9</a>")
    with pytest.raises(UnicodeEncodeError):
        subject.parse("<a>\ud800</a>")


def test_lists_on_demand(subject):
    text = "<a><b>1</b><c d='2'>t</c></a>"
    for forced in (("b",), ["b"], {"b"}, {"b": 1}, "b"):
        found = subject.parse(text, force_list=forced)
        assert found == {"a": {"b": ["1"], "c": {"@d": "2", "#text": "t"}}}
    everything = {"a": [{"b": ["1"], "c": [{"@d": "2", "#text": ["t"]}]}]}
    assert subject.parse(text, force_list=True) == everything
    for nothing in (False, None, (), 0):
        assert subject.parse(text, force_list=nothing)["a"]["b"] == "1"
    assert subject.parse("<a><b/><b/></a>", force_list=("b",)) == {"a": {"b": [None, None]}}
    assert subject.parse("<a>x</a>", force_list=("a",)) == {"a": ["x"]}


def test_lists_by_a_function(subject):
    seen = []

    def forced(path, key, value):
        seen.append((list(path), key, value))
        return key == "b"

    found = subject.parse("<a x='1'><b>1</b><c d='2'>t</c><b/></a>", force_list=forced)
    assert found == {"a": {"@x": "1", "b": ["1", None], "c": {"@d": "2", "#text": "t"}}}
    inner = [("a", {"x": "1"})]
    assert seen == [
        (inner, "b", "1"),
        (inner, "#text", "t"),
        (inner, "c", {"@d": "2", "#text": "t"}),
        ([], "a", found["a"]),
    ]
    with pytest.raises(TypeError):
        subject.parse("<a/>", force_list=3)
    paths = []
    subject.parse("<a><b/></a>", force_list=lambda path, key, value: paths.append(path))
    assert paths == [[("a", None)], []]


def test_other_names(subject):
    text = "<a b='1'><c/>t</a>"
    assert subject.parse(text, attr_prefix="") == {"a": {"b": "1", "c": None, "#text": "t"}}
    assert subject.parse(text, cdata_key="text")["a"]["text"] == "t"
    assert subject.parse(text, xml_attribs=False) == {"a": {"c": None, "#text": "t"}}
    assert subject.parse("<a b='1'>t</a>", xml_attribs=False) == {"a": "t"}
    assert subject.parse("<a b='1'><b>2</b></a>", attr_prefix="") == {"a": {"b": ["1", "2"]}}
    assert subject.parse(text, cdata_key="c") == {"a": {"@b": "1", "c": [None, "t"]}}


def test_blanks(subject):
    assert subject.parse("<a> x </a>", strip_whitespace=False) == {"a": " x "}
    assert subject.parse("<a> <b/> </a>", strip_whitespace=False) == {
        "a": {"b": None, "#text": "  "}
    }
    assert subject.parse("<a></a>", strip_whitespace=False) == {"a": None}
    assert subject.parse("<a>\xa0x\u2003</a>") == {"a": "x"}


def element(dice, depth):
    """Return a random element as text, and what it is read as."""
    name = dice.choice("abc")
    value = {"@k": "1"} if dice.random() < 0.3 else {}
    inner = text = ""
    for _ in range(dice.randrange(4) if depth else 0):
        child, made, found = element(dice, depth - 1)
        inner += made
        if child in value:
            there = value[child]
            value[child] = [*there, found] if isinstance(there, list) else [there, found]
        else:
            value[child] = found
        text += dice.choice(["", "", "x"])
        inner += text[-1:] if text.endswith("x") and dice.random() < 0 else ""
    text = dice.choice(["", "t&amp;", "7"])
    if text and value:
        value["#text"] = text.replace("&amp;", "&")
    found = value or text.replace("&amp;", "&") or None
    attributes = " k='1'" if "@k" in value else ""
    return name, f"<{name}{attributes}>{inner}{text}</{name}>", found


def test_random_documents(subject):
    dice = random.Random(6)
    for _ in range(300):
        name, text, found = element(dice, 4)
        assert subject.parse(text) == {name: found}


def test_deep_documents(subject):
    found = subject.parse("<a>" * 3000 + "</a>" * 3000)
    for _ in range(2999):
        found = found["a"]
    assert found == {"a": None}


def test_chunks(subject):
    assert subject.parse(each for each in (b"<a>", b"x", b"", b"</a>")) == {"a": "x"}
    assert subject.parse(each for each in ("<a>", "x</a>")) == {"a": "x"}
    with pytest.raises(ExpatError):
        subject.parse(each for each in (b"<a>", b"x"))
    with pytest.raises(ExpatError):
        subject.parse(each for each in ())


def test_errors_of_the_caller(subject):
    def chunks():
        yield b"<a>"
        raise KeyError("x")

    with pytest.raises(KeyError):
        subject.parse(chunks())
    with pytest.raises(ZeroDivisionError):
        subject.parse("<a/>", force_list=lambda *_: 1 / 0)


def test_other_options(subject, side):
    text = '<a xmlns="u"/>'
    if side == "original":
        found = subject.parse(text, process_namespaces=True)
        assert list(found) == ["u:a"]
    else:
        with pytest.raises(TypeError):
            subject.parse(text, process_namespaces=True)
