"""Runs one rule on one Python: both sides of the contract, both programs, the targets."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.version import Version

from inhouse.errors import IncompleteError
from inhouse.model.rule import Rule
from inhouse.model.rule_check import ContractRun, PythonCheck
from inhouse.verifier.contract import missing_targets, run_contract, run_program
from inhouse.verifier.contract_places import Places

Minor = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A rule, its files, and where it is run. `newest` are pinned versions by minor of Python.

    Where a minor has none, the index is asked for the newest.
    """

    rule: Rule
    texts: Mapping[str, str]
    places: Places
    newest: Mapping[str, str]
    pythons: Mapping[Minor, Path]

    @property
    def floor(self) -> Minor:
        """The oldest Python on which what takes the package's place runs."""
        release = Version(self.rule.min_python or "3.0").release
        return release[0], release[1] if len(release) > 1 else 0

    def original(self, base: Path) -> Path:
        """Return the Python for the package itself: that one, unless the rule names an older.

        IncompleteError where that is not on this machine.
        """
        if self.rule.original_python is None:
            return base
        release = (*Version(self.rule.original_python).release, 0)
        found = self.pythons.get((release[0], release[1]))
        if found is None:
            said = f"{self.rule.id} runs on Python {self.rule.original_python} and older only"
            raise IncompleteError(f"{said}, which is not on this machine")
        return found

    @property
    def only_original(self) -> bool:
        """Whether nothing takes the package's place, so that there is only the original to run."""
        return not self.rule.rewrites

    def requirements(self, version: str) -> tuple[str, ...]:
        """Return what is installed: the version, the newest where it is "", and what is along."""
        return (f"{self.rule.id}=={version}" if version else self.rule.id, *self.rule.along)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What runs of a rule on one Python gave; `public` is what the newest version offers.

    `held` are the tests that passed on any version of the package.
    """

    runs: tuple[PythonCheck, ...]
    public: tuple[str, ...] = ()
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Replaced:
    """What does not depend on the package's version: the replacement's side of one Python."""

    contract: ContractRun
    printed: str
    failed: tuple[str, ...]
    python: str


def run_on(subject: Subject, minor: Minor, base: Path, *, blank: bool = False) -> Found:
    """Run every version of the package that the rule names on one Python.

    With `blank`, tests of claims also run once where the package does nothing. One Python is
    enough for that: it is the tests that are tried there.
    """
    name = dotted(minor)
    first = () if subject.rule.refuses else (subject.newest.get(name, ""),)
    versions = dict.fromkeys((*first, *subject.rule.tested))
    started = time.monotonic()
    try:
        python = subject.places.python(base)
        original = subject.original(base)
    except IncompleteError as error:
        return Found(runs=tuple(_not_run(name, each, error) for each in versions))
    other = None if subject.only_original else _replaced(subject, python)
    runs: list[PythonCheck] = []
    public: tuple[str, ...] = ()
    held: set[str] = set()
    blank = blank and subject.rule.shows
    for version in versions:
        try:
            run, contract = _run(subject, original, version, other, blank=blank)
        except IncompleteError as error:
            runs.append(_not_run(name, version, error))
            continue
        taken, started = time.monotonic() - started, time.monotonic()
        runs.append(_timed(run, name, taken))
        if contract is not None:
            blank = False
            public = public or contract.public
            held.update(contract.held)
    return Found(runs=tuple(runs), public=public, held=frozenset(held))


def dotted(minor: Minor) -> str:
    """Return "3.12" for (3, 12)."""
    return f"{minor[0]}.{minor[1]}"


def _replaced(subject: Subject, python: Path) -> _Replaced:
    rule, texts = subject.rule, subject.texts
    contract = run_contract(rule, texts, python, "replacement")
    printed, wrong = run_program(rule, texts, python, "after.py")
    version, missing = missing_targets(rule, python)
    failed = [f"replacement: {line}" for line in contract.failed]
    failed += [wrong] if wrong else []
    failed += [f"Python {version} has no {name}" for name in missing]
    return _Replaced(contract=contract, printed=printed, failed=tuple(failed), python=version)


def _run(
    subject: Subject, base: Path, version: str, other: _Replaced | None, *, blank: bool
) -> tuple[PythonCheck, ContractRun | None]:
    """Run one version; return the check, and what its contract did where it was installed."""
    rule, texts = subject.rule, subject.texts
    wanted = subject.requirements(version)
    if rule.refuses:
        said = subject.places.refusal(base, *wanted, alone=rule.alone)
        if said and re.search(rule.refuses, said):
            run = PythonCheck(python="", version=version, outcome="ok", cases=1, refused=True)
            return run, None
    packages = subject.places.packages(base, *wanted, alone=rule.alone)
    python = subject.places.python(base)
    original = run_contract(rule, texts, python, "original", packages)
    printed, wrong = "", ""
    if "before.py" in texts:
        printed, wrong = run_program(rule, texts, python, "before.py", packages)
    failed = [f"original: {line}" for line in original.failed]
    failed += [wrong] if wrong else []
    if blank:
        failed += run_contract(rule, texts, python, "blank", packages).failed
    if other is not None:
        failed += list(_compared(original, printed, other, failed=bool(failed)))
    run = PythonCheck(
        python=other.python if other is not None else "",
        version=original.version,
        outcome="failed" if failed else "ok",
        cases=original.cases if other is None else other.contract.cases,
        differs=0 if other is None else min(original.differs, other.contract.differs),
        failed=tuple(failed),
    )
    return run, original


def _compared(
    original: ContractRun, printed: str, other: _Replaced, *, failed: bool
) -> Iterator[str]:
    yield from other.failed
    if failed or other.failed:
        return
    cases = other.contract.cases
    if original.cases != cases:
        yield f"{original.cases} cases ran on the original, {cases} did not"
    if printed != other.printed:
        yield "before.py and after.py print different texts"


def _timed(run: PythonCheck, minor: str, seconds: float) -> PythonCheck:
    return replace(run, python=run.python or minor, seconds=round(seconds, 2))


def _not_run(minor: str, version: str, error: IncompleteError) -> PythonCheck:
    return PythonCheck(
        python=minor, version=version or None, outcome="not run", failed=(str(error),)
    )
