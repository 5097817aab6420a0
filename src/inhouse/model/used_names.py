"""How many names of a package a list of used symbols stands for."""

from __future__ import annotations

from collections.abc import Iterable


def used_names(symbols: Iterable[str]) -> int:
    """Count the names behind dotted symbols (`package.name`); the bare package is none.

    An attribute of a used name (`pad.left` beside `pad`) and a second path to a name
    (`package.module.pad` beside `package.pad`) are not counted again.
    """
    dotted = sorted({symbol for symbol in symbols if "." in symbol}, key=lambda s: s.count("."))
    counted: set[str] = set()
    short: set[tuple[str, str]] = set()
    for symbol in dotted:
        parts = symbol.split(".")
        owners = {".".join(parts[:end]) for end in range(2, len(parts))}
        if owners & counted or (parts[0], parts[-1]) in short:
            continue
        counted.add(symbol)
        if len(parts) == 2:
            short.add((parts[0], parts[1]))
    return len(counted)
