"""Tells source that is nested so deep that a recursive parser in native code would crash on it.

CPython's own parser counts its depth; the one used for newer syntax does not, so its input is
scanned first, without recursion. Far below these bounds lies all code that people write.
"""

from __future__ import annotations

import re

_MOST_OPEN = 60  # brackets, strings and replacement fields open at once
_MOST_TOKENS = 1_000  # between two separators at one level
_MOST_ELIFS = 300
_MOST_INDENT = 200  # columns
_TOKEN = re.compile(
    r"(?P<skip>\#[^\n]*|\\\n|[^\S\n]+)|(?P<string>[A-Za-z]{0,2}(?:\"\"\"|'''|\"|'))"
    r"|(?P<word>\w+)|(?P<line>\n)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<stop>[,;])|(?P<sign>.)"
)
_ELIF = re.compile(r"^[ \t]*elif\b", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]*", re.MULTILINE)
_BRACE = "{field"  # an open replacement field
_SPEC = "{format"  # the format behind its colon


def is_flat(text: str) -> bool:
    """Return whether a recursive parser can be trusted with the text."""
    if len(_ELIF.findall(text)) > _MOST_ELIFS:
        return False
    if max((len(m.group()) for m in _INDENT.finditer(text)), default=0) > _MOST_INDENT:
        return False
    return _Scan(text).is_flat()


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[str] = []  # brackets, _BRACE, _SPEC, or the quote of a formatted string
        self.runs = [0]

    def is_flat(self) -> bool:
        while self.at < len(self.text):
            inside = self.open[-1] if self.open else ""
            if inside == _SPEC or inside[:1] in ("'", '"'):
                self.literal(inside)
            else:
                self.code(inside)
            if len(self.open) > _MOST_OPEN or self.runs[-1] > _MOST_TOKENS:
                return False
        return True

    def push(self, what: str) -> None:
        self.open.append(what)
        self.runs.append(0)

    def pop(self) -> None:
        if self.open:
            self.open.pop()
            self.runs.pop()

    def code(self, inside: str) -> None:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            self.at += 1
            return
        self.at = match.end()
        kind, found = match.lastgroup, match.group()
        if kind == "string":
            self.string(found)
        elif kind == "open":
            self.runs[-1] += 1
            self.push(found)
        elif kind == "close":
            self.pop()
        elif kind == "stop" or (kind == "line" and not self.open):
            self.runs[-1] = 0
        elif found == ":" and inside == _BRACE:
            self.push(_SPEC)
        elif kind in ("word", "sign"):
            self.runs[-1] += 1

    def string(self, start: str) -> None:
        quote = start.lstrip("rRuUbBfFtT")
        self.runs[-1] += 1
        if set(start[: -len(quote)].lower()) & {"f", "t"}:
            self.push(quote)
            return
        end = re.compile(r"\\.|" + quote + ("" if len(quote) == 3 else r"|\n"), re.DOTALL)
        for match in end.finditer(self.text, self.at):
            if match.group()[0] != "\\":
                self.at = match.end()
                return
        self.at = len(self.text)

    def literal(self, inside: str) -> None:
        """Go to the end of a formatted string's text, or to its next replacement field."""
        quote = "\\}" if inside == _SPEC else inside
        match = re.compile(r"\\.|\{\{|\{|" + quote, re.DOTALL).search(self.text, self.at)
        if match is None:
            self.at = len(self.text)
            return
        self.at = match.end()
        if match.group() == "{":
            self.push(_BRACE)
        elif match.group() == "}":
            self.pop()
            self.pop()
        elif match.group() == inside:
            self.pop()
