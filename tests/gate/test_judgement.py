"""Which newcomers fail: what passes first, then what does not."""

from __future__ import annotations

from typing import Any

import pytest

from inhouse.gate.judgement import Judgement, judge
from inhouse.model.settings import Allowance
from tests.gate.newcomers import candidate, reason, stand


def codes(found: Judgement, level: str = "error") -> list[str]:
    return [finding.code for finding in found.findings if finding.level == level]


def test_nothing_new_is_nothing_to_say() -> None:
    found = judge((), stand())
    assert (found.findings, found.allowed, found.passed) == ((), (), True)


@pytest.mark.parametrize(
    "said",
    [
        {"tier": "mid", "advice": "keep"},
        {"tier": "foundation", "advice": "keep"},
        {"tier": "unknown", "advice": "review"},
        {"advice": "keep"},
        {"advice": "review"},
        {"advice": "review", "reasons": reason("use-unknown"), "sloc": 201},
        {"advice": "review", "reasons": reason("use-unknown"), "license": "GPL-3.0-only"},
        {"advice": "review", "reasons": reason("use-unknown"), "license": None},
        {"groups": ("dev",)},
        {"direct": False, "advice": "upstream", "through": ("old",)},
        {"direct": False, "advice": "upstream", "through": ("old",), "replaceable": True},
        {"direct": False, "advice": "upstream", "through": ("old",), "brought_by": ("new",)},
        {"direct": False, "advice": "upstream", "brought_by": ("new",)},
        {"direct": False, "advice": "upstream", "brought_by": ("new",), "replaceable": True},
        {"direct": False, "advice": "upstream"},
    ],
)  # fmt: skip
def test_what_passes_with_or_without_a_word(said: dict[str, Any]) -> None:
    found = judge((candidate(**said),), stand())
    assert found.passed
    assert codes(found, "note") in (["new-micro"], ["unknown"], [])


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"advice": "stdlib"},
        {"advice": "drop"},
        {"advice": "swap"},
        {"groups": ("dev", "runtime")},
        {"groups": ()},
        {"advice": "review", "reasons": reason("use-unknown")},
        {"advice": "review", "reasons": reason("use-unknown"), "replaceable": True, "sloc": None},
    ],
)
def test_what_fails(said: dict[str, Any]) -> None:
    found = judge((candidate(**said),), stand())
    assert codes(found) == ["new-micro"]


def test_what_a_failing_newcomer_brings_fails_with_it() -> None:
    brought = candidate("inner", direct=False, advice="upstream", brought_by=("tiny",))
    found = judge((candidate(), brought), stand())
    assert [finding.name for finding in found.findings if finding.level == "error"] == [
        "tiny", "inner",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("transitive", "said", "passes"),
    [
        ("none", {"brought_by": ("new",), "replaceable": True}, True),
        ("new", {"brought_by": ("new",)}, False),
        ("new", {"through": ("old",)}, True),
        ("all", {"through": ("old",)}, False),
        ("all", {}, False),
    ],
)
def test_the_policy_on_transitive_newcomers(
    transitive: str, said: dict[str, Any], passes: bool
) -> None:
    one = candidate(direct=False, advice="upstream", **said)
    assert judge((one,), stand(transitive=transitive)).passed is passes


def test_the_policy_on_tiers_and_groups() -> None:
    mid = candidate(tier="mid", advice="keep")
    assert codes(judge((mid,), stand(tiers=("micro", "mid")))) == ["new-mid"]
    assert judge((candidate(),), stand(tiers=())).passed
    dev = candidate(groups=("dev",))
    assert codes(judge((dev,), stand(groups=("runtime", "dev")))) == ["new-micro"]
    assert codes(judge((dev,), stand(groups=("*",)))) == ["new-micro"]


def test_what_is_unknown_fails_only_where_the_policy_says_so() -> None:
    unknown = candidate(tier="unknown", reasons=reason("unknown"))
    assert codes(judge((unknown,), stand(also_fail=("unknown",)))) == ["unknown"]


def test_the_number_of_newcomers_can_be_bounded() -> None:
    several = [candidate(name, tier="mid") for name in "abc"]
    several.append(candidate("d", tier="mid", groups=("dev",)))
    assert judge(several, stand(max_new=3)).passed
    found = judge(several, stand(max_new=2))
    assert codes(found) == ["too-many-new"]
    assert "3 packages are new, and the policy takes 2" in found.findings[0].text
    assert judge(several, stand(Allowance(name="a", reason="x"), max_new=2)).passed


def test_several_versions_are_one_package() -> None:
    twice = [candidate("a", version=version) for version in ("1.0", "2.0")]
    assert "too-many-new" not in codes(judge(twice, stand(max_new=1)))
    judged = judge(twice, stand(Allowance(name="a", reason="x")))
    assert [each.name for each in judged.allowed] == ["a"]


def test_an_allowance_lets_pass_and_is_listed() -> None:
    entry = Allowance(name="tiny", reason="ours", until="2026-06-01", who="Ada")
    found = judge((candidate(),), stand(entry, since="head"))
    assert found.passed
    (allowed,) = found.allowed
    assert (allowed.name, allowed.reason, allowed.who, allowed.since) == (
        "tiny", "ours", "Ada", "head",
    )  # fmt: skip


def test_the_day_after_it_fails_and_says_since_when() -> None:
    entry = Allowance(name="tiny", reason="ours", until="2026-05-31")
    found = judge((candidate(alternative="use json"),), stand(entry))
    (finding,) = found.findings
    assert (finding.code, finding.alternative, found.allowed) == ("allow-expired", "use json", ())
    assert finding.text.endswith("it was allowed until 2026-05-31 (ours)")
    valid = Allowance(name="tiny", reason="again")
    assert judge((candidate(),), stand(entry, valid)).passed


def test_a_denied_name_is_not_to_be_allowed() -> None:
    entry = Allowance(name="tiny", reason="ours")
    found = judge((candidate(tier="mid", groups=("dev",)),), stand(entry, deny=("tiny",)))
    assert codes(found) == ["denied"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Allowance(name="gone", reason="x"), "allow-unused"),
        (Allowance(name="gone", reason="x", until="2020-01-01"), "allow-unused"),
        (Allowance(name="held", reason="x", until="2020-01-01"), "allow-expired"),
        (Allowance(name="held", reason="x"), None),
    ],
)
def test_entries_that_name_no_newcomer_are_notes_at_most(
    entry: Allowance, code: str | None
) -> None:
    found = judge((), stand(entry, locked=frozenset({"held"})))
    assert found.passed
    assert codes(found, "note") == ([code] if code else [])
