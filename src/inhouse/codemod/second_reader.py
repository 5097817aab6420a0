"""A second grammar reads each edited file: what only one of two parsers accepts is not written."""

from __future__ import annotations

import io
import tokenize

from inhouse.model.flatness import is_flat


def reads(before: bytes, after: bytes) -> bool:
    """Tell whether LibCST takes the edited file and gives back exactly its bytes.

    The edit is cut into the text at exact places and checked against the compiler's tree already;
    this is the check by a parser that knows nothing of it. Where LibCST cannot read the file as it
    was (an unusual start, Python 2 in a branch), it has no opinion on the edit.
    """
    return _round_trips(after) or not _round_trips(before)  # most need only the first


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
