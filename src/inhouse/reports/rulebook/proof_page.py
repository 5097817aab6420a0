"""rules/PROOF.md: what was run of every complete rule, from the records of their folders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inhouse.model.rule import Rule, status_of
from inhouse.model.rule_proof import Mutation, Proof
from inhouse.reports.terminal.words import counted

_TOP = """\
# What was run

Written by `inhouse rules check --write-proof` from the records (`proof.json`) of the folders
below; [CONTRIBUTING.md](../CONTRIBUTING.md#the-record-of-a-rule) says how to renew it.

The contract of each complete rule was run against the real package and against what takes its
place: on which versions and Pythons, how many cases agreed, and how many showed a difference that
the rule announces, summed over all runs.

*Mutants* are small faults made in the code of the replacement: how many the contract notices, of
those that can be noticed. What a folder argues to be no fault (`equivalent.toml`) is counted apart,
as `+n`.

The public names that the newest version offers are *rewritten*, only *advised*, *refused* with a
reason, or *not named*, which the codemod refuses too. A *full* replacement rewrites all of them. A
partial one is applied only where every name that a project uses is covered. Of a rule of the kind
*claims* nothing is rewritten: its contract shows on the package what the rule says of it, and each
test has to fail where every name of the package does nothing.

*Checked* is the day on which the rule or its figures last changed.

"""
_HEADS = (
    *("rule", "advice", "versions", "Python", "cases", "differ", "mutants"),
    *("rewritten", "advised", "refused", "not named", "kind", "checked"),
)
_NUMBERS = {"cases", "differ", "mutants", "rewritten", "advised", "refused", "not named"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A complete rule and its record; None where it has none or changed since."""

    rule: Rule
    proof: Proof | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many public names of a package a rule treats in which way."""

    rewritten: int
    advised: int
    refused: int
    unnamed: int

    @property
    def full(self) -> bool:
        """Whether there is a replacement for every name."""
        return self.rewritten > 0 and not (self.advised or self.refused or self.unnamed)


def coverage(rule: Rule, public: Iterable[str]) -> Coverage:
    """Count the public names of a package by what a rule does with them."""
    found = [status_of(rule, name) for name in public]
    return Coverage(
        rewritten=found.count("rewritten"),
        advised=found.count("advised"),
        refused=found.count("refused"),
        unnamed=found.count(None),
    )


def proof_page(rules: Sequence[Proven]) -> str:
    """Return the page: a table of all rules, and their sums."""
    rows = [_HEADS, tuple("--:" if head in _NUMBERS else "---" for head in _HEADS)]
    rows += [_row(each) for each in rules]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return f"{_TOP}{_sums(rules)}\n\n" + "\n".join(lines) + "\n"


def _sums(rules: Sequence[Proven]) -> str:
    proofs = [each.proof for each in rules if each.proof is not None]
    cases = sum(run.cases + run.differs for proof in proofs for run in proof.runs)
    made, killed, argued = _mutants([unit for proof in proofs for unit in proof.mutants])
    text = f"{counted(len(proofs), 'rule')}, {counted(cases, 'case')} run"
    if made:
        text += (
            f", {killed:,} of {made - argued:,} mutants noticed ({killed / (made - argued):.0%})"
        )
    open_ones = [each.rule.id for each in rules if each.proof is None]
    if open_ones:
        text += f"; changed and not run since: {', '.join(open_ones)}"
    return text + "."


def _row(each: Proven) -> tuple[str, ...]:
    rule, proof = each.rule, each.proof
    start = (f"[{rule.id}]({rule.id}/rule.toml)", rule.advice)
    if proof is None:
        return (*start, "not run since it changed", *("",) * (len(_HEADS) - 3))
    made, killed, argued = _mutants(proof.mutants)
    mutants = f"{killed}/{made - argued}" + (f" +{argued}" if argued else "") if made else ""
    names = coverage(rule, proof.public)
    counts = (names.rewritten, names.advised, names.refused, names.unnamed)
    return (
        *start,
        ", ".join(proof.versions),
        _span(proof.pythons),
        str(sum(run.cases for run in proof.runs)),
        str(sum(run.differs for run in proof.runs)),
        mutants,
        *(str(count) if proof.public else "?" if rule.symbols else "" for count in counts),
        "claims" if rule.shows else "full" if names.full else "partial",
        proof.checked,
    )


def _mutants(units: Iterable[Mutation]) -> tuple[int, int, int]:
    made = killed = argued = 0
    for unit in units:
        made, killed = made + unit.made, killed + unit.killed
        argued += unit.equivalent
    return made, killed, argued


def _span(pythons: Sequence[str]) -> str:
    minors = sorted(int(each.partition(".")[2]) for each in pythons)
    if len(minors) > 1 and minors == list(range(minors[0], minors[-1] + 1)):
        return f"3.{minors[0]}-3.{minors[-1]}"
    return ", ".join(f"3.{minor}" for minor in minors)
