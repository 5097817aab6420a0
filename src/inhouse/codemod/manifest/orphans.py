"""Which comment lines above a removed line go with it."""

from __future__ import annotations

import re

from inhouse.codemod.manifest.edits import line_end, line_start
from inhouse.codemod.manifest.wanted import Wanted

_SWITCHED_OFF = re.compile(
    r"""#+\s*(?:["']|-[a-z-]|[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?\s*(?:[<>=~!]=|[<>]\s*\d|=\s*["'{\[]))"""
)
_WORD = re.compile(r"[A-Za-z0-9][\w.-]*")
_ENDS = ("]", "}", ")", "[")  # of a list, or the header of the next table


def start_with_comments(text: str, start: int, end: int, wanted: Wanted, *, floor: int) -> int:
    """Return where to cut so that the comment of the lines `start` to `end` goes along.

    Lines of comment directly above belong to them if they name the distribution, if the next
    item has a comment of its own, or if no item follows that they could speak of and one stands
    before them (`floor` is where the list begins). A requirement that is commented out and the
    comment at the top of the file stay, if they do not name it.
    """
    top = start
    while top > floor:
        above = line_start(text, top - 1)
        line = text[above:top].strip()
        if above < floor or not line.startswith("#"):
            break
        if _SWITCHED_OFF.match(line) and not wanted.mentioned(line):
            break
        top = above
    if top == start:
        return start
    comment = text[top:start]
    following = text[end : line_end(text, end)].strip()
    if wanted.mentioned(comment):
        return start if _speaks_of(comment, following) else top
    if following.startswith("#"):
        at_top_of_file = not text[:top].strip("\ufeff")
        return start if at_top_of_file or _SWITCHED_OFF.match(following) else top
    if top <= floor:
        return start
    before = text[line_start(text, top - 1) : top].strip()
    lonely = not following or following.startswith(_ENDS)
    return top if lonely and before and not before.startswith("#") else start


def _speaks_of(comment: str, line: str) -> bool:
    """Tell whether a comment names what the following line asks for."""
    word = None if line.startswith("#") else _WORD.search(line)
    return bool(word and Wanted((word[0],)).mentioned(comment))
