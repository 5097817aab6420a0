"""Broken rule folders: each mistake is one line with its file and line; a sound one has none."""

from __future__ import annotations

import pytest

from inhouse.catalogue import parse_rule
from inhouse.rulebook import mistakes_in

RULE = """\
schema = 1
tier = "micro"
reason = "tiny"
advice = "snippet"
summary = "A loop does this."

[[symbols]]
name = "tiny.pad"
status = "rewritten"
to = "_inhouse.pad"

[[symbols]]
name = "tiny.cut"
status = "rewritten"
pair = "cut"
signature = "(text, size=3)"

[[symbols]]
name = "tiny.Page"
status = "refused"
why = "is a class"

[[differences]]
text = "None is an error in the copy"
verified = true
test = "test_none"
"""
CONTRACT = """\
import pytest


def test_pad(subject):
    assert subject.pad("a") == "a "


def test_none(subject, side):
    assert (subject.pad(None) is None) == (side == "original")
"""
REPLACEMENT = """\
def pad(text: str) -> str:
    return f"{text} "
"""
REWRITES = """\
import tiny


def before_cut(text, size):
    return tiny.cut(text, size)


def after_cut(text, size):
    return text[:size]
"""
SOUND = {
    "rule.toml": RULE,
    "test_contract.py": CONTRACT,
    "replacement.py": REPLACEMENT,
    "rewrites.py": REWRITES,
    "before.py": "import tiny\n\nprint(tiny.pad('a'))\n",
    "after.py": "from app._inhouse.tiny import pad\n\nprint(pad('a'))\n",
}


def found(texts: dict[str, str]) -> list[str]:
    rule = parse_rule("tiny", texts["rule.toml"], place="rule.toml", complete=True)
    return [str(each) for each in mistakes_in(rule, texts)]


def test_a_sound_folder_has_no_mistake() -> None:
    assert found(SOUND) == []


def test_data_alone_is_no_mistake() -> None:
    assert found({"rule.toml": RULE}) == []


@pytest.mark.parametrize("file", sorted(set(SOUND) - {"rule.toml"}))
def test_a_file_that_is_missing(file: str) -> None:
    texts = {name: text for name, text in SOUND.items() if name != file}
    assert f"{file}:1: is missing: the folder is not complete" in found(texts)


@pytest.mark.parametrize("file", sorted(set(SOUND) - {"rule.toml"}))
def test_a_file_that_is_no_python(file: str) -> None:
    said = found({**SOUND, file: "x = 1\ndef ("})
    assert any(line.startswith(f"{file}:2: is not Python: ") for line in said)
    start = (f"{file}:1: is not Python", f"{file}:1: cannot be parsed")
    assert any(line.startswith(start) for line in found({**SOUND, file: "\0"}))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rule.toml", 'to = "_inhouse.pad"', "", "rule.toml:8: tiny.pad is rewritten, so it needs"),
        (
            "rule.toml",
            "_inhouse.pad",
            "_inhouse.fill",
            "rule.toml:8: tiny.pad goes to _inhouse.fill, which replacement.py does not defin",
        ),
        (
            "rule.toml",
            "_inhouse.pad",
            "a pad",
            "rule.toml:8: tiny.pad goes to 'a pad', which is no expression; describe it in `w",
        ),
        (
            "rule.toml",
            'to = "_inhouse.pad"',
            'to = "_inhouse.pad"\nattributes = ["width"]',
            "rule.toml:11: tiny.pad has width, which test_contract.py never reads",
        ),
        (
            "rule.toml",
            "_inhouse.pad",
            "len(x)",
            "rule.toml:8: tiny.pad goes to 'len(x)', which is neither a dotted name nor a lit",
        ),
        (
            "rule.toml",
            'signature = "(text, size=3)"',
            "",
            "rule.toml:13: tiny.cut has a pair, so it needs the original's signature",
        ),
        (
            "rule.toml",
            "(text, size=3)",
            "(text",
            "rule.toml:13: tiny.cut has a signature that is no Python: (text",
        ),
        (
            "rule.toml",
            "(text, size=3)",
            "(text, length)",
            "rule.toml:13: tiny.cut has the pair cut, whose size is no parameter of the origi",
        ),
        (
            "rule.toml",
            'pair = "cut"',
            'pair = "trim"',
            "rule.toml:13: tiny.cut has the pair trim, but rewrites.py has no before_trim",
        ),
        (
            "rule.toml",
            'why = "is a class"',
            "",
            "rule.toml:19: tiny.Page is refused without saying why",
        ),
        ("rule.toml", '"tiny.Page"', '"tiny.pad"', "rule.toml:8: tiny.pad is listed twice"),
        (
            "rule.toml",
            '"tiny.Page"',
            '"other.Page"',
            "rule.toml:19: other.Page is not below tiny; set `package`",
        ),
        (
            "rule.toml",
            'status = "rewritten"',
            'status = "advised"',
            "rule.toml:5: no symbol is rewritten and no claim is made",
        ),
        (
            "rule.toml",
            'test = "test_none"',
            "",
            "rule.toml:24: verified, but names no test: None is an error",
        ),
        (
            "rule.toml",
            "test_none",
            "test_nothing",
            "rule.toml:26: test_contract.py has no test_nothing, which shows a difference",
        ),
        (
            "test_contract.py",
            "subject, side",
            "subject",
            "test_contract.py:8: test_none does not ask for the side",
        ),
        (
            "test_contract.py",
            "pad(subject)",
            "pad(subject, side)",
            "test_contract.py:4: test_pad takes `side`, but no difference names it",
        ),
        (
            "test_contract.py",
            "import pytest",
            "import tiny",
            "test_contract.py:1: imports tiny: a contract imports neither side",
        ),
        (
            "test_contract.py",
            "import pytest",
            "import replacement",
            "test_contract.py:1: imports replacement: only pytest is there",
        ),
        (
            "test_contract.py",
            "import pytest",
            "from . import x",
            "test_contract.py:1: imports a neighbour: only pytest is there",
        ),
        (
            "test_contract.py",
            "subject",
            "thing",
            "test_contract.py:1: no test takes the fixture `subject`",
        ),
        ("test_contract.py", "test_", "check_", "test_contract.py:1: holds no test"),
        (
            "replacement.py",
            "def pad",
            "import requests\n\n\ndef pad",
            "replacement.py:1: imports requests: not standard library",
        ),
        ("replacement.py", "text: str", "text", "replacement.py:1: pad does not annotate text"),
        ("replacement.py", " -> str", "", "replacement.py:1: pad does not say what it returns"),
        ("replacement.py", "return f", "return eval(text) or f", "replacement.py:2: calls eval"),
        (
            "rewrites.py",
            "import tiny",
            "import tiny\nx = 1",
            "rewrites.py:2: is neither an import nor a function of a pair",
        ),
        (
            "rewrites.py",
            "tiny.cut(text",
            "tiny.pad(text",
            "rewrites.py:5: before_cut calls tiny.pad, not tiny.cut",
        ),
        (
            "rewrites.py",
            "return tiny.cut(text, size)",
            "return text",
            "rewrites.py:4: before_cut is not a call of tiny.cut",
        ),
        (
            "rewrites.py",
            "    return text",
            "    text = 1\n    return text",
            "rewrites.py:8: after_cut is not one `return` of an expression",
        ),
        (
            "rewrites.py",
            "after_cut(text, size)",
            "after_cut(text)",
            "rewrites.py:8: after_cut takes other parameters than before_cut",
        ),
        (
            "rewrites.py",
            "def after_cut",
            "def later_cut",
            "rewrites.py:8: later_cut is neither before_NAME nor after_NAME",
        ),
        ("before.py", "import tiny", "import json", "before.py:1: does not import tiny"),
        (
            "before.py",
            "import tiny",
            "import tiny, requests",
            "before.py:1: imports requests: only tiny is there",
        ),
        ("after.py", "app._inhouse.tiny", "tiny", "after.py:1: imports tiny: it has to do without"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(file: str, old: str, new: str, said: str) -> None:
    text = SOUND[file].replace(old, new)
    assert text != SOUND[file]
    lines = found({**SOUND, file: text})
    assert any(line.startswith(said) for line in lines), lines
    assert all("\n" not in line for line in lines)


def test_several_pairs_may_stand_for_one_name() -> None:
    more = '\n[[symbols]]\nname = "tiny.cut"\nstatus = "rewritten"\npair = "{}"\n'
    more += 'signature = "(text, size=3)"\n'
    pairs = REWRITES + REWRITES.replace("_cut", "_head").removeprefix("import tiny\n")
    assert found({**SOUND, "rule.toml": RULE + more.format("head"), "rewrites.py": pairs}) == []
    same = found({**SOUND, "rule.toml": RULE + more.format("cut")})
    assert same == ["rule.toml:13: tiny.cut is listed twice"]


def test_every_rule_that_ships_is_sound() -> None:
    from inhouse.catalogue import Catalogue

    catalogue = Catalogue()
    for name in catalogue.names():
        rule = catalogue.get(name)
        assert rule is not None
        assert mistakes_in(rule, catalogue.texts(name)) == (), name
