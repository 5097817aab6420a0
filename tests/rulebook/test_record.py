"""The record of a rule as text: what is refused, what stays the same, what is read back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.errors import RuleError
from inhouse.model.rule_proof import Mutation, Proof, Ran
from inhouse.rulebook.record import digest_of, proof_text, read_equivalent, read_proof, renewed

PROOF = Proof(
    files="f",
    checker="c",
    checked="2026-01-02",
    runs=(Ran(version="1.0", python="3.11", cases=3, differs=1),),
    mutants=(Mutation(unit="replacement.py", made=4, killed=3, equivalent=1),),
    public=("tiny.pad", "tiny.strip"),
)
ARGUED = '[[equivalent]]\nfile = "replacement.py"\nline = "a"\nmutant = "b"\nwhy = "both"\n'


@given(st.text())
def test_any_text_is_a_record_or_our_own_error(text: str) -> None:
    with pytest.raises(RuleError, match="is no record"):
        read_proof(text, "proof.json")


def test_a_record_is_read_as_it_was_written() -> None:
    text = proof_text(PROOF)
    assert read_proof(text, "proof.json") == PROOF
    assert '  "tiny.strip"\n ]' in text  # a line each, so that a diff says what changed
    assert read_proof(proof_text(replace(PROOF, mutants=(), public=())), "p").public == ()


def test_the_day_changes_with_the_content_only() -> None:
    later = replace(PROOF, checked="2026-05-06")
    assert renewed(None, later) == later
    assert renewed(PROOF, later) == PROOF
    assert renewed(PROOF, replace(later, checker="d")) == replace(PROOF, checker="d")
    changed = replace(later, public=("tiny.pad",))
    assert renewed(PROOF, changed) == changed


def test_a_digest_knows_names_and_texts() -> None:
    one = digest_of({"a": "x", "b": "y"})
    assert one == digest_of({"b": "y", "a": "x"})
    assert one != digest_of({"a": "xb", "": "y"})
    assert one != digest_of({"a": "x"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[equivalent", "is not TOML"),
        (ARGUED.replace('why = "both"\n', ""), "lacks why"),
        (ARGUED.replace('"both"', '" "'), "lacks why"),
        (ARGUED + "count = 3\n", "holds texts"),
        (ARGUED.replace('"a"', "1"), "holds texts"),
    ],
)
def test_an_argument_is_whole_or_refused(text: str, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        read_equivalent(text, "equivalent.toml")


def test_arguments_are_read() -> None:
    (found,) = read_equivalent(ARGUED, "equivalent.toml")
    assert (found.line, found.mutant, found.why, found.function) == ("a", "b", "both", "")
    assert read_equivalent("", "equivalent.toml") == ()
