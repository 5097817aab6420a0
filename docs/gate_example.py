"""Writes into the pages what `inhouse gate` prints on a change that adds a tiny package.

python docs/gate_example.py          README.md and docs/ci.md; asks the package index
python docs/gate_example.py --check  exit 1, naming each page that shows something else

The change is made in a copy of fixtures/webshop: its base lacks cached-property, its head asks
for it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "ci.md")
SHOP = ROOT / "fixtures" / "webshop"
ANSWER = re.compile(r"(<!-- answer of the gate -->\n).*?(<!-- end of answer -->)", re.DOTALL)
ADDED = "cached-property"
PINNED = {  # so that the commit has the same name each time
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "a"), ("EMAIL", "a@b.example"), ("DATE", "2026-11-01T00:00:00Z"))
}
SERVICES = ("GITHUB_", "CI_", "BITBUCKET_", "CHANGE_", "GIT_")


def answer() -> str:
    """Return what the gate prints on a terminal of 80 columns."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(SERVICES)}
    env = {**kept, **PINNED, "GIT_CONFIG_GLOBAL": os.devnull, "COLUMNS": "80", "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory(prefix="inhouse-docs-") as folder:
        shop = Path(folder) / "webshop"
        shutil.copytree(SHOP, shop)
        without(shop / "pyproject.toml", rf'^    "{ADDED}.*\n')
        without(shop / "requirements.txt", rf"^{ADDED}==.*\n(?:[ ]+.*\n)*")
        for line in ("init -q -b main", "add .", "commit -q -m base"):
            subprocess.run(["git", *line.split()], cwd=shop, env=env, check=True)
        shutil.copytree(SHOP, shop, dirs_exist_ok=True)
        for line in ("checkout -q -b change", "add .", "commit -q -m change"):
            subprocess.run(["git", *line.split()], cwd=shop, env=env, check=True)
        done = subprocess.run(
            [sys.executable, "-m", "inhouse", "gate"],
            cwd=shop,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 1:
        raise SystemExit(f"the gate ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout.strip("\n")


def without(file: Path, pattern: str) -> None:
    """Take what matches out of a file."""
    text, count = re.subn(pattern, "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if count != 1:
        raise SystemExit(f"{file.name}: {pattern} is there {count} times")
    file.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write the pages, or say which of them are stale."""
    shown = f"\n```text\n{answer()}\n```\n\n"
    stale = 0
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fresh = ANSWER.sub(lambda match: f"{match[1]}{shown}{match[2]}", text)
        if arguments != ["--check"]:
            page.write_text(fresh, encoding="utf-8", newline="\n")
        elif fresh != text:
            print(f"{page.name}: stale; run: python docs/gate_example.py", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
