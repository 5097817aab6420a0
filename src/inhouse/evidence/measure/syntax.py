"""Source bytes to a syntax tree, for any Python 3 syntax, without running a line of it.

Source that is newer than the running Python is rewritten by `downlevel` to a form with the same
lines that the running parser reads. What cannot be read is `Missing`, with the file and line.
"""

from __future__ import annotations

import ast
import gc
import io
import re
import threading
import tokenize
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from inhouse.model.evidence import Missing

_ONE_THREAD = threading.RLock()
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One module that could be read: its lines, and the tree of them."""

    path: str
    lines: list[str]
    tree: ast.Module


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the warnings that parsing gives, and stop the collector: trees hold no cycles.

    Collecting while trees are built costs a quarter of the time. Both are the
    process's own affair, so one thread measures at a time; it is bound to the processor anyway.
    """
    with _ONE_THREAD:
        collecting = gc.isenabled()
        gc.disable()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        finally:
            if collecting:
                gc.enable()


def read_source(path: str, data: bytes) -> Source | Missing:
    """Parse one module. Call inside `quiet()`."""
    try:
        text = decode(data)
    except (SyntaxError, LookupError, ValueError) as error:
        return Missing(f"{path}: cannot be decoded ({_first_line(error)})")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return Source(path, text.split("\n"), ast.parse(text))
    except SyntaxError as error:
        trouble = f"{path}:{error.lineno or 1}: not readable as Python 3 ({_first_line(error)})"
    except ValueError as error:
        return Missing(f"{path}: not readable as Python 3 ({_first_line(error)})")
    except (RecursionError, MemoryError):
        return Missing(f"{path}: nested too deep to be read")
    return _newer(path, text) or Missing(trouble)


def decode(data: bytes) -> str:
    """Return the text of a module by its byte order mark, coding line or as UTF-8."""
    if not _CODING.search(data[:400]):
        return data.decode("utf-8-sig")
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)


def _newer(path: str, text: str) -> Source | None:
    from inhouse.evidence.measure.downlevel import downlevel

    older = downlevel(text)
    if older is None:
        return None
    try:
        return Source(path, text.split("\n"), ast.parse(older))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _first_line(error: Exception) -> str:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return "".join(c if c.isprintable() else "?" for c in text.split("\n", 1)[0])[:120]
