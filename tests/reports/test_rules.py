"""The pages of the catalogue: what is counted, what is kept apart, and how wide it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inhouse.catalogue import Catalogue
from inhouse.model.rule import Rule, RuleSymbol, status_of
from inhouse.model.rule_check import PythonCheck, RuleCheck
from inhouse.model.rule_proof import Mutation, Proof, Ran
from inhouse.reports.page import Page
from inhouse.reports.rulebook.check_page import check_page
from inhouse.reports.rulebook.pages import list_page, rule_page
from inhouse.reports.rulebook.proof_page import Proven, coverage, proof_page

pytestmark = pytest.mark.once

RULE = Rule(
    id="tiny",
    origin="built-in",
    tier="micro",
    reason="tiny",
    advice="snippet",
    otherwise="review",
    summary="Three lines do the same.",
    symbols=(
        RuleSymbol(name="tiny.pad", status="rewritten", to="_inhouse.pad"),
        RuleSymbol(name="tiny.odd.*", status="refused", why="nobody needs it"),
        RuleSymbol(name="tiny.odd.even", status="advised"),
    ),
    complete=True,
)
PUBLIC = ("tiny.pad", "tiny.odd.even", "tiny.odd.one", "tiny.other")
PROOF = Proof(
    files="f",
    checker="c",
    checked="2026-01-02",
    runs=tuple(Ran(version="1.0", python=f"3.{n}", cases=4, differs=1) for n in (11, 12, 13)),
    mutants=(Mutation(unit="replacement.py", made=12, killed=10, equivalent=1),),
    public=PUBLIC,
)


def test_a_name_of_its_own_wins_over_those_below() -> None:
    found = [status_of(RULE, name) for name in PUBLIC]
    assert found == ["rewritten", "advised", "refused", None]
    assert status_of(RULE, "tiny.oddity") is None


def test_full_and_partial_are_kept_apart() -> None:
    assert not coverage(RULE, PUBLIC).full
    assert coverage(RULE, PUBLIC[:1]).full
    assert not coverage(RULE, ()).full
    text = proof_page([Proven(rule=RULE, proof=PROOF)])
    assert "| 1.0 | 3.11-3.13 | 12 | 3 | 10/11 +1 | 1 | 1 | 1 | 1 | partial | 2026-01-02 |" in text
    full = proof_page([Proven(rule=RULE, proof=replace(PROOF, public=PUBLIC[:1]))])
    assert "| 1 | 0 | 0 | 0 | full | 2026-01-02 |" in full
    assert "1 rule, 15 cases run, 10 of 11 mutants noticed (91%)." in text


def test_what_changed_is_not_counted_as_run() -> None:
    text = proof_page([Proven(rule=RULE, proof=None)])
    assert "| snippet | not run since it changed |" in text
    assert "changed and not run since: tiny." in text


def test_a_rule_is_shown_with_its_record() -> None:
    text = rule_page(RULE, Page(width=200), PROOF)
    assert "1.0 on Python 3.11, 3.12, 3.13: 12 cases agree, 3 differ as announced" in text
    assert "1 of 4 public ones rewritten, 1 advised, 1 refused, 1 not named: a partial" in text
    assert "not named   tiny.other" in text
    assert "not on record" in rule_page(RULE, Page(width=200))


@pytest.mark.parametrize("width", [80, 120])
def test_pages_keep_to_their_width(width: int) -> None:
    catalogue = Catalogue()
    rules = [rule for name in catalogue.names() if (rule := catalogue.get(name))]
    page = Page(width=width)
    texts = [list_page(rules, {}, page), *(rule_page(rule, page) for rule in rules)]
    for line in "\n".join(texts).splitlines():
        assert len(line) <= width, line


def test_the_list_says_what_is_covered() -> None:
    for width in (80, 120):
        text = list_page([RULE], {"tiny": PROOF}, Page(width=width))
        assert "snippet          1/4" in text
        assert "1 rule, 1 of them complete." in text
    assert "not run" in list_page([RULE], {}, Page(width=80))
    draft = replace(RULE, symbols=RULE.symbols[1:])
    assert "draft" in list_page([draft], {}, Page(width=80))


def test_a_check_says_which_faults_were_not_noticed() -> None:
    run = PythonCheck(python="3.12.1", version="1.0", outcome="ok", cases=3)
    unit = Mutation(unit="replacement.py", made=10, killed=8, survivors=("one", "other"))
    poor = RuleCheck(name="tiny", complete=True, runs=(run,), mutants=(unit,), unnamed=("tiny.x",))
    assert not poor.ok
    assert not poor.could_not_run
    text = check_page([poor], Page(width=100))
    assert "8 of 10 mutants noticed; nine of ten are asked" in text
    assert "other" in text
    assert "1 public name not spoken of: tiny.x" in text
    kept = RuleCheck(name="kept", complete=True, recorded=PROOF)
    both = check_page([kept, poor], Page(width=100))
    assert "on record" in both
    assert "1 unchanged since they were checked" in both
