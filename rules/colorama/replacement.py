"""Escape codes of terminals, as texts."""

from types import SimpleNamespace

CSI = "\033["
OSC = "\033]"
BEL = "\a"
_COLOURS = ("BLACK", "RED", "GREEN", "YELLOW", "BLUE", "MAGENTA", "CYAN", "WHITE")


def code_to_chars(code: int | str) -> str:
    """Return what sets a colour or a style."""
    return f"{CSI}{code}m"


def set_title(title: str) -> str:
    """Return what sets the title of the window."""
    return OSC + "2;" + title + BEL


def clear_screen(mode: int = 2) -> str:
    """Return what clears the screen: all of it, below the cursor (0), or above (1)."""
    return f"{CSI}{mode}J"


def clear_line(mode: int = 2) -> str:
    """Return what clears the line: all of it, behind the cursor (0), or before (1)."""
    return f"{CSI}{mode}K"


def _texts(**codes: int) -> SimpleNamespace:
    return SimpleNamespace(**{name: code_to_chars(codes[name]) for name in sorted(codes)})


def _colours(first: int) -> SimpleNamespace:
    plain = {name: first + at for at, name in enumerate(_COLOURS)}
    light = {f"LIGHT{name}_EX": code + 60 for name, code in plain.items()}
    return _texts(**plain, **light, RESET=first + 9)


Fore = _colours(30)
Back = _colours(40)
Style = _texts(RESET_ALL=0, BRIGHT=1, DIM=2, NORMAL=22)


class _Cursor:
    """Texts that move the cursor."""

    def UP(self, n: int = 1) -> str:  # noqa: N802
        """Return what moves it up."""
        return f"{CSI}{n}A"

    def DOWN(self, n: int = 1) -> str:  # noqa: N802
        """Return what moves it down."""
        return f"{CSI}{n}B"

    def FORWARD(self, n: int = 1) -> str:  # noqa: N802
        """Return what moves it to the right."""
        return f"{CSI}{n}C"

    def BACK(self, n: int = 1) -> str:  # noqa: N802
        """Return what moves it to the left."""
        return f"{CSI}{n}D"

    def POS(self, x: int = 1, y: int = 1) -> str:  # noqa: N802
        """Return what moves it to a column and a line."""
        return f"{CSI}{y};{x}H"


Cursor = _Cursor()
