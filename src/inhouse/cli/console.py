"""The only place that prints: results to stdout, everything else to stderr."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import TextIO

from inhouse.cli.spinner import Spinner
from inhouse.errors import IncompleteError
from inhouse.model.progress import Progress
from inhouse.reports.page import Page
from inhouse.reports.visible import visible

_WIDEST = 120  # cells; longer lines are hard to read
_BEYOND_ASCII = "·→─"  # what pages are drawn with


class Console:
    """The two streams of a run, looked up once, and what they can show."""

    def __init__(self) -> None:
        self._out: TextIO | None = sys.stdout
        self._err: TextIO | None = sys.stderr

    def page(self, *, everything: bool = False) -> Page:
        """Return what a renderer may know of stdout."""
        return Page(
            width=min(shutil.get_terminal_size((80, 24)).columns, _WIDEST),
            color=_wants_color(_is_tty(self._out), os.environ),
            ascii=not _can_show(self._out, _BEYOND_ASCII),
            everything=everything,
        )

    def result(self, text: str) -> None:
        """Write a result; quiet where the reader has gone, IncompleteError where it fails."""
        if self._out is None:
            raise IncompleteError("standard output is closed, so the result cannot be written")
        try:
            encoding = self._out.encoding or "utf-8"
            self._out.flush()
            self._out.buffer.write(encoded(text, encoding))
            self._out.buffer.flush()
        except BrokenPipeError:
            self._let_go()
        except OSError as error:
            self._let_go()
            reason = error.strerror or error
            raise IncompleteError(f"standard output: cannot be written: {reason}") from None

    def error(self, text: str) -> None:
        """Say in one line what went wrong."""
        self._say(f"error: {visible(text)}\n")

    def hint(self, text: str) -> None:
        """Say in one line what to try."""
        self._say(f"{visible(text)}\n")

    def trace(self, text: str) -> None:
        """Show a traceback, for those who asked for it."""
        self._say("".join(f"{visible(line)}\n" for line in text.splitlines()))

    @contextlib.contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show stages while the block runs: on a terminal only, and gone afterwards."""
        shown = _is_tty(self._err) and os.environ.get("TERM") != "dumb"
        spinner = Spinner(self._say if shown else None)
        try:
            yield spinner
        finally:
            spinner.stop()

    def _say(self, text: str) -> None:
        if self._err is None:
            return
        with contextlib.suppress(OSError):  # nobody is left to be told
            encoding = self._err.encoding or "utf-8"
            self._err.write(text.encode(encoding, "backslashreplace").decode(encoding))
            self._err.flush()

    def _let_go(self) -> None:
        """Point stdout at nothing, so that the interpreter's last flush does not fail too."""
        if self._out is None:
            return
        with contextlib.suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self._out.fileno())
            os.close(nothing)


def encoded(text: str, encoding: str) -> bytes:
    """Return the bytes of a result; only a patch holds bytes that are no text, kept as they are."""
    try:
        return text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return text.encode(encoding, "backslashreplace")


def _is_tty(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _can_show(stream: TextIO | None, text: str) -> bool:
    try:
        text.encode(stream.encoding if stream is not None else "ascii")
    except (UnicodeError, LookupError, TypeError):
        return False
    return True


def _wants_color(tty: bool, environ: Mapping[str, str]) -> bool:
    """Follow no-color.org and force-color.org; old Windows consoles show escapes as text."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    able = os.name != "nt" or any(environ.get(name) for name in ("WT_SESSION", "TERM", "ANSICON"))
    return tty and able and environ.get("TERM") != "dumb"
