"""Values like one that was seen: the same type, one thing changed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from inhouse.verifier import texts
from inhouse.verifier.generating import Texts, each_of, just, one_of, sampled, several, weighted

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
        return _changed(value, _ON_STR, repr)
    if isinstance(value, bytes):
        held = value.decode("latin-1")
        changes = _ON_STR[:3] + _ON_STR[7:9]
        return _changed(held, changes, lambda text: repr(text.encode("latin-1", "replace")))
    if isinstance(value, int):
        return sampled([repr(change(value)) for change in _ON_INT])
    if isinstance(value, float):
        return sampled(["0.0", "-1.0", repr(-value), repr(value / 3), repr(value + 1), "1e9"])
    if depth and isinstance(value, list | tuple):
        return _around_items(list(value), isinstance(value, tuple), depth)
    if depth and isinstance(value, dict):
        return _around_dict(value, depth)
    if isinstance(value, set | frozenset):
        return texts.set_of(sampled(sorted(map(repr, value)))) if value else None
    return None


def _around_items(items: list[object], fixed: bool, depth: int) -> Texts:
    written = [repr(item) for item in items]
    changed = [_inside(item, depth) for item in items]
    pairs = zip(written, changed, strict=True)
    mixed = [weighted((2, just(old)), (1, new)) for old, new in pairs]
    same_length = each_of(mixed, lambda parts: _joined(parts, fixed))
    if not written:
        return same_length
    other = several(sampled(written), len(written) + 2, lambda parts: _joined(parts, fixed))
    return weighted((2, same_length), (2, other))


def _inside(item: object, depth: int) -> Texts:
    made = _around(item, depth - 1)
    return just(repr(item)) if made is None else made


def _joined(parts: list[str], fixed: bool) -> str:
    return texts.fixed_tuple(parts) if fixed else "[" + ", ".join(parts) + "]"


def _around_dict(value: dict[object, object], depth: int) -> Texts:
    pairs = [(repr(key), _around(part, depth - 1), repr(part)) for key, part in value.items()]
    entries = [_entry(key, new, old) for key, new, old in pairs]
    if not entries:
        return texts.dict_of(texts.STR, texts.SCALAR)
    whole = each_of(entries, lambda parts: "{" + ", ".join(parts) + "}")
    some = several(one_of(*entries), len(entries), lambda parts: "{" + ", ".join(parts) + "}")
    return weighted((2, whole), (1, some))


def _entry(key: str, new: Texts | None, old: str) -> Texts:
    same = just(f"{key}: {old}")
    return same if new is None else weighted((2, same), (1, new.map(lambda text: f"{key}: {text}")))


def _changed(
    text: str, changes: Sequence[Callable[[str, int], str]], written: Callable[[str], str]
) -> Texts:
    return Texts(
        lambda chance: written(chance.choice(changes)(text, chance.randint(0, max(len(text), 1))))
    )
