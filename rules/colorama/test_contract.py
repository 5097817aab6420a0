"""What callers of colorama's colours may rely on."""

import copy

import pytest

COLOURS = ["BLACK", "RED", "GREEN", "YELLOW", "BLUE", "MAGENTA", "CYAN", "WHITE"]


@pytest.mark.parametrize(("name", "first"), [("Fore", 30), ("Back", 40)])
def test_colours(subject, name, first):
    codes = getattr(subject, name)
    wanted = {colour: f"\x1b[{first + at}m" for at, colour in enumerate(COLOURS)}
    light = {f"LIGHT{colour}_EX": f"\x1b[{first + 60 + at}m" for at, colour in enumerate(COLOURS)}
    assert vars(codes) == {**wanted, **light, "RESET": f"\x1b[{first + 9}m"}
    assert list(vars(codes)) == sorted(vars(codes))
    assert [each for each in dir(codes) if not each.startswith("_")] == sorted(vars(codes))


def test_styles(subject):
    assert vars(subject.Style) == {
        "BRIGHT": "\x1b[1m",
        "DIM": "\x1b[2m",
        "NORMAL": "\x1b[22m",
        "RESET_ALL": "\x1b[0m",
    }


def test_they_are_texts(subject):
    assert f"{subject.Fore.RED}x" + subject.Style.RESET_ALL == "\x1b[31mx\x1b[0m"
    assert type(subject.Back.CYAN) is str
    assert getattr(subject.Fore, "green".upper()) == "\x1b[32m"
    for codes in (subject.Fore, subject.Back, subject.Style):
        with pytest.raises(AttributeError):
            codes.PINK
        assert not hasattr(codes, "red")


def test_they_can_be_changed(subject):
    codes = copy.copy(subject.Fore)
    codes.RED = ""
    codes.PINK = "x"
    assert (codes.RED, codes.PINK, subject.Fore.RED) == ("", "x", "\x1b[31m")


def test_the_cursor(subject):
    move = subject.Cursor
    assert [move.UP(), move.DOWN(), move.FORWARD(), move.BACK(), move.POS()] == [
        "\x1b[1A",
        "\x1b[1B",
        "\x1b[1C",
        "\x1b[1D",
        "\x1b[1;1H",
    ]
    assert [move.UP(2), move.DOWN(n=3), move.FORWARD(4), move.BACK(0)] == [
        "\x1b[2A",
        "\x1b[3B",
        "\x1b[4C",
        "\x1b[0D",
    ]
    assert move.POS(3, 4) == move.POS(y=4, x=3) == "\x1b[4;3H"


def test_other_codes(subject):
    ansi = subject.ansi
    assert (ansi.CSI, ansi.OSC, ansi.BEL) == ("\x1b[", "\x1b]", "\x07")
    assert (ansi.code_to_chars(5), ansi.code_to_chars("1;4")) == ("\x1b[5m", "\x1b[1;4m")
    assert (ansi.clear_screen(), ansi.clear_screen(1)) == ("\x1b[2J", "\x1b[1J")
    assert (ansi.clear_line(), ansi.clear_line(mode=0)) == ("\x1b[2K", "\x1b[0K")
    assert ansi.set_title("a") == "\x1b]2;a\x07"
    with pytest.raises(TypeError):
        ansi.set_title(3)


def test_two_names(subject):
    for name in ("Fore", "Back", "Style", "Cursor"):
        assert getattr(subject.ansi, name) is getattr(subject, name)


def test_their_classes(subject, side):
    assert (type(subject.Fore).__name__ == "AnsiFore") == (side == "original")
