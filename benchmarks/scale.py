"""Shows how the time of an audit grows with the project: 1, 4 and 16 times as large.

    python benchmarks/scale.py PROJECT [--runs 5] [--output FILE]

PROJECT has a uv.lock. Its Python files are copied into folders of other names, its locked packages
under other names, asked for by the project like the first. Each copy of a package is installed
too, under its other name and with its own modules, so that there is as much to measure.
"""

from __future__ import annotations

import argparse
import math
import re
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

from measuring import HEAD, Row, machine, python_sources, table
from projects import LEFT_OUT, copied, installed, pins_of
from run import find_inhouse, find_uv
from twins import multiply_environment, multiply_lock

SCALES = (1, 4, 16)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=Path, metavar="PROJECT")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the table here too")
    options = parser.parse_args()
    if not (options.project / "uv.lock").is_file():
        parser.error(f"{options.project}: has no uv.lock")
    with tempfile.TemporaryDirectory(prefix="inhouse-scale-") as folder:
        text = _measured(options.project, Path(folder), options.runs)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _measured(project: Path, scratch: Path, runs: int) -> str:
    place = machine()
    first = copied(project, scratch / "original")
    pins = pins_of(first / "uv.lock")
    print(f"installing {len(pins)} packages", file=sys.stderr)
    python, _ = installed(find_uv(), pins, scratch / "environment")
    facts: list[list[str]] = []
    rows: list[Row] = []
    for scale in SCALES:
        target = scratch / f"x{scale}" / first.name
        larger(first, target, scale)
        env = scratch / f"environment-x{scale}"
        multiply_environment(python.parents[1], env, scale)
        files, size = python_sources(target)
        count = len(tomllib.loads((target / "uv.lock").read_text(encoding="utf-8"))["package"])
        for row in _rows(env, scratch / f"cache-x{scale}"):
            facts.append([f"{scale}x", str(files), f"{size:.2f}", str(count)])
            rows.append(row)
            for turn in range(runs + 1):
                print(f"{scale}x: {row.title}: run {turn} of {runs}", file=sys.stderr)
                row.run(target)
            del row.samples[0]  # it filled the caches
    head = ("size", "files", "MB", "packages", *HEAD)
    cells = [[*fact, *row.cells()] for fact, row in zip(facts, rows, strict=True)]
    return (
        f"{place}\n\n### {first.name}\n\nMedian of {runs}.\n\n{table(head, cells)}\n{_growth(rows)}"
    )


def _rows(env: Path, cache: Path) -> list[Row]:
    audit = (find_inhouse(), "audit", ".", "--format", "json", "--offline")
    audit = (*audit, "--advisories", "none", "--env", str(env))
    return [
        Row(title="warm cache", command=(*audit, "--cache-dir", str(cache))),
        Row(title="no cache", command=(*audit, "--no-cache")),
    ]


def _growth(rows: list[Row]) -> str:
    """Say to which power of the size the processor time grows: 1 is linear, 2 quadratic."""
    lines = []
    for title in dict.fromkeys(row.title for row in rows):
        times = [row.processor for row in rows if row.title == title]
        whole = math.log(times[-1] / times[0], SCALES[-1] / SCALES[0])
        last = math.log(times[-1] / times[-2], SCALES[-1] / SCALES[-2])
        lines.append(
            f"- {title}: processor time grows with size to the power of {whole:.2f} "
            f"from {SCALES[0]}x to "
            f"{SCALES[-1]}x, {last:.2f} from {SCALES[-2]}x to {SCALES[-1]}x\n"
        )
    return "".join(lines)


def larger(project: Path, target: Path, scale: int) -> None:
    """Write the project `scale` times as large."""
    shutil.copytree(project, target, symlinks=True)
    for number in range(2, scale + 1):
        for entry in sorted(project.iterdir()):
            place = target / f"{entry.stem}_c{number}{entry.suffix}"
            if entry.is_dir() and not entry.is_symlink() and any(entry.rglob("*.py")):
                shutil.copytree(entry, place, ignore=LEFT_OUT, symlinks=True)
            elif entry.suffix == ".py":
                shutil.copy(entry, place)
        for path in target.glob(f"*_c{number}/**/*.py"):
            _use_twins(path, number)
    lock = target / "uv.lock"
    lock.write_text(multiply_lock(lock.read_text(encoding="utf-8"), scale), encoding="utf-8")


def _use_twins(path: Path, number: int) -> None:
    """Let the copied file import the copied packages: `import a.b` becomes `import a_c2.b`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError):
        return
    plain = re.compile(r"^(\s*(?:import|from)\s+)([A-Za-z_]\w*)", re.MULTILINE)

    def renamed(match: re.Match[str]) -> str:
        own = match[2] in sys.stdlib_module_names
        return match[0] if own else f"{match[1]}{match[2]}_c{number}"

    path.write_text(plain.sub(renamed, text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
