"""Items of a bracketed list (TOML's or Python's), taken out or put in as a person would."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inhouse.codemod.manifest.edits import line_end, line_start, newline_of
from inhouse.codemod.manifest.orphans import start_with_comments
from inhouse.codemod.manifest.wanted import Wanted

_COMMA = re.compile(r"(?:\s|#[^\n]*+)*+,")
_REST = re.compile(r"[ \t]*(?:#[^\n]*)?\r?\n")
_BLANK = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list in a text: `open` is past its bracket, `close` at the other one."""

    open: int
    close: int
    items: tuple[tuple[int, int], ...]


def without_item(text: str, listed: Listed, index: int, wanted: Wanted) -> str:
    """Return the text without one item, its comma, its comment and, if it had any, its line."""
    start, end = listed.items[index]
    after = _after_comma(text, end, listed.close)
    line = line_start(text, start)
    rest = _REST.match(text, after)
    on_first_line = line < listed.open
    if (
        rest
        and rest.end() <= listed.close
        and not on_first_line
        and not text[line:start].strip()
        and "\n" not in text[end:after]
    ):
        floor = line_end(text, listed.open)
        line = start_with_comments(text, line, rest.end(), wanted, floor=floor)
        cut = (line, rest.end())
    else:
        cut = _inline(text, listed, index, after)
    before, behind = text[: cut[0]], text[cut[1] :]
    if len(listed.items) == 1 and not (before[listed.open :] + text[cut[1] : listed.close]).strip():
        return text[: listed.open] + text[listed.close :]
    return before + behind


def _inline(text: str, listed: Listed, index: int, after: int) -> tuple[int, int]:
    """Return what to cut of an item that shares its line with others or with a bracket."""
    start, end = listed.items[index]
    previous = listed.items[index - 1][1] if index else listed.open
    following = listed.items[index + 1][0] if index + 1 < len(listed.items) else None
    if following is not None:
        gap = text[after:following]
        if "#" not in gap and ("\n" not in gap or not index):
            return start, following  # what follows moves up to its place
        return _blank_before(text, start), after
    if not index:
        return start, after
    if "#" in text[previous:start]:
        return _blank_before(text, start), after
    if after > end:  # the list ends with a comma, and still does
        return _after_comma(text, previous, start), after
    return previous, end


def _blank_before(text: str, at: int) -> int:
    while text[at - 1] in " \t":
        at -= 1
    return at


def _after_comma(text: str, at: int, limit: int) -> int:
    match = _COMMA.match(text, at, limit)
    return match.end() if match else at


def with_item(text: str, listed: Listed, index: int, item: str) -> str:
    """Return the text with `item` before the item that has this index now (or at the end)."""
    if not listed.items:
        if "#" in text[listed.open : listed.close]:
            return _into_commented(text, listed, item)
        return text[: listed.open] + item + text[listed.close :]
    if index == 0:
        return _before_first(text, listed, item)
    start, end = listed.items[index - 1]
    after = _after_comma(text, end, listed.close)
    line = line_start(text, start)
    rest = _REST.match(text, after)
    if line < listed.open or text[line:start].strip() or not rest or rest.end() > listed.close:
        return f"{text[:end]}, {item}{text[end:]}"
    if "\n" in text[end:after]:
        return f"{text[:end]}, {item}{text[end:]}"
    indent = text[line:start]
    comma = "," if after > end else ""
    return (
        text[:end]
        + ("" if comma else ",")
        + text[end : rest.end()]
        + f"{indent}{item}{comma}{newline_of(text[line:])}"
        + text[rest.end() :]
    )


def _before_first(text: str, listed: Listed, item: str) -> str:
    start = listed.items[0][0]
    line = line_start(text, start)
    if line < listed.open or text[line:start].strip():
        return f"{text[:start]}{item}, {text[start:]}"
    return f"{text[:line]}{text[line:start]}{item},{newline_of(text[line:])}{text[line:]}"


def _into_commented(text: str, listed: Listed, item: str) -> str:
    """Put the only item behind the comments that the list holds."""
    line = line_start(text, listed.close)
    outer = _BLANK.match(text, line)
    indent = (outer[0] if outer else "") + "    "
    return f"{text[:line]}{indent}{item},{newline_of(text[line:])}{text[line:]}"
