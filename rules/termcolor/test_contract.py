"""What callers of termcolor may rely on."""

import importlib.metadata
import io
import sys

import pytest

FORE = """black=30 grey=30 red=31 green=32 yellow=33 blue=34 magenta=35 cyan=36 light_grey=37
dark_grey=90 light_red=91 light_green=92 light_yellow=93 light_blue=94 light_magenta=95
light_cyan=96 white=97"""
COLORS = {name: int(code) for name, code in (each.split("=") for each in FORE.split())}
_ATTRIBUTES = "bold=1 dark=2 italic=3 underline=4 blink=5 reverse=7 concealed=8 strike=9"
ATTRIBUTES = {name: int(code) for name, code in (each.split("=") for each in _ATTRIBUTES.split())}


@pytest.fixture(autouse=True)
def fresh(subject, monkeypatch):
    for name in ("ANSI_COLORS_DISABLED", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    forget(subject)
    yield
    forget(subject)


def forget(subject):
    """Forget whether codes are wanted, which is found out once."""
    for value in vars(sys.modules[subject.colored.__module__]).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def test_tables(subject):
    assert subject.COLORS == COLORS
    assert {f"on_{name}": code + 10 for name, code in COLORS.items()} == subject.HIGHLIGHTS
    assert list(subject.HIGHLIGHTS) == [f"on_{name}" for name in subject.COLORS]
    assert list(subject.COLORS)[:3] == ["black", "grey", "red"]
    assert list(subject.COLORS)[8:11] == ["light_grey", "dark_grey", "light_red"]
    assert list(subject.COLORS)[-1] == "white"
    found = dict(subject.ATTRIBUTES)
    assert found.pop("italic", 3) == 3  # not in every version
    assert found == {name: code for name, code in ATTRIBUTES.items() if name != "italic"}
    assert subject.RESET == "\033[0m"


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ((), ""),
        (("red",), "\033[31m"),
        (("light_blue", "on_white"), "\033[107m\033[94m"),
        ((None, "on_red"), "\033[41m"),
        ((None, None, ["bold"]), "\033[1m"),
        (("green", "on_grey", ["bold", "underline"]), "\033[4m\033[1m\033[40m\033[32m"),
        (((1, 20, 255),), "\033[38;2;1;20;255m"),
        (("red", (1, 2, 3)), "\033[48;2;1;2;3m\033[31m"),
        (("red", None, ()), "\033[31m"),
    ],
)
def test_codes(subject, arguments, codes):
    assert subject.colored("x", *arguments, force_color=True) == f"{codes}x\033[0m"
    assert subject.colored("x", *arguments, no_color=True) == "x"


@pytest.mark.parametrize("name", COLORS)
def test_all_colours(subject, name):
    shown = subject.colored("x", color=name, on_color=f"on_{name}", force_color=True)
    assert shown == f"\033[{COLORS[name] + 10}m\033[{COLORS[name]}mx\033[0m"


def test_anything_is_text(subject):
    assert subject.colored(3, "red", force_color=True) == "\033[31m3\033[0m"
    assert subject.colored(None) == "None"
    assert subject.colored("a\033[0mb", "red", force_color=True) == "\033[31ma\033[0mb\033[0m"
    assert subject.colored("", "red", force_color=True) == "\033[31m\033[0m"
    assert subject.colored("100%", "red", force_color=True) == "\033[31m100%\033[0m"


@pytest.mark.parametrize("arguments", [("pink",), (None, "red"), (None, None, ["wide"])])
def test_unknown_names(subject, arguments):
    with pytest.raises(KeyError):
        subject.colored("x", *arguments, force_color=True)
    assert subject.colored("x", *arguments, no_color=True) == "x"


class Terminal(io.StringIO):
    def __init__(self, tty):
        super().__init__()
        self.tty = tty

    def isatty(self):
        return self.tty


@pytest.mark.parametrize(
    ("variables", "tty", "wanted"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"ANSI_COLORS_DISABLED": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False, True),
        ({"TERM": "xterm"}, True, True),
    ],
)
def test_where_codes_are_wanted(subject, monkeypatch, variables, tty, wanted):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Terminal(tty))
    assert subject.colored("x", "red") == ("\033[31mx\033[0m" if wanted else "x")
    forget(subject)
    assert subject.colored("x", "red", force_color=True) != "x"
    assert subject.colored("x", "red", no_color=True, force_color=True) == "x"
    assert (subject.colored("x", "red", no_color=False, force_color=False) != "x") == wanted


def test_an_output_that_is_no_file(subject, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert subject.colored("x", "red") == "x"


def test_the_first_answer_stays(subject, monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal(True))
    assert subject.colored("x", "red") != "x"
    monkeypatch.setenv("NO_COLOR", "1")
    assert subject.colored("x", "red") != "x"


def test_cprint(subject, capsys):
    assert subject.cprint("x", "red", force_color=True) is None
    subject.cprint("y", no_color=True, end="!")
    file = io.StringIO()
    subject.cprint("z", "blue", "on_red", ["bold"], file=file, force_color=True)
    assert capsys.readouterr().out == "\033[31mx\033[0m\ny!"
    assert file.getvalue() == "\033[1m\033[41m\033[34mz\033[0m\n"
    with pytest.raises(TypeError):
        subject.cprint("x", none=1)


def release():
    """The first two numbers of the version that is there, zeros where none is."""
    try:
        found = importlib.metadata.version("termcolor").split(".")
    except importlib.metadata.PackageNotFoundError:
        return (0, 0)
    return int(found[0]), int(found[1])


@pytest.mark.skipif(release() >= (3, 2), reason="both know it")
def test_italic(subject, side):
    if side == "original":
        with pytest.raises(KeyError):
            subject.colored("x", attrs=["italic"], force_color=True)
    else:
        found = subject.colored("x", attrs=["italic"], force_color=True)
        assert found == "\033[3mx\033[0m"
