"""Contracts that run: what counts, what fails, and what is no difference.

The "package" of most tests is a module of the standard library, so nothing has to be installed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inhouse.catalogue import parse_rule
from inhouse.model.rule import Rule
from inhouse.model.rule_check import ContractRun, Side
from inhouse.verifier.contract import laid_out, missing_targets, run_contract, run_program
from inhouse.verifier.contract_plugin.signatures import other_signature

PYTHON = Path(sys.executable)
RULE = """\
schema = 1
tier = "micro"
reason = "tiny"
advice = "stdlib"
summary = "str does this."

[[symbols]]
name = "string.capwords"
status = "rewritten"
to = "_inhouse.capwords"
signature = "(s, sep=None)"

[[symbols]]
name = "string.digits"
status = "rewritten"
to = "_inhouse.digits"
"""
REPLACEMENT = """\
digits = "0123456789"


def capwords(s, sep=None):
    return " ".join(word.capitalize() for word in s.split())
"""
CONTRACT = """\
def test_words(subject):
    assert subject.capwords("a  b") == "A B"


def test_digits(subject):
    assert subject.digits[3] == "3"


def test_separator(subject, side):
    assert subject.capwords("a-b", "-") == ("A-B" if side == "original" else "A-b")
"""


def rule(text: str = RULE) -> Rule:
    return parse_rule("string", text, place="rule.toml", complete=True)


def texts(contract: str = CONTRACT, replacement: str = REPLACEMENT) -> dict[str, str]:
    return {"rule.toml": RULE, "test_contract.py": contract, "replacement.py": replacement}


def run(side: Side, found: dict[str, str], text: str = RULE) -> ContractRun:
    return run_contract(rule(text), found, PYTHON, side)


def test_both_sides_hold() -> None:
    for side in ("original", "replacement"):
        done = run(side, texts())
        assert (done.failed, done.cases, done.differs) == ((), 2, 1)


@pytest.mark.once
def test_a_replacement_that_is_wrong_fails() -> None:
    wrong = REPLACEMENT.replace(".capitalize()", "")
    (line, *_) = run("replacement", texts(replacement=wrong)).failed
    assert line.startswith("test_words: ")
    assert "\n" not in line


@pytest.mark.once
def test_what_does_not_differ_is_no_difference() -> None:
    same = CONTRACT.replace(
        '("A-B" if side == "original" else "A-b")', "subject.capwords('a-b', '-')"
    )
    for side in ("original", "replacement"):
        (line,) = run(side, texts(same)).failed
        assert line == "test_separator[swapped]: holds on both sides, so it shows no difference"


@pytest.mark.once
def test_a_name_that_is_not_there() -> None:
    lost = RULE.replace("string.digits", "string.numbers")
    assert any(
        line.startswith("string.numbers: ") for line in run("original", texts(), lost).failed
    )
    lost = RULE.replace("_inhouse.digits", "_inhouse.numbers")
    found = run("replacement", texts(), lost).failed
    assert any(line.startswith("string.digits: ") for line in found)


@pytest.mark.once
def test_a_signature_that_is_not_the_real_one() -> None:
    for wrong in ("(s)", "(s, sep)", "(sep, s=None)", "(s, *, sep=None)"):
        found = run("original", texts(), RULE.replace("(s, sep=None)", wrong)).failed
        assert found == ("string.capwords: the real signature is (s, sep=None)",)


def test_keywords_may_be_told_by_name() -> None:
    def open_ended(first: object, **more: object) -> None: ...

    for fine in ("(first, **more)", "(first, *, group, name=None)", "(first)"):
        assert other_signature(open_ended, fine) is None
    for wrong in ("(first, group)", "(*, group)", "(first, **kw)"):
        assert other_signature(open_ended, wrong) is not None


@pytest.mark.once
def test_pairs_stand_for_the_replacement() -> None:
    text = RULE.replace('to = "_inhouse.capwords"', 'pair = "words"')
    pairs = (
        "import no_such_package\n\n\ndef before_words(s):\n    return no_such_package.f(s)\n\n\n"
    )
    pairs += "def after_words(s, sep=None):\n    return s.title()\n"
    contract = "def test_words(subject):\n    assert subject.capwords('a b') == 'A B'\n"
    done = run("replacement", {**texts(contract), "rewrites.py": pairs}, text)
    assert (done.failed, done.cases) == ((), 1)


@pytest.mark.once
def test_several_pairs_of_one_call_are_told_apart_by_its_arguments() -> None:
    text = RULE.replace('to = "_inhouse.capwords"', 'pair = "words"')
    text += '\n[[symbols]]\nname = "string.capwords"\nstatus = "rewritten"\npair = "parts"\n'
    text += 'signature = "(s, sep=None)"\n'
    pairs = "def after_words(s):\n    return s.title()\n\n\n"
    pairs += "def after_parts(s, sep):\n    return s.split(sep)\n"
    contract = "def test_words(subject):\n    assert subject.capwords('a b') == 'A B'\n"
    contract += "    assert subject.capwords('a-b', sep='-') == ['a', 'b']\n"
    done = run("replacement", {**texts(contract), "rewrites.py": pairs}, text)
    assert (done.failed, done.cases) == ((), 1)


@pytest.mark.once
def test_the_public_names_are_those_of_the_package_itself() -> None:
    found = run("original", texts()).public
    assert "string.digits" in found
    assert "string.Template" in found
    assert not {"string._re", "string.__all__", "string._string"} & set(found)
    assert run("replacement", texts()).public == ()


@pytest.mark.once
def test_literals_and_builtins() -> None:
    text = RULE.replace("_inhouse.digits", "(str, None)").replace("_inhouse.capwords", "len")
    contract = "def test_x(subject):\n"
    contract += "    assert (subject.digits, subject.capwords) == ((str, None), len)\n"
    assert run("replacement", texts(contract), text).failed == ()


@pytest.mark.once
def test_a_contract_that_does_not_import() -> None:
    (line, *_) = run("original", texts("import no_such_module\n" + CONTRACT)).failed
    assert "no_such_module" in line


def test_a_contract_that_ends_the_process() -> None:
    text = "import os\n\n\ndef test_x(subject):\n    os._exit(0)\n"
    assert run("original", texts(text)).failed


@pytest.mark.once
def test_a_contract_without_tests() -> None:
    assert run("original", texts("x = 1\n")).failed


@pytest.mark.once
def test_the_users_variables_are_not_seen() -> None:
    text = "import os\n\n\ndef test_x(subject):\n    assert 'HOME_OF_TESTS' not in os.environ\n"
    text += "    assert os.environ['HOME'] == os.getcwd()\n"
    assert run("original", texts(text)).failed == ()


def test_programs_print() -> None:
    program = "from app._inhouse.string import capwords\n\nprint(capwords('a b'))\n"
    found = {**texts(), "after.py": program}
    assert run_program(rule(), found, PYTHON, "after.py") == ("A B\n", "")
    found["after.py"] = "import no_such_package\n"
    assert "ended with 1: ModuleNotFoundError" in run_program(rule(), found, PYTHON, "after.py")[1]
    found["after.py"] = "\n"
    assert run_program(rule(), found, PYTHON, "after.py")[1] == "after.py prints nothing"


def test_targets_that_a_python_lacks() -> None:
    text = RULE.replace("_inhouse.digits", "string.none").replace(
        "_inhouse.capwords", "os.path.join"
    )
    version, missing = missing_targets(rule(text), PYTHON)
    assert version == ".".join(map(str, sys.version_info[:3]))
    assert missing == ("string.none",)


def test_nothing_is_left_behind() -> None:
    with laid_out(rule(), texts()) as folder:
        assert (folder / "app" / "_inhouse" / "string" / "__init__.py").is_file()
    assert not folder.exists()


SHOWN = """\
schema = 1
tier = "micro"
reason = "keep"
advice = "keep"
summary = "It stays."

[[symbols]]
name = "string.capwords"
status = "refused"
why = "is short"

[[symbols]]
name = "string.letters"
status = "refused"
why = "is gone"

[[claims]]
text = "it joins"
test = "test_joins"
"""


def test_a_claim_has_to_fail_where_the_package_does_nothing() -> None:
    joins = "def test_joins(subject):\n    assert subject.capwords('a  b') == 'A B'\n"
    gone = "\n\ndef test_gone(subject):\n    assert not hasattr(subject, 'letters')\n"
    found = {"rule.toml": SHOWN, "test_contract.py": joins + gone}
    assert run("original", found, SHOWN).failed == ()
    assert run("blank", found, SHOWN).failed == ()
    idle = joins.replace("== 'A B'", "!= 'a-b'")
    (line,) = run("blank", {**found, "test_contract.py": idle + gone}, SHOWN).failed
    assert line == "test_joins: holds where the package does nothing, so it shows nothing"


def test_an_empty_distribution_shows_nothing() -> None:
    contract = "def test_joins(distribution):\n    assert {}\n"
    for asked in ("distribution.files", "distribution.requires", "list(distribution.entry_points)"):
        found = {"rule.toml": SHOWN, "test_contract.py": contract.format(asked)}
        assert run("blank", found, SHOWN).failed == ()
    empty = contract.format("not distribution.files")
    (line,) = run("blank", {"rule.toml": SHOWN, "test_contract.py": empty}, SHOWN).failed
    assert "holds where the package does nothing" in line
