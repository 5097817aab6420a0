from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from inhouse.errors import LockfileError
from inhouse.lockfiles.uv import matches, parse
from inhouse.model.lock import LockedPackage, Lockfile, Member, RequirementSet, Source

pytestmark = pytest.mark.once

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locks" / "uv"
PACKAGE = 'version = 1\n[[package]]\nname = "a"\n'

REFUSED = {
    "a = 1": "uv.lock: version: is missing, so this is not a uv.lock",
    "version = '1'": "version: should be a size, not str",
    "version = 2": "has lock version 2, and 1.5 is the newest",
    "version = 1\npackage = 'a'": "package: should be a list of tables, not str",
    "version = 1\n[[package]]\nversion = '1'": r"uv.lock: package\[0\].name: is missing; lock the",
    PACKAGE + "version = 1": r"package\[0\].version: should be a string, not int",
    PACKAGE + "source = 'x'": r"package\[0\].source: should be a table, not str",
    PACKAGE + "dependencies = [{}]": r"package\[0\].dependencies\[0\].name: is missing",
    PACKAGE + "dependencies = [{name = 'b', extra = 'c'}]": "extra: should be a list of strings",
    PACKAGE + "optional-dependencies = {'!' = []}": "'!' is not a distribution name",
    PACKAGE + "wheels = [{url = 1}]": r"wheels\[0\].url: should be a string, not int",
    PACKAGE + "sdist = []": r"package\[0\].sdist: should be a table, not list",
    "version = 1\nmanifest = {members = [1]}": "members: should be a list of strings, not list",
}


def read(project: str) -> Lockfile:
    return parse((FIXTURES / project / "uv.lock").read_text("utf-8"))


def by_name(lock: Lockfile) -> dict[str, LockedPackage]:
    return {str(each.name): each for each in lock.packages}


def wanted(sets: tuple[RequirementSet, ...]) -> dict[str, list[str]]:
    return {each.name: [need.name for need in each.requirements] for each in sets}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_wrong_is_said_with_its_place(text: str) -> None:
    with pytest.raises(LockfileError, match=REFUSED[text]) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_names() -> None:
    assert matches("uv.lock")
    assert matches("script.py.lock")
    assert not matches("poetry.lock")


def test_a_newer_revision_is_read_with_a_note() -> None:
    lock = parse("version = 1\nrevision = 99")
    assert [note.code for note in lock.notes] == ["newer-lock-version"]
    assert parse("version = 1").notes == ()


def test_sources() -> None:
    lock = read("sources")
    revision = "?rev=main#0123456789012345678901234567890123456789"
    assert {name: each.source for name, each in by_name(lock).items()} == {
        "flat": Source(kind="registry", location="links"),
        "fromedit": Source(kind="editable", location="edit"),
        "fromfolder": Source(kind="path", location="folder"),
        "fromgit": Source(kind="git", location=f"https://git.example/fromgit.git{revision}"),
        "fromurl": Source(kind="url", location="https://files.example/some/fromurl-1.0.tar.gz"),
        "fromwheel": Source(kind="path", location="wheels/fromwheel-1.0-py3-none-any.whl"),
        "nodist": Source(kind="registry", location="https://index.example/simple"),
    }
    assert lock.indexes == ("links", "https://index.example/simple")


def test_artifacts() -> None:
    packages = by_name(read("sources"))
    (sdist,) = packages["nodist"].artifacts
    assert (sdist.kind, sdist.filename, sdist.size) == ("sdist", "nodist-1.0.tar.gz", 512)
    assert sdist.uploaded == "2024-05-06T07:08:09Z"
    assert sdist.hashes == (("sha256", "3" * 64),)
    (from_url,) = packages["fromurl"].artifacts
    assert from_url.url == "https://files.example/some/fromurl-1.0.tar.gz"
    assert from_url.filename == "fromurl-1.0.tar.gz"
    (wheel,) = packages["fromwheel"].artifacts
    assert (wheel.kind, wheel.filename, wheel.url) == (
        "wheel",
        "fromwheel-1.0-py3-none-any.whl",
        None,
    )
    assert [each.filename for each in packages["flat"].artifacts] == ["flat-1.0-py3-none-any.whl"]


def test_a_package_and_a_project_may_have_no_version() -> None:
    lock = read("sources")
    assert by_name(lock)["fromedit"].version is None
    assert [(each.name, each.version) for each in lock.members] == [("sources", None)]


def test_the_project_asks_for_extras_and_groups() -> None:
    (member,) = read("cycles-and-extras").members
    assert (member.name, member.path, member.version) == ("cycles-and-extras", ".", "0.1")
    assert wanted(member.extras) == {"everything": ["shared", "speedy"], "speed": ["speedy"]}
    assert wanted(member.dev_groups)["test-it"] == ["linter", "tester"]
    assert member.default_groups == ("lint",)


def test_requirements_keep_what_was_asked_for() -> None:
    (member,) = read("forks").members
    assert [(n.name, n.version, n.specifier, n.marker) for n in member.requirements] == [
        ("leaf", "1.0", None, "python_full_version < '3.12'"),
        ("leaf", "2.0", None, "python_full_version >= '3.12'"),
        ("oldpy", None, None, "python_full_version < '3.11'"),
        ("user", None, None, None),
    ]
    (member,) = read("conflicts").members
    tools = [need for group in member.dev_groups for need in group.requirements]
    assert [(need.name, need.specifier) for need in tools] == [
        ("linter", None),
        ("tool", "<2"),
        ("tool", ">=2"),
    ]


def test_extras_of_packages() -> None:
    speedy = by_name(read("cycles-and-extras"))["speedy"]
    assert wanted(speedy.extras)["all"] == ["fastlib", "slowlib", "winlib"]


def test_members_of_a_workspace_and_its_root_without_a_project() -> None:
    lock = read("workspace")
    assert [(member.name, member.path) for member in lock.members] == [
        (None, "."),
        ("one", "packages/one"),
        ("two", "packages/two"),
    ]
    assert wanted(lock.members[0].dev_groups) == {"dev": ["leaf", "linter"]}
    assert not {"one", "two"} & by_name(lock).keys()


def test_a_root_without_a_project_asks_for_each_fork_under_its_marker() -> None:
    lock = parse(
        """
        version = 1
        [manifest]
        requirements = [{ name = "a", marker = "os_name == 'nt'", extras = ["X"] }]
        [[package]]
        name = "a"
        version = "1"
        source = { registry = "https://index.example/simple" }
        resolution-markers = ["python_version < '3'"]
        [[package]]
        name = "a"
        version = "2"
        source = { registry = "https://index.example/simple" }
        resolution-markers = ["python_version == '3.*'", "python_version >= '4'"]
        """
    )
    (root,) = lock.members
    assert [(need.version, need.extras, need.marker) for need in root.requirements] == [
        ("1", ("x",), "(os_name == 'nt') and ((python_version < '3'))"),
        (
            "2",
            ("x",),
            "(os_name == 'nt') and ((python_version == '3.*') or (python_version >= '4'))",
        ),
    ]


def test_supported_environments_are_kept() -> None:
    lock = parse("version = 1\nsupported-markers = [\"sys_platform == 'linux'\"]")
    assert lock.environments == ("sys_platform == 'linux'",)


def test_all_groups_may_be_defaults() -> None:
    text = PACKAGE + (
        'source = { virtual = "." }\ndefault-groups = "all"\n'
        "[package.dev-dependencies]\ndocs = []\nlint = []\n"
    )
    (member,) = parse(text).members
    assert isinstance(member, Member)
    assert member.default_groups == ("docs", "lint")


CORPUS = FIXTURES.parents[2].parent / "shared" / "corpus"
GROUPS = "dev-dependencies"
LOCKS = [*sorted(CORPUS.glob("**/uv.lock")), *sorted(FIXTURES.glob("*/uv.lock"))]


def counted(needs: Iterable[Any]) -> Counter[tuple[str, str | None, str | None]]:
    """Edges as (name, version, marker), of tables or of requirements alike."""
    return Counter(
        (n["name"], n.get("version"), n.get("marker"))
        if isinstance(n, dict)
        else (str(n.name), n.version, n.marker)
        for n in needs
    )


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.parent.name)
def test_no_package_edge_marker_or_artifact_is_lost(path: Path) -> None:
    text = path.read_text("utf-8")
    raw, lock = tomllib.loads(text)["package"], parse(text)
    entries: list[LockedPackage | Member] = [*lock.packages]
    entries += [member for member in lock.members if member.name]
    assert Counter((row["name"], row.get("version")) for row in raw) == Counter(
        (str(each.name), each.version) for each in entries
    )
    tables = [row.get(key, {}) for row in raw for key in ("optional-dependencies", GROUPS)]
    edges = [need for row in raw for need in row.get("dependencies", [])]
    edges += [need for table in tables for needs in table.values() for need in needs]
    sets = [each.extras for each in entries]
    sets += [each.dev_groups for each in entries if isinstance(each, Member)]
    found = [need for each in entries for need in each.requirements]
    found += [need for each in sets for one in each for need in one.requirements]
    assert counted(found) == counted(edges)
    files = sum(len(row.get("wheels", [])) + ("sdist" in row) for row in raw)
    assert sum(len(package.artifacts) for package in lock.packages) == files
