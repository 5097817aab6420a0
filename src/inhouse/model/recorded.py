"""Tests recorded from an original package, the mutants they are tried on, and what they notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inhouse.model.proof import CaseOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTest:
    """One call and what came of it, in the words of the project.

    `imports` and `setup` are whole statements, `call` the expression that is looked at.
    `expected` is source of its value; or `raises` the class it raises, as the test imports it.
    `parameters` names the holes' values in `call` where they are known (name, source).
    `output` is what is printed, `warns` the class of a warning given.
    """

    symbol: str
    origin: CaseOrigin
    place: str
    imports: tuple[str, ...]
    setup: tuple[str, ...]
    call: str
    expected: str | None = None
    raises: str | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    output: str = ""
    warns: str | None = None

    @property
    def comparison(self) -> str:
        """The expression that is true where the value is the expected one."""
        return compared(self.call, self.expected or "None")


def compared(call: str, expected: str) -> str:
    """Return the comparison of an expression with a literal; singletons are the very same."""
    if expected in ("None", "True", "False", "..."):
        return f"{call} is {expected}"
    return f"{call} == {expected}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A module with one small fault; `line` is where, `what` names the fault for people.

    `span` are the lines of its statement, (0, 0) where importing the module runs it.
    """

    line: int
    what: str
    source: str
    module: str = ""
    definition: str = ""  # the function or class it stands in
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kills:
    """Which tests notice which mutants, both by position; a survivor has an empty set.

    `green` are the tests that hold without any fault; only they count. `reached` are the mutants
    whose line some test runs, `lines` the lines that each test runs, as (module, line).
    """

    mutants: tuple[Mutant, ...]
    by: tuple[frozenset[int], ...]
    green: frozenset[int]
    reached: frozenset[int] = frozenset()
    lines: tuple[frozenset[tuple[str, int]], ...] = ()
    note: str = ""

    def share(self, tests: frozenset[int] | None = None) -> float:
        """Return the share of mutants that some of the tests notice; 1.0 where there are none."""
        killed = [by for by in self.by if (by if tests is None else by & tests)]
        return len(killed) / len(self.by) if self.by else 1.0

    def of(self, tests: Sequence[int]) -> Kills:
        """Return what is known of some tests only, which are counted anew."""
        places = {test: place for place, test in enumerate(tests)}
        return replace(
            self,
            by=tuple(frozenset(places[t] for t in by if t in places) for by in self.by),
            green=frozenset(places[t] for t in self.green if t in places),
            lines=tuple(self.lines[test] for test in tests) if self.lines else (),
        )

    def survivors(self, tests: frozenset[int] | None = None) -> tuple[Mutant, ...]:
        """Return the mutants that none of the tests notices."""
        return tuple(
            mutant
            for mutant, by in zip(self.mutants, self.by, strict=True)
            if not (by if tests is None else by & tests)
        )
