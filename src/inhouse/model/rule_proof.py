"""What is on record of a rule: what a check of it found, and of which files."""

from __future__ import annotations

from dataclasses import dataclass

# The share of a file's mutants that its contract has to notice.
KILLED_AT_LEAST = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A mutant that no caller can notice, with the argument why.

    `line` is a line of the file and `mutant` what stands there instead, both without their
    indentation; `function` is the definition around it, where the line stands in several.
    """

    file: str
    line: str
    mutant: str
    why: str
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """How many mutants of a replacement or of one pair the contract notices.

    `unit` is "replacement.py" or the name of an `after_` function. `equivalent` are survivors that
    the folder argues to be the same; `survivors` are the others, one line each.
    """

    unit: str
    made: int
    killed: int
    equivalent: int = 0
    survivors: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether nine of ten of those that can be noticed are."""
        return self.killed >= KILLED_AT_LEAST * (self.made - self.equivalent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One version of the package on one Python, both sides: cases that agree, and that differ."""

    version: str
    python: str
    cases: int
    differs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The record of a rule: `proof.json` of its folder.

    `files` changes with the files of the folder, `checker` with the code that checks. `checked` is
    the day (ISO 8601) on which anything else in the record last changed. `public` are the names
    that the newest version offers.
    """

    files: str
    checker: str
    checked: str
    runs: tuple[Ran, ...]
    mutants: tuple[Mutation, ...] = ()
    public: tuple[str, ...] = ()

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of the package that were checked, as they were run."""
        return tuple(dict.fromkeys(run.version for run in self.runs))

    @property
    def pythons(self) -> tuple[str, ...]:
        """The minor versions of Python."""
        return tuple(dict.fromkeys(run.python for run in self.runs))
