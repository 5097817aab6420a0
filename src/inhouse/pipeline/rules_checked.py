"""Checks rules: first their files, then every claim on both sides, on each Python that is there."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from inhouse.catalogue import Catalogue
from inhouse.errors import UsageError
from inhouse.evidence.store import default_cache_dir
from inhouse.model.progress import Progress
from inhouse.model.rule import Rule
from inhouse.model.rule_check import RuleCheck
from inhouse.pipeline.rules_ran import Found, Minor, Subject, dotted, run_on
from inhouse.pipeline.rules_recorded import Records, unnamed
from inhouse.rulebook import mistakes_in
from inhouse.rulebook.record import digest_of, read_equivalent
from inhouse.verifier.contract import missing_targets
from inhouse.verifier.contract_mutants import Mutated, run_mutants
from inhouse.verifier.contract_places import Places
from inhouse.verifier.interpreters import interpreters

OLDEST = (3, 11)  # the Pythons that inhouse itself supports
NEWEST = (3, 13)
# Turns the text of before.py into what the codemod makes of it, or says why it would not.
Codemod = Callable[[Rule, Mapping[str, str]], bytes | str]
_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a check is asked for.

    `newest` asks the index which version is the newest, where else the record says it. `changed`
    runs only what is not as the record has it; `against_record` counts it as a mistake where a
    run gives other figures than the record.
    """

    python: str | None = None
    offline: bool = False
    newest: bool = False
    changed: bool = False
    against_record: bool = False
    workers: int = 0  # 0: one more than there are processors


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """What rules are checked with: the Pythons by minor version, and where environments stand."""

    pythons: Mapping[Minor, Path]
    others: Mapping[Minor, Path]  # older ones, for the targets only
    places: Places
    records: Records
    wanted: Wanted
    codemod: Codemod | None


def check(
    catalogue: Catalogue,
    rules: Sequence[Rule],
    progress: Progress,
    wanted: Wanted | None = None,
    *,
    codemod: Codemod | None = None,
) -> tuple[RuleCheck, ...]:
    """Check rules, several runs at once; UsageError for a wrong Python."""
    wanted = wanted or Wanted()
    every = interpreters()
    # One more than there are processors: some contracts wait for what sleeps.
    workers = wanted.workers or (os.cpu_count() or 1) + 1
    with (
        tempfile.TemporaryDirectory(prefix="inhouse-rules-") as folder,
        ThreadPoolExecutor(max_workers=workers) as pool,
    ):
        keep = default_cache_dir() / "contracts"
        bench = _Bench(
            pythons=_pythons(every, wanted.python),
            others=every,
            places=Places(Path(folder), offline=wanted.offline, keep=keep),
            records=Records(catalogue),
            wanted=wanted,
            codemod=codemod,
        )
        begun = [_begin(rule, catalogue.texts(rule.id), bench, pool) for rule in rules]
        found = []
        for at, each in enumerate(begun):
            progress.stage(f"checking {each.check.name}", at, len(begun))
            found.append(_ended(each, bench))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A rule whose files were looked at, and what still runs for it."""

    rule: Rule
    texts: Mapping[str, str]
    check: RuleCheck
    runs: tuple[Future[Found], ...] = ()
    mutants: Future[Mutated] | None = None
    oldest: Future[tuple[str, ...]] | None = None


def _begin(rule: Rule, texts: Mapping[str, str], bench: _Bench, pool: ThreadPoolExecutor) -> _Begun:
    """Look at a rule's files; where they are sound, set its runs going."""
    mistakes = [str(each) for each in mistakes_in(rule, texts)]
    check = RuleCheck(
        name=rule.id, complete=rule.complete, files=digest_of(texts), mistakes=tuple(mistakes)
    )
    begun = _Begun(rule=rule, texts=texts, check=check)
    record = bench.records.of(rule.id)
    pins: dict[str, str] = {}
    if record is not None and not bench.wanted.newest:
        pins = {run.python: run.version for run in reversed(record.runs)}
    subject = Subject(
        rule=rule, texts=texts, places=bench.places, newest=pins, pythons=bench.others
    )
    if not rule.complete or (mistakes and not _is_sound_draft(subject, texts)):
        return begun
    made = None if subject.only_original else _codemod(rule, texts, bench, mistakes)
    check = replace(check, mistakes=tuple(mistakes), codemod=made)
    if bench.wanted.changed and not mistakes and bench.records.holds(check):
        return replace(begun, check=replace(check, recorded=record))
    pythons = {minor: path for minor, path in bench.pythons.items() if minor >= subject.floor}
    mutants = None
    if pythons and not subject.only_original:
        mutants = pool.submit(_mutants, subject, pythons[max(pythons)])
    return replace(
        begun,
        check=check,
        runs=tuple(
            pool.submit(run_on, subject, minor, path, blank=minor == max(pythons))
            for minor, path in pythons.items()
        ),
        mutants=mutants,
        oldest=pool.submit(lambda: tuple(_oldest(subject, bench))),
    )


def _is_sound_draft(subject: Subject, texts: Mapping[str, str]) -> bool:
    """Tell whether there is something to run although nothing is rewritten or claimed yet."""
    fresh = subject.only_original and not subject.rule.shows
    return fresh and {"test_contract.py", "before.py"} <= set(texts)


def _ended(begun: _Begun, bench: _Bench) -> RuleCheck:
    check = begun.check
    if not begun.runs:
        return check
    found = [each.result() for each in begun.runs]
    mistakes = list(check.mistakes)
    mutated = begun.mutants.result() if begun.mutants is not None else Mutated()
    failed = any(run.outcome != "ok" for each in found for run in each.runs)
    if begun.rule.refuses and not failed:
        mistakes += _refusals(found)
    if begun.rule.shows and not failed:
        mistakes += _never_held(begun.rule, found)
    if not failed:  # a contract that does not hold says nothing of mutants
        mistakes += mutated.mistakes
    mistakes += begun.oldest.result() if begun.oldest is not None else ()
    public = next((each.public for each in reversed(found) if each.public), ())
    check = replace(
        check,
        runs=tuple(run for each in found for run in each.runs),
        mutants=mutated.units,
        public=public,
        unnamed=unnamed(begun.rule, public),
        mistakes=tuple(mistakes),
    )
    if bench.wanted.against_record and check.ok:
        wrong = bench.records.contradicted(check)
        check = replace(check, mistakes=(*check.mistakes, *wrong))
    return check


def _refusals(found: Sequence[Found]) -> Iterator[str]:
    """Yield what is wrong where all or none of the versions were refused by the installer."""
    refused = {run.refused for each in found for run in each.runs}
    if refused == {False}:
        yield "rule.toml:1: every version was installed, so `refuses` is not true"
    elif refused == {True}:
        yield "rule.toml:1: no version was installed, so the contract was never run"


def _never_held(rule: Rule, found: Sequence[Found]) -> Iterator[str]:
    """Yield the claims whose test was skipped wherever it ran."""
    held = frozenset[str]().union(*(each.held for each in found))
    for claim in rule.claims:
        if claim.test not in held:
            yield f"test_contract.py:1: {claim.test} is skipped everywhere, so it shows nothing"


def _mutants(subject: Subject, base: Path) -> Mutated:
    text = subject.texts.get("equivalent.toml", "")
    equivalent = read_equivalent(text, f"{subject.rule.id}/equivalent.toml")
    python = subject.places.python(base)
    return run_mutants(subject.rule, subject.texts, python, equivalent)


def _codemod(
    rule: Rule, texts: Mapping[str, str], bench: _Bench, mistakes: list[str]
) -> bool | None:
    if bench.codemod is None or "after.py" not in texts:
        return None
    answer = bench.codemod(rule, texts)
    made = answer == texts["after.py"].encode("utf-8")
    if not made:
        said = answer if isinstance(answer, str) else _first_difference(answer, texts)
        mistakes.append(f"after.py:1: the codemod does not make it of before.py: {said}")
    return made


def _oldest(subject: Subject, bench: _Bench) -> Iterator[str]:
    """Yield the targets that the rule's own minimum Python does not have, where it is there."""
    python = bench.others.get(subject.floor)
    if python is None or subject.only_original:
        return
    version, missing = missing_targets(subject.rule, python)
    for name in missing:
        said = f"min-python is {subject.rule.min_python}, but Python {version} has no {name}"
        yield f"rule.toml:1: {said}"


def _pythons(every: Mapping[Minor, Path], asked: str | None) -> Mapping[Minor, Path]:
    if asked is None:
        return {minor: path for minor, path in every.items() if OLDEST <= minor <= NEWEST}
    match = _VERSION.fullmatch(asked)
    if match is None:
        raise UsageError(f"--python {asked!r}: give a version such as 3.12")
    minor = int(match[1]), int(match[2])
    if minor not in every:
        there = ", ".join(dotted(each) for each in every)
        raise UsageError(f"--python {asked}: it is not on this machine; there are {there}")
    return {minor: every[minor]}


def _first_difference(made: bytes, texts: Mapping[str, str]) -> str:
    ours = made.decode("utf-8", "replace").splitlines()
    wanted = texts["after.py"].splitlines()
    for at, (one, other) in enumerate(zip(ours, wanted, strict=False), 1):
        if one != other:
            return f"line {at} is {one!r}"
    return f"it has {len(ours)} lines, not {len(wanted)}"
