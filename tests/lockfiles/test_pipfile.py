from __future__ import annotations

import json
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from inhouse.errors import LockfileError
from inhouse.lockfiles.pipfile import matches, parse
from inhouse.model.lock import LockedPackage, Lockfile, Selection, Source
from tests.lockfiles.tools import (
    CORPUS,
    exported,
    linked,
    manifest_of,
    projects,
    run_tool,
    target,
)

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locks" / "pipfile"

REFUSED = {
    "{}": "Pipfile.lock: _meta: is missing, so this is not a Pipfile.lock",
    "[]": "Pipfile.lock: is not a JSON object",
    '{"_meta": {"pipfile-spec": 7}}': "has lock version 7, and 6 is the newest",
    '{"_meta": {"sources": [{}]}}': r"_meta.sources\[0\].url: is missing",
    '{"_meta": {"a": 1}, "default": []}': "default: should be a table, not list",
    '{"_meta": {"a": 1}, "default": {"b": 1}}': "default.b: should be a table",
    '{"_meta": {"a": 1}, "default": {"-": {}}}': "default.-: '-' is not a distribution name",
    '{"_meta": {"a": 1}, "default": {"b": {"hashes": "x"}}}': "default.b.hashes: should be a list",
    '{"_meta": {"a": 1}, "default": {"b": {"version": 1}}}': "default.b.version: should be a str",
}


def read(project: str) -> Lockfile:
    return parse((FIXTURES / project / "Pipfile.lock").read_text("utf-8"))


def by_key(lock: Lockfile) -> dict[tuple[str, str | None], LockedPackage]:
    return {(str(each.name), each.version): each for each in lock.packages}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_wrong_is_said_with_its_place(text: str) -> None:
    with pytest.raises(LockfileError, match=REFUSED[text]) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_names() -> None:
    assert matches("Pipfile.lock")
    assert not matches("Pipfile")


def test_categories_become_groups() -> None:
    lock = read("categories")
    packages = by_key(lock)
    assert {key: package.groups for key, package in packages.items()} == {
        ("client-lib", "1.0"): ("runtime",),
        ("both", "2.0"): ("runtime", "dev"),
        ("two", "1.0"): ("runtime",),
        ("two", "2.0"): ("dev",),
        ("writer", "3.0"): ("doc-tools",),
    }
    both = packages["both", "2.0"]
    assert both.marker == "(sys_platform == 'win32') or (python_version < '3')"
    assert both.hashes == (("sha256", "cc"), ("sha256", "dd"))
    assert both.wanted_extras == ("x",)
    assert packages["writer", "3.0"].marker == "os_name == 'nt' and python_version < '4'"
    client = packages["client-lib", "1.0"]
    assert client.source == Source(kind="registry", location="https://index.example/simple")
    assert client.wanted_extras == ("http2",)
    assert not lock.edges_known
    assert not client.edges_known
    assert (lock.requires_python, lock.indexes) == ("==3.12.*", ("https://index.example/simple",))


def test_one_entry_where_only_one_category_names_the_first_index() -> None:
    sources = [
        {"name": "main", "url": "https://index.example/simple"},
        {"name": "own", "url": "https://own.example/simple"},
    ]
    row = {"version": "==1.0"}
    lock = {
        "_meta": {"pipfile-spec": 6, "sources": sources},
        "default": {"a": {**row, "index": "main"}, "b": row, "c": {**row, "index": "own"}},
        "develop": {"a": row, "b": {**row, "index": "main"}, "c": row},
    }
    found = [
        (str(each.name), each.groups, each.source) for each in parse(json.dumps(lock)).packages
    ]
    main = Source(kind="registry", location="https://index.example/simple")
    assert found == [
        ("a", ("runtime", "dev"), main),
        ("b", ("runtime", "dev"), main),
        ("c", ("runtime",), Source(kind="registry", location="https://own.example/simple")),
        ("c", ("dev",), Source(kind="registry")),
    ]


def test_sources_and_entries_without_a_version() -> None:
    found = {key: package.source for key, package in by_key(read("sources")).items()}
    url = "https://files.example/by_file-1.2.tar.gz"
    assert found == {
        ("by-git", None): Source(kind="git", location="https://git.example/by-git.git@0123abc"),
        ("by-file", "1.2"): Source(kind="url", location=url),
        ("by-path", None): Source(kind="path", location="./libs/by-path"),
        ("edited", None): Source(kind="editable", location="."),
        ("any", None): Source(kind="registry"),
    }


@pytest.mark.parametrize("project", projects("Pipfile.lock"))
def test_nothing_of_a_real_lock_is_lost(project: str) -> None:
    text = (CORPUS / project / "Pipfile.lock").read_text("utf-8")
    plain = {
        (canonicalize_name(name), entry["version"].removeprefix("=="))
        for category, entries in json.loads(text).items()
        if category != "_meta"
        for name, entry in entries.items()
    }
    packages = by_key(parse(text))
    assert set(packages) == plain
    for category, group in (("default", "runtime"), ("develop", "dev")):
        for name, entry in json.loads(text)[category].items():
            package = packages[canonicalize_name(name), entry["version"].removeprefix("==")]
            assert group in (package.groups or ())
            assert {":".join(pair) for pair in package.hashes} >= set(entry["hashes"])
            assert (package.marker is None) == ("markers" not in entry)


@pytest.mark.index
@pytest.mark.parametrize("project", projects("Pipfile.lock"))
@pytest.mark.parametrize("options", ["--dev", ""])
def test_the_same_packages_as_pipenv_requirements(
    project: str, options: str, tmp_path: Path
) -> None:
    result = run_tool(project, tmp_path, "pipenv", "requirements", *options.split())
    chosen = Selection(no_dev=not options, all_groups=bool(options))
    lock = parse((CORPUS / project / "Pipfile.lock").read_text("utf-8"))
    for platform, python in [("linux", "3.12"), ("windows", "3.14"), ("macos", "3.10")]:
        where = target(platform, python)
        ours = linked(lock, manifest_of(CORPUS / project), where, chosen)
        assert ours == exported(result, where)
