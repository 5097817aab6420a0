"""Takes the clauses `extra == "x"` out of a marker, for formats that keep extras inside markers."""

from __future__ import annotations

import re
from collections.abc import Callable

from packaging.utils import canonicalize_name

_TOKEN = re.compile(r"""\s*(\(|\)|"[^"]*"|'[^']*'|and\b|or\b|[^\s()"']+)""")
_EXTRA = re.compile(r"""^(?:extra (==|!=) ["']([^"']*)["']|["']([^"']*)["'] (==|!=) extra)$""")
MAX_DEPTH = 100

Holds = Callable[[str], bool]
Outcome = str | bool


class NoMarkerError(ValueError):
    """The text has not the shape of a marker."""


def names_extra(marker: str) -> bool:
    """Tell whether the marker asks for an extra."""
    return bool(re.search(r"\bextra\b", marker))


def without_extras(marker: str, holds: Holds) -> Outcome:
    """Return the marker with `extra == "x"` replaced by `holds(x)`.

    True where nothing is left to ask, False where the marker cannot hold. NoMarkerError (a
    ValueError) where the text is no marker.
    """
    tokens = [match[1] for match in _TOKEN.finditer(marker)]
    outcome, end = _any_of(tokens, 0, holds, 0)
    if end != len(tokens):
        raise NoMarkerError(f"{marker[:80]!r} is not a marker")
    return outcome


def _any_of(tokens: list[str], at: int, holds: Holds, depth: int) -> tuple[Outcome, int]:
    """Read alternatives joined by `or`, starting at token `at`; return outcome and next token."""
    choices: list[str] = []
    certain = False
    while True:
        outcome, at = _all_of(tokens, at, holds, depth)
        certain = certain or outcome is True
        if isinstance(outcome, str):
            choices.append(outcome)
        if at >= len(tokens) or tokens[at] != "or":
            break
        at += 1
    if certain:
        return True, at
    return (" or ".join(choices) if choices else False), at


def _all_of(tokens: list[str], at: int, holds: Holds, depth: int) -> tuple[Outcome, int]:
    clauses: list[str] = []
    possible = True
    while True:
        outcome, at = _clause(tokens, at, holds, depth)
        possible = possible and outcome is not False
        if isinstance(outcome, str):
            clauses.append(outcome)
        if at >= len(tokens) or tokens[at] != "and":
            break
        at += 1
    if not possible:
        return False, at
    return (" and ".join(clauses) if clauses else True), at


def _clause(tokens: list[str], at: int, holds: Holds, depth: int) -> tuple[Outcome, int]:
    if at < len(tokens) and tokens[at] == "(":
        if depth >= MAX_DEPTH:
            raise NoMarkerError("is a marker nested too deeply")
        outcome, at = _any_of(tokens, at + 1, holds, depth + 1)
        if at >= len(tokens) or tokens[at] != ")":
            raise NoMarkerError("is a marker with an open parenthesis")
        grouped = isinstance(outcome, str) and " or " in outcome
        return (f"({outcome})" if grouped else outcome), at + 1
    end = at
    while end < len(tokens) and tokens[end] not in ("and", "or", "(", ")"):
        end += 1
    text = " ".join(tokens[at:end])
    if not text:
        raise NoMarkerError("is a marker that ends too early")
    found = _EXTRA.match(text)
    if found is None:
        return text, end
    held = holds(canonicalize_name(found[2] or found[3] or ""))
    return held == ((found[1] or found[4]) == "=="), end
