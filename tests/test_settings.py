"""Reading `[tool.inhouse]`."""

from __future__ import annotations

import dataclasses
import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.errors import SettingsError, UsageError
from inhouse.model.settings import LITERATURE, Allowance, GatePolicy, Settings, Thresholds
from inhouse.settings import read

DOCS = Path(__file__).resolve().parents[1] / "docs" / "settings.md"


def of(text: str) -> Settings:
    return read(tomllib.loads(text), "pyproject.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tool = 3", "tool must be a table"),
        ("[tool]\ninhouse = true", "tool.inhouse must be a table, not true or false"),
        ("[tool.inhouse]\nlocks = 'x'", "locks is not a setting of inhouse; did you mean lock?"),
        ("[tool.inhouse]\nAdvisory = 'x'", "did you mean advisories?"),
        ("[tool.inhouse]\nzzz = 1", "known keys: advisories, allow,"),
        ("[tool.inhouse]\nlock = 3", "tool.inhouse.lock must be a text, not 3"),
        ("[tool.inhouse]\nlock = ' '", "tool.inhouse.lock must be a text"),
        ("[tool.inhouse]\nrules = 'folder'", "inhouse.rules must be a list of texts, not a text"),
        ("[tool.inhouse]\nexclude = ['a', 1]", "tool.inhouse.exclude must be a text, not 1"),
        ("[tool.inhouse]\nprofile = 'strict'", "must be 'default' or 'literature', not 'strict'"),
        ("[tool.inhouse]\nadvisories = false", "tool.inhouse.advisories must be a text"),
        ("[tool.inhouse]\nthresholds = 5", "tool.inhouse.thresholds must be a table, not a number"),
        ("[tool.inhouse.thresholds]\nslice_line = 5", "did you mean slice-lines?"),
        ("[tool.inhouse.thresholds]\nslo = 5", "did you mean sloc?"),
        ("[tool.inhouse.thresholds]\nsloc = -1", "must be a whole number from 0, not -1"),
        ("[tool.inhouse.thresholds]\nsloc = true", "a whole number from 0, not True"),
        ("[tool.inhouse.thresholds]\nsloc = 1.5", "a whole number from 0, not 1.5"),
        ("[tool.inhouse.thresholds]\nslice-lines = 'x'", "must be a whole number from 0"),
        ("[tool.inhouse]\nallow = 'six'", "tool.inhouse.allow must be a list of tables"),
        ("[tool.inhouse]\nallow = ['six']", "tool.inhouse.allow[0] must be a table"),
        ("[[tool.inhouse.allow]]\nname = 'six'", "allow[0] has no reason"),
        ("[[tool.inhouse.allow]]\nreason = 'six'", "allow[0] has no name"),
        ("[[tool.inhouse.allow]]\nname = 'a'\nreason = 'b'\nuntill = 1", "did you mean until?"),
        ("[[tool.inhouse.allow]]\nname = 'a'\nreason = 'b'\nuntil = 'May'", "must be a day such"),
        ("[[tool.inhouse.allow]]\nreason = 'b'\nname = 'a'\nuntil = 10:00:00", "be a day"),
        ("[tool.inhouse]\ngate = 1", "tool.inhouse.gate must be a table"),
        ("[tool.inhouse.gate]\ntier = []", "gate.tier is not a setting of inhouse; did you"),
        ("[tool.inhouse.gate]\ntiers = 'micro'", "gate.tiers must be a list of texts, not a text"),
        ("[tool.inhouse.gate]\ntiers = ['micr']", "not 'micr'; did you mean 'micro'?"),
        ("[tool.inhouse.gate]\ntiers = ['unknown']", "'mid' or 'foundation', not 'unknown'"),
        ("[tool.inhouse.gate]\nalso-fail = ['yank']", "did you mean 'yanked'?"),
        ("[tool.inhouse.gate]\nmax_new = 3", "did you mean max-new?"),
        ("[tool.inhouse.gate]\nmax-new = '3'", "must be a whole number from 0, not '3'"),
        ("[tool.inhouse.gate]\nidentity = 'minor'", "must be 'name' or 'major', not 'minor'"),
        ("[tool.inhouse.gate]\nallow-from = ['base']", "must be 'head' or 'base', not a list"),
        ("[tool.inhouse.gate]\ngroups = [1]", "gate.groups must be a text, not 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        of(text)
    assert says in str(caught.value)
    assert str(caught.value).startswith("pyproject.toml: ")
    assert caught.value.exit_code == 2


def test_a_profile_of_the_command_line_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="'default' or 'literature'"):
        read(None, "pyproject.toml", profile="lax")


@pytest.mark.parametrize("document", [None, {}, {"tool": {}}, {"tool": {"inhouse": {}}}])
def test_nothing_said_means_the_defaults(document: dict[str, Any] | None) -> None:
    assert read(document, "pyproject.toml") == Settings()


def test_all_keys_are_read() -> None:
    settings = of(
        """
        [tool.inhouse]
        lock = "requirements.txt"
        rules = ["a", "b"]
        exclude = ["docs/**"]
        advisories = "none"
        allow = [
            { name = "Foo_Bar", reason = "ours", until = 2027-01-31 },
            { name = "six", reason = "old", until = "2027-02-01" },
        ]
        [tool.inhouse.thresholds]
        sloc = 10
        max-complexity = 7
        """
    )
    assert settings == Settings(
        lock="requirements.txt",
        rules=("a", "b"),
        exclude=("docs/**",),
        advisories="none",
        thresholds=Thresholds(sloc=10, max_complexity=7),
        allow=(
            Allowance(name="foo-bar", reason="ours", until="2027-01-31"),
            Allowance(name="six", reason="old", until="2027-02-01"),
        ),
    )


def test_thresholds_change_the_profile_they_stand_beside() -> None:
    text = "[tool.inhouse]\nprofile = 'literature'\n[tool.inhouse.thresholds]\nsloc = 40"
    settings = of(text)
    assert settings.profile == "literature"
    assert settings.thresholds == dataclasses.replace(LITERATURE, sloc=40)


def test_the_command_line_goes_before_the_file() -> None:
    document = {"tool": {"inhouse": {"profile": "literature"}}}
    assert read(document, "pyproject.toml", profile="default").thresholds == Thresholds()
    assert read(None, "pyproject.toml", profile="literature").thresholds == LITERATURE


def test_all_keys_of_the_gate_are_read() -> None:
    policy = of(
        """
        [tool.inhouse.gate]
        tiers = ["micro", "mid", "micro"]
        also-fail = ["archived", "yanked"]
        deny = ["Foo_Bar"]
        deny-licenses = ["GPL-*"]
        stale-years = 3
        max-new = 5
        groups = ["runtime", "Dev_Tools", "*"]
        transitive = "new"
        identity = "major"
        allow-from = "base"
        """
    ).gate
    assert policy == GatePolicy(
        tiers=("micro", "mid"),
        also_fail=("archived", "yanked"),
        deny=("foo-bar",),
        deny_licenses=("GPL-*",),
        stale_years=3,
        max_new=5,
        groups=("runtime", "dev-tools", "*"),
        transitive="new",
        identity="major",
        allow_from="base",
    )


def test_the_docs_of_the_gate_name_each_key_and_its_default() -> None:
    page = (DOCS.parent / "gate.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line[:3] == "| `"]
    documented = {row[0].removeprefix("| ").strip("`"): row[1].strip("`") for row in rows}
    for field in dataclasses.fields(GatePolicy):
        default = field.default
        written = str(list(default) if isinstance(default, tuple) else default or "none")
        shown = written.replace("'", '"') if isinstance(default, tuple) else written
        assert documented.pop(key_of(field)).strip('"') == shown, field.name
    assert documented == {}


names = st.text("ab-_ \x1b\u202e", max_size=5)
toml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | names | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from([field.name for field in dataclasses.fields(Settings)])


@given(st.dictionaries(keys, toml_values, max_size=4))
def test_any_table_is_read_or_refused(table: dict[str, Any]) -> None:
    try:
        settings = read({"tool": {"inhouse": table}}, "pyproject.toml")
    except SettingsError:
        return
    for allowance in settings.allow:
        assert allowance.until is None or datetime.date.fromisoformat(allowance.until)


def key_of(field: dataclasses.Field[Any]) -> str:
    return field.name.replace("_", "-")


@pytest.mark.parametrize("kind", [Settings, Thresholds, Allowance])
def test_the_docs_name_each_key_and_its_default(kind: type[Any]) -> None:
    rows = [line.split(" | ") for line in DOCS.read_text("utf-8").splitlines() if line[:3] == "| `"]
    documented = {row[0].removeprefix("| ").strip("`"): row for row in rows}
    for field in dataclasses.fields(kind):
        assert key_of(field) in documented
        if kind is Thresholds:
            default = documented[key_of(field)][1]
            literature = documented[key_of(field)][2]
            assert default == str(field.default).replace("None", "none")
            assert literature == str(getattr(LITERATURE, field.name)).replace("None", "none")
    everything = {
        key_of(field)
        for each in (Settings, Thresholds, Allowance)
        for field in dataclasses.fields(each)
    }
    assert set(documented) == everything
