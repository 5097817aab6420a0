"""SPDX licence expressions: what they ask for before their code may move into a project."""

from __future__ import annotations

import re

# SPDX identifiers whose only condition is to keep the notice.
PERMISSIVE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-1-Clause",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
        "ZPL-2.1",
    }
)
MAX_EXPRESSION = 1000  # characters; real ones have less than 100
_TOKEN = re.compile(r"\s*([()]|[A-Za-z0-9.+:-]+)")
_WORDS = {"AND", "OR", "WITH"}


def permissive(expression: str) -> bool:
    """Tell whether one alternative of an SPDX expression asks for a notice only."""
    return asked(expression) == ()


def asked(expression: str, accepted: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    """Return the licences of an SPDX expression that are neither permissive nor accepted.

    Of several alternatives (OR) the one that asks for least counts. A licence with an exception
    is one licence, `GPL-2.0-only WITH Classpath-exception-2.0`. Letter case does not matter.
    None: the text is not of the form of an SPDX expression.
    """
    if len(expression) > MAX_EXPRESSION:
        return None
    taken = frozenset(" ".join(each.split()).casefold() for each in accepted)
    if " ".join(expression.split()).casefold() in taken:
        return ()
    try:
        return _Reader(_tokens(expression), taken).whole()
    except (ValueError, RecursionError):
        return None


def _tokens(expression: str) -> list[str]:
    found, position, text = [], 0, expression.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(text[position:])
        found.append(match[1])
        position = match.end()
    return found


class _Reader:
    """Reads tokens by the grammar of SPDX: OR binds loosest, then AND, then WITH."""

    def __init__(self, tokens: list[str], accepted: frozenset[str]) -> None:
        self._tokens = tokens
        self._accepted = accepted
        self._at = 0

    def whole(self) -> tuple[str, ...]:
        asks = self._either()
        if self._at != len(self._tokens):
            raise ValueError(self._tokens[self._at])
        return asks

    def _next_is(self, word: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at].upper() == word
        self._at += found
        return found

    def _either(self) -> tuple[str, ...]:
        least = self._both()
        while self._next_is("OR"):
            least = min(least, self._both(), key=len)
        return least

    def _both(self) -> tuple[str, ...]:
        asks = self._one()
        while self._next_is("AND"):
            asks = tuple(dict.fromkeys((*asks, *self._one())))
        return asks

    def _one(self) -> tuple[str, ...]:
        if self._next_is("("):
            asks = self._either()
            if not self._next_is(")"):
                raise ValueError("unclosed")
            return asks
        name = self._name()
        if not self._next_is("WITH"):
            return self._asks(name, name)
        return self._asks(name, f"{name} WITH {self._name()}")

    def _name(self) -> str:
        if self._at >= len(self._tokens):
            raise ValueError("ends too early")
        name = self._tokens[self._at]
        if name in "()" or name.upper() in _WORDS:
            raise ValueError(name)
        self._at += 1
        return name

    def _asks(self, licence: str, whole: str) -> tuple[str, ...]:
        # An exception only permits more, and "or later" leaves the choice of this version.
        if licence.removesuffix("+").casefold() in _PERMISSIVE_FOLDED:
            return ()
        return () if whole.casefold() in self._accepted else (whole,)


_PERMISSIVE_FOLDED = frozenset(each.casefold() for each in PERMISSIVE)
