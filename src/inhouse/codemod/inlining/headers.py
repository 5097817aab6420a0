"""The comment at the head of an owned file: whose code it is, and what was changed."""

from __future__ import annotations

import re
import textwrap

from inhouse.model.taken import Origin

_CODING = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_COPYRIGHT_LINES = 12


def header_of(origin: Origin, modified: str, licence_path: str | None) -> str:
    """Return the comment lines for code of another distribution."""
    lines = [f"From {origin.name} {origin.version}, {origin.artifact}."]
    if origin.licence:
        lines.append(f"SPDX-License-Identifier: {origin.licence}")
    if licence_path:
        lines.append(f"Licence text: {licence_path}")
    lines += origin.copyright[:_COPYRIGHT_LINES]
    more = len(origin.copyright) - _COPYRIGHT_LINES
    if more > 0:
        lines.append(f"And {more} more, named in the licence file.")
    lines.append(f"Modified: {modified}.")
    return commented(lines)


def commented(lines: list[str]) -> str:
    """Return lines as comments, none longer than 88 characters where words allow."""
    found: list[str] = []
    for line in lines:
        clean = "".join(c if c.isprintable() else " " for c in line)
        found += textwrap.wrap(
            clean,
            86,
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "".join(f"# {line}".rstrip() + "\n" for line in found)


def with_header(text: str, header: str) -> str:
    """Return a module with a comment at its head.

    A `#!` line and a coding line keep their places; what follows, a docstring or a `__future__`
    import, does not mind comments above it. The result is to be written as UTF-8.
    """
    lines = text.split("\n")
    first: list[str] = []
    if lines and lines[0].startswith("#!"):
        first.append(lines.pop(0))
    for place in range(min(2 - len(first), len(lines))):
        coding = _CODING.match(lines[place])
        if coding and all(line.strip()[:1] in ("", "#") for line in lines[:place]):
            del lines[place]
            first.append("# -*- coding: utf-8 -*-")
            break
    rest = "\n".join(lines).lstrip("\n")
    head = "".join(f"{line}\n" for line in first) + header
    if not rest.strip():
        return head
    # A blank line parts the header from comments of the file itself.
    return head + "\n" + rest
