"""The tools that a project configures leave owned code alone; its package lists take it."""

from __future__ import annotations

import re
import tomllib

import pytest

from inhouse.codemod.manifest import ManifestEdit, own_code_settings

FOLDER = "src/proj/_inhouse"


def told(files: dict[str, str], folder: str = FOLDER, **more: object) -> ManifestEdit:
    content = {path: text.encode() for path, text in files.items()}
    edit = own_code_settings(content, folder, **more)  # type: ignore[arg-type]
    content.update({change.path: change.after or b"" for change in edit.changes})
    assert own_code_settings(content, folder, **more).changes == ()  # type: ignore[arg-type]
    return edit


def toml(text: str, **more: object) -> str:
    edit = told({"pyproject.toml": text}, **more)  # type: ignore[arg-type]
    assert edit.left == ()
    return (edit.changes[0].after or b"").decode() if edit.changes else text


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"pyproject.toml": "[project]\nname = 'p'\n[tool.pytest.ini_options]\n[tool.uv]\n"},
        {"setup.cfg": "[tool:pytest]\n[options]\npackages = find:\n"},
        {"tox.ini": "[tox]\n", "README.md": "[flake8]\n"},
        {"pyproject.toml": '[tool.ruff]\nextend-exclude = ["src/proj/_inhouse"]\n'},
        {"pyproject.toml": '[tool.ruff]\nexclude = ["**/_inhouse"]\n'},
        {"pyproject.toml": '[tool.coverage.run]\nomit = ["a"]\n'},
        {"setup.py": "import setuptools\nsetup(packages=find_packages())\n"},
    ],
)
def test_tools_that_are_not_configured_or_know_it_are_left(files: dict[str, str]) -> None:
    edit = told(files)
    assert edit.changes == () and edit.left == ()


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": "[tool.ruff"},
        {"pyproject.toml": "[tool]\nruff = 5\nblack = []\nmypy = 'x'\nisort = true\n"},
        {"pyproject.toml": "[tool.ruff]\nexclude = 'x'\n"},
        {"pyproject.toml": "[tool.black]\nforce-exclude = '('\n"},
        {"ruff.toml": "= 1"},
        {"setup.cfg": "[flake8\nexclude = a\n"},
        {".flake8": "[flake8]\nexclude =\n"},
        {".flake8": "[flake8]\nexclude = a # b\n"},
        {"setup.py": "setup("},
        {"pyproject.toml": "\udcff".encode("utf-8", "surrogatepass").decode("latin-1")},
    ],
)
def test_what_cannot_be_edited_is_left_and_noted(files: dict[str, str]) -> None:
    edit = told(files)
    assert edit.changes == ()
    assert edit.notes or "setup.py" in files or "[tool]\nruff" in files.get("pyproject.toml", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[tool.ruff]\nline-length = 1\n", "line-length = 1\nextend-exclude = ['X']\n"),
        ("[tool.ruff]\nexclude = ['a']\n", "exclude = ['a', 'X']\n"),
        ("[tool.ruff]\nextend-exclude = [\n  'a',\n]\nexclude = ['b']\n", "  'a',\n  'X',\n]"),
        (
            "# c\n[tool.ruff.lint]\nselect = []\n",
            "[tool.ruff]\nextend-exclude = ['X']\n\n# c\n[tool",
        ),
        ("[tool.ruff]\n", "[tool.ruff]\nextend-exclude = ['X']\n"),
        ("[tool.ruff]\na = 1", "[tool.ruff]\na = 1\nextend-exclude = ['X']"),
        ("[tool.isort]\nprofile = 'x'\n", "profile = 'x'\nextend_skip_glob = ['X/*']\n"),
        ("[tool.isort]\nskip_glob = []\n", "skip_glob = ['X/*']\n"),
        ("[tool.pyright]\nstrict = []\n", "ignore = ['X']\n"),
        ("[tool.ty.rules]\na = 1\n", "[tool.ty.src]\nexclude = ['X']\n"),
        ("[tool.codespell]\nskip = 'a'\n", "skip = 'a,*/_inhouse/*'\n"),
        ("[tool.codespell]\nskip = '''a,\\\nb'''\n", "b,*/_inhouse/*'''\n"),
        ("[tool.codespell]\nskip = ['a']\n", "skip = ['a', '*/_inhouse/*']\n"),
        ("[tool.pylint.main]\njobs = 1\n", "jobs = 1\nignore-paths = ['^X/.*$']\n"),
        ("[tool.pylint.x]\nignore-paths = ['a']\n", "ignore-paths = ['a', '^X/.*$']\n"),
        ("[tool.coverage.report]\nfail_under = 9\n", "[tool.coverage.run]\nomit = ['X/*']\n"),
        ("[tool.coverage]\nrun.omit = ['a']\nreport.fail_under = 9\n", "omit = ['a', 'X/*']\n"),
    ],
)
def test_toml_tools(before: str, after: str) -> None:
    wanted = after.replace("X", FOLDER).replace('"', "'")
    for end in ("\n", "\r\n"):
        found = toml(before.replace("\n", end))
        assert wanted.replace("\n", end) in found.replace('"', "'")
        kept = tomllib.loads(before)
        assert kept.keys() == tomllib.loads(found).keys()


@pytest.mark.parametrize(
    "old",
    [
        "",
        "force-exclude = '/gen/'",
        'extend-exclude = "gen"',
        "force-exclude = '''\n(\n  /gen/  # c\n)\n'''",
        "force-exclude = '''\n  /gen/\n  # c'''",
        'force-exclude = """(?x)/gen/\n"""',
    ],
)
def test_black(old: str) -> None:
    data = tomllib.loads(toml(f"[tool.black]\nline-length = 1\n{old}\n"))["tool"]["black"]
    pattern = data["force-exclude"]
    compiled = re.compile(pattern, re.VERBOSE if "\n" in pattern else 0)
    assert compiled.search(f"/{FOLDER}/a.py") and not compiled.search("/src/proj/a.py")
    assert bool(compiled.search("/gen/a.py")) is ("force" in old)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "[tool.mypy]\nstrict = false\n",
            "strict = false\n\n[[tool.mypy.overrides]]\nmodule = 'M'\n",
        ),
        (
            "[tool.mypy]\nstrict = true\n",
            "untyped_calls_exclude = ['proj._inhouse']\n\n[[tool.mypy.overrides]]\nmodule = 'M'\n",
        ),
        (
            "[tool.mypy]\nstrict = true\nuntyped_calls_exclude = ['a']\n",
            "untyped_calls_exclude = ['a', 'proj._inhouse']\n\n[[",
        ),
        (
            "[tool.mypy]\n[[tool.mypy.overrides]]\nmodule = ['a']\nignore_errors = true\n",
            "module = ['a', 'M']\nignore_errors = true\n",
        ),
        (
            "[tool.mypy]\n[[tool.mypy.overrides]]\nmodule = 'a'\nb = 1\n\n[tool.x]\n",
            "b = 1\n\n[[tool.mypy.overrides]]\nmodule = 'M'\nignore_errors = true\n\n[tool.x]",
        ),
        (
            "[tool.mypy]\noverrides = [{module = 'a', strict = true}]\n",
            "strict = true}, { module = 'M', ignore_errors = true }]\n",
        ),
    ],
)
def test_mypy(before: str, after: str) -> None:
    assert after.replace("M", "proj._inhouse.*") in toml(before).replace('"', "'")


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (".flake8", "[flake8]\nexclude = a,b", "exclude = a,b,X"),
        (".flake8", "[flake8]\nexclude = a, b\n", "exclude = a, b, X\n"),
        ("tox.ini", "[flake8]\nexclude =\n    a,\n    b\nx = 1\n", "    b\n    X\nx = 1\n"),
        ("setup.cfg", "[flake8]\nmax = 1\n\n[x]\n", "max = 1\nextend-exclude = X\n\n[x]\n"),
        ("setup.cfg", "[isort]\nskip_glob=a,b\n", "skip_glob=a,b,X/*\n"),
        (".isort.cfg", "[settings]\n", "[settings]\nextend_skip_glob = X/*\n"),
        (
            "mypy.ini",
            "[mypy]\npretty = True",
            "True\n\n[mypy-proj._inhouse.*]\nignore_errors = True",
        ),
        ("setup.cfg", "[mypy]\n", "[mypy]\n\n[mypy-proj._inhouse.*]\nignore_errors = True\n"),
        ("mypy.ini", "[mypy]\nstrict = True\n", "untyped_calls_exclude = proj._inhouse\n\n[mypy-"),
        (".pylintrc", "[MASTER]\njobs=1\n", "jobs=1\nignore-paths = ^X/.*$\n"),
        (".coveragerc", "[run]\nomit =\n  a\n[report]\nfail_under = 1\n", "  a\n  X/*\n[report]"),
    ],
)
def test_ini_tools(path: str, before: str, after: str) -> None:
    for end in ("\n", "\r\n"):
        (change,) = told({path: before.replace("\n", end)}).changes
        assert after.replace("X", FOLDER).replace("\n", end) in (change.after or b"").decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "extend-exclude = ['X']\n"),
        ("line-length = 1\n[lint]\na = 1\n", "1\nextend-exclude = ['X']\n[lint]\n"),
        ("# c\n\n# d\n[lint]\na = 1\n", "# c\n\nextend-exclude = ['X']\n\n# d\n[lint]\n"),
        ("exclude = ['a']", "exclude = ['a', 'X']"),
    ],
)
def test_ruff_in_a_file_of_its_own(before: str, after: str) -> None:
    for path in ("ruff.toml", ".ruff.toml"):
        (change,) = told({path: before}).changes
        assert after.replace("X", FOLDER) in (change.after or b"").decode().replace('"', "'")


def test_only_the_file_that_a_tool_reads_is_edited() -> None:
    files = {
        "pyproject.toml": "[tool.ruff]\n[tool.mypy]\n",
        "ruff.toml": "line-length = 1\n",
        "mypy.ini": "[mypy]\n",
        "setup.cfg": "[mypy]\n[flake8]\n",
        ".flake8": "[flake8]\n",
    }
    edit = told(files)
    assert [change.path for change in edit.changes] == ["mypy.ini", "ruff.toml", "setup.cfg"]
    assert all(FOLDER in note for note in edit.notes)


PACKAGES = ("proj._inhouse", "proj._inhouse.slugify")


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("pyproject.toml", "[tool.setuptools]\npackages = ['proj']\n", '[\'proj\', "A", "B"]'),
        (
            "pyproject.toml",
            "[tool.setuptools]\npackages = [\n 'other',\n 'proj',\n 'proj.x',\n]\n",
            " 'proj',\n \"A\",\n \"B\",\n 'proj.x',\n",
        ),
        (
            "pyproject.toml",
            "[tool.setuptools.packages.find]\ninclude = ['proj']\n",
            "['proj', \"A*\"]",
        ),
        ("setup.py", "setup(packages=['proj', 'proj.x'])\n", "'proj.x', 'A', 'B']"),
        ("setup.cfg", "[options]\npackages =\n  proj\n  proj.x\n", "  proj.x\n  A\n  B\n"),
        ("setup.cfg", "[options]\npackages = proj\nx = 1\n", "packages = proj, A, B\nx = 1\n"),
        ("setup.cfg", "[options]\npackages=proj,proj.x,\n", "packages=proj,proj.x, A, B\n"),
    ],
)
def test_packages_are_listed(path: str, before: str, after: str) -> None:
    (change,) = told({path: before}, packages=PACKAGES).changes
    wanted = after.replace("A", PACKAGES[0]).replace("B", PACKAGES[1])
    assert wanted in (change.after or b"").decode()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[tool.poetry]\npackages = [{include = 'proj', from = 'src'}]\n"),
        (
            "pyproject.toml",
            "[tool.poetry]\npackages = [{include = 'proj/**/*.py', from = 'src'}]\n",
        ),
        ("pyproject.toml", "[tool.hatch.build.targets.wheel]\npackages = ['src/proj']\n"),
        ("pyproject.toml", "[tool.hatch.build]\ninclude = ['*.py']\nexclude = ['/tests']\n"),
        ("pyproject.toml", "[tool.setuptools.packages.find]\nwhere = ['src']\n"),
        ("pyproject.toml", "[tool.pdm.build]\nincludes = ['src/proj']\n"),
        ("setup.py", "setup(packages=find_packages('src', exclude=['tests']))\n"),
        ("setup.cfg", "[options]\npackages = find:\n[options.packages.find]\nwhere = src\n"),
    ],
)
def test_what_takes_the_whole_package_takes_owned_code(path: str, text: str) -> None:
    edit = told({path: text})
    assert edit.changes == () and edit.left == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[tool.poetry]\npackages = [{include = 'other'}]\n"),
        ("pyproject.toml", "[tool.poetry]\nexclude = ['**/_inhouse']\n"),
        ("pyproject.toml", "[tool.hatch.build]\nonly-include = ['src/proj/a.py']\n"),
        ("pyproject.toml", "[tool.hatch.build.targets.wheel]\nexclude = ['_*']\n"),
        ("pyproject.toml", "[tool.setuptools.packages.find]\nexclude = ['proj._*']\n"),
        ("setup.py", "setup(packages=find_packages(include=['proj']))\n"),
        ("setup.py", "setup(packages=packages())\n"),
        ("setup.py", "setup(packages=['proj.' + x])\n"),
        ("setup.cfg", "[options]\npackages =\n  proj, proj.x\n  other\n"),
        ("setup.cfg", "[options]\npackages = find:\n[options.packages.find]\ninclude =\n  proj\n"),
    ],
)
def test_owned_code_that_would_not_be_shipped_is_told(path: str, text: str) -> None:
    edit = told({path: text})
    assert edit.changes == () and [each.file for each in edit.left] == [path]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[tool.poetry]\npackages = [{include = 'proj'}]\n"),
        ("pyproject.toml", "[tool.hatch.build.targets.wheel]\ninclude = ['proj']\n"),
        ("pyproject.toml", "[tool.hatch.build]\nexclude = ['/tests']\n"),
        ("pyproject.toml", "[tool.pdm.build]\nincludes = ['proj']\n"),
        ("pyproject.toml", "[tool.setuptools.packages.find]\ninclude = ['proj*']\n"),
        ("pyproject.toml", "[tool.setuptools.packages.find]\nexclude = ['tests*']\n"),
        ("setup.py", "setup(packages=find_packages(exclude=['tests', 'tests.*']))\n"),
        ("setup.cfg", "[options]\npackages = find:\n[options.packages.find]\ninclude =\n  proj\n"),
    ],
)
def test_what_tests_own_is_shipped_as_little_as_they_are(path: str, text: str) -> None:
    edit = told({path: text}, folder="tests/_inhouse", users=("tests/test_a.py", "tests/b/c.py"))
    assert edit.changes == () and edit.left == ()
    again = told({path: text}, folder="tests/_inhouse", users=("tests/test_a.py", "proj/a.py"))
    assert again.changes or [each.file for each in again.left] == [path]


def test_the_dotted_name_may_be_given() -> None:
    found = toml("[tool.mypy]\n", dotted="a.b._inhouse")
    assert 'module = "a.b._inhouse.*"' in found
