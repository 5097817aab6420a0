from __future__ import annotations

import pytest

from inhouse import target
from inhouse.evidence.index.project import ProjectFile, ProjectPage
from inhouse.pipeline.newcomer import also_brought, newest_of

HERE, _ = target.choose("3.12", "linux-x86_64", False, None)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Held_Already>=1"],
        ["other; sys_platform == 'win32'", "other; python_version < '3.9'"],
        ["other; extra == 'more'"],
        ["no requirement !!", "\x1b[31mred"],
    ],
)
def test_what_the_lock_holds_or_the_target_leaves_out_is_not_brought(lines: list[str]) -> None:
    assert also_brought(lines, {"held-already"}, HERE) == ()


def test_what_a_newcomer_asks_for_comes_with_it() -> None:
    lines = ["ua_parser>=1", "held", "six; python_version > '3'", "six"]
    (note,) = also_brought(lines, {"held"}, HERE)
    assert note.code == "brings-more"
    assert "ua-parser, six too" in note.text


@pytest.mark.parametrize(
    ("versions", "wanted"),
    [
        ([], None),
        ([None, "not a version"], None),
        (["1.9", "1.10", "2.0rc1"], "1.10"),
        (["2.0rc1"], "2.0rc1"),
        (["1.0", "3.0 yanked"], "1.0"),
    ],
)
def test_a_simple_index_tells_the_newest_release_by_its_files(
    versions: list[str | None], wanted: str | None
) -> None:
    files = tuple(
        ProjectFile(
            filename="x.whl",
            url="https://files.example/x.whl",
            version=each and each.removesuffix(" yanked"),
            yanked=bool(each and each.endswith("yanked")),
        )
        for each in versions
    )
    assert newest_of(ProjectPage(index="https://index.example/simple", files=files)) == wanted
