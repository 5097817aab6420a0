"""One Python file as text that is only ever changed by replacing spans of it.

Everything outside the replaced spans stays as it is by construction: encoding, byte order mark,
line endings, form feeds, tabs, comments.
"""

from __future__ import annotations

import ast
import codecs
import io
import re
import tokenize
import warnings
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from inhouse.model.places import Span

_BREAK = re.compile(r"\r\n|\r|\n")
Range = tuple[int, int]  # offsets in characters, end exclusive


class UnreadableError(Exception):
    """The file cannot be edited; the message says why."""


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """The decoded text without its byte order mark, and its syntax tree."""

    bom: bytes
    encoding: str
    text: str
    tree: ast.Module

    @cached_property
    def starts(self) -> list[int]:
        """Offsets at which lines begin; a form feed or a Unicode separator ends no line."""
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    @cached_property
    def newline(self) -> str:
        """The ending of the first line, `\\n` where there is none."""
        if len(self.starts) < 2:
            return "\n"
        end = self.starts[1]
        return "\r\n" if self.text[:end].endswith("\r\n") else self.text[end - 1]

    @cached_property
    def imports(self) -> list[ast.Import | ast.ImportFrom]:
        """All import statements."""
        every = ast.walk(self.tree)
        return [node for node in every if isinstance(node, ast.Import | ast.ImportFrom)]

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node that each node stands in."""
        every = ast.walk(self.tree)
        return {child: node for node in every for child in ast.iter_child_nodes(node)}

    def at(self, line: int, column: int) -> int:
        """Return the offset of a 1-based line and a column in characters."""
        return self.starts[line - 1] + column

    def range_of(self, span: Span) -> Range:
        """Return the offsets of a span; IndexError where it lies outside the text."""
        return self.at(span.line, span.column), self.at(span.end_line, span.end_column)

    def of(self, node: ast.AST) -> Range:
        """Return the offsets of a node, whose columns count UTF-8 bytes."""
        first, last = node.lineno, node.end_lineno  # type: ignore[attr-defined]
        start = self._characters(first, node.col_offset)  # type: ignore[attr-defined]
        return start, self._characters(last, node.end_col_offset)  # type: ignore[attr-defined]

    def _characters(self, line: int, column: int) -> int:
        start = self.starts[line - 1]
        piece = self.text[start : start + column]
        if piece.isascii():
            return start + column
        raw = self.text[start : start + column].encode("utf-8")[:column]
        return start + len(raw.decode("utf-8", "ignore"))

    def segment(self, node: ast.AST) -> str:
        """Return the text of a node."""
        start, end = self.of(node)
        return self.text[start:end]

    def line_of(self, offset: int) -> int:
        """Return the 1-based line of an offset."""
        return bisect_right(self.starts, offset)

    def line_range(self, offset: int) -> Range:
        """Return where the line of an offset begins and where the next one does."""
        line = self.line_of(offset)
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return self.starts[line - 1], end

    def bytes_of(self, text: str) -> bytes:
        """Encode a changed text as the file was; UnicodeEncodeError where that cannot be."""
        return self.bom + text.encode(self.encoding)


def parsed(text: str) -> ast.Module:
    """Parse and compile (never run) a text; UnreadableError where it is no program."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            compile(text, "<file>", "exec", dont_inherit=True)
    except SyntaxError as error:
        raise UnreadableError(f"Python cannot parse it: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError, OverflowError):
        raise UnreadableError("Python cannot parse it") from None
    return tree


def read_source(raw: bytes) -> SourceText:
    """Decode and parse a file as Python does; UnreadableError where that is not exact."""
    bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    body = raw[len(bom) :]
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        text = body.decode(encoding)
        if text.encode(encoding) != body:
            raise UnreadableError("its encoding does not survive a round trip")
    except (SyntaxError, UnicodeError, LookupError):
        raise UnreadableError("it cannot be decoded") from None
    return SourceText(bom=bom, encoding=encoding, text=text, tree=parsed(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """A span of the text and what takes its place: literal texts and spans kept from it."""

    start: int
    end: int
    parts: tuple[str | Range, ...]


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with all splices made; those inside a kept span are made there too.

    ValueError where two splices overlap without one keeping the other whole.
    """
    ordered = sorted(set(splices), key=lambda each: (each.start, -each.end))
    return _between(text, ordered, 0, len(text))


def _between(text: str, splices: list[Splice], start: int, end: int) -> str:
    out, at, index = [], start, 0
    while index < len(splices):
        splice = splices[index]
        if splice.start < at or splice.end > end:
            raise ValueError("two changes overlap")
        inner_end = index + 1
        while inner_end < len(splices) and splices[inner_end].start < splice.end:
            inner_end += 1
        inner = splices[index + 1 : inner_end]
        out.append(text[at : splice.start])
        for part in splice.parts:
            if isinstance(part, str):
                out.append(part)
                continue
            within = [each for each in inner if part[0] <= each.start and each.end <= part[1]]
            out.append(_between(text, within, *part))
        kept = [part for part in splice.parts if not isinstance(part, str)]
        for each in inner:
            if not any(low <= each.start and each.end <= high for low, high in kept):
                raise ValueError("two changes overlap")
        at, index = splice.end, inner_end
    out.append(text[at:end])
    return "".join(out)
