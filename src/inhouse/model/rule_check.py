"""What a check of a rule's folder found: mistakes in its files, and what its contract did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inhouse.model.rule_proof import Mutation, Proof

# "blank" has something inert for each name: what holds there too shows nothing.
Side = Literal["original", "replacement", "blank"]
Outcome = Literal["ok", "failed", "not run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Something wrong in one file of a rule; `line` is 1-based."""

    file: str
    line: int
    wrong: str

    def __str__(self) -> str:
        """Return `file:line: what is wrong`."""
        return f"{self.file}:{self.line}: {self.wrong}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRun:
    """One run of a contract on one side.

    `cases` counts what was asked of the subject, `differs` the cases that show a known difference
    and would fail on the other side. `failed` are one line each; `version` is the package's,
    `public` the names that it offers, both asked of the original only. `held` are the test
    functions that passed at least once: others were skipped or did not.
    """

    side: Side
    cases: int
    differs: int
    failed: tuple[str, ...]
    version: str | None = None
    public: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonCheck:
    """One rule on one Python with one version of the package, both sides and both programs.

    `cases` ran on both sides and gave the same, `differs` gave the two results that the rule
    announces. `outcome` "not run" has its reason in `failed`. `refused`: the installer refused
    that version as the rule says, which is the one case.
    """

    python: str
    version: str | None
    outcome: Outcome
    cases: int = 0
    differs: int = 0
    failed: tuple[str, ...] = ()
    seconds: float = 0.0
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCheck:
    """Everything that was found of one rule; `codemod` is None where it was not asked.

    `files` is the digest of the files that were checked. `public` are the names that the package
    offers, `unnamed` those of them that the rule does not speak of. `recorded` is there where
    nothing was run, since nothing changed since that record.
    """

    name: str
    complete: bool
    files: str = ""
    mistakes: tuple[str, ...] = ()
    runs: tuple[PythonCheck, ...] = ()
    codemod: bool | None = None
    mutants: tuple[Mutation, ...] = ()
    public: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    recorded: Proof | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong and everything that should run did."""
        enough = all(each.enough for each in self.mutants)
        return not self.mistakes and enough and all(run.outcome == "ok" for run in self.runs)

    @property
    def could_not_run(self) -> bool:
        """Whether an environment was missing and nothing else is wrong."""
        outcomes = {run.outcome for run in self.runs}
        wrong = self.mistakes or not all(each.enough for each in self.mutants)
        return not wrong and "not run" in outcomes and "failed" not in outcomes
