"""Whether a licence expression leaves a choice that a policy does not deny."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

MAX_DEPTH = 50  # brackets in brackets
_TOKEN = re.compile(r"[()]|[a-z0-9.+:-]+")


def is_denied(license_: str | None, patterns: Sequence[str]) -> bool:
    """Tell whether every choice of an SPDX expression holds a licence that a pattern fits.

    AND binds more tightly than OR. Of what is no such expression each word counts.
    """
    if license_ is None or not patterns:
        return False
    tokens = _TOKEN.findall(license_.lower())
    wanted = [pattern.lower() for pattern in patterns]
    fits = [any(fnmatchcase(each, pattern) for pattern in wanted) for each in tokens]
    reader = _Reader(tokens, fits)
    try:
        return reader.whole()
    except ValueError:
        return any(fits)


class _Reader:
    """Reads an expression once from left to right; ValueError where it is none."""

    def __init__(self, tokens: Sequence[str], fits: Sequence[bool]) -> None:
        self._tokens, self._fits, self._at = tokens, fits, 0

    def whole(self) -> bool:
        denied = self._choices(0)
        if self._at != len(self._tokens):
            raise ValueError("something follows the expression")
        return denied

    def _choices(self, depth: int) -> bool:
        denied = self._together(depth)
        while self._takes("or"):
            denied = self._together(depth) and denied
        return denied

    def _together(self, depth: int) -> bool:
        denied = self._one(depth)
        while self._takes("and"):
            denied = self._one(depth) or denied
        return denied

    def _one(self, depth: int) -> bool:
        if depth > MAX_DEPTH:
            raise ValueError("too deep")
        if self._takes("("):
            denied = self._choices(depth + 1)
            if not self._takes(")"):
                raise ValueError("a bracket is not closed")
            return denied
        denied = self._word()
        if self._takes("with"):
            denied = self._word() or denied
        return denied

    def _word(self) -> bool:
        if self._at >= len(self._tokens) or self._tokens[self._at] in ("(", ")", "and", "or"):
            raise ValueError("a licence is missing")
        self._at += 1
        return self._fits[self._at - 1]

    def _takes(self, token: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at] == token
        self._at += found
        return found
