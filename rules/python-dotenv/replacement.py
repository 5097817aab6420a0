"""Reads files of environment variables: NAME=value, a line each."""

import logging
import os
import re
import stat
import sys
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

_LOG = logging.getLogger(__name__)
_Name = str | os.PathLike[str]
_SINGLE = re.compile(r"'((?:\\.|[^'\\])*)'", re.DOTALL)
_DOUBLE = re.compile(r'"((?:\\.|[^"\\])*)"', re.DOTALL)
_END = re.compile(r"(?:[^\S\r\n]*#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)")
_NAME = re.compile(r"'([^']+)'|(?!')([^=#\s]+)|(?=#)")
_VARIABLE = re.compile(r"\$\{([^}:]*)(?::-([^}]*))?\}")
_ESCAPES = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))


class _Scanner:
    """A text and how far it was read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, pattern: str | re.Pattern[str]) -> re.Match[str]:
        """Read what matches here; ValueError where nothing does."""
        match = re.compile(pattern).match(self.text, self.at)
        if match is None:
            raise ValueError(pattern)
        self.at = match.end()
        return match

    def line(self) -> int:
        """Return the number of the line."""
        return len(re.findall(r"\r\n|\n|\r", self.text[: self.at])) + 1

    def pair(self) -> tuple[str | None, str | None]:
        """Read a name and its value, None where there is none."""
        self.take(r"\s*")
        if self.at == len(self.text):
            return None, None
        self.take(r"(?:export[^\S\r\n]+)?")
        found = self.take(_NAME)
        self.take(r"[^\S\r\n]*")
        value = self.value() if self.text.startswith("=", self.at) else None
        self.take(_END)
        return found[1] or found[2], value

    def value(self) -> str:
        """Read what stands behind a name."""
        blanks = self.take(r"=([^\S\r\n]*)")[1]
        first = self.text[self.at : self.at + 1]
        if blanks and first == "#":
            return ""
        if first == "'":
            return re.sub(r"\\([\\'])", r"\1", self.take(_SINGLE)[1])
        if first == '"':
            text = self.take(_DOUBLE)[1]
            return re.sub(r"\\([\\'\"abfnrtv])", lambda m: _ESCAPES.get(m[1], m[1]), text)
        return re.sub(r"\s+#.*", "", self.take(r"[^\r\n]*")[0]).rstrip()


def _pairs(text: str) -> Iterator[tuple[str, str | None]]:
    scanner = _Scanner(text.removeprefix("\ufeff"))
    while scanner.at < len(scanner.text):
        line = scanner.line()
        try:
            name, value = scanner.pair()
        except ValueError:
            _LOG.warning("python-dotenv could not parse statement starting at line %s", line)
            scanner.take(r"[^\r\n]*(?:\r|\n)?")
            continue
        if name is not None:
            yield name, value


def _filled(value: str, known: Mapping[str, str | None]) -> str:
    def answer(match: re.Match[str]) -> str:
        return known.get(match[1], match[2] or "") or ""

    return _VARIABLE.sub(answer, value)


def _read(
    path: _Name | None,
    stream: IO[str] | None,
    verbose: bool,
    override: bool,
    interpolate: bool,
    encoding: str | None,
) -> dict[str, str | None]:
    text = ""
    if path and _is_there(path):
        with open(path, encoding=encoding) as file:  # noqa: PTH123 - a path may be bytes
            text = file.read()
    elif stream is not None:
        text = stream.read()
    elif verbose:
        _LOG.info("python-dotenv could not find configuration file %s.", path or ".env")
    found: OrderedDict[str, str | None] = OrderedDict()
    for name, value in _pairs(text):
        if value is not None and interpolate:
            known = {**os.environ, **found} if override else {**found, **os.environ}
            found[name] = _filled(value, known)
        else:
            found[name] = value
    return found


def _is_there(path: _Name) -> bool:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a path may be text or bytes
    except OSError:
        return False
    return stat.S_ISREG(mode) or stat.S_ISFIFO(mode)


def load_dotenv(
    dotenv_path: _Name | None = None,
    stream: IO[str] | None = None,
    verbose: bool = False,
    override: bool = False,
    interpolate: bool = True,
    encoding: str | None = "utf-8",
) -> bool:
    """Set environment variables from a file or a stream; return whether there is any.

    Without either, from the nearest .env above the caller's file. Variables that are set stay
    unless `override`. Nothing happens where PYTHON_DOTENV_DISABLED is set to 1, true, t, yes or y.
    """
    if os.environ.get("PYTHON_DOTENV_DISABLED", "").casefold() in {"1", "true", "t", "yes", "y"}:
        return False
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    found = _read(dotenv_path, stream, verbose, override, interpolate, encoding)
    for name, value in found.items():
        if value is not None and (override or name not in os.environ):
            os.environ[name] = value
    return bool(found)


def dotenv_values(
    dotenv_path: _Name | None = None,
    stream: IO[str] | None = None,
    verbose: bool = False,
    interpolate: bool = True,
    encoding: str | None = "utf-8",
) -> dict[str, str | None]:
    """Return the variables of a file or a stream; None for a name without a value."""
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    return _read(dotenv_path, stream, verbose, True, interpolate, encoding)


def find_dotenv(
    filename: str = ".env", raise_error_if_not_found: bool = False, usecwd: bool = False
) -> str:
    """Return the path of the nearest such file above the caller's, "" where there is none.

    Above the current folder with `usecwd`, in an interactive session and in a debugger.
    """
    main = sys.modules.get("__main__")
    by_hand = hasattr(sys, "ps1") or hasattr(sys, "ps2") or not hasattr(main, "__file__")
    if usecwd or by_hand or sys.gettrace() is not None or getattr(sys, "frozen", False):
        start = Path.cwd()
    else:
        frame = sys._getframe()
        while frame.f_code.co_filename == __file__ or not Path(frame.f_code.co_filename).exists():
            if frame.f_back is None:
                raise AssertionError
            frame = frame.f_back
        start = Path(os.path.abspath(frame.f_code.co_filename)).parent  # noqa: PTH100 - no links
    for folder in (start, *start.parents):
        found = os.path.join(folder, filename)  # noqa: PTH118 - "./.env" stays what it is
        if _is_there(found):
            return found
    if raise_error_if_not_found:
        raise OSError("File not found")
    return ""
