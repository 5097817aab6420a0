"""Whether a contract notices faults in the code that takes a package's place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inhouse.model.recorded import Mutant
from inhouse.model.rule import Rule
from inhouse.model.rule_proof import Equivalent, Mutation
from inhouse.verifier.contract import home_of, laid_out, prepare
from inhouse.verifier.contract_child import run_child
from inhouse.verifier.limits import Limits
from inhouse.verifier.mutants import mutants_of

_CHILD = Path(__file__).with_name("contract_mutants_child.py")
_ONE = 20.0  # seconds for the whole contract without a fault
_ALL = Limits(seconds=1200.0, memory=2 << 30, file=16 << 20)
REPLACEMENT = "replacement.py"
REWRITES = "rewrites.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutated:
    """What mutants of a rule showed: a figure per unit, and what is wrong with the check itself."""

    units: tuple[Mutation, ...] = ()
    mistakes: tuple[str, ...] = ()


def run_mutants(
    rule: Rule, texts: Mapping[str, str], python: Path, equivalent: Sequence[Equivalent] = ()
) -> Mutated:
    """Run the contract on every mutant of replacement.py and of the second half of each pair."""
    units = dict(_units(rule, texts))
    every = [(unit, mutant) for unit, mutants in units.items() for mutant in mutants]
    if not every:
        left = tuple(f"{_TABLE}: {each.line!r} is no line with a mutant" for each in equivalent)
        return Mutated(
            units=tuple(Mutation(unit=u, made=0, killed=0) for u in units), mistakes=left
        )
    killed = _killed(rule, texts, python, every)
    if isinstance(killed, str):
        return Mutated(mistakes=(f"mutants: {killed}",))
    survivors = [each for each, dead in zip(every, killed, strict=True) if not dead]
    argued = [_argued(unit, mutant, texts, equivalent) for unit, mutant in survivors]
    wrong = [
        f"{_TABLE}: {each.line!r} with {each.mutant!r}: the contract notices it, or it is not made"
        for each in equivalent
        if each not in argued
    ]
    found = []
    for unit, mutants in units.items():
        own = [(m, e) for (u, m), e in zip(survivors, argued, strict=True) if u == unit]
        lines = [_described(unit, m, texts) for m, e in own if e is None]
        found.append(
            Mutation(
                unit=unit,
                made=len(mutants),
                killed=len(mutants) - len(own),
                equivalent=sum(e is not None for _, e in own),
                survivors=tuple(lines),
            )
        )
    return Mutated(units=tuple(found), mistakes=tuple(wrong))


_TABLE = "equivalent.toml:1"


def _units(rule: Rule, texts: Mapping[str, str]) -> Iterator[tuple[str, tuple[Mutant, ...]]]:
    if REPLACEMENT in texts:
        yield REPLACEMENT, mutants_of(texts[REPLACEMENT].encode())
    pairs = dict.fromkeys(each.pair for each in rule.symbols if each.pair)
    for pair in pairs:
        name = f"after_{pair}"
        yield name, mutants_of(texts.get(REWRITES, "").encode(), {name})


def _file(unit: str) -> str:
    return REPLACEMENT if unit == REPLACEMENT else REWRITES


def _killed(
    rule: Rule, texts: Mapping[str, str], python: Path, every: Sequence[tuple[str, Mutant]]
) -> list[bool] | str:
    owned = "/".join([*home_of(rule).split("."), "__init__.py"])
    asked = [
        {
            "file": owned if unit == REPLACEMENT else REWRITES,
            "text": mutant.source,
            "span": mutant.span,
        }
        for unit, mutant in every
    ]
    with laid_out(rule, texts) as folder:
        prepare(rule, "replacement", folder, mutants=True)
        job = json.dumps({"seconds": _ONE, "mutants": asked})
        (folder / "mutants.json").write_text(job, encoding="utf-8")
        shutil.copyfile(_CHILD, folder / _CHILD.name)
        ended = run_child([str(python), "-I", "-B", _CHILD.name], folder, _ALL)
        outcome = folder / "killed.json"
        if ended.code is None:
            return "they did not end in time"
        if not outcome.is_file():
            return f"the run ended with code {ended.code}: {ended.output.strip()[-200:]}"
        found = json.loads(outcome.read_text(encoding="utf-8"))
    if not found["whole"]:
        return "the contract does not hold without a fault"
    return [bool(each) for each in found["killed"]]


def _argued(
    unit: str, mutant: Mutant, texts: Mapping[str, str], equivalent: Sequence[Equivalent]
) -> Equivalent | None:
    before, after = _lines(unit, mutant, texts)
    for each in equivalent:
        place = each.file == _file(unit) and each.function in ("", mutant.definition)
        if place and (each.line, each.mutant) == (before, after):
            return each
    return None


def _described(unit: str, mutant: Mutant, texts: Mapping[str, str]) -> str:
    before, after = _lines(unit, mutant, texts)
    return f"{_file(unit)}:{mutant.line}: {before!r} may as well be {after!r}"


def _lines(unit: str, mutant: Mutant, texts: Mapping[str, str]) -> tuple[str, str]:
    """Return the first line that differs, as it is and as the mutant has it."""
    before = texts[_file(unit)].splitlines()
    for line, other in zip(before, mutant.source.splitlines(), strict=False):
        if line != other:
            return line.strip(), other.strip()
    return "", ""
