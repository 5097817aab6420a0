"""Measures `inhouse replace` of one package: plan and diff, and with the proof.

    python benchmarks/replace.py PROJECT PACKAGE [--runs 5] [--output FILE] [-- OPTION...]

What stands after `--` goes to `inhouse replace`. The project is copied first and nothing is
written into the copy either. Every row runs once unmeasured, which fills the caches.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

from measuring import HEAD, INHERITED, Row, machine, python_sources, table
from projects import copied
from run import find_inhouse

# Runs inhouse, and says on standard error how many texts LibCST was given.
COUNTING = """
import sys
import libcst
from inhouse.cli.app import run
parse, given = libcst.parse_module, []
libcst.parse_module = lambda source, *rest: (given.append(source), parse(source, *rest))[1]
code = run(sys.argv[1:])
sys.stderr.write(f"\\n{len(given)}")
sys.exit(code)
"""
LOOP = 10_000_000


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="inhouse-benchmark-") as folder:
        project = copied(options.project, Path(folder) / "projects")
        cache = Path(folder) / "cache"
        replace = ("replace", options.package, "--cache-dir", str(cache), *options.rest)
        planned = (*replace, "--no-proof")
        rows = [
            Row(title="plan and diff", command=(find_inhouse(), *planned)),
            Row(title="plan and diff, --offline", command=(find_inhouse(), *planned, "--offline")),
            Row(title="with the proof", command=(find_inhouse(), *replace)),
        ]
        for turn in range(options.runs + 1):
            for row in rows:
                print(f"run {turn} of {options.runs}: {row.title}", file=sys.stderr)
                row.run(project)
                if row.samples[-1].code:
                    sys.exit(f"replace.py: {row.title}: ended with {row.samples[-1].code}")
        for row in rows:
            del row.samples[0]
        files, size = python_sources(project)
        lines = sum(path.read_bytes().count(b"\n") for path in project.rglob("*.py"))
        given = _given(project, [*planned, "--offline"])
    text = (
        f"Measured {date.today().isoformat()} on {machine()}; an empty loop of {LOOP:,} turns took "
        f"{_loop():.2f} s of processor time.\n\ninhouse {version('inhouse')}: "
        f"{' '.join(('replace', options.package, *options.rest))}\n\n"
        f"### {project.name}\n\n{files} Python files, {size:.2f} MB, {lines:,} lines; LibCST was "
        f"given {given} texts. Median of {options.runs}.\n\n"
        f"{table(HEAD, [row.cells() for row in rows])}"
    )
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _given(project: Path, arguments: list[str]) -> int:
    """Return how many texts LibCST parses in one run."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTING, *arguments],
        cwd=project,
        env=INHERITED,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stderr.splitlines()[-1])


def _loop() -> float:
    """Return the processor seconds of a loop that is the same everywhere."""
    began = time.process_time()
    for _ in range(LOOP):
        pass
    return time.process_time() - began


def _options() -> argparse.Namespace:
    given, rest = sys.argv[1:], []
    if "--" in given:
        at = given.index("--")
        given, rest = given[:at], given[at + 1 :]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("project", type=Path, metavar="PROJECT")
    parser.add_argument("package", metavar="PACKAGE")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each command")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the table here too")
    options = parser.parse_args(given)
    if not options.project.is_dir():
        parser.error(f"{options.project}: not a folder")
    options.rest = rest
    return options


if __name__ == "__main__":
    sys.exit(main())
