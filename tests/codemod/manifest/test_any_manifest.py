"""Whatever a manifest looks like: only what asks for the distribution leaves it, or nothing."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inhouse.codemod.manifest import (
    ManifestEdit,
    add_requirement,
    own_code_settings,
    remove_requirement,
)
from inhouse.codemod.manifest.wanted import Wanted
from inhouse.errors import InputError

pytestmark = pytest.mark.once

NAMES = st.sampled_from(["six", "Six", "python-six", "six2", "attrs", "a_b.c", "A-B-C"])
VERSIONS = st.sampled_from(["", ">=1", "==1.0,!=2", "[x,y]~=3.1", " ; os_name == 'nt'", "[z]"])
ITEMS = st.builds(lambda name, version: name + version, NAMES, VERSIONS)
BLANKS = st.sampled_from(["", " ", "  ", "\t", "\n", "\n    ", "\r\n  "])
COMMENTS = st.sampled_from(["", "# six", '# "six",', "# a, b]", "# é"])


@st.composite
def arrays(draw: st.DrawFn) -> tuple[str, list[str]]:
    items = draw(st.lists(ITEMS, max_size=6))
    text = "["
    for index, item in enumerate(items):
        text += draw(BLANKS) + f'"{item}"' + draw(BLANKS)
        last = index == len(items) - 1
        text += "," if not last or draw(st.booleans()) else ""
        comment = draw(COMMENTS)
        text += f"{draw(st.sampled_from(['', ' ']))}{comment}\n" if comment else ""
    return text + draw(BLANKS) + "]", items


@given(arrays(), st.sampled_from(["", "\ufeff"]), st.sampled_from(["", "\n", "  # end\nx = 1\n"]))
@settings(max_examples=300, deadline=None)
def test_arrays_in_any_layout(array: tuple[str, list[str]], bom: str, end: str) -> None:
    written, items = array
    text = f"{bom}[project]\ndependencies = {written}{end}"
    wanted = Wanted(("six",))
    edit = remove_requirement({"pyproject.toml": text.encode()}, "six")
    if not any(map(wanted.declared, items)):
        assert edit.changes == ()
        return
    assert edit.left == (), "nothing in it is unsure"
    after = (edit.changes[0].after or b"").decode()
    rest = [item for item in items if not wanted.declared(item)]
    data = tomllib.loads(text.removeprefix(bom))
    data["project"]["dependencies"] = rest
    assert tomllib.loads(after.removeprefix(bom)) == data
    assert after.startswith(bom) and after.endswith(end)
    assert remove_requirement({"pyproject.toml": after.encode()}, "six").changes == ()
    letters = iter(text)
    assert all(letter in letters for letter in after), "characters are only taken out"


@given(arrays())
@settings(max_examples=200, deadline=None)
def test_what_is_added_to_any_layout_can_be_removed_again(array: tuple[str, list[str]]) -> None:
    written, items = array
    text = f"[project]\ndependencies = {written}\n".encode()
    edit = add_requirement({"pyproject.toml": text}, "zz-new>=1", "attrs")
    if not any(map(Wanted(("attrs",)).declared, items)):
        assert edit.changes == () and edit.left
        return
    assert edit.left == ()
    after = edit.changes[0].after or b""
    found = tomllib.loads(after.decode())["project"]["dependencies"]
    assert [each for each in found if not each.startswith("zz-new")] == items
    assert len(found) == len(items) + 1
    back = remove_requirement({"pyproject.toml": after}, "zz_new").changes[0].after or b""
    assert tomllib.loads(back.decode()) == tomllib.loads(text.decode())


LINES = st.one_of(
    ITEMS,
    st.builds(lambda item: f"{item}  # why", ITEMS),
    st.builds(lambda item: f"{item} \\\n  --hash=sha256:00", ITEMS.filter(lambda i: ";" not in i)),
    st.sampled_from(["", "# six", "# section", "-r other.txt", "--index-url https://a.example/"]),
)


@given(st.lists(LINES, max_size=10), st.sampled_from(["\n", "\r\n"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_lists_of_requirements_in_any_layout(lines: list[str], end: str, final: bool) -> None:
    text = "\n".join(lines).replace("\n", end) + (end if final and lines else "")
    wanted = Wanted(("six",))
    edit = remove_requirement({"requirements.in": text.encode()}, "six")
    assert edit.left == ()
    after = (edit.changes[0].after or b"").decode() if edit.changes else text
    rest = [line for line in lines if not wanted.declared(line.split(" #")[0].split(" \\")[0])]
    said = [line for line in "\n".join(rest).split("\n") if line and line[0] != "#"]
    assert [line for line in after.split(end) if line and line[0] != "#"] == said


PATHS = st.sampled_from(
    [
        "pyproject.toml",
        "Pipfile",
        "tox.toml",
        "setup.cfg",
        "setup.py",
        "requirements.in",
        "requirements/a.txt",
        "constraints.txt",
        "tox.ini",
        "Dockerfile",
        ".flake8",
        "ruff.toml",
    ]
)
PIECES = st.lists(
    st.sampled_from(
        [
            "six",
            "[",
            "]",
            "{",
            "}",
            "=",
            ",",
            "\n",
            '"',
            "'",
            '"""',
            "#",
            "\\",
            "\0",
            "\ufeff",
            "-e ",
            "[project]\n",
            "dependencies",
            "[[tool.uv.index]]\n",
            "setup(",
            ")",
            "install_requires=",
            "[options]\n",
            "[flake8]\n",
            "exclude",
            " ",
            ":",
            ";",
            "\r",
            "\f",
            "é",
            "@",
            "tool.ruff",
        ]
    ),
    max_size=25,
)


@given(
    st.dictionaries(PATHS, st.one_of(PIECES.map("".join).map(str.encode), st.binary(max_size=60)))
)
@settings(max_examples=400, deadline=None)
def test_hostile_files_give_an_answer_or_one_error(files: dict[str, bytes]) -> None:
    for edit in (
        lambda: remove_requirement(files, "six"),
        lambda: add_requirement(files, "more", "six"),
        lambda: own_code_settings(files, "src/p/_inhouse"),
    ):
        try:
            found = edit()  # type: ignore[no-untyped-call]
        except InputError as error:
            assert "\n" not in str(error)
            continue
        assert isinstance(found, ManifestEdit)
        assert all(change.before == files[change.path] for change in found.changes)
