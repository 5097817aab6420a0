"""Colours for terminals."""

import os
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

Color = str | tuple[int, int, int]
_NAMES = ("red", "green", "yellow", "blue", "magenta", "cyan")

ATTRIBUTES: dict[str, int] = {
    "bold": 1,
    "dark": 2,
    "italic": 3,
    "underline": 4,
    "blink": 5,
    "reverse": 7,
    "concealed": 8,
    "strike": 9,
}
COLORS: dict[str, int] = {
    "black": 30,
    "grey": 30,
    **{name: 31 + at for at, name in enumerate(_NAMES)},
    "light_grey": 37,
    "dark_grey": 90,
    **{f"light_{name}": 91 + at for at, name in enumerate(_NAMES)},
    "white": 97,
}
HIGHLIGHTS: dict[str, int] = {f"on_{name}": code + 10 for name, code in COLORS.items()}
RESET = "\033[0m"


@cache
def can_colorize(*, no_color: bool | None = None, force_color: bool | None = None) -> bool:
    """Return whether escape codes are wanted: arguments first, then variables, then a terminal."""
    if no_color:
        return False
    if force_color:
        return True
    if os.environ.get("ANSI_COLORS_DISABLED") or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("TERM") == "dumb" or not hasattr(sys.stdout, "fileno"):
        return False
    try:
        return os.isatty(sys.stdout.fileno())
    except OSError:
        return sys.stdout.isatty()


def _code(color: Color, names: dict[str, int], full: int) -> str:
    if isinstance(color, str):
        return f"\033[{names[color]}m"
    if isinstance(color, tuple):
        red, green, blue = color[:3]
        return f"\033[{full};2;{red:d};{green:d};{blue:d}m"
    return ""


def colored(
    text: object,
    color: Color | None = None,
    on_color: Color | None = None,
    attrs: Iterable[str] | None = None,
    *,
    no_color: bool | None = None,
    force_color: bool | None = None,
) -> str:
    """Return the text in colours, or as it is where no codes are wanted."""
    shown = str(text)
    if not can_colorize(no_color=no_color, force_color=force_color):
        return shown
    if color is not None:
        shown = _code(color, COLORS, 38) + shown
    if on_color is not None:
        shown = _code(on_color, HIGHLIGHTS, 48) + shown
    for name in attrs or ():
        shown = f"\033[{ATTRIBUTES[name]}m{shown}"
    return shown + RESET


def cprint(
    text: object,
    color: Color | None = None,
    on_color: Color | None = None,
    attrs: Iterable[str] | None = None,
    *,
    no_color: bool | None = None,
    force_color: bool | None = None,
    **kwargs: Any,
) -> None:
    """Print the text in colours; further arguments are those of print."""
    shown = colored(text, color, on_color, attrs, no_color=no_color, force_color=force_color)
    print(shown, **kwargs)  # noqa: T201
