"""What callers of inflection may rely on, but for plurals."""

import random
import re
import unicodedata

import pytest

ODD = (
    "aabcABCdD__--12 '\"\n.\u00e9\u00df\u00c6\u0130\u0131\u017f\u212a\u01c6\u24d0\u0149\u0301\u0663"
)


def texts(seed, count=3000):
    dice = random.Random(seed)
    for _ in range(count):
        yield "".join(dice.choice(ODD) for _ in range(dice.randrange(9)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("DeviceType", "device_type"),
        ("device-type", "device_type"),
        ("HTMLTidy", "html_tidy"),
        ("HTMLTidyGenerator", "html_tidy_generator"),
        ("FreeBSD", "free_bsd"),
        ("HTML", "html"),
        ("IOError", "io_error"),
        ("A1B2", "a1_b2"),
        ("a1b", "a1b"),
        ("ABc", "a_bc"),
        ("aB", "a_b"),
        ("Ab", "ab"),
        ("__A-B", "__a_b"),
        ("two words", "two words"),
        ("\u0663A", "\u0663_a"),
        ("\u00e9A\u00c9b", "\u00e9a\u00e9b"),
    ],
)
def test_underscore(subject, text, wanted):
    assert subject.underscore(text) == wanted


def test_underscore_of_anything(subject):
    for text in texts(1):
        wanted = ""
        for at, char in enumerate(text):
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            upper = "A" <= char <= "Z"
            low = before != "" and ("a" <= before <= "z" or before.isdecimal())
            if upper and (low or ("A" <= before <= "Z" and "a" <= after <= "z")):
                wanted += "_"
            wanted += "_" if char == "-" else char
        assert subject.underscore(text) == wanted.lower()


@pytest.mark.parametrize(
    ("text", "upper", "lower"),
    [
        ("device_type", "DeviceType", "deviceType"),
        ("Device_type", "DeviceType", "deviceType"),
        ("a", "A", "a"),
        ("A", "A", "a"),
        ("two words", "Two words", "two words"),
        ("a_1_b", "A1B", "a1B"),
        ("a__b_", "A_b_", "a_b_"),
        ("_a_b", "_aB", "_aB"),
        ("-a-b", "-a-b", "-a-b"),
        ("a_\nb", "A_\nb", "a_\nb"),
        ("\u00dfa_\u00dfb", "SSaSSb", "\u00dfSaSSb"),
        ("DeviceType", "DeviceType", "deviceType"),
    ],
)
def test_camelize(subject, text, upper, lower):
    assert subject.camelize(text) == subject.camelize(text, True) == upper
    assert subject.camelize(text, False) == lower
    assert subject.camelize(string=text, uppercase_first_letter=0) == lower


def test_camelize_of_nothing(subject):
    assert subject.camelize("") == ""
    with pytest.raises(IndexError):
        subject.camelize("", False)


def test_dasherize(subject):
    assert subject.dasherize("a_b__c D") == "a-b--c D"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("employee_salary", "Employee salary"),
        ("author_id", "Author"),
        ("author_id\n", "Author\n"),
        ("author_ids", "Author ids"),
        ("id_author", "Id author"),
        ("_id", ""),
        ("_id_id", " id"),
        ("AUTHOR_ID", "Author id"),
        ("\u00c6SIR", "\u00c6sir"),
        ("\u00e9A", "\u00c9a"),
        ("a\u00c6B", "A\u00c6b"),
        ("1A_b", "1a b"),
        ("-a", "-a"),
        ("\u24d0a", "\u24d0a"),
        ("a\nB", "A\nb"),
        ("\u212aA", "Ka"),
        ("x\u0130", "Xi\u0307"),
    ],
)
def test_humanize(subject, text, wanted):
    assert subject.humanize(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("man from the boondocks", "Man From The Boondocks"),
        ("x-men: the last stand", "X Men: The Last Stand"),
        ("TheManWithoutAPast", "The Man Without A Past"),
        ("raiders_of_the_lost_ark", "Raiders Of The Lost Ark"),
        ("author_id", "Author"),
        ("bob's_BURGERS", "Bob's Burgers"),
        ("'tis", "'Tis"),
        ("a 'tis", "A 'Tis"),
        ("3d_view", "3D View"),
        ("\u24d0b", "\u24b6B"),
        ("HTML5", "Html5"),
    ],
)
def test_titleize(subject, text, wanted):
    assert subject.titleize(text) == wanted


def test_titleize_of_anything(subject):
    for text in texts(2):
        title = subject.humanize(subject.underscore(text)).title()
        wanted, at = "", 0
        while at < len(title):
            length = 2 if re.match(r"'\w", title[at:]) else 1
            begins = re.match(r"\w", title[at - 1 : at] or " ") is None
            edge = begins == (re.match(r"\w", title[at]) is not None)
            one = title[at : at + length]
            changes = edge and re.match(r"'?\w", one)
            wanted += one.capitalize() if changes else title[at]
            at += length if changes else 1
        assert subject.titleize(text) == wanted


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        *enumerate(
            [
                "th",
                "st",
                "nd",
                "rd",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "th",
                "st",
                "nd",
            ]
        ),
        *((100 + at, end) for at, end in enumerate(["th", "st", "nd", "rd", "th"])),
        *((110 + at, end) for at, end in enumerate(["th", "th", "th", "th", "th"])),
        (1012, "th"),
        (-1, "st"),
        (-11, "th"),
        (-21, "st"),
    ],
)
def test_ordinals(subject, number, wanted):
    assert subject.ordinal(number) == wanted
    assert subject.ordinalize(number) == f"{number}{wanted}"


def test_ordinals_of_other_things(subject):
    assert subject.ordinalize("2") == "2nd"
    assert subject.ordinalize(3.7) == "3.7rd"
    assert subject.ordinalize(" 1 ") == " 1 st"
    assert subject.ordinal(True) == "st"
    with pytest.raises(ValueError):
        subject.ordinal("x")
    with pytest.raises(TypeError):
        subject.ordinalize(None)


def test_transliterate(subject):
    assert subject.transliterate("\u00e4l\u00e4m\u00f6l\u00f6") == "alamolo"
    assert subject.transliterate("\u00c6r\u00f8sk\u00f8bing") == "rskbing"
    assert subject.transliterate("\ufb01\u00b2 \u4e2d\x00") == "fi2 \x00"
    for text in texts(3):
        wanted = "".join(c for c in unicodedata.normalize("NFKD", text) if c.isascii())
        assert subject.transliterate(text) == wanted


@pytest.mark.parametrize(
    ("text", "options", "wanted"),
    [
        ("Donald E. Knuth", {}, "donald-e-knuth"),
        ("  Cr\u00e8me br\u00fbl\u00e9e!!", {}, "creme-brulee"),
        ("a_b - c", {}, "a_b-c"),
        ("--a--", {}, "a"),
        ("", {}, ""),
        ("!!", {}, ""),
        ("Random text with *(bad)* characters", {}, "random-text-with-bad-characters"),
        ("Allow_Under_Scores", {}, "allow_under_scores"),
        ("Squeeze   separators", {"separator": "_"}, "squeeze_separators"),
        ("Trailing bad characters!@#", {"separator": "_"}, "trailing_bad_characters"),
        ("a-b c", {"separator": "_"}, "a-b_c"),
        ("a b!", {"separator": ""}, "ab"),
        ("a b  c", {"separator": "--"}, "a--b--c"),
        ("a---b", {"separator": "--"}, "a--b"),
        ("x a b x", {"separator": "X"}, "xaxbx"),
        ("!a!", {"separator": "."}, "a"),
        ("a b.c", {"separator": "."}, "a.b.c"),
        ("a b", {"separator": "+1"}, "a+1b"),
    ],
)
def test_parameterize(subject, text, options, wanted):
    assert subject.parameterize(text, **options) == wanted


def test_a_separator_is_a_template(subject):
    assert subject.parameterize("a b", "\\n") == "a\nb"
    with pytest.raises((re.error, IndexError)):
        subject.parameterize("a b", "\\g")


def test_only_text_is_taken(subject):
    for name in ("underscore", "camelize", "humanize", "titleize", "transliterate", "parameterize"):
        with pytest.raises(TypeError):
            getattr(subject, name)(3)
    with pytest.raises(AttributeError):
        subject.dasherize(3)
