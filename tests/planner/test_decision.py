from __future__ import annotations

from typing import Any

import pytest

from inhouse.model.evidence import Missing, Site
from inhouse.model.rule import Rule, RuleSymbol
from inhouse.model.taken import Refused
from inhouse.model.verdict import Advice
from inhouse.planner.candidate import Plan, Wishes
from inhouse.planner.decision import decide
from tests.classifier.subjects import NOT_USED, measurement, usage
from tests.planner.candidates import candidate


def refusal(wishes: Wishes | None = None, advice: Advice = "slice", **changes: Any) -> str:
    found = decide(candidate(advice, **changes), wishes or Wishes())
    assert isinstance(found, Refused)
    return found.reason


def plan(wishes: Wishes | None = None, advice: Advice = "slice", **changes: Any) -> Plan:
    found = decide(candidate(advice, **changes), wishes or Wishes())
    assert isinstance(found, Plan), found
    return found


def rule(**changes: Any) -> Rule:
    known: dict[str, Any] = {
        "id": "tiny",
        "origin": "built-in",
        "tier": "micro",
        "reason": "superseded",
        "advice": "stdlib",
        "otherwise": "review",
        "summary": "It is in the standard library.",
        "target": "textwrap",
        "symbols": (RuleSymbol(name="tiny.pad", status="rewritten", to="textwrap.indent"),),
    }
    return Rule(**(known | changes))


def test_a_replacement_does_not_lose_what_it_needs() -> None:
    alone = ("tiny==1.0", "tzdata==2026.1")
    needs = rule(needs=("tzdata",))
    reason = refusal(advice="stdlib", rule=needs, sheds=alone)
    assert reason == "what takes its place needs tzdata, which only this brings"
    assert plan(advice="stdlib", rule=needs).strategy == "stdlib"
    assert plan(advice="stdlib", rule=rule(), sheds=alone).strategy == "stdlib"


def test_a_transitive_package_is_left_to_its_parents() -> None:
    reason = refusal(direct=False, required_by=("big",), path=("project", "big", "tiny"))
    assert reason.startswith("it is not a direct dependency: only big can drop it")
    assert "project > big > tiny" in reason


@pytest.mark.parametrize("advice", ["keep", "review", "swap", "upstream"])
def test_other_advice_is_followed_too(advice: Advice) -> None:
    assert refusal(advice=advice).startswith(f"the advice is {advice}: small and used")


def test_other_advice_can_be_overruled_and_is_then_told() -> None:
    found = plan(Wishes(strategy="vendor"), advice="keep")
    assert (found.strategy, found.advised) == ("vendor", False)
    assert found.cautions[0].startswith("the advice is keep")


def test_unknown_use_is_no_use_to_rewrite() -> None:
    assert "its use in the project is not known" in refusal(used=Missing("no sources"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"measured": Missing("offline")}, "its files could not be had: offline"),
        ({"measured": measurement(native=True)}, "compiled"),
        ({"measured": measurement(native=Missing("no wheel"))}, "compiled"),
        ({"traits": ("plugin",)}, "entry points"),
        ({"traits": ("shared-identity",)}, "shared with other packages"),
        ({"used": NOT_USED}, "does not import it"),
        ({"stays_through": ("flask",)}, "flask needs it too"),
        ({"optional_for": ("rich",)}, "rich imports it"),
        ({"optional_for": ("babel", "rich")}, "babel, rich import it"),
        ({"measured": measurement(license="GPL-3.0-only")}, "--accept-license GPL-3.0-only"),
        ({"measured": measurement(license=Missing("none stated"))}, "none stated"),
    ],
)
def test_what_cannot_be_copied_stays(changes: dict[str, Any], said: str) -> None:
    assert said in refusal(**changes)
    assert said in refusal(Wishes(strategy="vendor"), **changes)


def test_a_licence_is_accepted_by_its_name_only() -> None:
    copyleft = measurement(license="GPL-3.0-only")
    assert plan(Wishes(accepted=("GPL-3.0-only",)), measured=copyleft).licence == "GPL-3.0-only"
    assert "copyleft" in refusal(Wishes(accepted=("MIT",)), measured=copyleft)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, "no rule"),
        (rule(versions=">=2"), "the rule holds for >=2, and 1.0 is locked"),
        (rule(min_python="3.13"), "supports Python 3.11 and the rule needs 3.13"),
        (rule(symbols=(RuleSymbol(name="tiny.pad", status="advised"),)), "in words only"),
    ],
)
def test_a_rule_that_does_not_hold_rewrites_nothing(found: Rule | None, said: str) -> None:
    assert said in refusal(advice="stdlib", rule=found)


def test_a_rule_that_holds_is_a_plan_without_a_licence() -> None:
    found = plan(advice="stdlib", rule=rule())
    assert (found.strategy, found.licence, found.advised) == ("stdlib", None, True)


def test_what_is_used_is_not_dropped_because_somebody_says_so() -> None:
    used = usage(sites=(Site(file="app.py", line=3, symbol="tiny.pad", kind="plain"),))
    found = decide(candidate("keep", used=used), Wishes(strategy="drop"))
    assert isinstance(found, Refused)
    assert [(each.file, each.line) for each in found.left] == [("app.py", 3)]


def test_what_nothing_uses_is_dropped() -> None:
    assert plan(advice="drop", used=NOT_USED).strategy == "drop"
    assert "would lose a feature" in refusal(advice="drop", used=NOT_USED, optional_for=("rich",))
