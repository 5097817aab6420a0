"""What callers of strenum may rely on."""

import copy
import enum
import json
import pickle

import pytest

NAMES = ["UPPER_CASE", "lower_case", "MixedCase", "HTTPHeader", "X", "a1b", "_A_B", "camelCase2"]
# What auto() makes of each of the names.
VALUES = {
    "StrEnum": NAMES,
    "LowercaseStrEnum": [
        "upper_case",
        "lower_case",
        "mixedcase",
        "httpheader",
        "x",
        "a1b",
        "_a_b",
        "camelcase2",
    ],
    "UppercaseStrEnum": [
        "UPPER_CASE",
        "LOWER_CASE",
        "MIXEDCASE",
        "HTTPHEADER",
        "X",
        "A1B",
        "_A_B",
        "CAMELCASE2",
    ],
    "SnakeCaseStrEnum": [
        "upper_case",
        "lower_case",
        "mixed_case",
        "http_header",
        "x",
        "a_b",
        "a_b",
        "camel_case",
    ],
    "MacroCaseStrEnum": [
        "UPPER_CASE",
        "LOWER_CASE",
        "MIXED_CASE",
        "HTTP_HEADER",
        "X",
        "A_B",
        "A_B",
        "CAMEL_CASE",
    ],
    "KebabCaseStrEnum": [
        "upper-case",
        "lower-case",
        "mixed-case",
        "http-header",
        "x",
        "a-b",
        "a-b",
        "camel-case",
    ],
    "CobolCaseStrEnum": [
        "UPPER-CASE",
        "LOWER-CASE",
        "MIXED-CASE",
        "HTTP-HEADER",
        "X",
        "A-B",
        "A-B",
        "CAMEL-CASE",
    ],
    "PascalCaseStrEnum": [
        "UpperCase",
        "LowerCase",
        "MixedCase",
        "HttpHeader",
        "X",
        "AB",
        "AB",
        "CamelCase",
    ],
    "PascalSnakeCaseStrEnum": [
        "Upper_Case",
        "Lower_Case",
        "Mixed_Case",
        "Http_Header",
        "X",
        "A_B",
        "A_B",
        "Camel_Case",
    ],
    "HttpHeaderCaseStrEnum": [
        "Upper-Case",
        "Lower-Case",
        "Mixed-Case",
        "Http-Header",
        "X",
        "A-B",
        "A-B",
        "Camel-Case",
    ],
    "CamelCaseStrEnum": [
        "upperCase",
        "lowerCase",
        "mixedCase",
        "httpHeader",
        "x",
        "aB",
        "aB",
        "camelCase",
    ],
    "CamelSnakeCaseStrEnum": [
        "upper_Case",
        "lower_Case",
        "mixed_Case",
        "http_Header",
        "x",
        "a_B",
        "a_B",
        "camel_Case",
    ],
}


@pytest.mark.parametrize("kind", VALUES)
def test_automatic_values(subject, kind):
    base = getattr(subject, kind)
    for name, value in zip(NAMES, VALUES[kind]):
        made = base("Made", {name: enum.auto()})
        assert [each.value for each in made] == [value]
    assert issubclass(base, subject.StrEnum)
    assert issubclass(base, str)
    assert issubclass(base, enum.Enum)


@pytest.mark.parametrize("kind", ["CamelCaseStrEnum", "CamelSnakeCaseStrEnum", "SnakeCaseStrEnum"])
def test_names_without_letters(subject, kind):
    assert getattr(subject, kind)("Made", {"\xe9": enum.auto()})["\xe9"] == ""


def colours(subject):
    class Colour(subject.StrEnum):
        RED = enum.auto()
        BLUE = "navy"
        MARINE = "navy"

    return Colour


def test_members_are_texts(subject):
    colour = colours(subject)
    assert colour.RED == "RED"
    assert isinstance(colour.RED, str)
    assert type(colour.BLUE.value) is str
    assert str(colour.BLUE) == f"{colour.BLUE}" == "{}".format(colour.BLUE) == "navy"
    assert f"{colour.BLUE:>6}" == "  navy"
    assert "%s" % colour.BLUE == "navy"
    assert "a" + colour.BLUE == "anavy"
    assert colour.BLUE.upper() == "NAVY"
    assert json.dumps([colour.RED]) == '["RED"]'
    assert {"navy": 1}[colour.BLUE] == 1
    assert hash(colour.RED) == hash(colour["RED"])
    assert sorted([colour.BLUE, colour.RED]) == ["RED", "navy"]


def test_members_are_members(subject):
    colour = colours(subject)
    assert colour("navy") is colour["BLUE"] is colour.MARINE is colour.BLUE
    assert [each.name for each in colour] == ["RED", "BLUE"]
    assert repr(colour.RED) == "<Colour.RED: 'RED'>"
    assert (colour.RED in colour, colour.RED is colour("RED")) == (True, True)
    with pytest.raises(ValueError):
        colour("none")
    with pytest.raises(KeyError):
        colour["none"]
    with pytest.raises(AttributeError):
        colour.RED = "x"
    assert copy.deepcopy(colour.RED) is colour.RED


@pytest.mark.parametrize("wrong", [3, None, b"x", 1.5, ("a", "b")])
def test_other_values_are_refused(subject, wrong):
    with pytest.raises(TypeError) as caught:

        class Made(subject.StrEnum):
            X = wrong

    if not isinstance(wrong, tuple):
        assert (
            str(caught.value) == f"Values of StrEnums must be strings: {wrong!r} is a {type(wrong)}"
        )


def test_values_of_several_parts(subject):
    class Made(subject.StrEnum):
        X = (b"x".decode(),)

    assert Made.X == "x"


def test_classes_may_have_methods(subject):
    class Made(subject.LowercaseStrEnum):
        ONE = enum.auto()

        def twice(self):
            return self * 2

        @classmethod
        def _missing_(cls, value):
            return cls.ONE

    assert Made.ONE.twice() == "oneone"
    assert Made("zzz") is Made.ONE
    with pytest.raises(TypeError):

        class More(Made):
            TWO = "2"


def test_own_automatic_values(subject):
    class Base(subject.StrEnum):
        def _generate_next_value_(name, start, count, last):
            return f"{name}-{count}"

    class Made(Base):
        A = enum.auto()
        B = enum.auto()

    assert [*Made] == ["A-0", "B-1"]


Module = None


def test_pickles(subject):
    global Module
    Module = subject.StrEnum("Module", {"A": "a"}, module=__name__)
    assert pickle.loads(pickle.dumps(Module.A)) is Module.A
