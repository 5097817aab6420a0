from __future__ import annotations

import sys
from types import ModuleType

import pytest

from inhouse import lockfiles
from inhouse.errors import InhouseError, InputError, LockfileError


def module(**pieces: object) -> ModuleType:
    made = ModuleType("odd_format")
    made.__dict__.update(pieces)
    return made


PIECES = {"FORMAT": "odd", "matches": str, "parse": str}


@pytest.mark.parametrize("missing", PIECES)
def test_a_module_that_lacks_a_piece_is_named(missing: str) -> None:
    pieces = {name: piece for name, piece in PIECES.items() if name != missing}
    with pytest.raises(InhouseError, match=f"odd_format: a lockfile format needs .*{missing}"):
        lockfiles.checked(module(**pieces))


def test_a_piece_of_the_wrong_kind_is_lacking() -> None:
    with pytest.raises(InhouseError, match="needs FORMAT, a string"):
        lockfiles.checked(module(**{**PIECES, "FORMAT": 3}))
    with pytest.raises(InhouseError, match=r"needs a function parse\(\)"):
        lockfiles.checked(module(**{**PIECES, "parse": "text"}))


def test_a_whole_module_is_a_format() -> None:
    made = module(**PIECES)
    checked: object = lockfiles.checked(made)
    assert checked is made


def test_formats_have_ids_of_their_own_and_are_sorted() -> None:
    ids = [each.FORMAT for each in lockfiles.formats()]
    assert ids == sorted(set(ids))
    assert {"uv", "pylock"} <= set(ids)


def test_a_name_that_no_format_knows_is_refused_with_those_known() -> None:
    with pytest.raises(InputError, match=r"^yarn.lock: is not a known lockfile; .*pylock.*uv"):
        lockfiles.parse("yarn.lock", "")
    assert lockfiles.format_of("yarn.lock") is None


@pytest.mark.parametrize("name", ["uv.lock", "some/folder/uv.lock", "pylock.dev.toml"])
def test_a_file_is_read_by_its_name(name: str) -> None:
    text = 'version = 1\nlock-version = "1.0"\npackages = []'
    lock = lockfiles.parse(name, text)
    assert lock.packages == ()
    with pytest.raises(LockfileError, match=f"^{name}: "):
        lockfiles.parse(name, "")


HOSTILE = {
    "empty": ("", "is empty"),
    "blank": ("\ufeff \r\n", "is empty"),
    "binary": ("version = 1\0", "holds NUL bytes"),
    "conflict": ("version = 1\n<<<<<<< ours\n=======\n", "line 2: has merge conflict markers"),
    "other text": ("<html>not found</html>", "is not TOML"),
    "truncated": ('version = 1\n[[package]]\nname = "a', "is not TOML"),
    "nested": ("a = " + "[" * 10_000 + "]" * 10_000, "nested too deeply|is not TOML"),
    "nested tables": ("a = " + "{b = " * 10_000 + "1" + "}" * 10_000, "too deeply|is not TOML"),
    "escaped key": ('"a\\u001b[1m" = 1\n"a\\u001b[1m" = 2', "is not TOML"),
    "long number": ("a = " + "9" * 10_000, "is not TOML"),
}


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml"])
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_ends_in_one_clear_line(name: str, case: str) -> None:
    text, wrong = HOSTILE[case]
    with pytest.raises(LockfileError, match=wrong) as caught:
        lockfiles.parse(name, text)
    message = str(caught.value)
    assert message.startswith(name)
    assert "\n" not in message
    assert message.isprintable()


def test_a_byte_order_mark_is_no_trouble() -> None:
    assert lockfiles.parse("uv.lock", "\ufeffversion = 1\r\n").packages == ()


def test_a_small_stack_is_enough_for_a_large_flat_lock() -> None:
    rows = "".join(f'[[package]]\nname = "p{n}"\n' for n in range(2 * sys.getrecursionlimit()))
    assert len(lockfiles.parse("uv.lock", "version = 1\n" + rows).packages) == rows.count("name")
