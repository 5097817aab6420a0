from __future__ import annotations

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
