"""The shared options become a request."""

from __future__ import annotations

from pathlib import Path

from inhouse.model.lock import Selection
from inhouse.pipeline.request import Request
from tests.cli.test_endings import run


def test_nothing_said_asks_for_the_current_folder() -> None:
    done = run("request", "audit")
    assert "project=PosixPath('.'), lock=None" in done.stderr.replace("Windows", "Posix")


def test_every_option_reaches_the_request() -> None:
    line = (
        "audit web --lock uv.lock --python 3.12 --platform linux --universal --group a --group b "
        "--extra c --no-dev --all-groups --all-extras --env .venv --offline --advisories none "
        "--cache-dir cache --no-cache --index-url https://index.example/simple --profile literature"
    )
    done = run("request", *line.split())
    assert done.returncode == 0
    assert done.stderr.strip() == repr(
        Request(
            project=Path("web"),
            lock="uv.lock",
            python="3.12",
            platform="linux",
            universal=True,
            selection=Selection(
                groups=("a", "b"), extras=("c",), no_dev=True, all_groups=True, all_extras=True
            ),
            env=Path(".venv"),
            offline=True,
            advisories="none",
            cache_dir=Path("cache"),
            no_cache=True,
            index_url="https://index.example/simple",
            profile="literature",
        )
    )
