"""Checks rules: first their files, then every claim on both sides, on each Python that is there."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

from inhouse.catalogue import Catalogue
from inhouse.errors import IncompleteError, UsageError
from inhouse.model.progress import Progress
from inhouse.model.rule import Rule
from inhouse.model.rule_check import PythonCheck, RuleCheck
from inhouse.rulebook import mistakes_in
from inhouse.verifier.contract import missing_targets, run_contract, run_program
from inhouse.verifier.contract_places import Places
from inhouse.verifier.interpreters import interpreters

OLDEST = (3, 11)  # the Pythons that inhouse itself supports
NEWEST = (3, 13)
# Turns the text of before.py into what the codemod makes of it, or says why it would not.
Codemod = Callable[[Rule, Mapping[str, str]], bytes | str]
_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What rules are checked with: the Pythons by minor version, and where environments stand."""

    pythons: Mapping[tuple[int, int], Path]
    others: Mapping[tuple[int, int], Path]  # older ones, for the targets only
    places: Places
    codemod: Codemod | None = None


def check(
    catalogue: Catalogue,
    rules: Sequence[Rule],
    progress: Progress,
    *,
    python: str | None = None,
    offline: bool = False,
    codemod: Codemod | None = None,
) -> tuple[RuleCheck, ...]:
    """Check rules one after the other; UsageError where there is no such Python."""
    every = interpreters()
    with tempfile.TemporaryDirectory(prefix="inhouse-rules-") as folder:
        bench = Bench(
            pythons=_pythons(every, python),
            others=every,
            places=Places(Path(folder), offline=offline),
            codemod=codemod,
        )
        found = []
        for at, rule in enumerate(rules):
            progress.stage(f"checking {rule.id}", at, len(rules))
            found.append(check_rule(rule, catalogue.texts(rule.id), bench))
        return tuple(found)


def check_rule(rule: Rule, texts: Mapping[str, str], bench: Bench) -> RuleCheck:
    """Check one rule; nothing is run where its files are not sound."""
    mistakes = [str(each) for each in mistakes_in(rule, texts)]
    if mistakes or not rule.complete:
        return RuleCheck(name=rule.id, complete=rule.complete, mistakes=tuple(mistakes))
    made: bool | None = None
    if bench.codemod is not None:
        answer = bench.codemod(rule, texts)
        made = answer == texts["after.py"].encode("utf-8")
        if not made:
            said = answer if isinstance(answer, str) else _first_difference(answer, texts)
            mistakes.append(f"after.py:1: the codemod does not make it of before.py: {said}")
    mistakes += _oldest(rule, bench)
    return RuleCheck(
        name=rule.id,
        complete=True,
        mistakes=tuple(mistakes),
        runs=tuple(_runs(rule, texts, bench)),
        codemod=made,
    )


def _runs(rule: Rule, texts: Mapping[str, str], bench: Bench) -> Iterator[PythonCheck]:
    floor = Version(rule.min_python or "3.0").release[:2]
    for minor, base in bench.pythons.items():
        if minor < floor:
            continue
        for version in ("", *rule.tested):
            started = time.monotonic()
            requirement = f"{rule.id}=={version}" if version else rule.id
            try:
                there = bench.places.python(base, (requirement,))
                bare = bench.places.python(base)
            except IncompleteError as error:
                said = (str(error),)
                yield PythonCheck(
                    python=_dotted(minor), version=version or None, outcome="not run", failed=said
                )
                continue
            yield _run(rule, texts, (there, bare), _dotted(minor), started)


def _run(
    rule: Rule, texts: Mapping[str, str], pythons: tuple[Path, Path], minor: str, started: float
) -> PythonCheck:
    there, bare = pythons
    original = run_contract(rule, texts, there, "original")
    replacement = run_contract(rule, texts, bare, "replacement")
    failed = [f"original: {line}" for line in original.failed]
    failed += [f"replacement: {line}" for line in replacement.failed]
    if not failed and original.cases != replacement.cases:
        failed.append(f"{original.cases} cases ran on the original, {replacement.cases} did not")
    printed, wrong = run_program(rule, texts, there, "before.py")
    after, also_wrong = run_program(rule, texts, bare, "after.py")
    failed += [line for line in (wrong, also_wrong) if line]
    if printed != after and not (wrong or also_wrong):
        failed.append("before.py and after.py print different texts")
    version, missing = missing_targets(rule, bare)
    failed += [f"Python {version} has no {name}" for name in missing]
    return PythonCheck(
        python=version or minor,
        version=original.version,
        outcome="failed" if failed else "ok",
        cases=replacement.cases,
        differs=min(original.differs, replacement.differs),
        failed=tuple(failed),
        seconds=round(time.monotonic() - started, 2),
    )


def _oldest(rule: Rule, bench: Bench) -> Iterator[str]:
    """Yield the targets that the rule's own minimum Python does not have, where it is there."""
    release = Version(rule.min_python or "3.0").release
    python = bench.others.get((release[0], release[1] if len(release) > 1 else 0))
    if python is None:
        return
    version, missing = missing_targets(rule, python)
    for name in missing:
        yield f"rule.toml:1: min-python is {rule.min_python}, but Python {version} has no {name}"


def _pythons(
    every: Mapping[tuple[int, int], Path], asked: str | None
) -> Mapping[tuple[int, int], Path]:
    if asked is None:
        return {minor: path for minor, path in every.items() if OLDEST <= minor <= NEWEST}
    match = _VERSION.fullmatch(asked)
    if match is None:
        raise UsageError(f"--python {asked!r}: give a version such as 3.12")
    minor = int(match[1]), int(match[2])
    if minor not in every:
        there = ", ".join(_dotted(each) for each in every)
        raise UsageError(f"--python {asked}: it is not on this machine; there are {there}")
    return {minor: every[minor]}


def _first_difference(made: bytes, texts: Mapping[str, str]) -> str:
    ours = made.decode("utf-8", "replace").splitlines()
    wanted = texts["after.py"].splitlines()
    for at, (one, other) in enumerate(zip(ours, wanted, strict=False), 1):
        if one != other:
            return f"line {at} is {one!r}"
    return f"it has {len(ours)} lines, not {len(wanted)}"


def _dotted(minor: tuple[int, int]) -> str:
    return f"{minor[0]}.{minor[1]}"
