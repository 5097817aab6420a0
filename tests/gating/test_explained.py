"""`inhouse explain` of a package that is not added yet: what the gate would say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import Done, inhouse
from tests.gating.shops import LARGE, Pack, Shop, open_shop
from tests.loopback import Loopback


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Loopback() as server:
        made = open_shop(tmp_path / "shop", server)
        made.write({"shop.py": "import old\nold.one()\n"})
        made.lock(Pack(name="old"))
        made.serve(Pack(name="tiny-thing"), Pack(name="big", code=LARGE))
        yield made


def explained(shop: Shop, name: str, *options: str) -> Done:
    index = ["--index-url", f"{shop.server.url}/simple", "--advisories", "none"]
    cache: list[str | Path] = ["--cache-dir", shop.folder.parent / "cache"]
    return inhouse("explain", name, shop.folder, *index, *cache, *options)


def test_what_is_in_the_lock_is_not_for_the_gate(shop: Shop) -> None:
    assert explained(shop, "old", "--format", "json").report["gate"] is None


def test_what_would_pass_says_so(shop: Shop) -> None:
    done = explained(shop, "big", "--format", "json")
    assert done.report["gate"] == {"passes": True, "reasons": [], "alternative": None}
    assert "would pass" in explained(shop, "big").out


def test_what_would_fail_says_why_and_what_to_use(shop: Shop) -> None:
    found = explained(shop, "tiny-thing", "--format", "json").report["gate"]
    assert found["passes"] is False
    assert found["reasons"][0].startswith("new and tiny: ")
    assert found["alternative"].startswith("own its 2 lines")
    shown = explained(shop, "tiny-thing").out
    assert "would fail: new and tiny" in shown
    assert "instead     own its 2 lines" in shown


def test_the_projects_own_policy_and_allowances_count(shop: Shop) -> None:
    place = shop.folder / "pyproject.toml"
    text = place.read_text()
    place.write_text(f'{text}\n[[tool.inhouse.allow]]\nname = "tiny-thing"\nreason = "ours"\n')
    found = explained(shop, "tiny-thing", "--format", "json").report["gate"]
    assert found["passes"] is True
    assert "allowed: ours" in found["reasons"]
    place.write_text(f'{text}\n[tool.inhouse.gate]\ndeny = ["big"]\n')
    assert "the policy denies it by name" in explained(shop, "big").out
