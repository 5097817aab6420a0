"""Measures inhouse beside its neighbours on the same projects, in the same run.

    python benchmarks/run.py PROJECT... [--runs 5] [--index] [--output FILE]

Every command runs once unmeasured, then `--runs` times, taking turns with the others so that a
busy moment hits them all. The projects are copied first; nothing is written into them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

from measuring import HEAD, Row, machine, python_sources, table
from projects import copied, installed, lock_of, new_environment, pins_of, run_quietly

HERE = Path(__file__).resolve().parent
PEERS = ("deptry", "fawltydeps", "pip-audit", "pipdeptree", "uv")


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="inhouse-benchmark-") as folder:
        scratch = Path(folder)
        uv = find_uv()
        print("installing the neighbours", file=sys.stderr)
        python = new_environment(uv, scratch / "peers")
        pins = HERE / "requirements.txt"
        if not run_quietly(uv, "pip", "install", "--python", python, "-r", pins):
            print(f"run.py: {pins}: uv could not install these", file=sys.stderr)
            return 3
        heading = _heading(pins.read_text(encoding="utf-8"))
        tables = [
            _measured(project, scratch, python.parent, uv, options) for project in options.projects
        ]
        text = "\n".join([heading, *tables])
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("projects", nargs="+", type=Path, metavar="PROJECT")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each command")
    parser.add_argument("--index", action="store_true", help="measure without environment too")
    parser.add_argument("--no-env", action="store_true", help="install no project's packages")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the tables here too")
    options = parser.parse_args()
    for project in options.projects:
        if not project.is_dir():
            parser.error(f"{project}: not a folder")
    return options


def find_uv() -> str:
    beside = shutil.which("uv", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("uv")
    if found is None:
        sys.exit("run.py: uv is not installed; pip install uv")
    return found


def find_inhouse() -> str:
    found = shutil.which("inhouse", path=str(Path(sys.executable).parent))
    if found is None:
        sys.exit(f"run.py: inhouse is not installed beside {sys.executable}; pip install -e .")
    return found


def _heading(pins: str) -> str:
    versions = [line.replace("==", " ") for line in pins.splitlines() if "==" in line]
    return (
        f"Measured {date.today().isoformat()} on {machine()}.\n\n"
        f"inhouse {version('inhouse')}; {', '.join(versions)}.\n"
    )


def _measured(
    project: Path, scratch: Path, peers: Path, uv: str, options: argparse.Namespace
) -> str:
    copy = copied(project, scratch / "projects")
    files, size = python_sources(copy)
    lock = lock_of(copy)
    pins = pins_of(lock) if lock else []
    python, present = None, 0
    if pins and not options.no_env:
        print(f"{copy.name}: installing {len(pins)} packages", file=sys.stderr)
        python, present = installed(uv, pins, scratch / "environments" / copy.name)
    rows = _own_rows(scratch / "caches" / copy.name, python, index=options.index)
    rows += _peer_rows(copy, peers, scratch, pins, python)
    for turn in range(options.runs + 1):
        for row in rows:
            print(f"{copy.name}: run {turn} of {options.runs}: {row.title}", file=sys.stderr)
            row.run(copy)
            if row.samples[-1].code and row.title.startswith("inhouse"):
                sys.exit(f"run.py: ended with {row.samples[-1].code}: {' '.join(row.command)}")
    for row in rows:
        del row.samples[0]  # it filled the caches of the disk and of the tools
    facts = f"{files} Python files, {size:.2f} MB; {len(pins)} packages in {lock and lock.name}"
    if python:
        facts += f", {present} of them installed"
    cells = [row.cells() for row in rows]
    return f"### {copy.name}\n\n{facts}. Median of {options.runs}.\n\n{table(HEAD, cells)}"


def _own_rows(cache: Path, python: Path | None, *, index: bool) -> list[Row]:
    audit = (find_inhouse(), "audit", ".", "--format", "json")
    env = ("--env", str(python.parents[1])) if python else ()
    warm = (*audit, *env, "--cache-dir", str(cache))
    rows = [
        Row(title="inhouse audit, warm cache", command=warm),
        Row(title="inhouse audit --offline, warm cache", command=(*warm, "--offline")),
    ]
    local = (*audit, "--offline", "--advisories", "none", "--no-cache")
    if python:
        rows.append(
            Row(title="inhouse audit, no cache, from the environment", command=(*local, *env))
        )
    if index:
        fresh = (*audit, "--advisories", "none", "--no-cache")
        rows.append(Row(title="inhouse audit, no cache, from the index", command=fresh))
    return rows


def _peer_rows(
    project: Path, peers: Path, scratch: Path, pins: list[str], python: Path | None
) -> list[Row]:
    tool = {name: str(peers / name) for name in PEERS}
    faulty = (tool["fawltydeps"], "--code", ".", "--deps", ".")
    pyenv = ("--pyenv", str(python.parents[1])) if python else ()
    rows = [
        Row(title="deptry .", command=(tool["deptry"], ".")),
        Row(title="fawltydeps", command=(*faulty, *pyenv)),
    ]
    if pins:
        wanted = scratch / f"{project.name}-pins.txt"
        wanted.write_text("".join(f"{pin}\n" for pin in pins), encoding="utf-8")
        audit = (tool["pip-audit"], "--no-deps", "--disable-pip", "--progress-spinner", "off")
        rows.append(
            Row(
                title="pip-audit (advisories alone)",
                command=(*audit, "--requirement", str(wanted)),
                environment={"XDG_CACHE_HOME": str(scratch / "pip-audit-cache")},
            )
        )
    if python:
        tree = (tool["pipdeptree"], "--python", str(python), "--json")
        rows.append(Row(title="pipdeptree --json (graph alone)", command=tree))
    if (project / "uv.lock").is_file():
        tree = (tool["uv"], "tree", "--frozen")
        rows.append(Row(title="uv tree --frozen (graph alone)", command=tree))
    return rows


if __name__ == "__main__":
    sys.exit(main())
