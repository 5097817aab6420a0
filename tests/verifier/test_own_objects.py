from __future__ import annotations

import json

import pytest

from inhouse.model.proof import Outcome, Script, Trial
from inhouse.verifier.matching import Sameness
from inhouse.verifier.own_objects import masked

TRIAL = Trial(script=Script(symbol="mock.Mock", original="", replacement="", origin="example"))
OWN = Sameness(own=(frozenset({"mock"}), frozenset({"unittest"})))


def outcome(form: object, kind: str = "mock.Mock", **more: str) -> Outcome:
    return Outcome(kind="value", type=kind, value=json.dumps(form), **more)  # type: ignore[arg-type]


THEIRS = outcome({"object": "mock.mock.Mock", "state": [["a", 1]]})
OURS = outcome({"object": "unittest.mock.Mock", "state": [["b", 2]]}, "unittest.mock.Mock")


def test_text_that_is_no_form_stays() -> None:
    assert masked("{", frozenset({"mock"})) == "{"


def test_other_modules_are_not_masked() -> None:
    form = {"object": "mockery.Mock", "state": [["a", 1]]}
    assert json.loads(masked(json.dumps(form), frozenset({"mock"}))) == form


def test_objects_of_both_sides_say_nothing() -> None:
    case = OWN.compared(TRIAL, THEIRS, OURS)
    assert (case.same, case.vague) == (True, True)


@pytest.mark.parametrize(
    ("original", "replacement"),
    [
        (THEIRS, outcome(None, "NoneType")),
        (THEIRS, outcome({"object": "other.Mock"}, "other.Mock")),
        (outcome([THEIRS.value, 1], "list"), outcome([OURS.value, 2], "list")),
        (THEIRS, outcome({"object": "unittest.mock.Mock"}, "unittest.mock.Mock", output="x")),
    ],
)
def test_whatever_else_differs_is_a_difference(original: Outcome, replacement: Outcome) -> None:
    case = OWN.compared(TRIAL, original, replacement)
    assert (case.same, case.vague) == (False, False)


def test_without_other_code_every_class_counts() -> None:
    assert not Sameness().compared(TRIAL, THEIRS, OURS).same


def test_generators_and_functions_are_not_mixed_up() -> None:
    plain = outcome({"function": ["mock.mock", "wrap"]}, "function")
    generator = outcome({"function": ["unittest.mock", "wrap", 32]}, "function")
    assert not OWN.compared(TRIAL, plain, generator).same
    assert OWN.compared(TRIAL, plain, outcome({"function": ["unittest.mock", "x"]})).vague


def test_what_iterators_give_is_compared() -> None:
    one = outcome({"lazy": "mock.mock.It", "items": [1]})
    same = outcome({"lazy": "unittest.mock.It", "items": [1]}, "unittest.mock.It")
    other = outcome({"lazy": "unittest.mock.It", "items": [2]}, "unittest.mock.It")
    assert OWN.compared(TRIAL, one, same).vague
    assert not OWN.compared(TRIAL, one, other).same
