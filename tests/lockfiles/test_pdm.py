from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from inhouse.errors import LockfileError
from inhouse.lockfiles.pdm import matches, parse
from inhouse.model.lock import LockedPackage, Lockfile, Selection, Source
from tests.lockfiles.tools import (
    CORPUS,
    Pins,
    exported,
    linked,
    manifest_of,
    projects,
    run_tool,
    target,
)

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locks" / "pdm"
HEAD = 'metadata = {lock_version = "4.5.0"}\n'
PACKAGE = HEAD + '[[package]]\nname = "a"\nversion = "1"\n'
LOCKS = [
    f"{folder}/{name}" for name in ("pdm.lock", "pdm.minimal.lock") for folder in projects(name)
]

REFUSED = {
    "a = 1": "pdm.lock: metadata: is missing, so this is not a pdm.lock",
    "metadata = {x = 1}": "metadata.lock_version: is missing, so this is not a pdm.lock",
    'metadata = {lock_version = "5.0"}': "has lock version 5.0, and 4.5 is the newest",
    'metadata = {lock_version = "x"}': "metadata.lock_version: 'x' is not a version",
    HEAD + "[[package]]\nname = '-'": r"package\[0\].name: '-' is not a distribution name",
    PACKAGE + "dependencies = ['b >>']": r"package\[0\].dependencies: 'b >>' is not a requirement",
    PACKAGE + "dependencies = 'b'": r"package\[0\].dependencies: should be a list of strings",
    PACKAGE + "files = [{hash = 'sha256:0'}]": r"files\[0\].file: is missing",
    PACKAGE + "extras = ['!']": r"extras: '!' is not a distribution name",
    PACKAGE + "marker = 1": r"package\[0\].marker: should be a string, not int",
}


def read(project: str) -> Lockfile:
    return parse((FIXTURES / project / "pdm.lock").read_text("utf-8"))


def by_name(lock: Lockfile) -> dict[str, LockedPackage]:
    return {str(each.name): each for each in lock.packages}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_wrong_is_said_with_its_place(text: str) -> None:
    with pytest.raises(LockfileError, match=REFUSED[text]) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_names() -> None:
    assert matches("pdm.lock")
    assert matches("pdm.minimal.lock")
    assert not matches("uv.lock")


def test_a_newer_minor_version_is_read_with_a_note() -> None:
    lock = parse('metadata = {lock_version = "4.6.0"}')
    assert [note.code for note in lock.notes] == ["newer-lock-version"]
    assert parse('metadata = {lock_version = "4.5.7"}').notes == ()


def test_entries_with_extras_become_extras() -> None:
    lock = read("extras")
    client = by_name(lock)["client"]
    assert [need.name for need in client.requirements] == ["wire-format"]
    assert {each.name: [n.name for n in each.requirements] for each in client.extras} == {
        "http2": ["h2"],
        "brotli": ["h2", "brotli"],
    }
    assert client.groups == ("runtime", "web", "dev")
    assert by_name(lock)["wire-format"].marker == 'python_version < "3.11"'
    assert lock.requires_python == ">=3.9"


def test_sources() -> None:
    packages = by_name(read("sources"))
    assert {name: package.source for name, package in packages.items()} == {
        "by-git": Source(kind="git", location="https://git.example/by-git.git@0123abc"),
        "by-path": Source(kind="editable", location="./libs/by-path"),
        "by-url": Source(kind="url", location="https://files.example/by_url-1.0.tar.gz"),
        "other": Source(kind="path", location="./libs/other"),
        "static": Source(kind="registry"),
    }
    assert packages["other"].version is None
    assert packages["static"].artifacts[0].filename == "static-1.0+local-py3-none-any.whl"
    needs = packages["by-path"].requirements
    assert [(n.name, n.source.kind if n.source else None) for n in needs] == [
        ("by-git", "git"),
        ("other", "editable"),
    ]


def test_old_locks_keep_their_files_apart() -> None:
    packages = by_name(read("old-lock"))
    assert packages["old"].artifacts[0].hashes == (("sha256", "aa"),)
    assert packages["child"].artifacts[0].kind == "sdist"
    assert packages["old"].groups is None


@pytest.mark.parametrize("path", LOCKS)
def test_nothing_of_a_real_lock_is_lost(path: str) -> None:
    text = (CORPUS / path).read_text("utf-8")
    rows, lock = tomllib.loads(text)["package"], parse(text)
    plain = {(canonicalize_name(row["name"]), row["version"]) for row in rows}
    assert {(p.name, p.version) for p in lock.packages} == plain
    edges = {
        (row["name"], canonicalize_name(need.name), bool(need.marker))
        for row in rows
        for need in map(Requirement, row.get("dependencies", ()))
        if canonicalize_name(need.name) != row["name"]
    }
    found = {
        (p.name, need.name, bool(need.marker))
        for p in lock.packages
        for needs in (p.requirements, *(extra.requirements for extra in p.extras))
        for need in needs
    }
    assert found == edges
    assert sum(p.marker is not None for p in lock.packages) == sum("marker" in row for row in rows)


@pytest.mark.parametrize("everything", [True, False])
def test_without_inherited_metadata_the_way_decides(everything: bool) -> None:
    """PDM refuses to export such a lock, so the way is walked a second time here, by hand."""
    for project in projects("pdm.lock"):
        text = (CORPUS / project / "pdm.lock").read_text("utf-8")
        if "inherit_metadata" in text:
            continue
        manifest = manifest_of(CORPUS / project)
        chosen = Selection(no_dev=not everything, all_groups=everything, all_extras=everything)
        found = linked(parse(text), manifest, target(), chosen)
        assert found == _walked(text, (CORPUS / project / "pyproject.toml").read_text(), everything)


def _walked(lock: str, pyproject: str, everything: bool) -> Pins:
    environment = target().marker_environment()
    rows = {
        (row["name"], frozenset(row.get("extras", ()))): row
        for row in tomllib.loads(lock)["package"]
    }
    data = tomllib.loads(pyproject)
    waiting = list(data["project"]["dependencies"])
    if everything:
        for table in (data["project"].get("optional-dependencies", {}), data["dependency-groups"]):
            waiting += [line for lines in table.values() for line in lines]
    seen: set[str] = set()
    found: Pins = set()
    while waiting:
        line = waiting.pop()
        need = Requirement(line)
        row = rows.get((canonicalize_name(need.name), frozenset(need.extras)))
        if line in seen or row is None or (need.marker and not need.marker.evaluate(environment)):
            continue
        seen.add(line)
        found.add((row["name"], row["version"]))
        waiting += row.get("dependencies", ())
    return found


@pytest.mark.index
@pytest.mark.parametrize(
    "path", [path for path in LOCKS if (CORPUS / path).with_name("pyproject.toml").exists()]
)
@pytest.mark.parametrize("options", ["-G :all", "--prod"])
def test_the_same_packages_as_pdm_export(path: str, options: str, tmp_path: Path) -> None:
    project, _, filename = path.rpartition("/")
    command = ("pdm", "export", "--without-hashes", "-L", filename, *options.split())
    result = run_tool(project, tmp_path, *command)
    everything = options == "-G :all"
    chosen = Selection(no_dev=not everything, all_groups=everything, all_extras=everything)
    lock = parse((CORPUS / path).read_text("utf-8"))
    for platform, python in [("linux", "3.12"), ("windows", "3.13"), ("macos", "3.11")]:
        where = target(platform, python)
        ours = linked(lock, manifest_of(CORPUS / project), where, chosen)
        assert ours == exported(result, where)
