"""Closer looks at objects of the package."""

from __future__ import annotations

import json

from inhouse.codemod.contract_tests.looking import observed
from inhouse.model.proof import Compared, Outcome, Script, Trial

STEP = {"object": "p.Step"}
LOOKS = {"p.Step": ("({0}.key, bool({0}),)", "{0}.get()"), "p.f": ("len({0})", "{0}.pop()")}


def looks(text: str, form: object, *more: object) -> list[str]:
    script = Script(symbol="p.f", original=text, replacement=text, origin="generated")
    outcomes = [Outcome(kind="value", type="", value=json.dumps(each)) for each in (form, *more)]
    cases = [
        Compared(trial=Trial(script=script, values=(str(n),)), original=a, replacement=a, same=True)
        for n, a in enumerate(outcomes)
    ]
    found = observed(cases, lambda name: LOOKS.get(name, ()))
    return [trial.script.original for trial in found]


def test_values_with_no_object_in_front_are_left_alone() -> None:
    assert looks("result = f()\n(result, 1)\n", {"tuple": [1, STEP]}) == []
    assert looks("(f(), 1)\n", {"tuple": [STEP, 1]}) == []
    assert looks("f()\n", []) == []


def test_what_a_method_gave_is_looked_at() -> None:
    assert looks("result = f()\n(result, 1)\n", {"tuple": [STEP, 1]}) == [
        "result = f()\nstr(result)\n",
        "result = f()\n(result.key, bool(result),)\n",
        "result = f()\nresult.get()\n",
    ]


def test_a_value_that_is_looked_at_twice_gets_a_name() -> None:
    found = looks("f()\n", STEP)
    assert found[1] == "result = f()\n(result.key, bool(result),)\n"


def test_objects_in_a_list_are_looked_at_one_by_one() -> None:
    assert looks("f()\n", [STEP, STEP]) == ["[(each.key, bool(each),) for each in f()]\n"]


def test_an_object_of_the_class_itself_is_only_shown() -> None:
    assert looks("f()\n", {"object": "p.f"}) == ["str(f())\n", "len(f())\n"]


def test_a_few_outcomes_of_each_script_are_enough() -> None:
    forms = [{"object": "q.T", "content": [n % 20]} for n in range(40)]
    assert len(looks("f()\n", *forms)) == 8
