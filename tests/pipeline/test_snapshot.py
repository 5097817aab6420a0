"""A report is used again only while nothing that it depends on has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inhouse.pipeline import snapshot
from inhouse.pipeline.commands import audit
from inhouse.pipeline.request import Request


class Silent:
    def stage(self, text: str, done: int = 0, total: int | None = None) -> None:
        pass


def aged(path: Path, text: str, seconds: float = 100) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    when = time.time() - seconds
    os.utime(path, (when, when))


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    shop = tmp_path / "shop"
    aged(shop / "app.py", "import six\nimport attr\n")
    aged(shop / "requirements.txt", "six==1.17.0\n    # via -r requirements.in\n")
    aged(shop / "requirements.in", "six\n")
    return Request(project=shop, offline=True, advisories="none", cache_dir=tmp_path / "cache")


def change_source(shop: Path) -> None:
    aged(shop / "app.py", "import os\nimport attr\n", seconds=50)


def change_lock(shop: Path) -> None:
    aged(shop / "requirements.txt", "six==1.16.0\n    # via -r requirements.in\n", seconds=50)


def add_source(shop: Path) -> None:
    aged(shop / "deep" / "more.py", "import six\n")


def add_another_lock(shop: Path) -> None:
    aged(shop / "poetry.lock", "")


def add_environment(shop: Path) -> None:
    site = shop / ".venv" / "lib" / "python3.12" / "site-packages"
    aged(site / "six-1.17.0.dist-info" / "RECORD", "")


CHANGES = [change_source, change_lock, add_source, add_another_lock, add_environment]


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_looked_at_anew(
    request_: Request, change: Callable[[Path], None]
) -> None:
    audit(request_, Silent())
    assert snapshot.recall(request_) is not None
    change(request_.project)
    assert snapshot.recall(request_) is None


def test_another_question_is_answered_anew(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit(request_, Silent())
    assert snapshot.recall(replace(request_, universal=True)) is None
    assert snapshot.recall(replace(request_, no_cache=True)) is None
    monkeypatch.setenv("UV_INDEX", "https://index.example/simple")
    assert snapshot.recall(request_) is None


def test_a_file_that_may_yet_change_unseen_is_not_trusted(request_: Request) -> None:
    aged(request_.project / "young.py", "", seconds=0)
    audit(request_, Silent())
    assert snapshot.recall(request_) is None


def test_a_lock_elsewhere_is_not_covered(request_: Request, tmp_path: Path) -> None:
    aged(tmp_path / "elsewhere" / "requirements.txt", "six==1.17.0\n")
    asked = replace(request_, lock=str(tmp_path / "elsewhere" / "requirements.txt"))
    audit(asked, Silent())
    assert snapshot.recall(asked) is None


def test_old_and_damaged_snapshots_are_not_used(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit(request_, Silent())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 1801)
    assert snapshot.recall(request_) is None
    monkeypatch.undo()
    assert request_.cache_dir is not None
    for place in request_.cache_dir.glob("report-*/*/*"):
        place.write_text('{"made": 1}', encoding="utf-8")
    assert snapshot.recall(request_) is None


def test_nothing_changed_gives_the_same_report(request_: Request) -> None:
    first = audit(request_, Silent())
    assert snapshot.recall(request_) == first
    assert audit(request_, Silent()) == first
