"""Where a requirement stands in a manifest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.utils import canonicalize_name

from inhouse import manifests
from inhouse.errors import InhouseError
from inhouse.manifests.lines import line_of, lines_of

ROOT = Path(__file__).resolve().parents[2]
NAME = canonicalize_name("foo-bar")

PYPROJECT = """\
# foo-bar is nice
[build-system]
requires = ["foo-bar"]

[project]
name = "foo-bar-user"
description = "foo-bar"
dependencies = [
    # "foo-bar",
    "other; extra == 'foo-bar'",
    "Foo_Bar[x]>=1 ; python_version > '3'",
]

[tool.other]
foo-bar = "1"
"""
ABSENT = {
    "pyproject.toml": [
        "",
        "# foo-bar",
        '[project]\nname = "foo-bar"',
        '[build-system]\nrequires = ["foo-bar"]',
        '[project]\ndependencies = ["other"] # foo-bar',
        '[project]\ndependencies = ["foo-bar-baz", "xfoo-bar", "foo"]',
        '[project]\ndescription = """\ndependencies = ["foo-bar"]\n"""',
        '[tool.poetry]\nextras = {all = ["foo-bar"]}',
        '[tool.uv.sources]\nfoo-bar = {path = "."}',
        '[tool.uv]\nconstraint-dependencies = ["foo-bar"]',
        '[project]\ndependencies = ["foo-bar"',
        "[[[[",
    ],
    "Pipfile": [
        '[scripts]\nfoo-bar = "x"',
        '[[source]]\nfoo-bar = "x"',
        '[packages]\na = "foo-bar"',
    ],
    "setup.cfg": [
        "[metadata]\nname = foo-bar",
        "[options]\ninstall_requires =\n    # foo-bar\n    other",
        "[options]\ninstall_requires = file: foo-bar",
        "[options]\nsetup_requires = foo-bar",
        "[other]\ninstall_requires = foo-bar",
        "install_requires = foo-bar",
    ],
    "setup.py": [
        "install_requires = ['foo-bar']",
        "setup(install_requires=[*x, 'foo-bar'])",
        "setup(name='foo-bar')",
        "# setup(install_requires=['foo-bar'])",
        "setup(install_requires=['foo-bar'",
    ],
    "requirements.txt": [
        "# foo-bar",
        "other # foo-bar",
        "-r foo-bar.txt",
        "--index-url https://index.example/foo-bar",
        "./foo-bar",
        "other>=1; extra == 'foo-bar'",
    ],
    "README.md": ["foo-bar"],
}
PRESENT = [
    ("pyproject.toml", PYPROJECT, 11),
    ("pyproject.toml", '[project]\ndependencies = ["a", "foo.bar"]', 2),
    ("pyproject.toml", 'project = {dependencies = [\n"a",\n"FOO-bar"]}', 3),
    ("pyproject.toml", '[project.optional-dependencies]\nx = [\n  "foo_bar",\n]', 3),
    ("pyproject.toml", '[dependency-groups]\nx = [{include-group = "y"}, "foo_bar"]', 2),
    ("packages/a/pyproject.toml", '[tool.uv]\ndev-dependencies = ["foo-bar<2"]', 2),
    ("pyproject.toml", '[tool.pdm.dev-dependencies]\nx = ["-e file:///x#egg=foo-bar"]', 2),
    ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3"\nfoo_bar = "^1"', 3),
    (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nx = "1"\n[tool.poetry.dependencies.foo-bar]',
        3,
    ),
    ("pyproject.toml", '[tool.poetry.dependencies]\nfoo-bar.version = "^1"', 2),
    ("pyproject.toml", '[tool.poetry.group.dev.dependencies]\n"foo-bar" = {version = "1"}', 2),
    ("pyproject.toml", '[tool.poetry.dev-dependencies]\nfoo-bar = [\n{version = "1"},\n]', 2),
    ("pyproject.toml", '\ufeff[project]\r\ndependencies = [\r\n"foo-bar"\r\n]\r\n', 3),
    ("Pipfile", '[packages]\nfoo_bar = "*"', 2),
    ("Pipfile", '[dev-packages]\na = "*"\n[dev-packages.foo-bar]\ngit = "x"', 3),
    ("Pipfile", '[docs]\nfoo-bar = {version = "*"}', 2),
    ("setup.cfg", "[options]\ninstall_requires =\n  a\n\n  # no\n  Foo.Bar >= 1\n", 6),
    ("setup.cfg", "[options]\ninstall_requires = a; foo-bar\n", 2),
    ("setup.cfg", "[options]\ninstall_requires: foo-bar; os_name == 'nt'", 2),
    ("setup.cfg", "[options.extras_require]\nx = a\ny =\n  b\n  foo-bar\n", 5),
    ("setup.py", "from x import setup\nN = [\n 'foo-bar',\n]\nsetup(install_requires=N)", 3),
    ("setup.py", "setup(install_requires='''\na\nfoo_bar\n''')", 3),
    ("setup.py", "setup(\n  install_requires='a\\nfoo_bar',\n)", 2),
    ("setup.py", "setup(extras_require={\n 'x': ['a',\n 'foo-bar[y]>1']})", 3),
    ("requirements.txt", "a\nfoo_bar>=1 # no\n", 2),
    ("requirements/dev.in", "a \\\n  ==1\nfoo-bar \\\n  ==1 \\\n --hash=sha256:00", 3),
    ("requirements.txt", "-e git+https://git.example/x.git#egg=Foo_Bar", 1),
    ("requirements.txt", "foo-bar @ https://files.example/foo.zip", 1),
]


@pytest.mark.parametrize(
    ("file", "text"), [(file, text) for file, texts in ABSENT.items() for text in texts]
)
def test_what_only_mentions_a_name_is_no_requirement(file: str, text: str) -> None:
    assert line_of(text, file, NAME) is None


@pytest.mark.parametrize(("file", "text", "line"), PRESENT)
def test_a_requirement_is_found_at_its_line(file: str, text: str, line: int) -> None:
    assert line_of(text, file, NAME) == line


def test_the_first_of_several_places_counts() -> None:
    text = '[project]\ndependencies = ["a",\n"foo-bar"]\n[dependency-groups]\ndev = ["foo-bar"]'
    assert line_of(text, "pyproject.toml", NAME) == 3


def manifests_of(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and manifests.is_manifest(path.name):
            yield path


def _asked(path: Path) -> set[str]:
    found = manifests.read({path.name: path.read_text("utf-8")})
    lists = [
        requirements
        for member in found.members
        for requirements in (
            member.requirements,
            *(wanted.requirements for wanted in (*member.extras, *member.dev_groups)),
        )
    ]
    return {each.name for requirements in lists for each in requirements}


@pytest.mark.parametrize("root", [ROOT / "fixtures", ROOT.parent / "shared" / "corpus"])
def test_lines_of_real_manifests_name_what_the_readers_read(root: Path) -> None:
    if not root.is_dir():
        pytest.skip("the corpus is not here")
    seen = 0
    for path in manifests_of(root):
        try:
            asked = _asked(path)
        except InhouseError:
            continue
        text = path.read_text("utf-8")
        found = lines_of(text, path.name)
        assert set(found) == asked or not asked, path
        rows = re.split(r"\r\n|\r|\n", text)
        for name, line in found.items():
            assert name in canonicalize_name(rows[line - 1]), (path, line)
            seen += 1
    assert seen > 20


@given(st.text(), st.sampled_from([*ABSENT, "x/requirements.in"]))
def test_any_text_gives_lines_or_none(text: str, file: str) -> None:
    for line in lines_of(text, file).values():
        assert 1 <= line <= len(re.split(r"\r\n|\r|\n", text))


@pytest.mark.parametrize("text", ["[" * 5_000, "a = " + "[" * 5_000, "x = {a=" * 2_000])
def test_deep_texts_are_none(text: str) -> None:
    assert not lines_of(text, "pyproject.toml")
