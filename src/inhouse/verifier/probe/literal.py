"""Source text that evaluates to a value, made of builtin names only."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any

LONGEST = 20_000
DEEPEST = 40


class _NoLiteral(Exception):
    pass


def source_of(value: Any) -> Any:
    """Return source that evaluates to an equal value of the same types, or None.

    Only exact builtin types; no method of the value is called. nan has no source: it equals
    nothing. Sets are written sorted by their items' sources.
    """
    try:
        text = _source(value, DEEPEST)
    except (_NoLiteral, RecursionError, ValueError):
        return None
    return text if len(text) <= LONGEST else None


def _float(value: Any, _depth: Any) -> Any:
    text = float.__repr__(value)
    if text == "nan":
        raise _NoLiteral
    return "float(%r)" % text if "inf" in text else text


def _sequence(opening: Any, closing: Any) -> Any:
    def source(value: Any, depth: Any) -> Any:
        return opening + ", ".join([_source(item, depth - 1) for item in value]) + closing

    return source


def _tuple(value: Any, depth: Any) -> Any:
    items = [_source(item, depth - 1) for item in value]
    return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"


def _dict(value: Any, depth: Any) -> Any:
    pairs = [_source(k, depth - 1) + ": " + _source(v, depth - 1) for k, v in dict.items(value)]
    return "{" + ", ".join(pairs) + "}"


def _set(value: Any, depth: Any) -> Any:
    items = sorted(_source(item, depth - 1) for item in value)
    return "{" + ", ".join(items) + "}" if items else "set()"


def _frozenset(value: Any, depth: Any) -> Any:
    return "frozenset(" + (_set(value, depth) if value else "") + ")"


def _str(value: Any, _depth: Any) -> Any:
    if len(value) > LONGEST:
        raise _NoLiteral
    return str.__repr__(value)


_MAKERS = {
    type(None): lambda value, depth: "None",
    bool: lambda value, depth: "True" if value else "False",
    int: lambda value, depth: int.__repr__(value),
    float: _float,
    complex: lambda value, depth: complex.__repr__(value),
    str: _str,
    bytes: lambda value, depth: bytes.__repr__(value),
    bytearray: lambda value, depth: bytearray.__repr__(value),
    list: _sequence("[", "]"),
    tuple: _tuple,
    dict: _dict,
    set: _set,
    frozenset: _frozenset,
    range: lambda value, depth: range.__repr__(value),
    type(Ellipsis): lambda value, depth: "...",
}


def _source(value: Any, depth: Any) -> Any:
    maker = _MAKERS.get(type(value))
    if maker is None or depth < 0:
        raise _NoLiteral
    text = maker(value, depth)
    if len(text) > LONGEST:
        raise _NoLiteral
    if type(value) is complex and ("inf" in text or "nan" in text or "-0" in text):
        raise _NoLiteral
    return text
