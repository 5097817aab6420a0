"""Replays the history of a project's lock as pull requests, and says which the gate fails.

    python benchmarks/replay.py CLONE [--last 50] [--lock uv.lock] [-- OPTION...]

Each commit that changed a lock is judged against its first parent, as a pull request of that
commit alone would be. The clone is read only; a sparse clone of it, made here, is checked out.
What stands after `--` goes to `inhouse gate`. Which failures a maintainer would agree with is for
a reader to say: every finding is printed with its sentence.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from run import find_inhouse

LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml")
READ = ("*.py", "*.pyi", "*.toml", "*.lock", "*.cfg", "*.in", "*.txt", "Pipfile", "Pipfile.lock")


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="inhouse-replay-") as folder:
        clone = Path(folder) / options.clone.resolve().name
        subprocess.run(
            ["git", "clone", "-q", "--shared", "--no-checkout", str(options.clone), str(clone)],
            check=True,
        )
        git(clone, "sparse-checkout", "set", "--no-cone", *READ)
        locks = (options.lock,) if options.lock else LOCKS
        listed = git(
            clone, "log", "--first-parent", "--diff-filter=ACMR", f"-{options.last}",
            "--format=%H", "HEAD", "--", *locks,
        )  # fmt: skip
        counts = dict.fromkeys(("replayed", "added", "passed", "failed", "stopped"), 0)
        seconds = []
        for commit in listed.split():
            judged, spent = judge(clone, commit, options.rest)
            counts["replayed"] += 1
            seconds.append(spent)
            if judged is None:
                counts["stopped"] += 1
                continue
            counts["added"] += len(judged["added"])
            counts["passed" if judged["passed"] else "failed"] += 1
            for each in judged["findings"]:
                mark = "FAILS" if each["level"] == "error" else "note"
                said = f"{each['code']} {each['name']}: {each['text']}"
                print(f"{commit[:10]} {mark} {said}", flush=True)
                if each["alternative"]:
                    print(f"{'':10} instead: {each['alternative']}")
        seconds.sort()
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    middle = seconds[len(seconds) // 2] if seconds else 0
    print(f"{options.clone.name}: {told}; median {middle:.2f} s")
    return 0


def judge(clone: Path, commit: str, rest: list[str]) -> tuple[dict[str, object] | None, float]:
    """Return the gate's answer for one commit, None where it has none, and the seconds it took."""
    git(clone, "checkout", "-q", "--detach", commit)
    command = [find_inhouse(), "gate", "--base", f"{commit}^", "--format", "json", *rest]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    spent = time.perf_counter() - start
    if done.returncode in (0, 1):
        return json.loads(done.stdout), spent
    print(f"{commit[:10]} STOPPED with {done.returncode}: {done.stderr.strip()}", flush=True)
    return None, spent


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clone", type=Path)
    parser.add_argument("--last", type=int, default=50)
    parser.add_argument("--lock")
    given = sys.argv[1:]
    cut = given.index("--") if "--" in given else len(given)
    options = parser.parse_args(given[:cut])
    options.rest = given[cut + 1 :]
    return options


if __name__ == "__main__":
    sys.exit(main())
