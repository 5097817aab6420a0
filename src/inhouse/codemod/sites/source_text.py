"""A Python file as text, with the places of its syntax in characters."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from dataclasses import dataclass, field

from inhouse.model.places import Span

_BREAK = re.compile(r"\r\n|\r|\n")
_TYPE_COMMENT = re.compile(r"#\s*type:\s*+(?!ignore)")
_BARE_EXCEPT = re.compile(
    r"^([ \t\f]*except\*?[ \t]+)([^\W\d][\w.]*(?:[ \t]*,[ \t]*[^\W\d][\w.]*)+)([ \t]*:)",
    re.MULTILINE,
)


class UnreadableError(Exception):
    """The bytes are no Python source that the running Python knows; the message says why."""


@dataclass(slots=True)
class SourceText:
    """The text of a file without its byte order mark; line breaks are as in the file."""

    text: str
    encoding: str  # as Python names it; with a byte order mark `utf-8-sig`
    starts: list[int] = field(default_factory=list)  # offset of each line

    def __post_init__(self) -> None:
        self.starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def line(self, number: int) -> str:
        """Return a line, counted from 1, with its break."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end]

    def column(self, number: int, in_bytes: int) -> int:
        """Turn the offset in UTF-8 bytes that the parser gives into one in characters."""
        line = self.line(number)
        if line.isascii():
            return in_bytes
        return len(line.encode("utf-8", "surrogatepass")[:in_bytes].decode("utf-8", "replace"))

    def span(self, node: ast.expr | ast.stmt) -> Span:
        """Return where a node stands."""
        end, end_column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Span(
            node.lineno,
            self.column(node.lineno, node.col_offset),
            end,
            self.column(end, end_column),
        )

    def offset(self, line: int, column: int) -> int:
        """Return the position in the text of a line (from 1) and column (in characters)."""
        return self.starts[line - 1] + column

    def cut(self, span: Span) -> str:
        """Return the text of a span."""
        start = self.offset(span.line, span.column)
        return self.text[start : self.offset(span.end_line, span.end_column)]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line (from 1) and column of a position in the text."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= offset else (low, middle)
        return low + 1, offset - self.starts[low]

    def encoded(self, text: str) -> bytes:
        """Return another text in this file's encoding; UnicodeEncodeError where it has no place."""
        return text.encode(self.encoding)


def read_source(data: bytes) -> SourceText:
    """Decode a file as Python does; raises UnreadableError."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise UnreadableError(f"its text cannot be decoded: {reason(error)}") from None
    return SourceText(text, encoding)


def parse(text: str) -> ast.Module:
    """Parse a text with its type comments; raises UnreadableError.

    `except A, B:` of Python 3.14 is read by older parsers as well.
    """
    try:
        return _parsed(text)
    except SyntaxError as error:
        older = _BARE_EXCEPT.sub(_as_union, text)
        try:
            if older != text:
                return _with_tuples(_parsed(older))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
        raise UnreadableError(reason(error)) from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise UnreadableError(reason(error)) from None


def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are the file's own affair
        if _TYPE_COMMENT.search(text):
            try:
                return ast.parse(text, type_comments=True)
            except SyntaxError:  # perhaps only a comment that is not a type
                pass
        return ast.parse(text)


def _as_union(match: re.Match[str]) -> str:
    """Turn `except A, B:` into `except A| B:`, so that everything stays where it stands."""
    return match[1] + match[2].replace(",", "|") + match[3]


def _with_tuples(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.BinOp):
            union: ast.expr = node.type
            each = []
            while isinstance(union, ast.BinOp) and isinstance(union.op, ast.BitOr):
                each.append(union.right)
                union = union.left
            node.type = ast.copy_location(
                ast.Tuple(elts=[union, *reversed(each)], ctx=ast.Load()), node.type
            )
    return tree


def reason(error: BaseException) -> str:
    """Say in one line why a parser gave up."""
    if isinstance(error, RecursionError | MemoryError):
        return "nested too deeply to be parsed"
    if isinstance(error, SyntaxError) and error.lineno:
        return f"line {error.lineno}: {error.msg}"
    return (str(error).splitlines() or [type(error).__name__])[0]
