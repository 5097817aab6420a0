"""Faults in a rule's own code: which ones its contract notices, and which are argued away."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inhouse.catalogue import parse_rule
from inhouse.model.rule_proof import Equivalent, Mutation
from inhouse.verifier.contract_mutants import Mutated, run_mutants

pytestmark = pytest.mark.once

PYTHON = Path(sys.executable)
RULE = """\
schema = 1
tier = "micro"
reason = "tiny"
advice = "stdlib"
summary = "A comparison does this."

[[symbols]]
name = "nearby.near"
status = "rewritten"
to = "_inhouse.near"
"""
REPLACEMENT = """\
def near(a: int, b: int) -> bool:
    if a > b:
        a, b = b, a
    return b - a < 3
"""
GOOD = """\
def test_near(subject):
    assert subject.near(1, 3) is True
    assert subject.near(3, 1) is True
    assert subject.near(1, 4) is False
    assert subject.near(4, 1) is False
    assert subject.near(0, 9) is False
"""
EDGE = Equivalent(file="replacement.py", line="if a > b:", mutant="if (a >= (b)):", why="a == b")


def mutated(contract: str, *equivalent: Equivalent, text: str = REPLACEMENT) -> Mutated:
    texts = {"rule.toml": RULE, "test_contract.py": contract, "replacement.py": text}
    rule = parse_rule("nearby", RULE, place="rule.toml", complete=True)
    return run_mutants(rule, texts, PYTHON, equivalent)


def test_a_contract_that_looks_away_notices_little() -> None:
    (unit,) = mutated("def test_near(subject):\n    assert subject.near(1, 1)\n").units
    assert not unit.enough
    assert unit.killed + len(unit.survivors) == unit.made
    assert "replacement.py:4: 'return b - a < 3' may as well be 'return b - a < (4)'" in (
        unit.survivors
    )


def test_what_is_argued_is_counted_apart() -> None:
    (plain,) = mutated(GOOD).units
    assert plain.survivors == ("replacement.py:2: 'if a > b:' may as well be 'if (a >= (b)):'",)
    found = mutated(GOOD, EDGE)
    (argued,) = found.units
    assert (argued.made, argued.killed) == (plain.made, plain.killed)
    assert (argued.equivalent, argued.survivors) == (1, ())
    assert found.mistakes == ()
    assert argued.enough


def test_an_argument_for_what_is_noticed_is_a_mistake() -> None:
    wrong = Equivalent(
        file="replacement.py", line="return b - a < 3", mutant="return None", why="no"
    )
    (line,) = mutated(GOOD, EDGE, wrong).mistakes
    assert "'return b - a < 3' with 'return None'" in line


def test_a_contract_that_does_not_hold_says_nothing_of_mutants() -> None:
    found = mutated(GOOD.replace("is True", "is None"))
    assert found.units == ()
    assert found.mistakes == ("mutants: the contract does not hold without a fault",)


def test_a_fault_that_never_ends_is_noticed() -> None:
    text = "def near(a: int, b: int) -> bool:\n    while a < b:\n        a += 1\n    return True\n"
    (unit,) = mutated(
        "def test_near(subject):\n    assert subject.near(1, 3) is True\n", text=text
    ).units
    # With these two the loop has no end.
    assert not any(line.endswith(("'a -= 1'", "'pass'")) for line in unit.survivors)


WEAK = "assert subject.near(1, 3) is True"
LONGER = REPLACEMENT + "\n\ndef far(a: int, b: int) -> bool:\n    return a + 3 <= b or b + 3 <= a\n"


def test_a_test_that_needs_the_one_before_it_notices_no_more_for_running_first() -> None:
    plain = mutated(f"def test_second(subject):\n    {WEAK}\n", text=LONGER)
    done = "done = []\n\ndef test_first():\n    done.append(1)\n\n"
    needs = f"def test_second(subject):\n    assert done\n    {WEAK}\n"
    assert mutated(done + needs, text=LONGER) == plain
    (unit,) = plain.units
    assert unit.made > 12
    assert unit.survivors


def test_no_fault_finds_what_the_one_before_it_left() -> None:
    plain = mutated(f"def test_near(subject):\n    {WEAK}\n", text=LONGER)
    left = "    from pathlib import Path\n    assert not Path('left').exists()\n"
    left += "    Path('left').touch()\n    Path('test_contract.py').write_text('')\n"
    assert mutated(f"def test_near(subject):\n{left}    {WEAK}\n", text=LONGER) == plain


def test_a_fault_that_ends_the_process_is_noticed() -> None:
    text = "import os\n\n\ndef near(a: int, b: int) -> bool:\n    if a > b:\n        os._exit(0)\n"
    text += "    return True\n"
    contract = "def test_near(subject):\n    assert subject.near(1, 3) is True\n"
    (unit,) = mutated(contract, text=text).units
    assert not any("(not (a > b))" in line for line in unit.survivors)


def test_faults_are_made_in_what_takes_the_place_of_a_pair_only() -> None:
    rule = parse_rule(
        "nearby",
        RULE.replace('to = "_inhouse.near"', 'pair = "near"\nsignature = "(a, b)"'),
        place="rule.toml",
        complete=True,
    )
    pairs = "import nearby\n\n\ndef before_near(a, b):\n    return nearby.near(a, b)\n\n\n"
    pairs += "def after_near(a, b):\n    return -2 < a - b < 2\n"
    contract = "def test_near(subject):\n    assert subject.near(1, 2)\n"
    texts = {"rule.toml": RULE, "test_contract.py": contract, "rewrites.py": pairs}
    (unit,) = run_mutants(rule, texts, PYTHON).units
    assert unit.unit == "after_near"
    assert all("after" not in line and "nearby" not in line for line in unit.survivors)
    assert 0 < unit.killed < unit.made


def test_nine_of_ten() -> None:
    assert Mutation(unit="x", made=10, killed=9).enough
    assert not Mutation(unit="x", made=10, killed=8).enough
    assert Mutation(unit="x", made=10, killed=8, equivalent=2).enough
    assert Mutation(unit="x", made=0, killed=0).enough
