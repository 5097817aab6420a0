"""What decides that nothing changed: every file that a lock includes, however it says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.pipeline.gating.sides import Side
from inhouse.workspace import Workspace
from tests.cli.test_imports import HEAVY
from tests.gating.shops import QUIET, Pack, codes, commit, open_shop
from tests.loopback import Loopback


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("# -r more/b.txt", []),
        ("-r https://x.example/b.txt", []),
        ("-r ../b.txt", []),
        ("-r more/b.txt", ["more/b.txt"]),
        ("  --requirement=more/b.txt", ["more/b.txt"]),
        ("-c ./more/../more/b.txt  # comment", ["more/b.txt"]),
        ("-rmore/b.txt", ["more/b.txt"]),
        ("-r \\\nmore/b.txt", ["more/b.txt"]),
        ("--constraint more/b.txt", ["more/b.txt"]),
        ("-r more/deep.txt", ["more/b.txt", "more/deep.txt"]),
    ],
)
def test_included_files_are_found_as_pip_finds_them(
    tmp_path: Path, line: str, wanted: list[str]
) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more/b.txt").write_text("b==1\n")
    (tmp_path / "more/deep.txt").write_text("-r b.txt\n-r deep.txt\n")
    (tmp_path / "requirements.txt").write_text(f"a==1\n{line}\n")
    found = Side(Workspace(tmp_path)).maybe_locks()
    assert sorted(found) == [*wanted, "requirements.txt"]


def test_a_change_of_an_included_file_is_seen(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = open_shop(tmp_path / "shop", server)
        shop.write({"requirements.txt": "-r more/b.txt\n", "more/b.txt": "b==1.0\n"})
        shop.settle()
        assert shop.gate().report["lockfile"] == "requirements.txt, more/b.txt"
        new = Pack(name="tiny-thing")
        shop.serve(new)
        shop.write({"more/b.txt": "b==1.0\ntiny-thing==1.0\n"})
        assert codes(shop.gate()) == [("tiny-thing", "new-micro")]


UNCHANGED = f"""
import sys
from inhouse.cli.app import run
code = run(["gate", *sys.argv[1:]])
heavy = sorted(name for name in sys.modules if name.split(".")[0] in {(*HEAVY, "pip")!r})
sys.stderr.write(repr((code, heavy)))
"""


def test_an_unchanged_lock_loads_nothing_heavy(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = open_shop(tmp_path / "shop", server)
        shop.lock(Pack(name="old"))
        shop.settle()
        shop.write({"app.py": "x = 1\n"})
        commit(shop.folder)
        done = subprocess.run(
            [sys.executable, "-c", UNCHANGED, str(shop.folder)],
            capture_output=True,
            text=True,
            env={"PATH": "/usr/bin:/bin:/usr/local/bin", **QUIET},
            check=True,
        )
    assert done.stderr == "(0, [])"
    assert done.stdout.startswith("gate passed: nothing new against ")
