"""Version constraints as Poetry writes them (`^1.2`, `~1.2`, `1.*`, `a || b`), as PEP 440."""

from __future__ import annotations

import re
from functools import lru_cache

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

_PIECE = re.compile(r"(?P<sign>\^|~(?!=)|[<>=!~]=?=?)?\s*(?P<version>[^\s,|<>=!~^]+)")
MAX_ALTERNATIVES = 64


@lru_cache(maxsize=2048)
def alternatives(text: str) -> tuple[SpecifierSet, ...]:
    """Return the specifier sets of which one must hold; an empty set allows every version.

    ValueError if the text is not a constraint.
    """
    parts = re.split(r"\|\|?", text)
    if len(parts) > MAX_ALTERNATIVES:
        raise ValueError(f"has {len(parts)} alternatives")
    return tuple(map(_specifiers, parts))


@lru_cache(maxsize=2048)
def as_specifier(text: str) -> str | None:
    """Return the constraint as one PEP 440 specifier set, None where it allows everything.

    A constraint with alternatives has no such form: its lowest bound alone is returned.
    """
    choices = alternatives(text)
    if len(choices) == 1:
        return str(choices[0]) or None
    bounds = [
        Version(each.version)
        for choice in choices
        for each in choice
        if each.operator in (">=", ">", "~=") or (each.operator == "==" and "*" not in each.version)
    ]
    return f">={min(bounds)}" if len(bounds) >= len(choices) else None


def allows(text: str, version: str) -> bool:
    """Tell whether a constraint allows a version; an unreadable one allows every version."""
    try:
        return any(each.contains(version, prereleases=True) for each in alternatives(text))
    except ValueError:
        return True


def python_marker(text: str) -> str | None:
    """Return a `python` constraint (`<3.8`, `^3.9`) as a PEP 508 marker, None if it allows all."""
    choices = [
        " and ".join(
            _python_clause(each.operator, each.version) for each in sorted(choice, key=str)
        )
        for choice in alternatives(text)
    ]
    if "" in choices:
        return None
    return choices[0] if len(choices) == 1 else " or ".join(f"({each})" for each in choices)


def _python_clause(operator: str, version: str) -> str:
    short = "*" not in version and version.count(".") <= 1 and operator in ("<", ">=", "==", "!=")
    variable = "python_version" if short else "python_full_version"
    return f'{variable} {operator} "{version}"'


def _specifiers(text: str) -> SpecifierSet:
    text = text.strip()
    if text in ("", "*"):
        return SpecifierSet()
    found, end = [], 0
    for piece in _PIECE.finditer(text):
        if text[end : piece.start()].strip(" ,\t"):
            break
        found.append(_piece(piece["sign"] or "", piece["version"]))
        end = piece.end()
    if text[end:].strip(" ,\t") or not found:
        raise ValueError(f"{text[:60]!r} is not a version constraint")
    try:
        return SpecifierSet(",".join(filter(None, found)))
    except InvalidSpecifier:
        raise ValueError(f"{text[:60]!r} is not a version constraint") from None


def _piece(sign: str, version: str) -> str:
    if version == "*":
        return ""
    if sign in ("", "="):
        return f"=={version}"
    if sign in ("^", "~"):
        return _caret(version) if sign == "^" else _tilde(version)
    if sign in (">=", "<=", ">", "<") and version.endswith(".*"):
        return sign + version.removesuffix(".*")
    return sign + version


def _caret(text: str) -> str:
    """Allow changes that leave the leftmost number other than zero alone."""
    release = _release(text)
    steady = next((i for i, part in enumerate(release) if part), len(release) - 1)
    return f">={text},<{_next(release, steady)}"


def _tilde(text: str) -> str:
    """Allow changes of the last number, of the minor one where three are given."""
    release = _release(text)
    return f">={text},<{_next(release, min(1, len(release) - 1))}"


def _next(release: tuple[int, ...], index: int) -> str:
    parts = [*release[:index], release[index] + 1]
    return ".".join(map(str, parts + [0] * (2 - len(parts))))


def _release(text: str) -> tuple[int, ...]:
    try:
        return Version(text.removesuffix(".*")).release
    except InvalidVersion:
        raise ValueError(f"{text[:60]!r} is not a version") from None
