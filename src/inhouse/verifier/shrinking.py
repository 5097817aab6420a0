"""The smallest values that still show something, found by taking away from their source texts."""

from __future__ import annotations

import ast
import copy
import time
from collections.abc import Callable, Iterator, Sequence

Values = tuple[str, ...]
ROUND = 48  # values asked about at once
LONGEST = 4000  # of a text that is taken apart


def smallest(
    values: Values,
    shows: Callable[[Sequence[Values]], Sequence[bool]],
    *,
    tries: int,
    ends: float,
) -> Values:
    """Return values from which nothing more can be taken; `shows` is asked in batches.

    Stops after so many tries, or at `ends` on the monotonic clock.
    """
    best = values
    asked = {best}
    while tries > 0 and time.monotonic() < ends:
        fresh: dict[Values, None] = {}
        for each in _smaller_values(best):
            if each not in asked:
                fresh.setdefault(each)
        chosen = sorted(fresh, key=_size)[:tries]
        better = None
        for start in range(0, len(chosen), ROUND):
            batch = chosen[start : start + ROUND]
            asked.update(batch)
            tries -= len(batch)
            better = next((v for v, yes in zip(batch, shows(batch), strict=True) if yes), None)
            if better is not None or time.monotonic() > ends:
                break
        if better is None:
            return best
        best = better
    return best


def _size(values: Values) -> tuple[int, int, Values]:
    plain = sum(text.count(letter) for text in values for letter in "a0'[](){}, ")
    return sum(map(len, values)), -plain, values


def _smaller_values(values: Values) -> Iterator[Values]:
    size = _size(values)
    for at, text in enumerate(values):
        for smaller in smaller_texts(text):
            tried = (*values[:at], smaller, *values[at + 1 :])
            if _size(tried) < size:
                yield tried


def smaller_texts(text: str) -> Iterator[str]:
    """Yield source texts of values of the same shape with something taken away."""
    if len(text) > LONGEST:
        return
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    count = sum(1 for _ in ast.walk(tree))
    for at in range(count):
        node = _node(tree, at)
        for change in range(len(_changes(node))):
            changed = copy.deepcopy(tree)
            target = _node(changed, at)
            made = _changes(target)[change]()
            try:
                yield ast.unparse(_Put(target, made).visit(changed))
            except (ValueError, RecursionError):
                continue


def _node(tree: ast.expr, at: int) -> ast.AST:
    for place, node in enumerate(ast.walk(tree)):
        if place == at:
            return node
    raise IndexError(at)


class _Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the new node for the old one."""
        return self._new if node is self._old else super().generic_visit(node)


Change = Callable[[], ast.expr]


def _changes(node: ast.AST) -> list[Change]:
    """Return ways to make a node smaller; each changes it in place or returns another."""
    if isinstance(node, ast.Constant):
        return [lambda value=value: ast.Constant(value) for value in _smaller(node.value)]  # type: ignore[misc]
    if isinstance(node, ast.UnaryOp):
        return [lambda: node.operand]
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        least = 1 if isinstance(node, ast.Set) else 0
        found: list[Change] = [lambda: _without(node, range(len(node.elts)))] if not least else []
        half = len(node.elts) // 2
        if half > 1:
            found.append(lambda: _without(node, range(half)))
            found.append(lambda: _without(node, range(half, len(node.elts))))
        if len(node.elts) > least:
            found += [lambda at=at: _without(node, [at]) for at in range(len(node.elts))]  # type: ignore[misc]
        return found
    if isinstance(node, ast.Dict):
        return [lambda at=at: _without_key(node, at) for at in range(len(node.keys))]  # type: ignore[misc]
    return []


def _without(node: ast.List | ast.Tuple | ast.Set, places: Sequence[int]) -> ast.expr:
    node.elts = [each for at, each in enumerate(node.elts) if at not in places]
    return node


def _without_key(node: ast.Dict, at: int) -> ast.expr:
    del node.keys[at], node.values[at]
    return node


def _smaller(value: object) -> list[object]:
    """Return simpler constants of the same type."""
    if isinstance(value, bool) or value is None or value is Ellipsis:
        return []
    if isinstance(value, str):
        return [part for part in _shorter(value) if part != value]
    if isinstance(value, bytes):
        text = value.decode("latin-1")
        return [part.encode("latin-1") for part in _shorter(text) if part != text]
    if isinstance(value, int):
        return [n for n in dict.fromkeys((0, 1, 2, value // 2, value - 1)) if abs(n) < abs(value)]
    if isinstance(value, float) and value == value and abs(value) != float("inf"):
        return [n for n in (0.0, 1.0, 0.5, float(int(value))) if len(repr(n)) <= len(repr(value))]
    return []


def _shorter(text: str) -> Iterator[str]:
    yield ""
    half = len(text) // 2
    if half > 1:
        yield text[:half]
        yield text[half:]
        yield text[half // 2 : -(half // 2)]
    if len(text) <= 40:
        for at in range(len(text)):
            yield text[:at] + text[at + 1 :]
        for at, letter in enumerate(text):
            for plain in ("a", "A", "0", " "):
                same_sort = letter.isalpha() == plain.isalpha() and not letter.isupper()
                if letter not in "aA0 " and (same_sort or plain == "A"):
                    yield text[:at] + plain + text[at + 1 :]
                    break
