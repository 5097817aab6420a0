from __future__ import annotations

import libcst
import pytest

from inhouse.codemod.second_reader import reads

GOOD = b"import os\nprint(os.name)\n"


def test_a_broken_edit_is_seen() -> None:
    assert not reads(GOOD, b"import os\nprint(os.name\n")


def test_a_sound_edit_passes() -> None:
    assert reads(GOOD, b"import sys as os\nprint(os.name)\n")


@pytest.mark.parametrize(
    "data",
    [
        b"print 'old'\n",
        b"x = '\x00'\n",
        b"# coding: nonsense\nx = 1\n",
        b"x = " + b"(" * 5_000 + b")" * 5_000,
    ],
)
def test_there_is_no_opinion_on_what_could_not_be_read_before(data: bytes) -> None:
    assert reads(data, data + b"#\n")


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbfx = 1\r\n", b"# coding: latin-1\nx = '\xe9'\n", b""]
)
def test_encodings_and_line_ends_do_not_matter(data: bytes) -> None:
    assert reads(data, data + b"y = 2\n")


NEIGHBOURS = (
    b"import a\n\n\n@a.b\ndef f():\n    return 1\n\n\n"
    b"if a: import c; import d\nx = '''\nimport c\n'''\n"
)


@pytest.mark.parametrize(
    ("old", "new", "given"),
    [
        (b"import a\n", b"import own.a as a\n", b"import own.a as a\n\n\n"),
        (b"return 1", b"return (1)", b"@a.b\ndef f():\n    return (1)\n\n\n"),
        (b"@a.b", b"@a.c\n@a.b", b"@a.c\n@a.b\ndef f():\n    return 1\n\n\n"),
        (b"import d\n", b"import e\n", b"if a: import c; import e\n"),
        (b"'''\nimport c\n", b"'''\nimport d\n", b"x = '''\nimport d\n'''\n"),
        (b"import a\n\n\n", b"", b""),
        (b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf" + NEIGHBOURS),  # the whole file
    ],
)
def test_only_statements_that_changed_are_read(
    old: bytes, new: bytes, given: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse, seen = libcst.parse_module, []

    def watched(data: bytes) -> libcst.Module:
        seen.append(data)
        return parse(data)

    monkeypatch.setattr(libcst, "parse_module", watched)
    assert reads(NEIGHBOURS, NEIGHBOURS.replace(old, new, 1))
    assert seen == [given]


def test_what_is_wrong_in_a_changed_statement_is_seen_among_sound_ones() -> None:
    assert not reads(NEIGHBOURS, NEIGHBOURS.replace(b"return 1", b"return ("))


def test_a_file_of_another_encoding_is_read_whole() -> None:
    before = b"# coding: latin-1\nimport a\nx = '\xe9'\n"
    assert reads(before, before.replace(b"import a", b"import b"))
    assert not reads(before, before.replace(b"import a", b"import ("))


def test_an_invalid_escape_is_no_warning() -> None:
    before = b"import a\nx = '\\d'\n"
    assert reads(before, before.replace(b"import a", b"import b"))
