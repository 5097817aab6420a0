"""Requirements leave pyproject.toml and Pipfile; everything else stays, to the byte."""

from __future__ import annotations

import pytest

from inhouse.codemod.manifest import ManifestEdit, remove_requirement
from inhouse.errors import InputError


def removed(text: str, name: str = "six", file: str = "pyproject.toml", **more: object) -> str:
    """Return the text after the removal, which must be sure, complete and repeatable."""
    edit = remove_requirement({file: text.encode()}, name, **more)  # type: ignore[arg-type]
    assert edit.left == ()
    after = edit.changes[0].after if edit.changes else text.encode()
    assert after is not None
    again = remove_requirement({file: after}, name, **more)  # type: ignore[arg-type]
    assert again.changes == () and again.removed == ()
    return after.decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[project]\nname = 'x'\n",
        '[project]\ndependencies = ["six-extras", "sixx", "notsix"]\n',
        '[tool.mypy]\nplugins = ["six"]\n',
        '[project]\ndescription = "six"\n',
        '[dependency-groups]\ndev = [{include-group = "six"}]\nsix = []\n',
        '[project.optional-dependencies]\nsix = ["attrs"]\n',
        "[tool.poetry.group.six.dependencies]\nattrs = '*'\n",
    ],
)
def test_what_only_looks_alike_stays(text: str) -> None:
    assert remove_requirement({"pyproject.toml": text.encode()}, "six").changes == ()


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('[build-system]\nrequires = ["setuptools", "six"]\n', 2, "the build needs it"),
        ('[tool.hatch.build.hooks.x]\ndependencies = ["six"]\n', 2, "build hook"),
        ('[tool.pixi.pypi-dependencies]\nsix = "*"\n', 2, "pixi"),
        ('[project]\ndependencies = [\n  "attrs",\n  "six ?? 1",\n]\n', 4, "no plain requirement"),
        ('[tool.tox.env.a]\ndeps = ["./six"]\n', 2, "no plain requirement"),
    ],
)
def test_what_cannot_be_edited_is_told_with_its_line(text: str, line: int, why: str) -> None:
    edit = remove_requirement({"pyproject.toml": text.encode()}, "six")
    assert edit.changes == ()
    assert [(each.line, why in each.why) for each in edit.left] == [(line, True)]


def test_the_project_itself_is_no_requirement() -> None:
    text = b'[project]\nname = "Six"\n[project.optional-dependencies]\nall = ["six[x]"]\nx = []\n'
    edit = remove_requirement({"pyproject.toml": text}, "six")
    assert edit.changes == () and "itself" in edit.left[0].why


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('["six"]', "[]"),
        ("[ 'six' ]", "[]"),
        ('["six",]', "[]"),
        ('["six", "a"]', '["a"]'),
        ('["a", "six"]', '["a"]'),
        ('["a", "six",]', '["a",]'),
        ('[ "a", "six" ]', '[ "a" ]'),
        ('["a", "six", "b"]', '["a", "b"]'),
        ('["a","six","b"]', '["a","b"]'),
        ('["six", "a", "six; python_version < \'3\'"]', '["a"]'),
        ('[\n  "six",\n]', "[]"),
        ('[\n  "six"\n]', "[]"),
        ('[\n  "a",\n  "six",\n]', '[\n  "a",\n]'),
        ('[\n  "a",\n  "six"\n]', '[\n  "a",\n]'),
        ('[\n  "six",\n  "a"\n]', '[\n  "a"\n]'),
        ('["six",\n "a"]', '["a"]'),
        ('["a",\n "six"]', '["a"]'),
        ('["a",  # first\n "six"]', '["a",  # first\n]'),
        ('[\n  "a", "six",\n  "b",\n]', '[\n  "a",\n  "b",\n]'),
        ('[\n  "six", "a",\n]', '[\n  "a",\n]'),
        ('[\n  "a", "six",  # both\n]', '[\n  "a",  # both\n]'),
        ('[\n  "six",  # why\n  "a",  # b, c\n]', '[\n  "a",  # b, c\n]'),
        ('[\n  "a"\n  , "six"\n  , "b"\n]', '[\n  "a"\n  , "b"\n]'),
        ('[\n  "a#1]",\n  "six",\n]'.replace("a#1]", "a"), '[\n  "a",\n]'),
        ('[\n\t"a",\n\t"six",\n]', '[\n\t"a",\n]'),
        ('["""six""", "a"]', '["a"]'),
        ('[\n  "six", # c\n  # "six==1",\n]', '[\n  # "six==1",\n]'),
    ],
)
def test_arrays_keep_their_style(before: str, after: str) -> None:
    text = "[project]\nname = 'p'  # it\ndependencies = {}\nversion = '1'\n"
    assert removed(text.format(before)) == text.format(after)


@pytest.mark.parametrize(
    "written", ["Six", "six[x]", "six>=1,<2 ; os_name == 'nt'", "SIX @ https://a.example/six.zip"]
)
def test_however_it_is_written(written: str) -> None:
    assert removed(f'[project]\ndependencies = ["{written}"]\n') == "[project]\ndependencies = []\n"


@pytest.mark.parametrize(
    "written", ["python_slugify", "Python.Slugify[unidecode]>=8", "python--slugify"]
)
def test_names_are_compared_normalised(written: str) -> None:
    text = f'[project]\ndependencies = ["{written}"]\n'
    assert removed(text, "python-slugify") == "[project]\ndependencies = []\n"


def test_every_table_of_every_tool() -> None:
    text = """\
[project]
dependencies = ["six", "types-six"]
[project.optional-dependencies]
a = ["six"]
b = ["attrs", "six"]
[dependency-groups]
dev = [{include-group = "t"}, "six"]
t = ["six"]
[tool.pdm.dev-dependencies]
x = ["six"]
[tool.uv]
dev-dependencies = ["six"]
constraint-dependencies = ["six<2"]
[tool.uv.sources]
six = { path = "../six" }
[tool.hatch.envs.default]
dependencies = ["six"]
extra-dependencies = ["six"]
[tool.tox.env_run_base]
deps = ["six", "-r r.txt"]
[tool.tox.env.lint]
deps = ["six"]
[tool.flit.metadata]
requires = ["six"]
[tool.poetry.dependencies]
python = "^3.11"
six = "^1"
[tool.poetry.group.dev.dependencies]
Six = { version = "*", optional = true }
[tool.poetry.extras]
e = ["six", "attrs"]
"""
    wanted = """\
[project]
dependencies = []
[project.optional-dependencies]
a = []
b = ["attrs"]
[dependency-groups]
dev = [{include-group = "t"}]
t = []
[tool.pdm.dev-dependencies]
x = []
[tool.uv]
dev-dependencies = []
constraint-dependencies = []
[tool.uv.sources]
[tool.hatch.envs.default]
dependencies = []
extra-dependencies = []
[tool.tox.env_run_base]
deps = ["-r r.txt"]
[tool.tox.env.lint]
deps = []
[tool.flit.metadata]
requires = []
[tool.poetry.dependencies]
python = "^3.11"
[tool.poetry.group.dev.dependencies]
[tool.poetry.extras]
e = ["attrs"]
"""
    assert removed(text, also=("types-six",), leaves=True) == wanted


def test_a_constraint_and_the_source_it_bends_stay_while_others_ask_for_it() -> None:
    text = (
        '[project]\ndependencies = ["six"]\n[tool.uv]\noverride-dependencies = ["six<2"]\n'
        '[tool.uv.sources]\nsix = { index = "x" }\n'
    )
    edit = remove_requirement({"pyproject.toml": text.encode()}, "six")
    assert edit.changes[0].after == text.replace('"six"]\n[tool.uv]', "]\n[tool.uv]").encode()
    assert edit.removed == ("pyproject.toml: project.dependencies",)
    assert edit.notes == ("pyproject.toml:4: tool.uv.override-dependencies.0 still names it",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('six = "1"  # why\nattrs = "1"\n', 'attrs = "1"\n'),
        ('attrs = "1"\nsix = [\n  {version = "1"},\n  {version = "2"},\n]\n', 'attrs = "1"\n'),
        ('attrs = "1"\nsix.version = "1"\nsix.optional = true\n', 'attrs = "1"\n'),
        (
            'attrs = "1"\n\n[tool.poetry.dependencies.six]\n# c\nversion = "1"\n'
            "\n[tool.x]\na = 1\n",
            'attrs = "1"\n\n[tool.x]\na = 1\n',
        ),
        ('attrs = "1"\n\n[tool.poetry.dependencies.six]\nversion = "1"\n', 'attrs = "1"\n'),
        (
            'attrs = "1"\n[[tool.poetry.dependencies.six]]\nversion = "1"\n'
            '[[tool.poetry.dependencies.six]]\nversion = "2"\n[tool.x]\n',
            'attrs = "1"\n[tool.x]\n',
        ),
        ('"six" = "1"\nattrs = "1"\n', 'attrs = "1"\n'),
    ],
)
def test_tables_of_poetry(before: str, after: str) -> None:
    head = "[tool.poetry.dependencies]\n"
    assert removed(head + before) == head + after


def test_inline_and_dotted_tables() -> None:
    text = '[tool.poetry]\ndependencies = { six = "1", attrs = "2" }\n'
    text += 'group.dev.dependencies.six = "*"\n'
    assert removed(text) == '[tool.poetry]\ndependencies = { attrs = "2" }\n'
    assert (
        removed('dependency-groups = { dev = ["six"] }\n') == "dependency-groups = { dev = [] }\n"
    )


def test_a_pipfile() -> None:
    text = (
        '[[source]]\nname = "six"\n\n[packages]\nsix = "*"\nflask = {version = "*"}\n'
        '\n[dev-packages]\nSix = {version = "*", markers = "os_name == \'nt\'"}\n'
        '[docs]\nsix = "*"\n'
    )
    wanted = '[[source]]\nname = "six"\n\n[packages]\nflask = {version = "*"}\n'
    wanted += "\n[dev-packages]\n[docs]\n"
    assert removed(text, file="Pipfile") == wanted


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("final", [True, False])
def test_line_ends_bom_and_the_last_line_stay(end: str, bom: str, final: bool) -> None:
    lines = ["[tool.poetry.dependencies]", "attrs = '1' # a", "six = '1'"]
    text = bom + end.join(lines) + (end if final else "")
    assert removed(text) == bom + end.join(lines[:2]) + (end if final else "")


COMMENTS = [
    # names the package: goes
    ('  "a",\n  # six is old\n  "six",\n  "b",\n', '  "a",\n  "b",\n'),
    # the next item has its own comment: goes
    ('  # for x\n  "six",\n  # for y\n  "b",\n', '  # for y\n  "b",\n'),
    ('  "a",\n  # for x\n  "six",\n  # for y\n  "b",\n', '  "a",\n  # for y\n  "b",\n'),
    # nothing follows that it could speak of
    ('  "a",\n  # for x\n  "six",\n', '  "a",\n'),
    ('  "a",\n  # for x\n  "six",\n\n  "b",\n', '  "a",\n\n  "b",\n'),
    # it may speak of the next one: stays
    ('  "a",\n  # for x\n  "six",\n  "b",\n', '  "a",\n  # for x\n  "b",\n'),
    ('  "a",\n  # six and b\n  "six",\n  "b",\n', '  "a",\n  # six and b\n  "b",\n'),
    # not directly above: stays
    ('  "a",\n  # six\n\n  "six",\n', '  "a",\n  # six\n\n'),
    # at the top of the list, and a requirement that is commented out: stay
    ('  # keep sorted\n  "six",\n  "b",\n', '  # keep sorted\n  "b",\n'),
    ('  # keep sorted\n  "six",\n', "  # keep sorted\n"),
    ('  "a",\n  # "old>=1",\n  "six",\n', '  "a",\n  # "old>=1",\n'),
    ('  "a",\n  # "six==1",\n  "six",\n', '  "a",\n'),
]


@pytest.mark.parametrize(("before", "after"), COMMENTS)
def test_orphaned_comments(before: str, after: str) -> None:
    text = "[project]\ndependencies = [\n{}]\n"
    assert removed(text.replace("{}", before)) == text.replace("{}", after)


def test_what_else_names_it_is_noted() -> None:
    text = (
        '[project]\ndependencies = ["six"]\n[[tool.mypy.overrides]]\n'
        'module = ["six", "six.moves"]\nignore_missing_imports = true\n'
    )
    edit = remove_requirement({"pyproject.toml": text.encode()}, "six")
    assert edit.notes == ("pyproject.toml:4: tool.mypy.overrides.0.module.0 still names it",)


def test_members_of_the_workspace_are_edited_and_other_projects_are_not() -> None:
    member, other = b'[project]\ndependencies = ["six"]\n', b'[project]\ndependencies = ["six"]\n'
    files = {
        "pyproject.toml": b"[tool.uv.workspace]\nmembers = ['packages/*']\n"
        b"exclude = ['packages/z']\n",
        "packages/a/pyproject.toml": member,
        "packages/z/pyproject.toml": member,
        "tests/data/pyproject.toml": other,
    }
    edit = remove_requirement(files, "six")
    assert [change.path for change in edit.changes] == ["packages/a/pyproject.toml"]
    assert [note.partition(":")[0] for note in edit.notes] == [
        "packages/z/pyproject.toml",
        "tests/data/pyproject.toml",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'[project]\ndependencies = ["six"',
        b'[project]\ndependencies = ["six"]\ndependencies = ["six"]\n',
        b"[project]\nx = " + b"[" * 20_000 + b'"six"' + b"]" * 20_000,
        b"[project]\nx = " + b"[" * 80 + b'"six"' + b"]" * 80,
        b"\xff\xfe six",
        b'# six\nx = "' + b"a" * 4_000_001 + b'"\n',
        b"six\x00",
    ],
)
def test_a_broken_file_that_names_it_is_one_error(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        remove_requirement({"pyproject.toml": content}, "six")
    assert caught.value.place == "pyproject.toml" and "\n" not in str(caught.value)


def test_odd_values_and_names_are_no_trouble() -> None:
    text = (
        b'[project]\ndependencies = "six"\noptional-dependencies = 5\n[dependency-groups]\n'
        b'a = "six"\nb = [1, {x = "six"}, ["six"]]\n[tool]\npoetry = "six"\n'
    )
    edit = remove_requirement({"pyproject.toml": text}, "six")
    assert edit.changes == () and edit.left == ()
    assert remove_requirement({"pyproject.toml": text}, "") == ManifestEdit()
    assert remove_requirement({}, "six") == ManifestEdit()


def test_very_many_of_one_name_are_refused() -> None:
    text = "[project]\ndependencies = [" + '"six",' * 150 + "]\n"
    edit = remove_requirement({"pyproject.toml": text.encode()}, "six")
    assert edit.changes == () and "more than" in edit.left[0].why
