"""What of a project a run does not look at."""

from __future__ import annotations

import dataclasses

from packaging.utils import canonicalize_name

from inhouse.model.lock import Manifest, Member, Requirement, RequirementSet, Selection
from inhouse.pipeline.left_out import LeftOut, left_out


def _set(name: str, *wanted: str) -> RequirementSet:
    found = tuple(Requirement(name=canonicalize_name(each)) for each in wanted)
    return RequirementSet(name=name, requirements=found)


MANIFEST = Manifest(
    members=(
        Member(
            name=canonicalize_name("app"),
            extras=(_set("web", "flask"), _set("nothing")),
            dev_groups=(_set("dev", "pytest"), _set("docs", "mkdocs")),
        ),
    )
)


def test_nothing_is_left_out_of_a_whole_or_empty_project() -> None:
    whole = Selection(all_extras=True, all_groups=True)
    assert left_out(MANIFEST, whole) == LeftOut()
    assert left_out(MANIFEST, Selection(), universal=True) == LeftOut()
    assert left_out(Manifest(members=()), Selection()).notes == ()


def test_extras_and_groups_that_are_not_chosen_are_named() -> None:
    found = left_out(MANIFEST, Selection())
    assert (found.extras, found.groups) == (("web",), ("docs",))
    assert found.names == {"flask", "mkdocs"}
    assert [note.text for note in found.notes] == [
        "extra web is left out; --all-extras adds it",
        "group docs is left out; --all-groups adds it",
    ]
    chosen = left_out(MANIFEST, Selection(extras=("Web",), groups=("docs",)))
    assert (chosen.extras, chosen.groups) == ((), ())


def test_groups_that_a_chosen_group_includes_are_not_left_out() -> None:
    dev = RequirementSet(name="dev", includes=("test",))
    test = dataclasses.replace(_set("test", "pytest"), includes=("Dev",))
    member = dataclasses.replace(MANIFEST.members[0], dev_groups=(dev, test, _set("docs", "x")))
    assert left_out(Manifest(members=(member,)), Selection()).groups == ("docs",)


def test_groups_that_the_user_left_out_need_no_note() -> None:
    found = left_out(MANIFEST, Selection(no_dev=True, all_extras=True))
    assert found.groups == ("dev", "docs")
    assert found.notes == ()
