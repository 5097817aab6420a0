"""Values like one that was seen: the same type, one thing changed."""

from __future__ import annotations

import ast
from collections.abc import Callable

from hypothesis import strategies as st

from inhouse.verifier import texts
from inhouse.verifier.texts import Texts

LONGEST = 2000  # of an example's text that is taken apart
_ON_STR: tuple[Callable[[str, int], str], ...] = (
    lambda s, at: s[:at] + s[at + 1 :],
    lambda s, at: s[:at] + s[at : at + 1] * 2 + s[at + 1 :],
    lambda s, at: s[:at] + " " + s[at:],
    lambda s, at: s[:at] + "\u00e9" + s[at:],
    lambda s, at: s[:at] + "-_"[at % 2] + s[at:],
    lambda s, at: s[:at] + "\n" + s[at:],
    lambda s, at: s[:at] + "9" + s[at:],
    lambda s, at: s[:at],
    lambda s, at: s[at:],
    lambda s, _at: s.upper(),
    lambda s, _at: s.lower(),
    lambda s, _at: s.title(),
    lambda s, _at: s.swapcase(),
    lambda s, _at: f" {s}\t",
    lambda s, _at: s[::-1],
    lambda s, _at: s * 3,
    lambda _s, _at: "",
    lambda s, _at: s + "\U0001f600",
)
_ON_INT: tuple[Callable[[int], int], ...] = (
    lambda n: n - 1,
    lambda n: n + 1,
    lambda _n: 0,
    lambda n: -n,
    lambda n: n * 10,
    lambda n: n // 2,
    lambda n: n + 1000,
    lambda _n: -1,
    lambda _n: 1,
)


def near(example: str) -> Texts | None:
    """Return a strategy around an example's source text; None where it is no literal."""
    if len(example) > LONGEST:
        return None
    try:
        value = ast.literal_eval(example.strip())
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None
    return _around(value, 3)


def _around(value: object, depth: int) -> Texts | None:
    if isinstance(value, bool):
        return texts.BOOL
    if isinstance(value, str):
        at = st.integers(0, max(len(value), 1))
        return st.tuples(st.sampled_from(_ON_STR), at).map(lambda p: repr(p[0](value, p[1])))
    if isinstance(value, bytes):
        held = value.decode("latin-1")
        at = st.integers(0, max(len(held), 1))
        return st.tuples(st.sampled_from(_ON_STR[:3] + _ON_STR[7:9]), at).map(
            lambda p: repr(p[0](held, p[1]).encode("latin-1", "replace"))
        )
    if isinstance(value, int):
        return st.sampled_from(_ON_INT).map(lambda change: repr(change(value)))
    if isinstance(value, float):
        return st.sampled_from(
            ["0.0", "-1.0", repr(-value), repr(value / 3), repr(value + 1), "1e9"]
        )
    if depth and isinstance(value, list | tuple):
        return _around_items(list(value), isinstance(value, tuple), depth)
    if depth and isinstance(value, dict):
        return _around_dict(value, depth)
    if isinstance(value, set | frozenset):
        return texts.set_of(st.sampled_from(sorted(map(repr, value)))) if value else None
    return None


def _around_items(items: list[object], fixed: bool, depth: int) -> Texts:
    written = [repr(item) for item in items]
    changed = [_inside(item, depth) for item in items]
    same_length: Texts = st.tuples(
        *(
            texts.weighted((2, st.just(old)), (1, new))
            for old, new in zip(written, changed, strict=True)
        )
    ).map(lambda parts: _joined(parts, fixed))
    other = (
        st.lists(st.sampled_from(written), max_size=len(written) + 2) if written else st.just([])
    )
    return texts.weighted((2, same_length), (2, other.map(lambda parts: _joined(parts, fixed))))


def _inside(item: object, depth: int) -> Texts:
    made = _around(item, depth - 1)
    return st.just(repr(item)) if made is None else made


def _joined(parts: tuple[str, ...] | list[str], fixed: bool) -> str:
    return texts.fixed_tuple(list(parts)) if fixed else "[" + ", ".join(parts) + "]"


def _around_dict(value: dict[object, object], depth: int) -> Texts:
    pairs = [(repr(key), _around(part, depth - 1), repr(part)) for key, part in value.items()]
    entries = [_entry(key, new, old) for key, new, old in pairs]
    if not entries:
        return texts.dict_of(texts.STR, texts.SCALAR)
    whole = st.tuples(*entries).map(lambda parts: "{" + ", ".join(parts) + "}")
    some = st.lists(st.one_of(*entries), max_size=len(entries)).map(
        lambda parts: "{" + ", ".join(parts) + "}"
    )
    return texts.weighted((2, whole), (1, some))


def _entry(key: str, new: Texts | None, old: str) -> Texts:
    same = st.just(f"{key}: {old}")
    return (
        same
        if new is None
        else texts.weighted((2, same), (1, new.map(lambda text: f"{key}: {text}")))
    )
