"""Headers, licences, ledgers, fingerprints, and several packages in one folder."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.codemod.inlining import (
    ledger_with,
    ledger_without,
    read_ledger,
    snippet_package,
    taken_from,
    taken_whole,
)
from inhouse.errors import InputError
from inhouse.evidence.slice.answer import closure
from inhouse.model.closure import Closure
from inhouse.model.taken import LedgerEntry, Owned, Refused
from tests.codemod.inlining.distributions import HOME, MIT, answer, code, cut, origin, text
from tests.evidence.slice.sources import Texts

ENTRY = LedgerEntry(
    name="toml",
    version="0.10.2",
    artifact="sha256:" + "a" * 64,
    licence="MIT",
    strategy="slice",
    symbols=("toml.dumps", "toml.loads"),
    date="2026-01-31",
    proof="12 cases, no difference",
    files=(("toml.py", "sha256:" + "b" * 64),),
    taken=(("toml.decoder:loads", "sha256:" + "c" * 64),),
)
OTHER = replace(ENTRY, name="six", licence=None, files=(), taken=(), symbols=("six.text_type",))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("= [", "ledger.toml: is not TOML"),
        ("[package.toml]\nversion = 1\n", "ledger.toml: schema_version"),
        ("schema_version = 2\n", "ledger.toml: schema_version"),
        ("schema_version = 1\nmore = 1\n", "ledger.toml: more"),
        ("schema_version = 1\npackage = 1\n", "ledger.toml: package: is not a table"),
        ("schema_version = 1\n[package.x]\nversion = 1\n", "ledger.toml: package.x.version"),
        ("schema_version = 1\n[package]\nx = 1\n", "ledger.toml: package.x: is not a table"),
    ],
)
def test_a_ledger_that_is_not_one_is_refused_with_the_place(change: str, place: str) -> None:
    with pytest.raises(InputError) as error:
        read_ledger(change)
    assert str(error.value).startswith(place)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"slice"', '"magic"', "package.toml.strategy"),
        ("2026-01-31", "yesterday", "package.toml.date"),
        ('"toml.py"', '"../toml.py"', "package.toml.files"),
        ("b" * 64, "b" * 63, "package.toml.files"),
        ('licence = "MIT"', "licence = 3", "package.toml.licence"),
        ('proof = "', 'prof = "', "package.toml.prof"),
    ],
)
def test_a_bad_entry_is_refused_with_the_place(old: str, new: str, place: str) -> None:
    good = ledger_with(None, ENTRY)
    assert old in good
    with pytest.raises(InputError) as error:
        read_ledger(good.replace(old, new))
    assert place in str(error.value)


def test_a_ledger_is_read_as_it_was_written() -> None:
    made = ledger_with(ledger_with(None, ENTRY), OTHER)
    assert read_ledger(made) == (OTHER, ENTRY)
    assert made.index("[package.six]") < made.index("[package.toml]")
    assert ledger_with(made, ENTRY) == made
    assert ledger_with(ledger_with(None, OTHER), ENTRY) == made
    assert read_ledger(ledger_without(made, "six")) == (ENTRY,)


@settings(deadline=None)
@given(st.text(), st.text(), st.lists(st.text(min_size=1), unique=True, max_size=5), st.booleans())
def test_any_words_in_a_ledger_are_read_back(
    proof: str, version: str, names: list[str], licensed: bool
) -> None:
    taken = tuple(sorted((name, "sha256:" + "e" * 64) for name in names))
    odd = replace(ENTRY, proof=proof, version=version, symbols=tuple(sorted(names)), taken=taken)
    odd = replace(odd, licence=proof if licensed else None)
    assert read_ledger(ledger_with(None, odd)) == (odd,)
    assert read_ledger(ledger_with(ledger_with(None, ENTRY), odd)) == (odd,)
    assert read_ledger(ledger_with(ledger_with(None, OTHER), odd)) == (OTHER, odd)


def test_comments_survive_and_an_entry_of_the_same_name_is_replaced() -> None:
    made = ledger_with(None, ENTRY)
    made = made.replace("[package.toml]", "# our parser\n[package.toml]")
    made = made.replace('version = "0.10.2"', 'version = "0.10.2" # the last one')
    newer = replace(ENTRY, version="0.11", files=(("toml/__init__.py", "sha256:" + "d" * 64),))
    after = ledger_with(ledger_with(made, OTHER), newer)
    assert "# our parser\n[package.toml]" in after and "# the last one" in after
    assert read_ledger(after) == (OTHER, newer)


def test_the_licence_text_lands_once_and_names_its_files() -> None:
    files = {
        "pkg.py": "def a():\n    pass\n",
        "pkg-1.0.dist-info/LICENSE": MIT + "See AUTHORS.\n",
        "pkg-1.0.dist-info/AUTHORS.md": "Jane\nCopyright (c) 2021 Joe\n",
    }
    owned = cut(files, "pkg.a")
    licence = text(owned, "licenses/pkg-1.0.txt")
    assert MIT.strip() in licence and "pkg-1.0.dist-info/AUTHORS.md\n====" in licence
    head = text(owned, "pkg.py").split("\n\n")[0]
    assert "# Copyright (c) 2020 Jane Doe" in head and "# Copyright (c) 2021 Joe" in head


def test_boilerplate_is_no_copyright_line() -> None:
    text = (
        "Copyright (c) 2001-2020 A. B.\nThe above copyright notice and 2020\n"
        "Copyright [yyyy] [name of copyright owner]\n"
        "   Copyright (C) 1989 Free Software Foundation\n"
        "COPYRIGHT HOLDERS BE LIABLE 2020\n(c) Someone\n"
    )
    found = origin({"pkg.py": "", "pkg-1.0.dist-info/licenses/COPYING": text}).copyright
    assert found == ("Copyright (c) 2001-2020 A. B.", "(c) Someone")


def test_an_item_of_the_terms_and_the_end_of_a_literal_are_no_part_of_a_copyright_line() -> None:
    terms = "   (c) You must retain, in the Source form of any Derivative Works\n"
    source = "__copyright__ = ('Copyright 2014 A. B.',\n        'Copyright 2018 C <c@d.example>')\n"
    source += '"""\n(c) 2020 Theo A.\n"""\n'
    found = origin({"pkg.py": source, "pkg-1.0.dist-info/licenses/LICENSE": terms}).copyright
    assert found == ("Copyright 2018 C <c@d.example>", "(c) 2020 Theo A.")


def test_a_module_that_carries_its_licence_needs_no_file() -> None:
    source = "# Permission is hereby granted, free of charge\ndef a():\n    pass\n"
    owned = cut({"pkg.py": source, "pkg-1.0.dist-info/LICENSE": ""}, "pkg.a")
    assert "Permission is hereby granted" in text(owned, "pkg.py")


def test_two_packages_share_the_folder_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    first = cut({"pkg.py": "def a():\n    return 1\n"}, "pkg.a")
    present = {c.path: c.after for c in first.files if c.after is not None}
    other = cut({"other.py": "def b():\n    return 2\n"}, "other.b", tops=("other",))
    program = "from proj._inhouse.pkg import a\nfrom proj._inhouse.other import b\n"
    answer(first, "answer = 1", tmp_path)
    assert answer(other, program + "answer = a() + b()", tmp_path) == 3
    entry = replace(
        ENTRY,
        name="pkg",
        files=tuple(
            (path.removeprefix(f"{HOME.folder}/"), hashlib.sha256(data).hexdigest())
            for path, data in present.items()
            if not path.endswith("__init__.py")
        ),
    )
    again = cut({"pkg.py": "def a():\n    return 1\n"}, "pkg.a", present=present, ledger=(entry,))
    assert all(change.before == change.after for change in again.files)
    shape = {
        "pkg/__init__.py": "from . import m\ndef a():\n    return m.X\n",
        "pkg/m.py": "X = 1\n",
    }
    grown = cut(shape, "pkg.a", present=present, ledger=(entry,))
    gone = [change.path for change in grown.files if change.after is None]
    assert gone == [f"{HOME.folder}/pkg.py"]


def test_fingerprints_tell_changes_of_exactly_the_taken_code() -> None:
    files = {"pkg.py": "X = 1\ndef a():\n    return X\ndef b():\n    return 2\n"}
    before = _taken(files)
    assert [name for name, _ in before] == ["pkg:X", "pkg:a"]
    files["pkg.py"] = (
        files["pkg.py"].replace("return 2", "return 3").replace("X = 1\n", "\nX = 1\n")
    )
    assert _taken(files) == before
    files["pkg.py"] = files["pkg.py"].replace("return X", "return -X")
    assert dict(_taken(files))["pkg:a"] != dict(before)["pkg:a"]
    texts = Texts(dict(files))
    every = taken_whole(texts.read, tuple(files), ("pkg",))
    assert {name for name, _ in every} == {"pkg:X", "pkg:a", "pkg:b"}
    assert dict(every)["pkg:a"] == dict(_taken(files))["pkg:a"]


def _taken(files: dict[str, str]) -> tuple[tuple[str, str], ...]:
    texts = Texts(dict(files))
    found = closure(texts, ("pkg",), ("pkg.a",))
    assert isinstance(found, Closure)
    return taken_from(texts.read, found)


REPLACEMENT = '''"""What takes the place of it."""

from __future__ import annotations

import json
import re
from functools import partial

try:
    import tomllib
except ImportError:
    tomllib = None

LIMIT = 3


def _clip(text: str) -> str:
    return text[:LIMIT]


def loads(text: str) -> str:
    """Read."""
    return _clip(json.dumps(text))


def dumps(text: str) -> str:
    return re.sub("a", "b", text) + str(partial) + str(tomllib)
'''


def test_a_snippet_holds_the_named_functions_and_what_they_need(tmp_path: Path) -> None:
    source = origin({"pkg.py": ""})
    owned = snippet_package(REPLACEMENT, ("pkg.loads",), source, HOME, "pkg", rule="pkg-rule")
    assert isinstance(owned, Owned) and owned.strategy == "snippet"
    assert text(owned, "pkg.py").startswith(
        "# Written for inhouse's rule pkg-rule; takes the place of pkg 1.0.\n\n"
    )
    assert code(owned, "pkg.py") == (
        '"""What takes the place of it."""\n\nfrom __future__ import annotations\n\nimport json\n\n'
        "LIMIT = 3\n\n\ndef _clip(text: str) -> str:\n    return text[:LIMIT]\n\n\n"
        'def loads(text: str) -> str:\n    """Read."""\n    return _clip(json.dumps(text))\n'
    )
    program = "from proj._inhouse.pkg import loads\nanswer = loads('abc')"
    assert answer(owned, program, tmp_path) == '"ab'
    full = snippet_package(REPLACEMENT, ("dumps", "loads"), source, HOME, "pkg")
    assert isinstance(full, Owned) and "import tomllib" in text(full, "pkg.py")


def test_a_snippet_that_lacks_a_name_is_refused() -> None:
    found = snippet_package(REPLACEMENT, ("gone",), origin({"pkg.py": ""}), HOME, "pkg")
    assert isinstance(found, Refused) and "has no gone" in found.reason
