"""What to do about a package. Cases in which it must be left alone come first."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from inhouse.classifier import Brought, Subject, classify
from inhouse.model.evidence import (
    Advisory,
    AdvisoryAnswer,
    Measurement,
    Missing,
    Slice,
    SymbolUse,
    Trait,
)
from inhouse.model.rule import Difference, Rule, RuleSymbol
from inhouse.model.settings import Allowance, Settings
from inhouse.model.verdict import Verdict
from tests.classifier.subjects import NOT_USED, measurement, subject, usage

RULE = Rule(
    id="tiny",
    origin="built-in",
    tier="micro",
    reason="superseded",
    advice="stdlib",
    otherwise="review",
    summary="str.ljust does this.",
    min_python="3.9",
    symbols=(
        RuleSymbol(name="tiny.pad", status="advised", to="str.ljust", keywords=("width",)),
        RuleSymbol(name="tiny.moves.*", status="advised"),
        RuleSymbol(name="tiny.trim", status="refused", why="it keeps tabs"),
        RuleSymbol(name="tiny.call", status="rewritten", pair="call", signature="(x)"),
        RuleSymbol(name="tiny.same", status="rewritten", to="str.ljust"),
        RuleSymbol(name="tiny.here", status="rewritten", to="str.rjust", contexts=("call",)),
    ),
)
SAME = SymbolUse(symbol="tiny.same", count=1)
PART = Slice(lines=14, symbols=1, files=1)


def test_an_allowed_package_is_kept_until_the_day() -> None:
    def advice(until: str | None) -> str:
        allow = (Allowance(name="tiny", reason="we like it", until=until),)
        return classify(subject(rule=RULE, settings=Settings(allow=allow))).advice

    assert advice(None) == advice("2026-11-21") == "keep"
    assert advice("2026-11-20") == "stdlib"


def test_a_transitive_package_names_its_parents() -> None:
    verdict = classify(subject(direct=False, required_by=("big", "wide"), rule=RULE))
    assert verdict.advice == "upstream"
    assert "big, wide" in verdict.reasons[0].text
    assert verdict.own_lines is None


def test_use_of_what_an_extra_asks_for_is_no_undeclared_use() -> None:
    beside = subject(direct=False, required_by=("big",))
    verdict = classify(dataclasses.replace(beside, asked_elsewhere=True))
    assert "undeclared" not in {reason.code for reason in verdict.reasons}
    assert "left out" in verdict.reasons[1].text


def test_unknown_parents_are_not_called_none() -> None:
    verdict = classify(subject(direct=False))
    assert (verdict.advice, verdict.reasons[0].text) == (
        "upstream",
        "it is not known what asks for it",
    )


def test_undeclared_use_of_a_transitive_package_is_said() -> None:
    verdict = classify(subject(direct=False, required_by=("big",)))
    assert "undeclared" in {reason.code for reason in verdict.reasons}


def test_a_rule_waits_for_what_its_replacement_needs() -> None:
    rule = dataclasses.replace(RULE, needs=("tzdata",))
    alone = ("tiny==1.0", "tzdata==2026.1")
    verdict = classify(subject(rule=rule, used=usage(SAME), sheds=alone))
    assert (verdict.advice, verdict.reasons[0].code) == ("review", "needs")
    assert "needs tzdata, which only this brings" in verdict.reasons[0].text
    assert classify(subject(rule=RULE, used=usage(SAME), sheds=alone)).advice == "stdlib"
    assert classify(subject(rule=rule, used=usage(SAME))).advice == "stdlib"


def test_a_rule_waits_for_its_python() -> None:
    verdict = classify(subject(rule=RULE, python="3.8"))
    assert (verdict.advice, verdict.reasons[0].code) == ("keep", "python")


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (SymbolUse(symbol="tiny.other", count=1), "uncovered"),
        (SymbolUse(symbol="tiny.trim", count=1), "refused"),
        (SymbolUse(symbol="tiny.pad", count=1, keywords=("width", "fill")), "call-shape"),
        (SymbolUse(symbol="tiny.pad", count=1, star_arguments=True), "call-shape"),
        (SymbolUse(symbol="tiny.call", count=1, as_value=True), "call-shape"),
        (SymbolUse(symbol="tiny.here", count=1, as_value=True), "call-shape"),
    ],
)
def test_a_use_past_the_rule_is_for_review(use: SymbolUse, code: str) -> None:
    verdict = classify(subject(rule=RULE, used=usage(use)))
    assert verdict.advice == "review"
    assert code in {reason.code for reason in verdict.reasons}


@pytest.mark.parametrize("name", ["tiny.call", "tiny.here", "tiny"])
def test_what_a_rule_covers_in_part_is_for_review_where_others_may_take_it(name: str) -> None:
    verdict = classify(subject(rule=RULE, used=usage(SAME, passed_on=(name,))))
    assert verdict.advice == "review"
    assert verdict.reasons[0].code == "passed-on"


@pytest.mark.parametrize("name", ["tiny.same", "tiny.pad", "tiny.moves.x"])
def test_what_holds_everywhere_may_be_taken_by_others(name: str) -> None:
    assert classify(subject(rule=RULE, used=usage(SAME, passed_on=(name,)))).advice == "stdlib"


def test_an_opaque_use_is_for_review() -> None:
    verdict = classify(subject(rule=RULE, used=usage(opaque=("app.py:3: star import",))))
    assert verdict.advice == "review"


def test_a_use_by_name_is_for_review_under_a_rule_and_kept_without() -> None:
    by_name = usage(kinds=("config",))
    assert classify(subject(rule=RULE, used=by_name)).advice == "review"
    assert classify(subject(used=by_name)).advice == "keep"


def test_what_is_imported_and_also_named_in_configuration_is_not_copied() -> None:
    both = usage(kinds=("plain", "config"))
    assert classify(subject(used=both, part=PART)).advice == "review"
    mid = measurement(sloc=900, public_names=30)
    assert classify(subject(used=both, part=PART, measured=mid)).advice == "keep"


def _platform(evidence: str) -> Measurement:
    return measurement(sloc=900, traits=(Trait(code="platform", evidence=evidence),))


@pytest.mark.parametrize(
    "evidence",
    [
        "tiny/used.py:1 imports winreg",
        "tiny/other.py:1 imports winreg; 2 more",
        "METADATA summary names Windows",
    ],
)
def test_a_sign_within_the_used_part_keeps_the_package(evidence: str) -> None:
    part = dataclasses.replace(PART, paths=("tiny/used.py",))
    assert classify(subject(measured=_platform(evidence), part=part)).advice == "keep"


def test_a_strong_sign_keeps_the_package_wherever_it_was_seen() -> None:
    part = dataclasses.replace(PART, paths=("tiny/used.py",))
    traits = (Trait(code="security", evidence="tiny/other.py:1 imports ssl"),)
    measured = measurement(sloc=900, traits=traits)
    assert classify(subject(measured=measured, part=part)).advice == "keep"


def test_a_weak_sign_outside_a_small_used_part_leaves_the_package_for_review() -> None:
    part = dataclasses.replace(PART, paths=("tiny/used.py",))
    measured = _platform("tiny/other.py:1 imports winreg")
    verdict = classify(subject(measured=measured, part=part))
    assert (verdict.tier, verdict.advice) == ("foundation", "review")
    assert "14 of 900 lines" in verdict.reasons[0].text
    unsure = dataclasses.replace(part, opaque=("exec",))
    assert classify(subject(measured=measured, part=unsure)).advice == "keep"


def test_a_use_that_a_tiny_rule_does_not_cover_may_still_be_a_small_part() -> None:
    tiny = dataclasses.replace(RULE, tier="mid", reason="tiny", otherwise="keep")
    mid = measurement(sloc=900, public_names=30)
    other = usage(SymbolUse(symbol="tiny.other", count=1))
    kept = classify(subject(rule=tiny, used=other, measured=mid))
    assert (kept.advice, kept.reasons[0].code) == ("keep", "uncovered")
    taken = classify(subject(rule=tiny, used=other, measured=mid, part=PART))
    assert (taken.advice, taken.own_lines) == ("slice", 14)
    superseded = dataclasses.replace(tiny, reason="superseded")
    assert classify(subject(rule=superseded, used=other, measured=mid, part=PART)).advice == "keep"


def test_how_a_large_tool_is_used_comes_before_its_size() -> None:
    tool = measurement(sloc=9000)
    named = classify(subject(measured=tool, used=usage(imported=False, kinds=("config",))))
    assert (named.tier, named.advice, named.reasons[0].code) == ("foundation", "keep", "by-name")
    imported = classify(subject(measured=tool, used=usage(kinds=("plain", "config"))))
    assert imported.reasons[0].code == "large"
    plugin = measurement(sloc=900, traits=(Trait(code="plugin", evidence="[pytest11] x"),))
    loaded = classify(subject(measured=plugin, used=usage(imported=False, kinds=("config",))))
    assert loaded.reasons[0].code == "plugin"


def test_a_soft_dependency_is_kept_unless_the_standard_library_has_overtaken_it() -> None:
    tiny = dataclasses.replace(RULE, reason="tiny")
    assert classify(subject(rule=tiny, optional_for=("host",))).advice == "keep"
    assert classify(subject(rule=RULE, optional_for=("host",))).advice == "stdlib"


@pytest.mark.parametrize("version", ["2.0", "not a version"])
def test_a_rule_for_other_versions_is_not_asked(version: str) -> None:
    rule = dataclasses.replace(RULE, versions="<2")
    verdict = classify(subject(rule=rule, version=version))
    assert verdict.rule is None
    assert verdict.advice == "vendor"


def test_a_copy_that_stays_installed_gains_nothing() -> None:
    def stays(**changes: Any) -> Verdict:
        shipped = {"stays_through": ("big",), "stays_shipped": ("big",), "sheds": ()}
        return classify(subject(**shipped | changes))

    kept = stays(part=PART)
    assert (kept.advice, kept.reasons[0].code) == ("keep", "stays")
    doubtful = stays(part=PART, measured=measurement(license="MPL-2.0"))
    assert (doubtful.advice, doubtful.reasons[0].code) == ("keep", "stays")
    covered = stays(rule=RULE)
    assert (covered.advice, covered.reasons[0].code) == ("stdlib", "stays")


def test_a_copy_is_worth_it_where_only_development_keeps_the_package() -> None:
    verdict = classify(subject(part=PART, stays_through=("tool",), sheds=()))
    assert (verdict.advice, verdict.own_lines) == ("slice", 14)
    assert verdict.reasons[1].text == "stays in development, where tool needs it too"
    tools = classify(subject(part=PART, stays_through=("tool",), sheds=(), groups=("dev",)))
    assert (tools.advice, tools.reasons[0].code) == ("keep", "stays")


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MPL-2.0", Missing("no text")])
def test_a_licence_that_asks_for_more_is_for_review(licence: object) -> None:
    verdict = classify(subject(part=PART, measured=measurement(license=licence)))
    assert verdict.advice == "review"


def test_one_permissive_alternative_is_enough() -> None:
    measured = measurement(license="GPL-3.0-only OR MIT")
    assert classify(subject(part=PART, measured=measured)).advice == "slice"


def test_unseen_use_is_never_a_reason_to_copy() -> None:
    unseen = Missing("no Python files")
    assert classify(subject(used=unseen)).advice == "review"
    assert classify(subject(used=unseen, measured=measurement(sloc=900))).advice == "keep"


def test_unused_is_dropped_only_where_nothing_else_could_load_it() -> None:
    assert classify(subject(used=NOT_USED)).advice == "drop"
    command = measurement(console_scripts=("tiny",))
    assert classify(subject(used=NOT_USED, measured=command)).advice == "review"
    assert classify(subject(used=NOT_USED, traits=("plugin",))).advice == "keep"
    assert classify(subject(used=NOT_USED, measured=measurement(sloc=900))).advice == "review"
    assert classify(subject(used=NOT_USED, optional_for=("host",))).advice == "keep"
    partial = dataclasses.replace(subject(used=NOT_USED), partial=True)
    assert classify(partial).advice == "review"


def test_unused_and_superseded_is_for_review_though_another_package_may_use_it() -> None:
    verdict = classify(subject(rule=RULE, used=NOT_USED, optional_for=("host",)))
    assert verdict.advice == "review"
    assert [reason.code for reason in verdict.reasons[:2]] == ["unused", "soft-dependency"]


def test_a_fallback_makes_a_superseded_package_droppable() -> None:
    verdict = classify(subject(rule=RULE, used=usage(kinds=("guarded",))))
    assert (verdict.advice, verdict.own_lines, verdict.confidence) == ("drop", 0, "medium")
    differing = dataclasses.replace(
        RULE, differences=(Difference(text="it rounds", verified=False),)
    )
    verdict = classify(subject(rule=differing, used=usage(kinds=("guarded",))))
    assert (verdict.advice, verdict.confidence) == ("drop", "medium")


def test_a_fallback_that_cannot_do_the_same_drops_nothing() -> None:
    beyond = SymbolUse(symbol="tiny.other", count=1)
    verdict = classify(subject(rule=RULE, used=usage(beyond, kinds=("guarded",))))
    assert (verdict.advice, verdict.reasons[0].code) == ("review", "uncovered")


def test_a_covered_use_gets_the_rules_advice() -> None:
    moved = SymbolUse(symbol="tiny.moves.urllib.parse.quote", count=1)
    padded = SymbolUse(symbol="tiny.pad", count=2, keywords=("width",))
    verdict = classify(subject(rule=RULE, used=usage(moved, padded)))
    assert (verdict.advice, verdict.own_lines, verdict.rule) == ("stdlib", 0, "tiny")
    assert verdict.reasons[0].text == "str.ljust does this."


def test_a_small_part_is_sliced_and_a_whole_is_vendored() -> None:
    part = classify(subject(part=PART))
    assert (part.advice, part.own_lines) == ("slice", 14)
    assert "uses 1 of 2 names, 14 of 60 lines" in part.reasons[0].text
    whole = classify(subject(part=Slice(lines=58, symbols=3, files=1)))
    assert (whole.advice, whole.own_lines) == ("vendor", 60)


def test_much_code_for_one_package_is_for_review() -> None:
    whole = Slice(lines=190, symbols=3, files=1)
    assert classify(subject(measured=measurement(sloc=200), part=whole)).advice == "vendor"
    verdict = classify(subject(measured=measurement(sloc=201), part=whole))
    assert (verdict.advice, verdict.reasons[0].code) == ("review", "much-to-own")
    part = Slice(lines=201, symbols=3, files=1)
    assert classify(subject(measured=measurement(sloc=400), part=part)).advice == "review"


def test_of_a_mid_package_only_a_small_certain_part_is_taken() -> None:
    mid = measurement(sloc=900, public_names=30)
    assert classify(subject(measured=mid, part=PART)).advice == "slice"
    large = Slice(lines=151, symbols=9, files=1)
    unsure = dataclasses.replace(PART, opaque=("exec",))
    for part in (large, unsure, Missing("dynamic")):
        assert classify(subject(measured=mid, part=part)).advice == "keep"


def test_a_known_vulnerability_is_among_the_reasons() -> None:
    start = subject()
    answer = AdvisoryAnswer(state="vulnerable", advisories=(Advisory(id="PYSEC-2026-1"),))
    evidence = dataclasses.replace(start.evidence, advisories=answer)
    verdict = classify(dataclasses.replace(start, evidence=evidence))
    assert any("PYSEC-2026-1" in reason.text for reason in verdict.reasons)


def _bringing(*imports: str, **changes: Any) -> Subject:
    brings = (Brought(key="wide==2.0", imports=imports),)
    return dataclasses.replace(subject(**changes), brings=brings)


def test_a_copy_that_still_needs_what_came_with_the_package_is_for_review() -> None:
    whole = Slice(lines=58, symbols=3, files=1)
    verdict = classify(_bringing("wide", part=whole))
    assert (verdict.advice, verdict.reasons[0].code) == ("review", "needs-more")
    assert "wide" in verdict.reasons[0].text
    needing = dataclasses.replace(PART, requires=("wide",))
    assert classify(_bringing("wide", part=needing)).advice == "review"
    assert classify(_bringing(part=PART)).advice == "review"


def test_a_part_that_needs_nothing_else_is_sliced() -> None:
    assert classify(_bringing("wide", part=PART)).advice == "slice"
    needing = dataclasses.replace(PART, requires=("wide_other",))
    assert classify(_bringing("wide", part=needing)).advice == "slice"
    assert classify(_bringing("wide", rule=RULE)).advice == "stdlib"


def test_what_the_project_has_only_through_a_package_is_said_before_it_goes() -> None:
    unused = dataclasses.replace(subject(used=NOT_USED), carries=("wide",))
    verdict = classify(unused)
    assert (verdict.advice, verdict.reasons[0].code) == ("review", "carries")
    replaced = classify(dataclasses.replace(subject(rule=RULE), carries=("wide",)))
    assert replaced.advice == "stdlib"
    assert "carries" in {reason.code for reason in replaced.reasons}


@pytest.mark.parametrize("trait", ["security", "protocol", "data-table", "accelerator"])
def test_what_a_package_is_about_does_not_explain_that_nothing_uses_it(trait: str) -> None:
    verdict = classify(subject(used=NOT_USED, traits=(trait,)))
    assert (verdict.advice, verdict.reasons[0].code) == ("review", "unused")


@pytest.mark.parametrize("traits", [("plugin",), ("stub-only",), ("no-code", "data-table")])
def test_what_works_unseen_is_kept_without_a_use(traits: tuple[str, ...]) -> None:
    assert classify(subject(used=NOT_USED, traits=traits)).advice == "keep"


def test_no_use_is_said_before_what_could_not_be_measured() -> None:
    blind = measurement(sloc=Missing("made at run time"))
    verdict = classify(subject(used=NOT_USED, measured=blind))
    assert (verdict.advice, verdict.reasons[0].code) == ("review", "unused")


def test_an_unused_package_that_stays_says_with_what() -> None:
    verdict = classify(subject(used=NOT_USED, sheds=(), stays_through=("a", "b", "c", "d")))
    assert "anyway" in verdict.reasons[0].text
    assert "a, b, c and 1 more" in verdict.reasons[0].text


def test_an_empty_stand_in_says_what_to_ask_for() -> None:
    stand_in = dataclasses.replace(RULE, reason="shim", advice="drop", summary="Require wide.")
    verdict = classify(subject(rule=stand_in, used=NOT_USED))
    assert (verdict.advice, verdict.reasons[0].text) == ("drop", "Require wide.")


def test_a_requirement_of_an_extra_that_is_left_out_is_said() -> None:
    elsewhere = dataclasses.replace(subject(part=PART), asked_elsewhere=True)
    assert "asked-elsewhere" in {reason.code for reason in classify(elsewhere).reasons}
    assert "asked-elsewhere" not in {reason.code for reason in classify(subject()).reasons}


def test_who_else_uses_a_package_comes_after_how_the_project_does() -> None:
    larger = classify(subject(measured=measurement(sloc=900), optional_for=("host",), part=PART))
    assert (larger.advice, larger.reasons[0].code) == ("keep", "use-share")
    assert "soft-dependency" in {reason.code for reason in larger.reasons}
    small = classify(subject(optional_for=("host",)))
    assert (small.advice, small.reasons[0].code) == ("keep", "soft-dependency")


def test_a_tiny_thing_that_stays_installed_needs_no_second_look() -> None:
    tiny = dataclasses.replace(RULE, reason="tiny", advice="review")
    assert classify(subject(rule=tiny)).advice == "review"
    stays = classify(subject(rule=tiny, sheds=(), stays_through=("big",), stays_shipped=("big",)))
    assert (stays.advice, stays.reasons[0].code) == ("keep", "stays")


def test_a_rule_for_any_name_does_not_hold_where_the_package_is_loaded_by_name() -> None:
    whole = dataclasses.replace(RULE, advice="slice", reason="tiny", symbols=())
    named = dataclasses.replace(NOT_USED, files=1, kinds=("config",))
    assert classify(subject(rule=whole, used=named)).advice == "review"
    assert classify(subject(rule=whole, used=usage())).advice == "slice"


def test_an_empty_package_that_brings_others_is_not_dropped_unseen() -> None:
    empty = measurement(sloc=0, public_names=0, requires_dist=("wide",))
    brings = (Brought(key="wide==2.0", imports=("wide",)),)
    unused = subject(used=NOT_USED, measured=empty)
    verdict = classify(dataclasses.replace(unused, brings=brings))
    assert (verdict.advice, verdict.reasons[1].code) == ("review", "brings")
    assert "require wide," in verdict.reasons[1].text
    assert classify(unused).advice == "drop"
