"""Rule files: refusals with their place first, then what a good one gives."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.catalogue import Catalogue, parse_rule
from inhouse.errors import RuleError
from inhouse.evidence.store import Store
from inhouse.model.verdict import REPLACING

GOOD = """\
schema = 1
tier = "micro"
reason = "superseded"
advice = "stdlib"
summary = "str.ljust does this."

[[symbols]]
name = "tiny.pad"
to = "str.ljust"
"""
ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("schema = 1", "schema = 2"), "r.toml:1: schema must be 1"),
        (('tier = "micro"', 'tier = "tiny"'), "r.toml:2: tier must be one of micro"),
        (('reason = "superseded"', ""), "reason must be one of"),
        (("advice", "advise"), "r.toml:4: advise is unknown; did you mean advice?"),
        (('"str.ljust does this."', '""'), "r.toml:5: summary is missing or empty"),
        (('"str.ljust does this."', "3"), "r.toml:5: summary must be of type str"),
        (('name = "tiny.pad"', 'nam = "x"'), "nam is unknown; did you mean name?"),
        (("[[symbols]]", "[other]"), "other is unknown"),
        (('to = "str.ljust"', "keywords = [1]"), "keywords must be a list of strings"),
        (("schema = 1", 'schema = 1\nmin-python = "new"'), "min-python is not a version"),
        (("schema = 1", 'schema = 1\nversions = "about 3"'), "versions is not a version spec"),
        (("schema = 1", "schema = "), "is not TOML"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_place(change: tuple[str, str], said: str) -> None:
    text = GOOD.replace(*change)
    assert text != GOOD
    with pytest.raises(RuleError) as caught:
        parse_rule("tiny", text, place="r.toml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_advice_to_rewrite_needs_names() -> None:
    with pytest.raises(RuleError, match="needs the names it covers"):
        parse_rule("tiny", GOOD.split("[[symbols]]", maxsplit=1)[0], place="r.toml")


@given(st.text())
def test_any_text_is_a_rule_or_our_own_error(text: str) -> None:
    with pytest.raises(RuleError):
        parse_rule("tiny", text, place="r.toml")


def test_a_good_rule_is_read() -> None:
    rule = parse_rule("tiny", GOOD, place="r.toml")
    assert (rule.id, rule.advice, rule.otherwise) == ("tiny", "stdlib", "review")
    assert rule.symbols[0].to == "str.ljust"
    assert rule.symbols[0].status == "advised"


def test_every_rule_that_ships_is_well_formed() -> None:
    catalogue = Catalogue()
    assert catalogue.names() == tuple(
        sorted(path.name for path in (ROOT / "rules").iterdir() if path.is_dir())
    )
    for name in catalogue.names():
        rule = catalogue.get(name)
        assert rule is not None
        if rule.advice in REPLACING:
            assert rule.tier in ("micro", "mid")
        if rule.reason == "keep":
            assert rule.advice == "keep"


def test_local_rules_win_and_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "six"
    folder.mkdir()
    (folder / "rule.toml").write_text(GOOD, encoding="utf-8")
    rule = Catalogue((tmp_path,)).get("six")
    assert rule is not None
    assert rule.origin == str(tmp_path)


def test_a_missing_or_misnamed_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        Catalogue((tmp_path / "none",))
    folder = tmp_path / "Some_Name"
    folder.mkdir()
    (folder / "rule.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match="use some-name"):
        Catalogue((tmp_path,))


def test_names_of_packages_live_in_rules_only() -> None:
    """The code decides by facts; a distribution's name in it would be a hidden rule."""
    named = set(Catalogue().names())
    # Words that are also names of rules: standard modules, and inhouse's own libraries.
    words = {"typing", "platformdirs", "pathlib", "first", "us", "events", "wcwidth", "decorator"}
    for path in sorted((ROOT / "src").rglob("classifier/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert node.value not in named - words, f"{path}:{node.lineno}"


def test_what_was_read_before_is_not_parsed_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    first = {name: Catalogue((), store).get(name) for name in ("six", "toml", "certifi")}
    assert first["six"] is not None
    assert first == {name: Catalogue().get(name) for name in first}
    again = Catalogue((), store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inhouse.catalogue.rule_file.toml_tables", lambda _text: {})
        assert {name: again.get(name) for name in first} == first
        with pytest.raises(RuleError):  # one that was not read before
            again.get("tomli")


def test_what_is_kept_follows_the_text_and_is_checked(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    folder = tmp_path / "rules" / "tiny"
    folder.mkdir(parents=True)
    file = folder / "rule.toml"
    file.write_text(GOOD, encoding="utf-8")
    read = Catalogue((folder.parent,), store).get("tiny")
    file.write_text(GOOD.replace("does this", "does that"), encoding="utf-8")
    changed = Catalogue((folder.parent,), store).get("tiny")
    assert read is not None and changed is not None
    assert (read.summary, changed.summary) == ("str.ljust does this.", "str.ljust does that.")
    for nonsense in (["no", "tables"], 3, None):
        store.put("rule", GOOD, nonsense)
        file.write_text(GOOD, encoding="utf-8")
        assert Catalogue((folder.parent,), store).get("tiny") == read
    store.put("rule", GOOD, {"schema": 1, "tier": "tiny"})
    with pytest.raises(RuleError, match="tier must be one of"):
        Catalogue((folder.parent,), store).get("tiny")
