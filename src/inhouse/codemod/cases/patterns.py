"""Short texts that regular expressions in a package's code match."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 400  # of a pattern
_DEEPEST = 12
_TIMES = 2  # how often what may be repeated is
_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "97",  # as the number of a character it is a letter
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "ab",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_NOT_WORD: "-",
}


@lru_cache(maxsize=4096)
def matched_by(pattern: str) -> tuple[str, ...]:
    """Return texts that a pattern matches, one for each of its first alternatives.

    Nothing for a text that is no pattern, has nothing special in it, or asks too much.
    """
    if len(pattern) > _LONGEST or not re.search(r"[\\\[(*+?|^$]", pattern):
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled, parsed = re.compile(pattern), parser.parse(pattern)
    except (re.error, ValueError, OverflowError, RecursionError, MemoryError):
        return ()
    made = dict.fromkeys(_Writer(turn).text(parsed, 0) for turn in range(3))
    return tuple(text for text in made if text and compiled.search(text))


class _Writer:
    """Writes one text; `turn` says which alternative is taken."""

    def __init__(self, turn: int) -> None:
        self.turn, self.groups = turn, dict[int, str]()

    def text(self, parsed: Any, depth: int) -> str:
        """Return a text for a parsed pattern."""
        return "".join(self._part(code, value, depth) for code, value in parsed)

    def _part(self, code: Any, value: Any, depth: int) -> str:
        if depth > _DEEPEST:
            return ""
        if code is codes.IN:
            options = _options(value)
            return options[self.turn % len(options)] if options else ""
        match code:
            case codes.BRANCH:
                return self.text(value[1][self.turn % len(value[1])], depth + 1)
            case codes.SUBPATTERN:
                self.groups[value[0]] = self.text(value[3], depth + 1)
                return self.groups[value[0]]
            case codes.GROUPREF:
                return self.groups.get(value, "")
            case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                least, most, inner = value
                return self._repeated(least, int(most), inner, depth)
            case codes.ASSERT:
                return self.text(value[1], depth + 1)
            case codes.ATOMIC_GROUP:
                return self.text(value, depth + 1)
        return _letter(code, value)

    def _repeated(self, least: int, most: int, inner: Any, depth: int) -> str:
        count = min(max(least, _TIMES), most)
        if count > 20:
            return ""
        if len(inner) == 1 and inner[0][0] is codes.IN:
            options = _options(inner[0][1])
            return "".join(options[at % len(options)] for at in range(count)) if options else ""
        return "".join(self.text(inner, depth + 1) for _ in range(count))


def _letter(code: Any, value: Any) -> str:
    """Return a character for what stands for one."""
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    return "a" if code is codes.ANY else ""


def _options(parts: Any) -> str:
    """Return some characters of a set."""
    if parts and parts[0][0] is codes.NEGATE:
        refused = {chr(value) for code, value in parts[1:] if code is codes.LITERAL}
        return next((each for each in "a1- " if each not in refused), "")
    found = ""
    for code, value in parts:
        if code is codes.LITERAL:
            found += chr(value)
        elif code is codes.RANGE:
            found += chr(value[0])
        elif code is codes.CATEGORY:
            found += _OF_CATEGORY.get(value, "a")
    return found
