"""Expands braces as bash does: `x{1..3}` and `x{a,b}`."""

import re
import string
from collections.abc import Iterable, Iterator
from itertools import chain, product

alphabet = string.ascii_uppercase + string.ascii_lowercase
_NUMBERS = re.compile(r"(-?\d+)\.\.(-?\d+)(?:\.\.-?(\d+))?$")
_LETTERS = re.compile(r"([A-Za-z])\.\.([A-Za-z])(?:\.\.-?(\d+))?$")
_ESCAPED = re.compile(r"\\(.)")


class UnbalancedBracesError(ValueError):
    """A brace is opened or closed that has no other one."""


def braceexpand(pattern: str, escape: bool = True) -> Iterator[str]:
    """Return the texts that a pattern stands for, in their order.

    With `escape`, what follows a backslash is taken as it is. UnbalancedBracesError, at once, where
    braces do not match.
    """
    parts: list[Iterable[str]] = []
    start = 0
    depth = 0
    for at, char in _unescaped(pattern, escape):
        if char == "{":
            if depth == 0:
                parts.append([pattern[start:at]])
                start = at
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                parts.extend(_expression(pattern[start + 1 : at], escape))
                start = at + 1
    if depth:
        raise UnbalancedBracesError(f"Unbalanced braces: '{pattern}'")
    if start < len(pattern):
        parts.append([pattern[start:]])
    return (_joined(each, escape) for each in product(*parts))


def _unescaped(text: str, escape: bool) -> Iterator[tuple[int, str]]:
    """Yield characters with their place, but for backslashes and what follows them."""
    at = 0
    while at < len(text):
        if escape and text[at] == "\\":
            at += 2
        else:
            yield at, text[at]
            at += 1


def _joined(parts: Iterable[str], escape: bool) -> str:
    text = "".join(parts)
    return _ESCAPED.sub(r"\1", text) if escape else text


def _expression(text: str, escape: bool) -> list[Iterable[str]]:
    """Return the parts that stand for what is between braces."""
    for pattern, make in ((_NUMBERS, _numbers), (_LETTERS, _letters)):
        match = pattern.match(text)
        if match:
            first, last, step = match.groups()
            return [make(first, last, int(step or 1) or 1)]
    choices = _choices(text, escape)
    if len(choices) > 1:
        return [chain.from_iterable(braceexpand(each, escape) for each in choices)]
    return [["{"], braceexpand(text, escape), ["}"]]


def _choices(text: str, escape: bool) -> list[str]:
    """Return what stands between the commas that are in no braces."""
    found = []
    start = 0
    depth = 0
    for at, char in _unescaped(text, escape):
        if char == "," and depth == 0:
            found.append(text[start:at])
            start = at + 1
        depth += (char == "{") - (char == "}")
    return [*found, text[start:]]


def _numbers(first: str, last: str, step: int) -> Iterable[str]:
    """Return numbers as texts, as wide as the wider one where one begins with a zero."""
    digits = [each.removeprefix("-") for each in (first, last)]
    padded = any(each.startswith("0") and each != "0" for each in digits)
    width = max(len(first), len(last)) if padded else 0
    start, end = int(first), int(last)
    found = range(start, end + 1, step) if start < end else range(start, end - 1, -step)
    return (f"{each:0{width}d}" for each in found)


def _letters(first: str, last: str, step: int) -> Iterable[str]:
    start, end = alphabet.index(first), alphabet.index(last)
    if start < end:
        return alphabet[start : end + 1 : step]
    return alphabet[end : start + 1][::-step]
