"""Every direct requirement of the corpus' projects, removed and added, one at a time."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inhouse.codemod.manifest import add_requirement, remove_requirement
from inhouse.manifests import is_manifest, read
from inhouse.model.lock import Manifest

pytestmark = pytest.mark.once
WHOLE = "INHOUSE_WHOLE_CORPUS" in os.environ
CORPUS = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"
PROJECTS = (
    sorted(path.name for path in CORPUS.iterdir() if path.is_dir()) if CORPUS.is_dir() else []
)


def files_of(project: str) -> dict[str, bytes]:
    root = CORPUS / project
    paths = (path for path in root.rglob("*") if path.is_file())
    relative = {path.relative_to(root).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in relative.items() if wanted(name)}


def wanted(name: str) -> bool:
    return is_manifest(name) or name.endswith((".txt", ".in", ".toml", ".cfg", ".ini"))


def manifest(files: dict[str, bytes]) -> Manifest:
    return read({name: body.decode() for name, body in files.items() if is_manifest(name)})


def without(before: Manifest, name: str) -> Manifest:
    """What should be left: every set of every member without the name."""
    members = []
    for member in before.members:
        sets = [
            tuple(
                replace(each, requirements=tuple(r for r in each.requirements if r.name != name))
                for each in group
            )
            for group in (member.extras, member.dev_groups)
        ]
        plain = tuple(each for each in member.requirements if each.name != name)
        members.append(replace(member, requirements=plain, extras=sets[0], dev_groups=sets[1]))
    return replace(before, members=tuple(members))


def names(found: Manifest) -> list[str]:
    sets = [
        requirements
        for member in found.members
        for requirements in (
            member.requirements,
            *(each.requirements for each in (*member.extras, *member.dev_groups)),
        )
    ]
    return sorted({each.name for requirements in sets for each in requirements})


def applied(files: dict[str, bytes], changes: object) -> dict[str, bytes]:
    after = dict(files)
    for change in changes:  # type: ignore[attr-defined]
        assert after[change.path] == change.before
        after[change.path] = change.after
    return after


def changed_lines(before: bytes, after: bytes) -> Iterator[str]:
    old, new = before.decode().splitlines(True), after.decode().splitlines(True)
    for line in list(difflib.unified_diff(old, new, n=0))[2:]:
        if line[0] in "+-":
            yield line


def compared(found: Manifest) -> Manifest:
    """Poetry's empty groups of a set that lost its last requirement are no loss."""
    members = tuple(
        replace(
            member,
            extras=tuple(each for each in member.extras if each.requirements),
            dev_groups=tuple(
                each for each in member.dev_groups if each.requirements or each.includes
            ),
            default_groups=(),
        )
        for member in found.members
    )
    return replace(found, members=members, notes=())


def no_last_commas(files: dict[str, bytes]) -> dict[str, bytes]:
    """A list that had no comma behind its last item has one after something was added."""
    return {name: re.sub(rb",(\s*(#[^\n]*\s*)*\])", rb"\1", body) for name, body in files.items()}


@pytest.mark.parametrize("project", PROJECTS or ["none"])
def test_each_requirement_leaves_alone_and_the_second_time_nothing_changes(project: str) -> None:
    if not PROJECTS:
        pytest.skip("the corpus is not there")
    files = files_of(project)
    before = manifest(files)
    listed = names(before)  # of the largest, every few: 20 to 40 are enough to run each time
    for name in listed[:: 1 if WHOLE else max(1, len(listed) // 20)]:
        edit = remove_requirement(files, name)
        if name == before.members[0].name:
            assert edit.changes == () and "itself" in edit.left[0].why
            continue
        if edit.left:
            assert any(name in each.why or "build" in each.why for each in edit.left), edit.left
        after = applied(files, edit.changes)
        assert edit.changes, name
        assert compared(manifest(after)) == compared(without(before, name)), name
        word = re.compile("[-_.]+".join(re.escape(part) for part in name.split("-")), re.IGNORECASE)
        for change in edit.changes:
            assert change.before is not None and change.after is not None
            lines = list(changed_lines(change.before, change.after))
            for line in lines:
                own = line.startswith("-") and (word.search(line) or line[1:].strip()[:1] == "#")
                inline = "[" in line or "{" in line or line[1:].strip()[:1] in ("", "]")
                assert own or inline, (name, lines)
        again = remove_requirement(after, name)
        assert again.changes == () and again.removed == (), name


@pytest.mark.parametrize("project", PROJECTS or ["none"])
def test_a_requirement_is_added_beside_each_and_removing_it_gives_the_same_file(
    project: str,
) -> None:
    if not PROJECTS:
        pytest.skip("the corpus is not there")
    files = files_of(project)
    for name in names(manifest(files))[:: 1 if WHOLE else 10]:
        edit = add_requirement(files, "zz-inhouse-probe>=1.2", name)
        if edit.left:
            assert all("optional" in each.why for each in edit.left), (name, edit.left)
            continue
        after = applied(files, edit.changes)
        found = manifest(after)
        assert "zz-inhouse-probe" in names(found), name
        assert add_requirement(after, "zz_inhouse_probe", name).changes == ()
        back = remove_requirement(after, "ZZ.inhouse-probe")
        assert no_last_commas(applied(after, back.changes)) == no_last_commas(files), name
