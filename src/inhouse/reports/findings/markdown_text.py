"""Text of others in Markdown, so that it stays text.

Hosts of code turn more than Markdown into markup, in what the reader already shows as text: names
after `@`, numbers after `#`, addresses, words between colons. There a zero-width space is put
between the sign and the word, which no one sees.
"""

from __future__ import annotations

import re

from inhouse.reports.visible import visible

LONGEST = 400  # characters of one cell
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# What means something within a line; no text of others begins one.
_SYNTAX = re.compile(r"([\\`*_\[\]|~$])")
_APART = "&#8203;"
# What is put into a text: before a word, a quoted word, or a slash, none of these signs means more.
_SIGN = re.compile(r"(?<=[@#!~%$&])(?=[\w\"'/-])")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)", re.IGNORECASE)
_EMOJI = re.compile(r"(?<=:)(?=[\w+-]+:)")


def prose(text: str) -> str:
    """Return a sentence for a cell of a table or the end of a paragraph, in one line."""
    shown = cut(visible(text), LONGEST)
    marks = {at for each in (_SIGN, _ADDRESS, _EMOJI) for at in _places(each, shown)}
    pieces, last = [], 0
    for at in sorted(marks):
        pieces.append(_escaped(shown[last:at]))
        last = at
    pieces.append(_escaped(shown[last:]))
    return _APART.join(pieces).strip()


def code(text: str) -> str:
    """Return a name as code; hosts look for nothing in there. Two signs are replaced by others."""
    shown = cut(visible(text), LONGEST).replace("`", "'").replace("|", "¦").strip()
    return f"`{shown}`" if shown else ""


def cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters, that says where it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _escaped(text: str) -> str:
    return _SYNTAX.sub(r"\\\1", text).translate(_HTML)
