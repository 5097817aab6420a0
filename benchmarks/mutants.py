"""Measures how many faults in owned code the generated tests notice.

    python benchmarks/mutants.py [PACKAGE...] [--most 300] [--survivors] [--output FILE]

For each package of uses.py: a small project that uses it is made, `inhouse replace --write` is run
in it, one small fault after the other is put into the code that the project owns then, and the
generated test file is run by pytest on each. All faults count, those that no input could show and
those in code that the tests do not reach included; of more than `--most`, that many are taken,
spread evenly.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from measuring import INHERITED, machine, table
from projects import new_environment, run_quietly
from run import find_inhouse, find_uv
from uses import USES, Use

from inhouse.model.recorded import Mutant
from inhouse.verifier.mutants import mutants_of

HERE = Path(__file__).resolve().parent
HEAD = ("package", "own lines", "tests", "test lines", "mutants", "killed", "%", "not run", "s")
MANIFEST = """\
[project]
name = "shop"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["{pin}"]
"""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one package; `unreached` are mutants in lines that no test runs."""

    name: str
    lines: int
    tests: int
    length: int
    mutants: int
    killed: int
    unreached: int
    seconds: float
    survivors: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """Return what HEAD names."""
        figures = (self.lines, self.tests, self.length, self.mutants, self.killed)
        share = f"{100 * self.killed / self.mutants:.0f}" if self.mutants else ""
        return (self.name, *map(str, figures), share, str(self.unreached), f"{self.seconds:.0f}")


class NotTakenError(Exception):
    """inhouse did not take a package in-house."""


def main() -> int:
    options = _options()
    results = []
    with tempfile.TemporaryDirectory(prefix="inhouse-benchmark-") as name:
        cache = options.cache_dir or Path(name) / "cache"
        for use in USES:
            package = use.pin.partition("==")[0]
            if not options.packages or package in options.packages:
                print(package, file=sys.stderr)
                folder = options.keep or Path(name)
                try:
                    result = _measured(use, folder.resolve() / package, cache, options.most)
                except NotTakenError as error:
                    print(error, file=sys.stderr)
                    continue
                results.append(result)
                print(*result.cells(), file=sys.stderr)
                if options.survivors:
                    print(*results[-1].survivors, sep="\n")
    mutants, killed = sum(r.mutants for r in results), sum(r.killed for r in results)
    total = f"{killed} of {mutants} mutants are killed, {100 * killed / max(1, mutants):.0f} %"
    text = (
        f"Measured {date.today().isoformat()} on {machine()}, inhouse {version('inhouse')}.\n\n"
        f"{table(HEAD, [each.cells() for each in results])}\n{total}.\n"
    )
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="else all of uses.py")
    parser.add_argument("--most", type=int, default=300, help="mutants of one package")
    parser.add_argument("--survivors", action="store_true", help="list what no test notices")
    parser.add_argument("--cache-dir", type=Path, metavar="DIR", help="the cache of inhouse")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the projects here")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the table here too")
    return parser.parse_args()


def _measured(use: Use, folder: Path, cache: Path, most: int) -> Result:
    name = use.pin.partition("==")[0]
    home = folder / "src" / "shop"
    home.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(MANIFEST.format(pin=use.pin), encoding="utf-8")
    (folder / "requirements.txt").write_text(_locked(use.pin), encoding="utf-8")
    (home / "__init__.py").touch()
    (home / "work.py").write_text(use.source, encoding="utf-8")
    report, seconds = _replaced(folder, name, use.strategy, cache)
    python = new_environment(find_uv(), folder / ".venv")
    wanted = ["pytest", *(each.partition(";")[0] for each in report["requires"])]
    install = ("pip", "install", "--compile-bytecode", "--python", python)
    if not run_quietly(find_uv(), *install, *wanted):
        sys.exit(f"mutants.py: {', '.join(wanted)} cannot be installed")
    made = _faulty(folder, most)
    tests = next(iter(sorted(folder.glob("tests/test_inhouse_*.py"))), None)
    if tests is None:
        return _result(name, report, 0, made, [], set(), seconds)
    codes, lines = _run(folder, python, tests, made)
    length = len(tests.read_text(encoding="utf-8").splitlines())
    return _result(name, report, length, made, codes, lines, seconds)


def _locked(pin: str) -> str:
    """Return a lock of the package and all that it needs."""
    command = (find_uv(), "pip", "compile", "--quiet", "--no-header", "--no-annotate", "-")
    done = subprocess.run(command, input=pin, capture_output=True, text=True, check=True)
    return done.stdout


def _replaced(folder: Path, name: str, strategy: str, cache: Path) -> tuple[dict[str, Any], float]:
    """Take the package in-house; return what the report says of it, and the seconds of all."""
    command = [find_inhouse(), "replace", name, "--strategy", strategy, "--format", "json"]
    command += ["--write", "--allow-dirty", "--cache-dir", str(cache), "--project", str(folder)]
    command += ["--accept-license", "unknown"]
    began = time.monotonic()
    done = subprocess.run(command, env=INHERITED, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotTakenError(f"{name}: {done.stdout[-2000:]}{done.stderr[-500:]}")
    return json.loads(done.stdout)["packages"][0], time.monotonic() - began


def _faulty(folder: Path, most: int) -> list[tuple[Path, Mutant]]:
    """Return mutants of all owned modules with their files."""
    files = sorted((folder / "src/shop/_inhouse").rglob("*.py"))
    made = [
        (path, mutant)
        for path in files
        for mutant in mutants_of(path.read_bytes(), module=path.stem, most=10_000)
    ]
    if len(made) <= most:
        return made
    return [made[index * len(made) // most] for index in range(most)]


def _run(
    folder: Path, python: Path, tests: Path, made: list[tuple[Path, Mutant]]
) -> tuple[list[int], set[tuple[str, int]]]:
    """Return pytest's exit code for each mutant, and the lines that the tests run."""
    asked, told = folder / "asked.json", folder / "told.json"
    request = {
        "folder": str(folder),
        "paths": [str(folder / "src")],
        "tests": [str(tests)],
        "mutants": [{"file": str(path), "text": mutant.source} for path, mutant in made],
    }
    asked.write_text(json.dumps(request), encoding="utf-8")
    subprocess.run([python, HERE / "forks.py", asked, told], env=INHERITED, check=True)
    answer = json.loads(told.read_text(encoding="utf-8"))
    if answer["clean"]:
        sys.exit(f"mutants.py: {tests}: the generated tests are not green by themselves")
    return answer["codes"], {(path, line) for path, line in answer["lines"]}


def _result(
    name: str,
    report: dict[str, Any],
    length: int,
    made: list[tuple[Path, Mutant]],
    codes: list[int],
    lines: set[tuple[str, int]],
    seconds: float,
) -> Result:
    alive = [each for each, code in zip(made, codes or [0] * len(made), strict=True) if code == 0]
    unreached = [(path, mutant) for path, mutant in alive if not _reached(path, mutant, lines)]
    return Result(
        name=name,
        lines=report["own_lines"],
        tests=report["proof"]["generated"],
        length=length,
        mutants=len(made),
        killed=len(made) - len(alive),
        unreached=len(unreached),
        seconds=seconds,
        survivors=tuple(
            f"{path.name}:{mutant.line}: {mutant.definition}: {mutant.what}"
            + ("" if (path, mutant) not in unreached else " (not run)")
            for path, mutant in alive
        ),
    )


def _reached(path: Path, mutant: Mutant, lines: set[tuple[str, int]]) -> bool:
    first, last = mutant.span
    return last == 0 or any((str(path), line) in lines for line in range(first, last + 1))


if __name__ == "__main__":
    sys.exit(main())
