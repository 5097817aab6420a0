"""What `--advisories` may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from inhouse.errors import UsageError
from inhouse.evidence.advisories import advisory_source, ask
from tests.evidence.advisories.asking import Shelf


@pytest.mark.parametrize(
    "text", ["", "osvv", "PYPI", "none:x", "pypi:", "pypi:ftp://x", "osv:file:///x", "osv:http://["]
)
def test_what_is_no_source_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        advisory_source(text, tmp_path)
    assert str(caught.value).startswith("advisories: ")
    assert "\n" not in str(caught.value)


def test_none_asks_nothing_and_says_so() -> None:
    result = ask([("idna", "3.4")], advisory_source("none"), Shelf())
    answer = result.answers["idna", "3.4"]
    assert (answer.state, answer.reason) == ("unknown", "advisories are switched off")
    assert result.notes == ()


def test_a_service_and_its_mirror(tmp_path: Path) -> None:
    (tmp_path / "pypi").mkdir()
    assert advisory_source("pypi", tmp_path).folder is None
    mirror = advisory_source("pypi:https://index.example/mirror", tmp_path)
    assert (mirror.kind, mirror.url) == ("pypi", "https://index.example/mirror")
    assert mirror.key != advisory_source("pypi").key


def test_a_folder_named_like_a_service_is_reached_by_a_path(tmp_path: Path) -> None:
    (tmp_path / "pypi").mkdir()
    source = advisory_source("./pypi", tmp_path)
    assert (source.kind, source.folder) == ("folder", tmp_path / "pypi")
