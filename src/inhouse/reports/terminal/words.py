"""Numbers and counts as a person writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

UNKNOWN = "?"  # never blank and never zero: what is not known must show


def number(value: int | None) -> str:
    """Return the number with thousands marked, or `?`."""
    return UNKNOWN if value is None else f"{value:,}"


def counted(value: int | None, singular: str, plural: str | None = None) -> str:
    """Return `1 package`, `2 packages` or `? packages`."""
    word = singular if value == 1 else plural or f"{singular}s"
    return f"{number(value)} {word}"


def size(value: int | None) -> str:
    """Return a number of bytes in decimal units."""
    if value is None:
        return f"{UNKNOWN} kB"
    if value < 1_000:
        return counted(value, "byte")
    if value < 1_000_000:
        return f"{value / 1_000:,.0f} kB"
    return f"{value / 1_000_000:,.1f} MB"


def listed(names: Iterable[str]) -> str:
    """Return the names, a comma between them."""
    return ", ".join(names)


def shortened(names: Sequence[str], room: int) -> str:
    """Return as many names as fit into `room` characters, and how many were left out."""
    shown: list[str] = []
    for at, name in enumerate(names):
        left = len(names) - at - 1
        tail = f" +{left}" if left else ""
        if len(listed([*shown, name])) + len(tail) > room:
            break
        shown.append(name)
    left = len(names) - len(shown)
    if not shown:
        return f"+{left}" if left else ""
    return listed(shown) + (f" +{left}" if left else "")
