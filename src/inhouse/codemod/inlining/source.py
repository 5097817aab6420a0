"""A module that is to be taken: its text, its tree, and edits of the text."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class NotTakenError(Exception):
    """The code cannot be taken in this way; the message says why, with the place."""


class Edit(NamedTuple):
    """Replace the characters from `start` to `end` (exclusive)."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Source:
    """One module as text with `\\n` line breaks, and the tree of it.

    `known` holds sets of names that were worked out once.
    """

    path: str
    text: str
    tree: ast.Module = field(init=False)
    lines: list[str] = field(init=False)
    known: dict[str, frozenset[str]] = field(init=False, default_factory=dict)
    _nodes: list[ast.AST] = field(init=False, default_factory=list)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Parse; NotTakenError where the running Python cannot."""
        self.lines = self.text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse(self.text)
        except SyntaxError as error:
            place = f"{self.path}:{error.lineno or 1}"
            raise NotTakenError(f"{place}: not readable by this Python ({error.msg})") from None
        except (ValueError, RecursionError, MemoryError):
            raise NotTakenError(f"{self.path}: not readable by this Python") from None

    @property
    def nodes(self) -> list[ast.AST]:
        """All nodes of the tree, outer ones first."""
        if not self._nodes:
            self._nodes = list(ast.walk(self.tree))
        return self._nodes

    def offset(self, line: int, column: int) -> int:
        """Return the position of a line (from 1) and a column (in UTF-8 bytes, as ast says)."""
        text = self.lines[line - 1]
        if not text.isascii():
            column = len(text.encode("utf-8")[:column].decode("utf-8", "replace"))
        return self._starts[line - 1] + column

    def line_start(self, line: int) -> int:
        """Return the position where a line begins; one past the last line gives the end."""
        return min(self._starts[line - 1], len(self.text))

    def range(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node begins and ends."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end, end_column = getattr(node, "end_lineno", line), getattr(node, "end_col_offset", 0)
        return self.offset(line, column), self.offset(end, end_column)

    def edited(self, edits: Iterable[Edit]) -> Source:
        """Return the module with its text changed; edits must not overlap."""
        return Source(self.path, self.changed(edits))

    def changed(self, edits: Iterable[Edit]) -> str:
        """Return the changed text, not parsed yet."""
        parts: list[str] = []
        end = 0
        for edit in sorted(edits):
            if edit.start < end:
                raise NotTakenError(f"{self.path}: two changes meet in one place")
            parts += (self.text[end : edit.start], edit.text)
            end = edit.end
        return "".join([*parts, self.text[end:]])


def source_of(path: str, data: bytes) -> Source:
    """Decode and parse a module; NotTakenError where that cannot be done."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        raise NotTakenError(f"{path}: cannot be decoded") from None
    return Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))


def first_line(node: ast.AST) -> int:
    """Return the line where a statement begins, its decorators included."""
    line: int = getattr(node, "lineno", 1)
    return min((item.lineno for item in getattr(node, "decorator_list", ())), default=line)


def last_line(node: ast.AST) -> int:
    """Return the line where a node ends."""
    end: int | None = getattr(node, "end_lineno", None)
    return end or first_line(node)


def chain_of(node: ast.AST) -> str:
    """Return `a.b.c` for that expression, "" for any other shape."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)]) if isinstance(node, ast.Name) else ""
