from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import uv
from packaging.pylock import Pylock

from inhouse.errors import LockfileError
from inhouse.lockfiles.pylock import matches, parse
from inhouse.model.lock import LockedPackage, Source

ROOT = Path(__file__).resolve().parents[2]
ODD = ROOT / "fixtures" / "locks" / "pylock" / "pylock.odd.toml"
REAL = ROOT.parent / "shared" / "corpus" / "snowflakedb__snowflake-cli" / "pylock.toml"
HEAD = 'lock-version = "1.0"\ncreated-by = "x"\n'

REFUSED = {
    'created-by = "x"\npackages = []': "pylock.toml: lock-version: is missing; lock the project",
    'lock-version = "one"\npackages = []': "'one' is not a version such as 1.0",
    'lock-version = "2.0"\npackages = []': "has lock version 2.0, and 1.0 is the newest",
    'lock-version = "1.0"': "pylock.toml: packages: is missing",
    HEAD + "packages = 3": "packages: should be a list of tables, not int",
    HEAD + "packages = [3]": r"packages\[0\]: should be a table, not int",
    HEAD + "[[packages]]": r"packages\[0\].name: is missing",
    HEAD + '[[packages]]\nname = "-"': r"packages\[0\].name: '-' is not a distribution name",
    HEAD + '[[packages]]\nname = "a"\nwheels = [{}, {size = -1}]': r"wheels\[1\].size: should be",
    HEAD + '[[packages]]\nname = "a"\nmarker = "a\\u001b[1m"': "marker: holds control characters",
}
REFUSED[HEAD + '[[packages]]\nname = "a"\narchive = {hashes = {"\\u001b" = 1}}'] = (
    r"archive\[0\].\\x1b: should be a string, not int"
)


@pytest.mark.parametrize("name", ["pylock", "pylock.a.b.toml", "mypylock.toml", "pylock..toml"])
def test_other_names_are_not_pylock(name: str) -> None:
    assert not matches(name)


@pytest.mark.parametrize("name", ["pylock.toml", "pylock.dev.toml"])
def test_names_of_the_standard_match(name: str) -> None:
    assert matches(name)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_wrong_is_said_with_its_place(text: str) -> None:
    with pytest.raises(LockfileError, match=REFUSED[text]):
        parse(text)


def test_a_newer_minor_version_is_read_with_a_note() -> None:
    lock = parse('lock-version = "1.7"\npackages = []')
    assert [note.code for note in lock.notes] == ["newer-lock-version"]
    assert lock.version == "1.7"


@pytest.fixture
def odd() -> dict[str, LockedPackage]:
    packages = parse(ODD.read_text("utf-8")).packages
    return {f"{each.name} {each.version}": each for each in packages}


def test_the_file_says_its_names_and_environments() -> None:
    lock = parse(ODD.read_text("utf-8"))
    assert (lock.extras, lock.groups, lock.default_groups) == (
        ("speed",),
        ("base", "docs"),
        ("base",),
    )
    assert lock.environments == ("sys_platform == 'linux'", "sys_platform == 'darwin'")
    assert (lock.requires_python, lock.indexes, lock.listed) == (
        ">=3.11",
        ("https://index.example/simple",),
        True,
    )


def test_sources(odd: dict[str, LockedPackage]) -> None:
    commit = "0123456789012345678901234567890123456789"
    assert {name: each.source for name, each in odd.items()} == {
        "app-one None": Source(kind="editable", location="."),
        "from-git 1.0": Source(kind="git", location=f"https://git.example/from-git.git#{commit}"),
        "from-archive None": Source(
            kind="url", location="https://files.example/deep/from%2Darchive-2.0.tar.gz#egg"
        ),
        "from-file 1.0": Source(kind="path", location="files\\from_file-1.0-py3-none-any.whl"),
        "twice 1.0": Source(kind="registry", location="https://index.example/simple"),
        "twice 2.0": Source(kind="registry", location="https://index.example/simple"),
    }


def test_artifacts(odd: dict[str, LockedPackage]) -> None:
    (archive,) = odd["from-archive None"].artifacts
    assert (archive.kind, archive.filename) == ("sdist", "from-archive-2.0.tar.gz")
    assert (archive.size, archive.uploaded) == (10, "2024-01-02T03:04:05Z")
    assert archive.hashes == (("blake2b", "22"), ("sha256", "11"))
    assert [(each.kind, each.filename) for each in odd["from-file 1.0"].artifacts] == [
        ("wheel", "from_file-1.0-py3-none-any.whl")
    ]
    assert [each.filename for each in odd["twice 1.0"].artifacts] == ["twice-1.0.tar.gz"]
    assert [(each.filename, each.url is None) for each in odd["twice 2.0"].artifacts] == [
        ("twice-2.0-py3-none-any.whl", False),
        ("twice-2.0-cp312-cp312-linux_x86_64.whl", True),
    ]


def test_edges_are_known_only_where_they_are_written(odd: dict[str, LockedPackage]) -> None:
    app = odd["app-one None"]
    assert [(need.name, need.version) for need in app.requirements] == [
        ("from-git", None),
        ("twice", "1.0"),
    ]
    assert [each.edges_known for each in odd.values()] == [True, True, False, False, False, False]


def test_a_real_file_is_read_whole() -> None:
    if not REAL.exists():
        pytest.skip("the corpus of real projects is not here")
    text = REAL.read_text("utf-8")
    lock, official = parse(text), Pylock.from_dict(tomllib.loads(text))
    assert len(lock.packages) == 70
    assert not lock.edges_known
    same_as_packaging(lock.packages, official)


@pytest.mark.parametrize("project", ["forks", "cycles-and-extras", "workspace"])
def test_what_uv_exports_is_read_as_packaging_reads_it(project: str, tmp_path: Path) -> None:
    folder = tmp_path / project
    shutil.copytree(ROOT / "fixtures" / "locks" / "uv" / project, folder)
    options = ("--frozen", "--offline", "--format", "pylock.toml", "--all-groups", "--all-extras")
    run = subprocess.run(
        [uv.find_uv_bin(), "export", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    official = Pylock.from_dict(tomllib.loads(run.stdout))
    same_as_packaging(parse(run.stdout).packages, official)


def same_as_packaging(packages: tuple[LockedPackage, ...], official: Pylock) -> None:
    assert [(p.name, p.version) for p in packages] == [
        (p.name, str(p.version) if p.version else None) for p in official.packages
    ]
    for ours, theirs in zip(packages, official.packages, strict=True):
        assert (ours.marker is None) == (theirs.marker is None)
        artifacts: list[Any] = [*(theirs.wheels or ())]
        artifacts += filter(None, (theirs.sdist, theirs.archive))
        assert [(a.url, a.size, dict(a.hashes)) for a in ours.artifacts] == [
            (a.url, a.size, dict(a.hashes)) for a in artifacts
        ]
