"""What was run against the original and against what takes its place, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CaseOrigin = Literal["call site", "example", "contract", "generated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A name in a script whose value is given by each trial.

    `annotation` and `default` are source texts of the parameter that it fills, where known;
    `examples` are source texts of values seen at call sites and in examples.
    """

    name: str
    parameter: str | None = None
    annotation: str | None = None
    default: str | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A few lines of Python as they are with the original and with the replacement.

    Both texts begin with their imports; the last line is an expression, whose value is compared.
    `replacement` is the original put through the same codemod as the project's files. `symbol`
    is what is exercised, `place` where the script comes from ("src/app.py:12", or the docstring).
    """

    symbol: str
    original: str
    replacement: str
    origin: CaseOrigin
    place: str = ""
    holes: tuple[Hole, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A script with a source text for the value of each hole, in the order of the holes."""

    script: Script
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run of a script did.

    `type` names the value's or the exception's class, the replacement's module names mapped back
    to the original's. `value` is a canonical JSON text that is equal exactly for equal values
    (state of objects, items of iterators up to a limit, laziness and awaitability included);
    `literal` is source that evaluates to the value, where there is such a source. `message` is
    the exception's text. `mutated` are the holes whose values were changed, with their canonical
    text afterwards. `kind` "stopped" means a limit was hit; `message` then says which.
    """

    kind: Literal["value", "raised", "stopped"]
    type: str
    value: str = ""
    literal: str | None = None
    shown: str = ""  # a short repr for people
    message: str = ""
    output: str = ""
    mutated: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()  # "Category: text" of each warning given, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One trial on both sides; `known` is the text of the rule's difference that explains it.

    `vague` is set where each side gave an object of its own, so that nothing was compared.
    """

    trial: Trial
    original: Outcome
    replacement: Outcome
    same: bool
    known: str | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteRun:
    """A test run before and after: identifiers that passed before and fail or vanish after.

    `ids` is False where only exit codes could be compared. `excused` are tests that need parts
    of the package that were not taken.
    """

    passed: int
    failed: int
    failed_before: int
    lost: tuple[str, ...] = ()
    excused: int = 0
    ids: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The proof of one replacement.

    `cases` counts trials that ran on both sides; `differences` those that came out otherwise and
    are not known, each shrunk; `known` those that a rule announces. `python` is the version that
    ran them, `environment` the pinned distributions, `seconds` the time it took.
    """

    cases: int
    differences: tuple[Compared, ...] = ()
    known: tuple[Compared, ...] = ()
    unproven: tuple[str, ...] = ()  # used symbols that no case could exercise, with the reason
    python: str = ""
    environment: tuple[str, ...] = ()
    upstream_tests: SuiteRun | None = None
    project_tests: SuiteRun | None = None
    generated_tests: int = 0
    seconds: float = 0.0
