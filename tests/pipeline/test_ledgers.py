"""What an audit makes of ledgers, which anybody may have written."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.model.lock import Note
from inhouse.pipeline.ledgers import (
    MAX_BYTES,
    MAX_ENTRIES,
    OwnedFiles,
    Recorded,
    files_of,
    recorded_in,
)
from inhouse.workspace import Workspace

LEDGER = "app/_inhouse/ledger.toml"
CODE = b'"""Ours."""\n\n\ndef one():\n    return 1\n'
NONE = "sha256:" + "0" * 64


def digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def entry(name: str = "tiny", **files: str) -> str:
    lines = "".join(f"{key} = '{value}'\n" for key, value in files.items())
    return (
        f"[package.{name}]\nversion = '1.0'\nartifact = 'installed:ab'\nlicence = 'MIT'\n"
        "strategy = 'slice'\nsymbols = ['tiny.one']\ndate = '2026-01-02'\nproof = 'none'\n"
        f"[package.{name}.files]\n{lines}"
    )


def ledger(*entries: str) -> str:
    return "schema_version = 1\n" + "".join(entries)


def write(root: Path, files: dict[str, str | bytes]) -> Workspace:
    for rel, data in files.items():
        path = root / rel
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return Workspace(root)


def said(root: Path, text: str | bytes) -> str:
    """Return the one note about a ledger that holds nothing usable."""
    found, (note,) = recorded_in(write(root, {LEDGER: text}))
    assert found == ()
    assert note.code == "ledger"
    return note.text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("= [", f"{LEDGER}: is not TOML"),
        ("", f"{LEDGER}: schema_version: is None, not 1"),
        ("schema_version = 2\n", f"{LEDGER}: schema_version: is 2"),
        ("schema_version = 1\npackage = 3\n", f"{LEDGER}: package: is not a table"),
        ("schema_version = 1\n[package]\nx = 3\n", f"{LEDGER}: package.x: is not a table"),
        (ledger(entry().replace("'1.0'", "1.0")), f"{LEDGER}: package.tiny.version"),
        (ledger(entry().replace("'slice'", "'steal'")), f"{LEDGER}: package.tiny.strategy"),
        (ledger(entry().replace("['tiny.one']", "[1]")), f"{LEDGER}: package.tiny.symbols"),
        (ledger(entry(a="md5:1")), f"{LEDGER}: package.tiny.files.a"),
        (ledger(entry() + f"'../app.py' = '{NONE}'\n"), "lies outside the folder"),
        (ledger(entry() + f"'/etc/passwd' = '{NONE}'\n"), "lies outside the folder"),
        ("x = " + "[" * 5_000, f"{LEDGER}: is not TOML"),
        (b"\xff\xfe", f"{LEDGER}: byte 0 is not UTF-8"),
        (b"# " + b"x" * MAX_BYTES, f"{LEDGER}: larger than 2 MB"),
    ],
)
def test_a_broken_ledger_is_a_note_with_its_place(
    tmp_path: Path, text: str | bytes, why: str
) -> None:
    assert why in said(tmp_path, text)


def test_a_value_without_end_is_cut(tmp_path: Path) -> None:
    text = ledger(entry().replace("'slice'", f"'{'x' * 100_000}'"))
    assert len(said(tmp_path, text)) < 400


def test_a_ledger_that_leads_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text(ledger(entry()))
    place = tmp_path / "shop" / LEDGER
    place.parent.mkdir(parents=True)
    place.symlink_to(outside)
    assert recorded_in(Workspace(tmp_path / "shop")) == ((), ())


def test_only_so_many_entries_are_looked_at(tmp_path: Path) -> None:
    many = "".join(entry(f"tiny{at}") for at in range(MAX_ENTRIES + 3))
    found, notes = recorded_in(write(tmp_path, {LEDGER: ledger(many)}))
    assert len(found) == MAX_ENTRIES
    assert notes == (Note(code="ledger", text="only the first 500 of 503 entries are looked at"),)


def test_other_files_of_that_name_are_no_ledgers(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "ledger.toml": "= [",
        "app/not_inhouse/ledger.toml": "= [",
        "_inhouse/my-ledger.toml": "= [",
    }
    assert recorded_in(write(tmp_path, files)) == ((), ())


def test_a_good_ledger_is_read_beside_a_broken_one(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/_inhouse/ledger.toml": "= [",
        "b/_inhouse/ledger.toml": ledger(entry()),
        "_inhouse/ledger.toml": "\ufeff" + ledger(entry("other")),
    }
    found, (note,) = recorded_in(write(tmp_path, files))
    assert [(each.file, each.entry.name) for each in found] == [
        ("_inhouse/ledger.toml", "other"),
        ("b/_inhouse/ledger.toml", "tiny"),
    ]
    assert note.text.startswith("a/_inhouse/ledger.toml: is not TOML")


def state(root: Path, recorded: dict[str, str], **held: bytes) -> OwnedFiles:
    listed = "".join(f'"{key}" = "{value}"\n' for key, value in recorded.items())
    files: dict[str, str | bytes] = {LEDGER: ledger(entry() + listed)}
    files |= {f"app/_inhouse/{name}.py": data for name, data in held.items()}
    workspace = write(root, files)
    (found,), _ = recorded_in(workspace)
    return files_of(workspace, found)


def test_unchanged_files_are_not_edited(tmp_path: Path) -> None:
    windows = CODE.replace(b"\n", b"\r\n")
    names = {"one.py": digest(CODE), "two.py": digest(CODE)}
    found = state(tmp_path, names, one=CODE, two=windows)
    assert found == OwnedFiles(edited=(), gone=(), unread=(), lines=4)


def test_edited_and_missing_files_are_told_apart(tmp_path: Path) -> None:
    names = {"one.py": digest(CODE), "two.py": digest(CODE), "data/x.json": NONE}
    found = state(tmp_path, names, one=CODE + b"\n\nTWO = 2\n")
    assert found.edited == ("app/_inhouse/one.py",)
    assert found.gone == ("app/_inhouse/data/x.json", "app/_inhouse/two.py")
    assert found.lines == 3


@pytest.mark.parametrize(
    "name", ["a/./b.py", "c:b.py", "", "a\\\\..\\\\..\\\\x.py", "a\\u0000b.py"]
)
def test_odd_paths_are_not_followed(tmp_path: Path, name: str) -> None:
    found = state(tmp_path, {name: NONE})
    assert found.edited == found.gone == ()
    assert len(found.unread) == 1


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.py"
    secret.write_bytes(CODE)
    root = tmp_path / "shop"
    (root / "app/_inhouse").mkdir(parents=True)
    (root / "app/_inhouse/one.py").symlink_to(secret)
    found = state(root, {"one.py": NONE})
    assert found.edited == found.gone == ()
    assert found.unread == (
        "app/_inhouse/one.py: lies outside the project; only files inside it are read",
    )


@pytest.mark.parametrize("code", [b"def (:\n", b"x = " + b"(" * 10_000, b"\x00"])
def test_lines_of_code_that_is_none_are_not_counted(tmp_path: Path, code: bytes) -> None:
    found = state(tmp_path, {"one.py": digest(code)}, one=code)
    assert found.edited == ()
    assert not isinstance(found.lines, int)


def test_paths_stand_below_the_folder_of_their_ledger(tmp_path: Path) -> None:
    workspace = write(tmp_path, {LEDGER: ledger(entry(a=NONE, b=NONE))})
    (found,), _ = recorded_in(workspace)
    assert isinstance(found, Recorded)
    assert found.paths == ("app/_inhouse/a", "app/_inhouse/b")


def test_an_audit_without_a_ledger_imports_nothing_of_replace(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "six==1.17.0\n", "app.py": "import six\n"})
    code = (
        "import sys\nfrom inhouse.__main__ import main\n"
        f"sys.argv = ['inhouse', 'audit', {str(tmp_path)!r}, '--offline', '--advisories', 'none',"
        " '--no-cache', '--lock', 'requirements.txt']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = ('inhouse.codemod', 'inhouse.pipeline.ledger_', 'tomlkit', 'libcst')\n"
        "sys.exit(repr([name for name in sys.modules if name.startswith(heavy)]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "1 package" in done.stdout
    assert done.stderr.splitlines()[-1] == "[]"
