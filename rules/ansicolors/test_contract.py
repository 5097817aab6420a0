"""What callers of ansicolors may rely on."""

import functools
import random

import pytest

COLORS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
STYLES = [
    "none",
    "bold",
    "faint",
    "italic",
    "underline",
    "blink",
    "blink2",
    "negative",
    "concealed",
    "crossed",
]
CSS = {
    "aliceblue": (240, 248, 255),
    "orange": (255, 165, 0),
    "rebeccapurple": (102, 51, 153),
    "yellowgreen": (154, 205, 50),
    "black": (0, 0, 0),
}


def test_nothing_to_do(subject):
    assert subject.color("x") == "x"
    for nothing in (None, "", 0, ()):
        assert subject.color("x", nothing, nothing) == "x"
    assert subject.color("x", style="") == "x"
    given = object()
    assert subject.color(given) is given


def test_names(subject):
    for at, name in enumerate(COLORS):
        wanted = f"\x1b[{30 + at}mx\x1b[0m"
        assert subject.color("x", name) == subject.color("x", fg=f" {name.upper()} ") == wanted
        assert getattr(subject, name)("x") == getattr(subject, name)(s="x") == wanted
        assert subject.color("x", bg=name) == f"\x1b[{40 + at}mx\x1b[0m"
        assert (
            getattr(subject, name)("x", bg="red", style="bold") == f"\x1b[{30 + at};41;1mx\x1b[0m"
        )
    assert subject.color("x", "default", "default") == "\x1b[39;49mx\x1b[0m"
    assert tuple(subject.COLORS) == subject.COLORS == tuple(COLORS)


def test_styles(subject):
    for at, name in enumerate(STYLES):
        wanted = f"\x1b[{at}mx\x1b[0m"
        assert subject.color("x", style=name) == getattr(subject, name)("x") == wanted
        assert getattr(subject, name)("x", "red", "blue") == f"\x1b[31;44;{at}mx\x1b[0m"
    assert subject.color("x", style="bold+underline") == "\x1b[1;4mx\x1b[0m"
    assert tuple(STYLES) == subject.STYLES
    for wrong in ("x", "bold+", "Bold", "bold underline"):
        with pytest.raises(ValueError) as caught:
            subject.color("x", style=wrong)
        assert str(caught.value) == f'Invalid style "{"" if wrong == "bold+" else wrong}"'


def test_other_colours(subject):
    for number in (1, 16, 255):
        assert subject.color("x", number) == f"\x1b[38;5;{number}mx\x1b[0m"
        assert subject.color("x", bg=number) == f"\x1b[48;5;{number}mx\x1b[0m"
    for given in ((1, 2, 3), [1, 2, 3], "#010203", "rgb(1, 2, 3)", " RGB(1,2,3) "):
        assert subject.color("x", given) == "\x1b[38;2;1;2;3mx\x1b[0m"
        assert subject.color("x", bg=given) == "\x1b[48;2;1;2;3mx\x1b[0m"
    assert subject.color("x", "#F80") == "\x1b[38;2;255;136;0mx\x1b[0m"
    assert subject.color("x", "Orange") == "\x1b[38;2;255;165;0mx\x1b[0m"
    assert subject.color("x", (7,)) == "\x1b[38;2;7mx\x1b[0m"


@pytest.mark.parametrize("wrong", ["none", "#12", "#12345g", "rgb(1,2)", 256, -1, 1.5, {1}, b"red"])
def test_what_is_no_colour(subject, wrong):
    for options in ({"fg": wrong}, {"bg": wrong}):
        with pytest.raises(ValueError) as caught:
            subject.color("x", **options)
        assert str(caught.value) == f"Could not parse color '{wrong}'"


def test_everything_at_once(subject):
    found = subject.color(3, fg="red", bg=4, style="bold")
    assert found == "\x1b[31;48;5;4;1m3\x1b[0m"
    with pytest.raises(TypeError):
        subject.color()
    assert subject.red("x", fg="blue") == "\x1b[34mx\x1b[0m"
    assert isinstance(subject.red, functools.partial)


def test_reading_colours(subject):
    assert {name: subject.css_colors.get(name) for name in CSS} == CSS
    found = subject.css_colors
    assert type(found) is dict
    assert len(found) == 148
    assert sum(sum(value) for value in found.values()) == 69640
    assert (
        sum(len(name) * sum(map(int.__mul__, rgb, (1, 2, 3))) for name, rgb in found.items())
        == 1247046
    )
    assert {type(value) for value in found.values()} == {tuple}
    assert subject.parse_rgb("light blue") == (173, 216, 230)
    assert subject.parse_rgb("rgb(300,0,1)x") == (300, 0, 1)
    assert subject.parse_rgb("#abc") == (170, 187, 204)
    for wrong in ("", " ", "Not A Color", None, 3):
        with pytest.raises(ValueError) as caught:
            subject.parse_rgb(wrong)
        said = wrong.replace(" ", "").lower() if isinstance(wrong, str) else wrong
        assert str(caught.value) == f"Could not parse color '{said}'"


def test_taking_colours_out(subject):
    assert subject.strip_color("a\x1b[1;31mb\x1b[0mc\x1b[K\x1b[md") == "abcd"
    assert subject.strip_color("\x1b[2J") == "\x1b[2J"
    assert subject.strip_color("") == ""
    assert subject.ansilen(subject.red("four")) == 4
    with pytest.raises(TypeError):
        subject.strip_color(3)
    dice = random.Random(1)
    for _ in range(200):
        text = "".join(dice.choice("ab mK[;") for _ in range(6))
        painted = subject.color(text, dice.choice(COLORS), dice.randrange(256), "bold")
        assert subject.strip_color(painted) == text
        assert subject.ansilen(painted) == len(text)


def test_two_names(subject):
    for name in ("color", "strip_color", "ansilen"):
        assert getattr(subject.colors, name) is getattr(subject, name)
    assert subject.csscolors.parse_rgb is subject.parse_rgb
    assert subject.colors.red("x") == "\x1b[31mx\x1b[0m"
