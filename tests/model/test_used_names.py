"""Names are counted once, whatever path or attribute they are reached by."""

from __future__ import annotations

import pytest

from inhouse.model.used_names import used_names


@pytest.mark.parametrize(
    ("symbols", "count"),
    [
        ((), 0),
        (("pad",), 0),
        (("pad.left", "pad.right"), 2),
        (("pad.left", "other.left"), 2),
        (("pad.one.left", "pad.two.left"), 2),
        (("pad.left", "pad.left.upper"), 1),
        (("pad.sides.left", "pad.left"), 1),
    ],
)
def test_names_are_counted_once(symbols: tuple[str, ...], count: int) -> None:
    assert used_names(symbols) == count
