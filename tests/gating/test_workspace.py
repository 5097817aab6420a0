"""A workspace that real uv has locked: its own parts are never new."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.gating.shops import Shop, names, open_shop
from tests.loopback import Loopback

ROOT = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'
SHARED = '\n[tool.uv.workspace]\nmembers = ["parts/*"]\n\n[tool.uv.sources]\n'


def write_workspace(shop: Shop, parts: Sequence[str]) -> None:
    asked = ", ".join(f'"{part}"' for part in parts)
    sources = "".join(f"{part} = {{ workspace = true }}\n" for part in parts)
    files = {"pyproject.toml": f"{ROOT}dependencies = [{asked}]\n{SHARED}{sources}"}
    for part in parts:
        text = ROOT.replace('"shop"', f'"{part}"') + "dependencies = []\n"
        files[f"parts/{part}/pyproject.toml"] = text
    shop.write(files)
    command = [sys.executable, "-m", "uv", "lock", "-q", "--offline", "--python", sys.executable]
    subprocess.run(command, cwd=shop.folder, check=True)


def test_a_new_member_is_no_newcomer(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = open_shop(tmp_path / "shop", server)
        write_workspace(shop, ["one"])
        shop.settle()
        write_workspace(shop, ["one", "two"])
        done = shop.gate()
        assert (done.code, names(done), done.report["findings"]) == (0, [], [])
        assert server.seen == []
