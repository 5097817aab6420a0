"""Tries recorded tests on mutants in a child process and says which notice which."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from inhouse.model.recorded import Kills, Mutant, RecordedTest
from inhouse.verifier.limits import Limits, bare_environment
from inhouse.verifier.mutants import decoded

_CHILD = Path(__file__).with_name("mutants_child.py")
_MODULES = _CHILD.with_name("mutants_modules.py")
_TRYING = _CHILD.with_name("mutants_trying.py")
_GUARD = Path(__file__).parent / "probe" / "guard.py"
# Loaded once before the forks, for most packages load them.
_WARM = (
    *("re", "typing", "collections.abc", "functools", "itertools", "enum", "dataclasses"),
    *("datetime", "decimal", "json", "inspect", "copy", "contextlib", "textwrap", "unittest.mock"),
)
SEEDS = (1, 2, 3, 5)
MOST_TESTS = 120  # that come first, then three times as many, then all others
TOTAL = 60.0  # seconds of all processors for the mutants of one package


def killed(
    tests: Sequence[RecordedTest],
    mutants: Sequence[Mutant],
    sources: Mapping[str, bytes],
    *,
    python: Path,
    paths: Sequence[Path],
    limits: Limits | None = None,
    total: float = TOTAL,
    site: bool = True,
    seed: int = 0,
) -> Kills:
    """Run every test against every mutant whose lines it runs.

    `sources` are the modules that have mutants, by dotted name; `paths` the folders in which they
    and what they need are found. Mutants that there was no time for are left out, and `note`
    says how many. Of very many tests those with lines of their own come first, the rest sees what
    these let live. `seed` is the one of hashes. Where the child gives no answer no test is green.
    """
    texts = {name: decoded(data) or "" for name, data in sources.items()}
    limits = replace(limits or Limits(), seconds=1.0)
    with tempfile.TemporaryDirectory(prefix="inhouse-mutants-") as folder:
        work = Path(folder, "work")
        work.mkdir()
        asked, told = Path(folder, "asked"), Path(folder, "told")
        request = {
            "checks": [check_of(each) for each in tests],
            "mutants": [
                {"module": each.module, "source": each.source, "span": each.span}
                for each in mutants
            ],
            "texts": texts,
            "paths": [str(path.resolve()) for path in paths],
            "folder": str(work.resolve()),
            "guard": str(_GUARD),
            "modules": str(_MODULES),
            "trying": str(_TRYING),
            "limits": asdict(limits),
            "seconds": limits.seconds,
            "total": total,
            "site": site,
            "warm": _WARM,
            "most": MOST_TESTS,
        }
        asked.write_text(json.dumps(request), encoding="utf-8")
        problem = _run(
            [str(python), "-s", "-S", "-B", str(_CHILD), str(asked), str(told)], work, total, seed
        )
        answer = _answer(told)
    if answer is None:
        none = frozenset[int]()
        why = problem or "the child gave no answer"
        return Kills(
            mutants=tuple(mutants), by=(none,) * len(mutants), green=none, note=f"not tried: {why}"
        )
    return _kills(mutants, answer)


def check_of(test: RecordedTest) -> dict[str, object]:
    """Return a test as the child runs it."""
    before = list(test.imports)
    raises = test.raises
    if raises and "." in raises:
        before.append(f"import {raises.rpartition('.')[0]}")
    return {
        "before": "\n".join(before),
        "setup": "\n".join(test.setup),
        "call": test.call,
        "comparison": test.comparison,
        "raises": raises,
        "output": test.output,
        "warns": test.warns,
    }


def unsteady(
    tests: Sequence[RecordedTest],
    sources: Mapping[str, bytes],
    *,
    python: Path,
    paths: Sequence[Path],
    site: bool = True,
) -> frozenset[int]:
    """Return the tests, by position, that do not hold whatever the order of sets is."""
    runs = [
        killed(tests, (), sources, python=python, paths=paths, total=5.0, site=site, seed=seed)
        for seed in SEEDS
    ]
    answered = [run.green for run in runs if not run.note]
    return (
        frozenset(range(len(tests))) - frozenset.intersection(*answered)
        if answered
        else frozenset()
    )


def _run(argv: list[str], work: Path, total: float, seed: int = 0) -> str:
    process = subprocess.Popen(  # noqa: S603  the interpreter of the environment
        argv,
        cwd=work,
        env={**bare_environment(work), "PYTHONHASHSEED": str(seed)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(5 * total + 60)
    except subprocess.TimeoutExpired:
        return "it took too long"
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return f"the child ended with exit code {code}" if code else ""


def _answer(told: Path) -> dict[str, list[object]] | None:
    try:
        answer = json.loads(told.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    keys = ("green", "by", "reached", "lines")
    if not isinstance(answer, dict) or not all(isinstance(answer.get(k), list) for k in keys):
        return None
    return answer


def _kills(mutants: Sequence[Mutant], answer: dict[str, list[object]]) -> Kills:
    tried = [
        (number, mutant, by)
        for number, (mutant, by) in enumerate(zip(mutants, answer["by"], strict=True))
        if isinstance(by, list)
    ]
    reached = {each for each in answer["reached"] if isinstance(each, int)}
    places = {number: place for place, (number, _, _) in enumerate(tried)}
    left = len(mutants) - len(tried)
    return Kills(
        mutants=tuple(mutant for _, mutant, _ in tried),
        by=tuple(frozenset(by) for _, _, by in tried),
        green=frozenset(each for each in answer["green"] if isinstance(each, int)),
        reached=frozenset(places[number] for number in reached if number in places),
        lines=tuple(
            frozenset((str(module), int(line)) for module, line in run)
            for run in answer["lines"]
            if isinstance(run, list)
        ),
        note=f"{left} mutants were not tried, the time was over" if left else "",
    )
