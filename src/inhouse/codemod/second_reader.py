"""A second grammar reads each edited file: what only one of two parsers accepts is not written."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings

from inhouse.model.flatness import is_flat


def reads(before: bytes, after: bytes) -> bool:
    """Tell whether LibCST takes what was edited and gives back exactly its bytes.

    The edit is cut into the text at exact places and checked against the compiler's tree already;
    this is the check by a parser that knows nothing of it. It is slow, so it is given the whole
    statements of the module that changed, not their neighbours. Where LibCST cannot read them as
    they were (an unusual start, Python 2 in a branch), it has no opinion on the edit.
    """
    old, new = _changed(before, after)
    return _round_trips(new) or not _round_trips(old)  # most need only the first


def _changed(before: bytes, after: bytes) -> tuple[bytes, bytes]:
    """Return the statements of either module that differ; the whole files where that is not sure.

    A module is a sequence of statements that each parse alone, so what is equal on both sides
    before a statement's first line, or from one on, has nothing to do with the edit.
    """
    starts_before, starts_after = _starts(before), _starts(after)
    if not starts_before or not starts_after:
        return before, after
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    most = shorter - head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    first = max((n for n in starts_before & starts_after if n <= head), default=0)
    moved = len(new) - len(old)
    later = [n for n in starts_before if n >= len(old) - tail and n + moved in starts_after]
    last = min((n for n in later if n >= max(first, head)), default=len(old))
    return b"".join(old[first:last]), b"".join(new[first : last + moved])


def _starts(data: bytes) -> frozenset[int]:
    """Return the lines, counted from 0, on which a statement of the module starts alone.

    Empty for what is not plain UTF-8 Python.
    """
    try:
        coding, cookie = tokenize.detect_encoding(io.BytesIO(data).readline)
        if coding != "utf-8" or any(b"coding" in line for line in cookie):
            return frozenset()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are the file's own affair
            body = ast.parse(data).body  # the compiler has read both texts before
    except (SyntaxError, UnicodeError, ValueError, RecursionError, MemoryError):
        return frozenset()
    found, ended = set(), 0
    for node in body:
        decorators = getattr(node, "decorator_list", [])
        line = min([node.lineno, *(each.lineno for each in decorators)])
        if line > ended:
            found.add(line - 1)
        ended = node.end_lineno or node.lineno
    return frozenset(found)


def _round_trips(data: bytes) -> bool:
    try:
        coding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if not is_flat(data.decode(coding)):  # deep nesting overflows its stack
            return False
    except (SyntaxError, UnicodeError, LookupError):
        return False
    import libcst

    try:
        return libcst.parse_module(data).bytes == data
    except (libcst.ParserSyntaxError, UnicodeError, LookupError, RecursionError, ValueError):
        return False
