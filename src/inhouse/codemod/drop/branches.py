"""Putting one branch of a compound statement in the place of the whole statement."""

from __future__ import annotations

import ast
import io
import re
import tokenize

from inhouse.codemod.rewrite.import_statements import StatementEdit, StaysError
from inhouse.codemod.rewrite.source_text import SourceText, Splice

_ELSE = re.compile(r"^[ \t]*else[ \t]*:", re.MULTILINE)
_HEADER_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)?(?:\r\n|\r|\n)?")


def only_branch(
    source: SourceText, whole: ast.stmt, body: list[ast.stmt], *, needs_body: bool
) -> StatementEdit:
    """Keep only a branch, moved out to where its statement began, with its comments.

    An empty `body` removes the statement. StaysError where lines cannot be moved safely.
    """
    start, _ = source.line_range(source.of(whole)[0])
    end = _end_of(source, whole)
    indent = source.text[start : source.of(whole)[0]]
    if indent.strip(" \t"):
        raise StaysError("other code shares its line")
    if not body:
        return _removed(source, start, end, indent, needs_body=needs_body)
    texts = _lines_of(source, whole, body, indent)
    splice = Splice(start=start, end=end, parts=("".join(texts),))
    return StatementEdit(splices=(splice,), now=tuple(body))


def _end_of(source: SourceText, whole: ast.stmt) -> int:
    """Return where the last line of a statement ends, before its line break."""
    low, high = source.line_range(max(source.of(whole)[1] - 1, 0))
    line = source.text[low:high]
    rest = source.text[source.of(whole)[1] : high].strip()
    if rest and not rest.startswith("#"):
        raise StaysError("other code shares its last line")
    return low + len(line.rstrip("\r\n"))


def _removed(
    source: SourceText, start: int, end: int, indent: str, *, needs_body: bool
) -> StatementEdit:
    if needs_body:
        splice = Splice(start=start, end=end, parts=(f"{indent}pass",))
        return StatementEdit(splices=(splice,), now=(ast.Pass(),))
    _, stop = source.line_range(end)
    above = source.text[source.line_range(start - 1)[0] : start] if start else ""
    if not above.strip() and stop < len(source.text):
        _, next_end = source.line_range(stop)
        if not source.text[stop:next_end].strip():
            stop = next_end
    return StatementEdit(splices=(Splice(start=start, end=stop, parts=()),), now=())


def _lines_of(source: SourceText, whole: ast.stmt, body: list[ast.stmt], indent: str) -> list[str]:
    """Return the text of a branch with the indentation of the statement it stood in."""
    first = source.of(body[0])[0]
    line_start, _ = source.line_range(first)
    inner = source.text[line_start:first]
    if inner.strip(" \t"):  # the branch stands on the line of its header
        last = source.of(body[-1])[1]
        _, stop = source.line_range(last)
        text = source.text[first:stop].rstrip("\r\n")
        if any(char in text for char in "\r\n"):
            raise StaysError("its branch stands on the line of its header")
        return [indent + text]
    if not inner.startswith(indent) or len(inner) <= len(indent):
        raise StaysError("its branch is indented in another way")
    low, high = _region(source, whole, body, inner)
    _check_strings(source.text[low:high], inner)
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", source.text[low:high])
    moved = [indent + line[len(inner) :] if line.startswith(inner) else line for line in lines]
    while moved and not moved[0].strip():
        moved.pop(0)
    while moved and not moved[-1].strip():
        moved.pop()
    moved[-1] = moved[-1].rstrip("\r\n")
    return moved


def _region(
    source: SourceText, whole: ast.stmt, body: list[ast.stmt], inner: str
) -> tuple[int, int]:
    """Return where the lines of a branch begin and end, its own comments included."""
    first, last = source.of(body[0])[0], source.of(body[-1])[1]
    low, _ = source.line_range(first)
    # Comments above the first statement, as far as they are indented like it.
    while low:
        above, _ = source.line_range(low - 1)
        line = source.text[above:low]
        if above <= source.of(whole)[0] or not line.startswith(inner + "#"):
            break
        low = above
    _, high = source.line_range(last)
    rest = source.text[last:high].strip()
    if rest and not rest.startswith("#"):
        raise StaysError("other code shares its last line")
    end = _end_of(source, whole)
    while high < end:  # comments below the last statement
        _, below = source.line_range(high)
        if not source.text[high:below].startswith(inner + "#"):
            break
        high = below
    return low, high


def _check_strings(text: str, inner: str) -> None:
    """Refuse to move a text that goes on over several lines."""
    lines = [line.removeprefix(inner) for line in re.split(r"\r\n|\r|\n", text)]
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(lines) + "\n").readline):
            kind = tokenize.tok_name[token.type]
            if kind in ("STRING", "FSTRING_MIDDLE", "TSTRING_MIDDLE") and "\n" in token.string:
                raise StaysError("a string in its branch goes on over several lines")
    except (tokenize.TokenError, SyntaxError):
        raise StaysError("its branch cannot be read alone") from None
