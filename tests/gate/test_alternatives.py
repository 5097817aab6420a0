"""What to use instead, in a few words."""

from __future__ import annotations

from typing import Any

import pytest

from inhouse.gate.alternatives import alternative
from inhouse.model.rule import Rule
from tests.gate.newcomers import candidate


def rule(**said: Any) -> Rule:
    values: dict[str, Any] = {
        "id": "tiny", "origin": "built-in", "tier": "micro", "reason": "superseded",
        "advice": "stdlib", "otherwise": "review", "summary": "s", "target": "tomllib", **said,
    }  # fmt: skip
    return Rule(**values)


@pytest.mark.parametrize(
    ("said", "rule_"),
    [
        ({"tier": "foundation", "advice": "keep"}, None),
        ({"tier": "unknown", "sloc": None}, None),
        ({"direct": False, "advice": "upstream"}, None),
        ({"tier": "mid", "advice": "keep"}, rule(advice="keep")),
        ({"tier": "mid", "advice": "keep"}, rule(target=None)),
    ],
)
def test_nothing_is_made_up(said: dict[str, Any], rule_: Rule | None) -> None:
    assert alternative(candidate(**said).newcomer, rule_) is None


@pytest.mark.parametrize(
    ("said", "rule_", "wanted"),
    [
        ({}, rule(), "use tomllib"),
        ({}, rule(advice="swap", target="filelock"), "use filelock"),
        ({}, rule(advice="drop", target="nothing"), "leave it out: nothing needs to take"),
        (
            {},
            rule(advice="snippet", target="a loop", own_lines=9),
            "write a loop of your own, about 9 lines",
        ),
        ({}, rule(advice="snippet", target="itertools"), "use itertools"),
        (
            {"direct": False, "brought_by": ("big",)},
            rule(),
            "do without big, or ask there to use tomllib",
        ),
        ({"advice": "slice", "own_lines": 1}, None, "own the part that is used, 1 line: inhouse"),
        ({"advice": "drop"}, None, "leave it out"),
        ({}, None, "own its 12 lines: write them yourself, or let inhouse replace tiny copy them"),
    ],
)
def test_the_rule_speaks_first_and_then_the_code(
    said: dict[str, Any], rule_: Rule | None, wanted: str
) -> None:
    found = alternative(candidate(**said).newcomer, rule_)
    assert found is not None
    assert found.startswith(wanted)
