"""What callers of braceexpand may rely on."""

import itertools
import random

import pytest


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("", [""]),
        ("plain", ["plain"]),
        ("a{1..3}b", ["a1b", "a2b", "a3b"]),
        ("{3..1}", ["3", "2", "1"]),
        ("{1..1}", ["1"]),
        ("{2..-2}", ["2", "1", "0", "-1", "-2"]),
        ("{-2..2..2}", ["-2", "0", "2"]),
        ("{1..6..2}", ["1", "3", "5"]),
        ("{6..1..2}", ["6", "4", "2"]),
        ("{6..1..-2}", ["6", "4", "2"]),
        ("{1..6..-2}", ["1", "3", "5"]),
        ("{1..3..0}", ["1", "2", "3"]),
        ("{1..9..20}", ["1"]),
        ("{07..10}", ["07", "08", "09", "10"]),
        ("{7..010}", ["007", "008", "009", "010"]),
        ("{0..2}", ["0", "1", "2"]),
        ("{2..00}", ["02", "01", "00"]),
        ("{-0..1}", ["0", "1"]),
        ("{-01..1}", ["-01", "000", "001"]),
        ("{1..3..02}", ["1", "3"]),
        ("{9..11}", ["9", "10", "11"]),
        ("{a..e}", ["a", "b", "c", "d", "e"]),
        ("{e..a..2}", ["e", "c", "a"]),
        ("{a..g..3}", ["a", "d", "g"]),
        ("{a..c..0}", ["a", "b", "c"]),
        ("{a..a}", ["a"]),
        ("{A..A}", ["A"]),
        ("{C..A}", ["C", "B", "A"]),
        ("{D..A..2}", ["D", "B"]),
        ("{b..Y}", ["b", "a", "Z", "Y"]),
        ("{Y..b}", ["Y", "Z", "a", "b"]),
        ("{a,b}", ["a", "b"]),
        ("{a,b}{1..2}", ["a1", "a2", "b1", "b2"]),
        ("x{,y}", ["x", "xy"]),
        ("{,}", ["", ""]),
        ("{a,,b}", ["a", "", "b"]),
        ("{a,{b,c}}", ["a", "b", "c"]),
        ("py{2.{5..7},3.{2,3}}!", ["py2.5!", "py2.6!", "py2.7!", "py3.2!", "py3.3!"]),
        ("{{a,b},c}", ["a", "b", "c"]),
        ("{{1..2},{3..4}}", ["1", "2", "3", "4"]),
        ("{}", ["{}"]),
        ("{a}", ["{a}"]),
        ("{{a,b}}", ["{a}", "{b}"]),
        ("x{{}}y", ["x{{}}y"]),
        ("{1..}", ["{1..}"]),
        ("{1..a}", ["{1..a}"]),
        ("{1..2..x}", ["{1..2..x}"]),
        ("{x1..2}", ["{x1..2}"]),
        ("{1.5..2}", ["{1.5..2}"]),
        ("{aa..b}", ["{aa..b}"]),
        ("{\xe9..\xea}", ["{\xe9..\xea}"]),
        ("{ a , b }", [" a ", " b "]),
        ("a,b", ["a,b"]),
        ("}{", ["}{"]),
        ("{1..2\n}", ["1", "2"]),
        ("{\u0661..\u0663}", ["1", "2", "3"]),
        ("{1..2,3}", ["1..2", "3"]),
        ("\n{a,b}\n", ["\na\n", "\nb\n"]),
        ("~/$x*{a,b}?", ["~/$x*a?", "~/$x*b?"]),
    ],
)
def test_patterns(subject, pattern, texts):
    assert list(subject.braceexpand(pattern)) == texts
    assert list(subject.braceexpand(pattern=pattern, escape=False)) == texts


@pytest.mark.parametrize(
    ("pattern", "texts", "raw"),
    [
        (r"\{a,b\}", ["{a,b}"], [r"\a", "\\b\\"]),
        (r"{a\,b,c}", ["a,b", "c"], ["a\\", "b", "c"]),
        (r"{1\{2,3}", ["1{2", "3"], None),
        (r"{1..\3}", ["{1..3}"], [r"{1..\3}"]),
        (r"\a\\", ["a\\"], ["\\a\\\\"]),
        ("{a,b}\\", ["a\\", "b\\"], ["a\\", "b\\"]),
        (r"\\{a,b}", ["\\a", "\\b"], [r"\\a", r"\\b"]),
        (r"{\\x,b}", ["x", "b"], [r"\\x", "b"]),
        (r"{{\\\\\\\\x,b}}", ["{\\\\x}".replace("\\\\", "\\"), "{b}"], None),
        (r"{\\\\x,b}", [r"\x", "b"], [r"\\\\x", "b"]),
        ("\\\n{a,b}", ["\\\na", "\\\nb"], ["\\\na", "\\\nb"]),
        (r"{a,b\}", None, ["a", "b\\"]),
    ],
)
def test_backslashes(subject, pattern, texts, raw):
    for escape, wanted in ((True, texts), (False, raw)):
        if wanted is None:
            continue
        assert list(subject.braceexpand(pattern, escape)) == wanted
    if texts is not None:
        assert list(subject.braceexpand(pattern)) == texts


@pytest.mark.parametrize("pattern", ["{", "}", "{a,b", "a,b}", "{1{2,3}", "{{a}", "}{a,b}", "}}{"])
def test_unbalanced_braces(subject, pattern):
    with pytest.raises(subject.UnbalancedBracesError) as caught:
        subject.braceexpand(pattern)
    assert str(caught.value) == f"Unbalanced braces: '{pattern}'"
    assert isinstance(caught.value, ValueError)


def test_what_is_no_text(subject):
    for nothing in ([], (), {}, b""):
        assert list(subject.braceexpand(nothing)) == [""]
    for wrong in (None, 5, ["{a,b}"], b"{a,b}"):
        with pytest.raises(TypeError):
            list(subject.braceexpand(wrong))


def test_it_is_an_iterator(subject):
    found = subject.braceexpand("{1..100}" * 12)
    assert iter(found) is found
    assert list(itertools.islice(found, 2)) == ["1" * 12, "1" * 11 + "2"]
    assert list(subject.braceexpand("{1..3}")) == list(subject.braceexpand("{1..3}"))


def test_the_alphabet(subject):
    assert subject.alphabet == "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def made(dice, depth):
    """Return a pattern and what it stands for."""
    kind = dice.randrange(4 if depth else 2)
    if kind == 0:
        text = dice.choice(["", "x", "-.", "1"])
        return text, [text]
    if kind == 1:
        first, last = dice.randrange(-5, 12), dice.randrange(-5, 12)
        step = 1 if first < last else -1
        return f"{{{first}..{last}}}", [str(n) for n in range(first, last + step, step)]
    parts = [made(dice, depth - 1) for _ in range(dice.randrange(2, 4))]
    if kind == 2:
        return f"{{{','.join(p for p, _ in parts)}}}", [t for _, texts in parts for t in texts]
    texts = ["".join(each) for each in itertools.product(*(texts for _, texts in parts))]
    return "".join(p for p, _ in parts), texts


def test_random_patterns(subject):
    dice = random.Random(2)
    for _ in range(300):
        pattern, texts = made(dice, 3)
        if len(texts) < 3000:
            assert list(subject.braceexpand(pattern)) == texts
