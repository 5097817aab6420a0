"""A new rule: nothing is overwritten or imported, nothing is claimed, and all of it runs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inhouse.catalogue import Catalogue
from inhouse.cli.app import run
from inhouse.model.progress import Silent
from inhouse.pipeline import rules
from inhouse.pipeline.rules_checked import Wanted, check

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with rules of its own, in which what runs these tests is installed."""
    (tmp_path / "pyproject.toml").write_text('[tool.inhouse]\nrules = ["own"]\n')
    (tmp_path / "own").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    return tmp_path


def test_nothing_is_overwritten(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place = project / "own" / "iniconfig"
    place.mkdir()
    assert run(["rules", "new", "iniconfig", "--offline"]) != 0
    assert "is there already; nothing was overwritten" in capfd.readouterr().err
    assert list(place.iterdir()) == []


def test_a_package_that_is_not_there(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "new", "no-such-package", "--offline"]) != 0
    assert "is not installed here, and --offline asks no index" in capfd.readouterr().err
    assert list((project / "own").iterdir()) == []


def test_what_is_made_claims_nothing(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = set(sys.modules)
    assert run(["rules", "new", "IniConfig", "--offline"]) == 0
    assert "says what is missing" in capfd.readouterr().out
    assert not {name for name in set(sys.modules) - before if name.startswith("iniconfig")}
    rule = rules.one(rules.catalogue_of(project), "iniconfig")
    assert rule.origin.endswith("own")
    assert {each.status for each in rule.symbols} == {"refused"}
    told = {each.name: each.signature for each in rule.symbols}
    assert "iniconfig.IniConfig" in told
    assert (told["iniconfig.IniConfig"] or "").startswith("(path, data=None")
    assert rule.advice == "review"
    assert run(["rules", "show", "iniconfig"]) == 0
    assert "a draft" in capfd.readouterr().out


def test_the_folder_is_the_one_that_is_named(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "new", "iniconfig", "--offline", "--folder", "other"]) == 0
    assert 'rules = ["other"] in [tool.inhouse]' in capfd.readouterr().out
    assert (project / "other" / "iniconfig" / "rule.toml").is_file()


@pytest.mark.index
def test_a_draft_runs_and_is_not_green(project: Path) -> None:
    assert run(["rules", "new", "first"]) == 0
    catalogue = Catalogue((project / "own",))
    (found,) = check(catalogue, [rules.one(catalogue, "first")], Silent(), Wanted(python=HERE))
    assert [each.outcome for each in found.runs] == ["ok"]
    assert found.runs[0].cases == 1
    assert found.runs[0].version
    assert not found.ok
    said = " ".join(found.mistakes)
    for missing in ("summary is still to be written", "no symbol is rewritten", "after.py:1: "):
        assert missing in said
