"""How many cases of each script are looked at."""

from __future__ import annotations

import pytest

from inhouse.codemod.contract_tests.worth import share_of


@pytest.mark.parametrize(
    ("sizes", "most", "share"),
    [((), 100, 4), ((1, 1, 1), 100, 98), ((50, 50), 100, 50), ((1, 9, 300), 100, 90)],
)
def test_room_that_some_scripts_leave_is_for_others(
    sizes: tuple[int, ...], most: int, share: int
) -> None:
    assert share_of(sizes, most) == share


def test_many_scripts_get_a_few_each() -> None:
    assert share_of([9] * 500, 100) == 4
