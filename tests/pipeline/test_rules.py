"""Rules checked whole: real packages from the index, and what is said where something is wrong."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inhouse.catalogue import Catalogue, write_texts
from inhouse.cli.app import run
from inhouse.errors import IncompleteError, UsageError
from inhouse.model.rule_check import RuleCheck
from inhouse.pipeline import rules
from inhouse.pipeline.rules_checked import Wanted, check
from inhouse.pipeline.rules_ran import Subject
from inhouse.pipeline.rules_rewritten import rewritten
from inhouse.verifier.contract_places import Places
from inhouse.verifier.interpreters import interpreters

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
ON_THIS = Wanted(python=HERE)
CATALOGUE = Catalogue()
COMPLETE = [rule.id for rule in rules.listed(CATALOGUE, None, "complete")]


class Silent:
    def stage(self, text: str, done: int = 0, total: int | None = None) -> None:
        pass


@pytest.mark.index
@pytest.mark.parametrize("name", ["first", "toml", "cached-property"])
def test_the_claims_of_a_rule_are_true(name: str) -> None:
    (found,) = check(CATALOGUE, [rules.one(CATALOGUE, name)], Silent(), ON_THIS, codemod=rewritten)
    assert found.ok, found
    assert found.codemod is True
    assert found.runs
    for done in found.runs:  # the newest version, and those that the rule names
        assert done.cases > 0
        assert done.version


@pytest.mark.index
def test_a_wrong_claim_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tools" / "first"
    folder.mkdir(parents=True)
    for path in CATALOGUE.place("first").glob("*.*"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text.replace("filter(key", "filter(None"), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.inhouse]\nrules = ["tools"]\n')
    catalogue = rules.catalogue_of(tmp_path)
    (found,) = check(catalogue, [rules.one(catalogue, "first")], Silent(), ON_THIS)
    assert not found.ok
    assert any(line.startswith("replacement: ") for line in found.runs[0].failed)


def changed(tmp_path: Path, name: str, *changes: tuple[str, str]) -> RuleCheck:
    """Check a rule of the catalogue after changes of its files' texts."""
    texts = CATALOGUE.texts(name)
    for old, new in changes:
        assert any(old in text for text in texts.values())
        texts = {file: text.replace(old, new) for file, text in texts.items()}
    write_texts(tmp_path / "tools" / name, texts)
    (tmp_path / "pyproject.toml").write_text('[tool.inhouse]\nrules = ["tools"]\n')
    catalogue = rules.catalogue_of(tmp_path)
    (found,) = check(catalogue, [rules.one(catalogue, name)], Silent(), ON_THIS)
    return found


@pytest.mark.index
def test_what_rewrites_nothing_is_shown_on_the_package(tmp_path: Path) -> None:
    (found,) = check(CATALOGUE, [rules.one(CATALOGUE, "bs4")], Silent(), ON_THIS)
    assert found.ok, found
    assert [run.cases for run in found.runs] == [3, 3]
    wrong = changed(tmp_path, "bs4", ('["beautifulsoup4"]', '["soup"]'))
    assert not wrong.ok
    assert all("original: test_what_it_requires" in run.failed[0] for run in wrong.runs)


@pytest.mark.index
def test_what_holds_of_nothing_shows_nothing(tmp_path: Path) -> None:
    found = changed(tmp_path, "bs4", ('== ["beautifulsoup4"]', '!= ["soup"]'))
    first, second = found.runs  # tried with the newest version only: it is the test that is tried
    assert first.failed == (
        "test_what_it_requires: holds where the package does nothing, so it shows nothing",
    )
    assert (second.outcome, found.ok) == ("ok", False)


@pytest.mark.index
def test_what_is_never_run_shows_nothing(tmp_path: Path) -> None:
    skip = "    import pytest\n\n    pytest.skip('not here')\n    assert distribution.requires"
    found = changed(tmp_path, "bs4", ("    assert distribution.requires", skip))
    assert found.mistakes == (
        "test_contract.py:1: test_what_it_requires is skipped everywhere, so it shows nothing",
    )


@pytest.mark.index
def test_what_the_installer_has_to_refuse(tmp_path: Path) -> None:
    (found,) = check(CATALOGUE, [rules.one(CATALOGUE, "futures")], Silent(), ON_THIS)
    assert found.ok, found
    assert {run.refused for run in found.runs} == {True, False}
    (line,) = changed(tmp_path / "a", "bs4", ("tier", 'refuses = "no"\ntier')).mistakes
    assert line == "rule.toml:1: every version was installed, so `refuses` is not true"
    other = changed(tmp_path / "b", "futures", ("refuses = ", 'refuses = "said by nobody" # '))
    assert other.could_not_run
    assert any("no environment with futures" in (*run.failed, "")[0] for run in other.runs)


def test_an_environment_that_cannot_be_made_is_not_a_failure() -> None:
    rule = rules.one(CATALOGUE, "first")
    (found,) = check(CATALOGUE, [rule], Silent(), Wanted(python=HERE, offline=True))
    if found.ok:
        pytest.skip("everything is in a cache")
    assert found.could_not_run
    assert "no environment with first" in found.runs[0].failed[0]


@pytest.mark.parametrize("name", [n for n in COMPLETE if rules.one(CATALOGUE, n).rewrites])
def test_the_codemod_turns_before_into_after(name: str) -> None:
    texts = CATALOGUE.texts(name)
    assert rewritten(rules.one(CATALOGUE, name), texts) == texts["after.py"].encode()


def test_names_and_pythons_that_are_not_there() -> None:
    with pytest.raises(UsageError, match="did you mean first"):
        rules.one(CATALOGUE, "frist")
    for wrong in ("new", "3.1", "2.6.9"):
        with pytest.raises(UsageError, match="--python"):
            check(CATALOGUE, [], Silent(), Wanted(python=wrong))


def test_list_and_show(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "list", "--status", "complete", "--format", "json"]) == 0
    listed = json.loads(capfd.readouterr().out)["rules"]
    assert [each["id"] for each in listed] == COMPLETE
    assert run(["rules", "list", "--strategy", "swap"]) == 0
    assert "fuzzywuzzy" in capfd.readouterr().out
    assert run(["rules", "show", "Cached_Property"]) == 0
    shown = " ".join(capfd.readouterr().out.split())
    assert "cached_property.cached_property → functools.cached_property" in shown
    assert "shown by test_coroutines" in shown
    assert run(["rules", "show", "toml", "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["rules"][0]["complete"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "first", "--all"],
        ["show", "none-such"],
        ["list", "--format", "yaml"],
        ["list", "--status", "half"],
        ["check", "first", "--python", "x"],
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", *arguments]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: ")
    assert said.err.count("\n") == 1


OLD = """\
schema = 1
tier = "micro"
reason = "dead"
advice = "stdlib"
summary = "A dict does for what is asked here."
original-python = "3.9"

[[symbols]]
name = "attrdict.AttrDict"
status = "rewritten"
to = "dict"
"""


@pytest.mark.index
def test_a_package_that_no_python_of_today_imports_runs_on_an_older_one(tmp_path: Path) -> None:
    if (3, 9) not in interpreters():
        pytest.skip("no Python 3.9 on this machine")
    program = "from attrdict import AttrDict\n\nprint(AttrDict(a=1)['a'])\n"
    files = {
        "rule.toml": OLD,
        "test_contract.py": "def test_it(subject):\n    assert subject.AttrDict(a=1)['a'] == 1\n",
        "before.py": program,
        "after.py": "print(dict(a=1)['a'])\n",
    }
    write_texts(tmp_path / "attrdict", files, new=True)
    catalogue = Catalogue((tmp_path,))
    rule = rules.one(catalogue, "attrdict")
    (found,) = check(catalogue, [rule], Silent(), ON_THIS, codemod=None)
    assert found.ok, found
    assert [(run.cases, run.python[:4]) for run in found.runs] == [(1, HERE)]
    assert found.runs[0].version


def test_an_older_python_that_is_not_there_is_said(tmp_path: Path) -> None:
    texts = {"rule.toml": OLD}
    rule = replace(rules.one(CATALOGUE, "first"), original_python="2.1")
    places = Places(tmp_path)
    subject = Subject(rule=rule, texts=texts, places=places, newest={}, pythons={})
    with pytest.raises(IncompleteError, match=r"runs on Python 2\.1 and older only, which is not"):
        subject.original(Path(sys.executable))
