"""A requirement is put where another one stands, in the same style."""

from __future__ import annotations

import pytest

from inhouse.codemod.manifest import add_requirement
from inhouse.errors import UsageError


def added(
    text: str, wanted: str = "more>=1", path: str = "pyproject.toml", like: str = "six"
) -> str:
    edit = add_requirement({path: text.encode()}, wanted, like)
    assert edit.left == ()
    after = (edit.changes[0].after or b"") if edit.changes else text.encode()
    assert add_requirement({path: after}, wanted, like).changes == ()
    return after.decode()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["six", "More<1"]\n'),
        (
            "pyproject.toml",
            '[project]\ndependencies = ["more"]\n[dependency-groups]\ndev = ["six"]\n',
        ),
        ("requirements.in", "six\nMORE\n"),
        ("setup.cfg", "[options]\ninstall_requires =\n    six\n    more==1\n"),
        ("setup.py", "setup(install_requires=['six', 'more'])\n"),
        ("Pipfile", "[packages]\nsix = '*'\nmore = '*'\n"),
    ],
)
def test_what_is_there_already_is_not_added(path: str, text: str) -> None:
    assert added(text, path=path) == text


def test_where_its_like_stands_nowhere_it_is_told() -> None:
    for text in ('[project]\ndependencies = ["attrs"]\n', '[build-system]\nrequires = ["six"]\n'):
        edit = add_requirement({"pyproject.toml": text.encode()}, "more", "six")
        assert edit.changes == () and "stands nowhere" in edit.left[0].why
    assert add_requirement({}, "more", "six").left
    with pytest.raises(UsageError):
        add_requirement({}, "?", "six")


def test_what_cannot_be_written_there_is_left() -> None:
    for wanted, value in (("more @ https://a.example/m.zip", "'*'"), ("more", "{optional = true}")):
        text = f"[tool.poetry.dependencies]\nsix = {value}\n"
        edit = add_requirement({"pyproject.toml": text.encode()}, wanted, "six")
        assert edit.changes == () and edit.left[0].line == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('["six"]', '["six", "more>=1"]'),
        ('["six", "a"]', '["six", "more>=1", "a"]'),
        ('["a", "six"]', '["a", "more>=1", "six"]'),
        ("['six']", "['six', 'more>=1']"),
        ('[\n  "six",\n]', '[\n  "six",\n  "more>=1",\n]'),
        ('[\n  "a",\n  "six"\n]', '[\n  "a",\n  "more>=1",\n  "six"\n]'),
        ('[\n  "a",\n  "b",\n  "six"\n]', '[\n  "a",\n  "b",\n  "more>=1",\n  "six"\n]'),
        ('[\n  "z",\n  "six"  # c\n]', '[\n  "z",\n  "six",  # c\n  "more>=1"\n]'),
        ('[\n\t"six",\n\t"zz",\n]', '[\n\t"more>=1",\n\t"six",\n\t"zz",\n]'),
        ('[\r\n  "six", # c\r\n]', '[\r\n  "six", # c\r\n  "more>=1",\r\n]'),
    ],
)
def test_lists(before: str, after: str) -> None:
    head = "[project]\ndependencies = "
    assert added(f"{head}{before}\n") == f"{head}{after}\n"


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        ("more", 'more = "*"'),
        ("more>=1,<2", 'more = "<2,>=1"'),
        ("more[b,a]==1", 'more = {version = "==1", extras = ["a", "b"]}'),
        ("more; os_name == 'nt'", 'more = {version = "*", markers = \'os_name == "nt"\'}'),
    ],
)
def test_tables(wanted: str, line: str) -> None:
    for path, head in (("pyproject.toml", "[tool.poetry.dependencies]"), ("Pipfile", "[packages]")):
        text = f'{head}\nsix = "^1"\nz = "1"\n'
        assert added(text, wanted, path) in (
            f'{head}\nsix = "^1"\n{line}\nz = "1"\n',
            f'{head}\n{line}\nsix = "^1"\nz = "1"\n',
        )
        assert added(f'{head}\nsix = "^1"', wanted, path) == f'{head}\nsix = "^1"\n{line}'


def test_lines() -> None:
    assert added("a\nsix\nz", path="requirements.in") == "a\nmore>=1\nsix\nz"
    assert added("z\r\nsix", path="requirements.in") == "z\r\nsix\r\nmore>=1"
    assert added("z\nsix \\\n  --no-x\n# c\n", path="requirements.txt").endswith(
        "x\nmore>=1\n# c\n"
    )
    cfg = "[options]\ninstall_requires =\n  z\n  six\nx = 1\n"
    assert added(cfg, path="setup.cfg") == cfg.replace("  six\n", "  six\n  more>=1\n")
    setup = "setup(\n    install_requires=[\n        'six',\n    ],\n)\n"
    assert "        'six',\n        'more>=1',\n" in added(setup, path="setup.py")


def test_every_place_of_its_like_gets_it() -> None:
    text = '[project.optional-dependencies]\na = ["six"]\nb = ["x"]\n'
    text += '[dependency-groups]\nc = ["six"]\n'
    assert added(text) == text.replace('"six"]', '"six", "more>=1"]')


def test_a_lock_is_not_added_to() -> None:
    lock = b"six==1\n    # via -r requirements.in\n"
    files = {"requirements.in": b"six\n", "requirements.txt": lock}
    assert [each.path for each in add_requirement(files, "more", "six").changes] == [
        "requirements.in"
    ]
