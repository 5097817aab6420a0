from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from inhouse.errors import LockfileError
from inhouse.lockfiles.poetry import matches, parse
from inhouse.model.lock import LockedPackage, Lockfile, Selection, Source
from tests.lockfiles.tools import (
    CORPUS,
    exported,
    linked,
    manifest_of,
    need_corpus,
    projects,
    run_tool,
    target,
)

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locks" / "poetry"
HEAD = 'metadata = {lock-version = "2.1"}\n'
PACKAGE = HEAD + '[[package]]\nname = "a"\nversion = "1"\n'

REFUSED = {
    "a = 1": "poetry.lock: metadata: is missing, so this is not a poetry.lock",
    'metadata = {lock-version = "3.0"}': "has lock version 3.0, and 2.1 is the newest",
    'metadata = {lock-version = "new"}': "metadata.lock-version: 'new' is not a version",
    HEAD + "package = 1": "package: should be a list of tables, not int",
    HEAD + '[[package]]\nname = "a"': r"package\[0\].version: is missing",
    PACKAGE + "dependencies = {b = 1}": r"package\[0\].dependencies.b: should be a constraint",
    PACKAGE + "dependencies = {b = {extras = 'c'}}": "dependencies.b.extras: should be a list",
    PACKAGE + "dependencies = {b = {markers = 'extra =='}}\nextras = {x = []}\n"
    "[[package]]\nname = 'c'\nversion = '1'\n"
    "dependencies = {b = {markers = '(extra'}}": "dependencies: is a marker with an open",
    PACKAGE + "files = [{}]": r"package\[0\].files\[0\].file: is missing",
    PACKAGE + "groups = 'main'": r"package\[0\].groups: should be a list of strings",
    PACKAGE + "markers = {main = 1}": r"package\[0\].main: should be a string, not int",
    HEAD + "extras = {x = 'a'}": "x: should be a list of strings",
}


def read(project: str) -> Lockfile:
    return parse((FIXTURES / project / "poetry.lock").read_text("utf-8"))


def by_name(lock: Lockfile) -> dict[str, LockedPackage]:
    return {str(each.name): each for each in lock.packages}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_wrong_is_said_with_its_place(text: str) -> None:
    with pytest.raises(LockfileError, match=REFUSED[text]) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_names() -> None:
    assert matches("poetry.lock")
    assert not matches("uv.lock")


def test_a_newer_minor_version_is_read_with_a_note() -> None:
    lock = parse('metadata = {lock-version = "2.9"}')
    assert [note.code for note in lock.notes] == ["newer-lock-version"]


def test_forks_are_told_apart_by_constraint() -> None:
    lock = read("forks")
    kit = by_name(lock)["tables-kit"]
    assert [(need.name, need.version, need.marker) for need in kit.requirements] == [
        ("numbers-lib", "1.26.4", 'python_version < "3.12"'),
        ("numbers-lib", "2.2.0", 'python_version >= "3.12"'),
    ]
    assert kit.requirements[0].specifier == "<2.0,>=1.20"
    assert lock.requires_python == "<4.0,>=3.9"


def test_markers_that_differ_by_group() -> None:
    kit = by_name(read("forks"))["tables-kit"]
    assert kit.groups == ("runtime", "dev")
    assert kit.marker == (
        '(extra == "tables" and sys_platform == "linux")'
        ' or ("dev" in dependency_groups and (python_version < "3.13"))'
    )


@pytest.mark.parametrize(
    ("platform", "python", "selection", "expected"),
    [
        ("linux", "3.11", Selection(no_dev=True), {("numbers-lib", "1.26.4")}),
        ("linux", "3.13", Selection(), {("numbers-lib", "2.2.0")}),
        ("linux", "3.12", Selection(), {("numbers-lib", "2.2.0"), ("tables-kit", "1.0")}),
        (
            "linux",
            "3.13",
            Selection(extras=("Tables",)),
            {("numbers-lib", "2.2.0"), ("tables-kit", "1.0")},
        ),
        ("windows", "3.13", Selection(extras=("tables",)), {("numbers-lib", "2.2.0")}),
    ],
)
def test_one_version_of_a_fork_is_installed(
    platform: str, python: str, selection: Selection, expected: set[tuple[str, str]]
) -> None:
    manifest = manifest_of(FIXTURES / "forks")
    assert linked(read("forks"), manifest, target(platform, python), selection) == expected


def test_extras_bring_in_what_their_markers_and_lists_say() -> None:
    server = by_name(read("extras-of-extras"))["server"]
    assert [(need.name, need.marker) for need in server.requirements] == [
        ("glue", 'platform_python_implementation == "PyPy"')
    ]
    extras = {each.name: each.requirements for each in server.extras}
    assert [(need.name, need.extras) for need in extras["all"]] == [("server", ("glue", "speed"))]
    assert [(need.name, need.marker) for need in extras["glue"]] == [("glue", None)]
    assert [(need.name, need.marker) for need in extras["speed"]] == [
        ("fastloop", 'sys_platform != "win32"')
    ]
    assert [need.name for need in extras["legacy"]] == ["old-style"]


def test_sources() -> None:
    found = {name: package.source for name, package in by_name(read("sources")).items()}
    assert found == {
        "by-git": Source(kind="git", location="https://git.example/by-git.git@0123abc"),
        "by-url": Source(kind="url", location="https://files.example/by_url-1.0-py3-none-any.whl"),
        "by-path": Source(kind="editable", location="libs/by-path"),
        "by-file": Source(kind="path", location="libs/by_file-1.0.tar.gz"),
        "by-index": Source(kind="registry", location="https://index.example/simple"),
    }
    assert read("sources").indexes == ("https://index.example/simple",)


def test_lock_version_1_names_and_files() -> None:
    lock = read("old-lock")
    old = by_name(lock)["old-name"]
    assert lock.version == "1.1"
    assert [(each.kind, each.hashes) for each in old.artifacts] == [
        ("wheel", (("sha256", "dd"),)),
        ("sdist", (("md5", "ee"),)),
    ]
    assert [(need.name, need.specifier, need.marker) for need in old.requirements] == [
        ("child-name", "<2.0,>=1.2", None),
        ("timing", None, 'python_version < "3.3"'),
    ]
    assert lock.requires_python == ">=2.7"


@pytest.mark.parametrize("project", projects("poetry.lock"))
def test_nothing_of_a_real_lock_is_lost(project: str) -> None:
    text = (CORPUS / project / "poetry.lock").read_text("utf-8")
    lock, plain = parse(text), tomllib.loads(text)["package"]
    assert len(lock.packages) == len(plain)
    for package, row in zip(lock.packages, plain, strict=True):
        assert (package.name, package.version) == (canonicalize_name(row["name"]), row["version"])
        assert {file.filename for file in package.artifacts} == {f["file"] for f in row["files"]}
        assert (package.marker is not None) == _limited(row)
        extras = [need for each in package.extras for need in each.requirements]
        found = sorted(need.name for need in (*package.requirements, *extras))
        wanted = [(canonicalize_name(name), dep) for name, dep in _edges(row)]
        assert set(found) - {package.name} == {name for name, _ in wanted}
        certain = sorted(name for name, dep in wanted if not dep.get("optional"))
        assert sorted(n.name for n in package.requirements if n.name in certain) == certain
        marked = [dep for _, dep in wanted if "markers" in dep and not dep.get("optional")]
        assert sum(n.marker is not None for n in package.requirements) >= len(marked)


def _edges(row: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (name, each if isinstance(each, dict) else {"version": each})
        for name, value in row.get("dependencies", {}).items()
        for each in (value if isinstance(value, list) else [value])
    ]


def _limited(row: dict[str, Any]) -> bool:
    markers = row.get("markers") or {}
    return (
        isinstance(markers, str)
        or "main" in markers
        or bool(markers and "main" not in row["groups"])
    )


@pytest.mark.index
@pytest.mark.parametrize("project", projects("poetry.lock"))
@pytest.mark.parametrize("options", ["--all-groups --all-extras", ""])
def test_the_same_packages_as_poetry_export(project: str, options: str, tmp_path: Path) -> None:
    need_corpus()
    text = (CORPUS / project / "poetry.lock").read_text("utf-8")
    lock, manifest = parse(text), manifest_of(CORPUS / project)
    chosen = Selection(
        no_dev="--all-groups" not in options,
        all_groups="--all-groups" in options,
        all_extras="--all-extras" in options,
    )
    command = "--from poetry --with poetry-plugin-export poetry export --no-interaction"
    # Poetry's exporter leaves out what is wanted by a constraint with alternatives; the same
    # constraint without them is exported.
    alike = (">=0.14.0,<0.15.0 || >0.15.0,<0.15.1 || >0.15.1", ">=0.14.0,!=0.15.0,!=0.15.1")
    given = {"poetry.lock": text.replace(*alike)}
    result = run_tool(
        project, tmp_path, *command.split(), "--without-hashes", *options.split(), given=given
    )
    # Before lock version 2.1 it exports optional requirements that a group asks for, too, even
    # where neither the extra nor the group is selected; Poetry does not install them.
    loose = set()
    if options == "" and not (lock.version or "").startswith("2.1"):
        loose = {need.name for m in manifest.members for x in m.extras for need in x.requirements}
    for platform, python in [("linux", "3.12"), ("windows", "3.13"), ("macos", "3.11")]:
        where = target(platform, python)
        if not python_allowed(lock, where.python_full):
            continue
        theirs, ours = exported(result, where), linked(lock, manifest, where, chosen)
        assert ours <= theirs
        assert {name for name, _ in theirs - ours} <= loose


def python_allowed(lock: Lockfile, python: str) -> bool:
    return SpecifierSet(lock.requires_python or "").contains(python)
