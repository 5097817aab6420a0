"""How many cases of each script are looked at."""

from __future__ import annotations

import pytest

from inhouse.codemod.contract_tests.worth import share_of, spread
from inhouse.model.proof import Compared, Hole, Outcome, Script, Trial


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


def case(value: str, result: str, examples: tuple[str, ...]) -> Compared:
    hole = Hole(name="_0", parameter="s", examples=examples)
    script = Script(
        symbol="p.f", original="f(_0)\n", replacement="f(_0)\n", origin="generated", holes=(hole,)
    )
    outcome = Outcome(kind="value", type="str", literal=result)
    trial = Trial(script=script, values=(value,))
    return Compared(trial=trial, original=outcome, replacement=outcome, same=True)


def test_of_values_that_were_shown_those_that_change_come_first() -> None:
    shown = ("'a'", "'b'", "'cow'", "'cows'", "'moves'")
    cases = [case(each, each, shown) for each in shown[:4]]
    cases += [case("'moves'", "'cow'", shown)]
    chosen = [each.trial.values[0] for each in spread(cases, 2)]
    assert chosen == ["'a'", "'b'", "'moves'", "'cows'"]
