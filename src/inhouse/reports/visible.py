"""Makes text from packages safe to show: what a terminal would act on is spelled out instead."""

from __future__ import annotations

import unicodedata

_LONGEST = 2_000  # characters; no honest name, path or sentence is longer


def visible(text: str, *, ascii_only: bool = False) -> str:
    r"""Return one line without control, bidi, invisible or unassigned characters.

    White space of any kind becomes a space, everything else that does not print is written as
    `\x1b` or `\u202e`; so is all beyond ASCII with `ascii_only`. Overlong text is cut and says so.
    """
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]} [cut, {len(text):,} characters]"
    if text.isprintable() and (not ascii_only or text.isascii()):
        return text
    return "".join(_shown(character, ascii_only) for character in text)


def _shown(character: str, ascii_only: bool) -> str:
    if character in "\t\n\r\v\f" or unicodedata.category(character).startswith("Z"):
        return " "
    if character.isprintable() and (not ascii_only or character.isascii()):
        return character
    code = ord(character)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
