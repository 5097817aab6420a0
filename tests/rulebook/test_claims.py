"""Rules that rewrite nothing: claims without a test, tests without a claim, and a sound folder."""

from __future__ import annotations

import pytest

from inhouse.catalogue import parse_rule
from inhouse.errors import RuleError
from inhouse.rulebook import mistakes_in

RULE = """\
schema = 1
tier = "micro"
reason = "keep"
advice = "keep"
summary = "It answers what nothing else does."

[[symbols]]
name = "tiny.pad"
status = "refused"
why = "measures wide characters"

[[claims]]
text = "it measures wide characters"
test = "test_wide"
"""
CONTRACT = """\
def test_wide(subject):
    assert subject.pad("a") == 1
"""
SOUND = {"rule.toml": RULE, "test_contract.py": CONTRACT}


def found(texts: dict[str, str]) -> list[str]:
    rule = parse_rule("tiny", texts["rule.toml"], place="rule.toml", complete=True)
    return [str(each) for each in mistakes_in(rule, texts)]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rule.toml", '"test_wide"', '"test_wild"', "rule.toml:14: test_contract.py has no"),
        ("rule.toml", 'why = "measures wide characters"', "", "tiny.pad does not say why"),
        ("rule.toml", 'status = "refused"', 'status = "rewritten"', "claims are for a rule that"),
        ("rule.toml", "tier", 'refuses = "Python 2"\ntier', "so `tested` has to name them"),
        (
            "rule.toml",
            "tier",
            'along = ["click>=8"]\ntier',
            "rule.toml:2: click>=8 is along, so",
        ),
        ("rule.toml", "tier", 'beside = ["click"]\ntier', "rule.toml:2: what stands beside it has"),
        ("test_contract.py", "subject)", ")", "takes neither `subject` nor `distribution`"),
        (
            "test_contract.py",
            "    assert ",
            "    ",
            "test_contract.py:1: test_wide asserts nothing",
        ),
        ("test_contract.py", "def", "import tiny\ndef", "a contract imports neither side"),
        ("test_contract.py", "def", "import click\ndef", "imports click: only pytest is there"),
    ],
)
def test_a_mistake_has_its_place(file: str, old: str, new: str, said: str) -> None:
    changed = SOUND[file].replace(old, new, 1)
    assert changed != SOUND[file]
    assert any(said in line for line in found({**SOUND, file: changed}))


def test_a_test_without_a_claim_and_a_difference_are_mistakes() -> None:
    more = CONTRACT + "\n\ndef test_more(distribution):\n    assert distribution.files\n"
    assert found({**SOUND, "test_contract.py": more}) == [
        "test_contract.py:5: test_more is named by no claim of rule.toml"
    ]
    differs = RULE + '\n[[differences]]\ntext = "it is slower"\nverified = false\n'
    assert found({**SOUND, "rule.toml": differs}) == [
        "rule.toml:17: nothing takes the package's place: make it a claim"
    ]


def test_a_fixture_of_the_contract_may_take_the_subject() -> None:
    fixture = "import pytest\n\n\n@pytest.fixture\ndef pad({}):\n    return 1\n\n\n"
    through = fixture + "def test_wide(pad):\n    assert pad == 1\n"
    assert found({**SOUND, "test_contract.py": through.format("subject")}) == []
    (line,) = found({**SOUND, "test_contract.py": through.format("pad")})
    assert "takes neither `subject` nor `distribution`" in line


def test_a_sound_folder_needs_no_more_than_a_contract() -> None:
    assert found(SOUND) == []
    beside = RULE.replace("tier", 'beside = ["click"]\nalong = ["click==8.1.8"]\ntier', 1)
    assert found({"rule.toml": beside, "test_contract.py": "import click\n\n\n" + CONTRACT}) == []
    alone = found({"rule.toml": RULE, "before.py": "import tiny\n"})
    assert alone == ["test_contract.py:1: is missing: the folder is not complete"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('text = "it measures wide characters"', ""), "text is missing"),
        (('test = "test_wide"', 'tests = "test_wide"'), "tests is unknown; did you mean test?"),
        (("tier", 'refuses = "("\ntier'), "refuses is not a regular expression"),
        (("tier", 'alone = "yes"\ntier'), "alone must be of type bool"),
    ],
)
def test_a_wrong_key_is_refused(change: tuple[str, str], said: str) -> None:
    with pytest.raises(RuleError, match=said.replace("?", r"\?")):
        parse_rule("tiny", RULE.replace(*change, 1), place="rule.toml")
