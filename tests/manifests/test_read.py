from __future__ import annotations

import re

import pytest
from packaging.utils import canonicalize_name

from inhouse.errors import InputError
from inhouse.manifests import is_manifest, read
from inhouse.model.lock import Member, Requirement, RequirementSet

REFUSED = {
    ("pyproject.toml", "a = "): "pyproject.toml: is not TOML: Invalid value",
    ("pyproject.toml", "project = 1"): "pyproject.toml: project: should be a table, not int",
    (
        "pyproject.toml",
        "project = {dependencies = ['a', 'b >>']}",
    ): "pyproject.toml: project.dependencies[1]: 'b >>' is not a requirement",
    ("pyproject.toml", "project = {name = '-'}"): "project.name: '-' is not a name",
    (
        "pyproject.toml",
        "dependency-groups = {a = [{include-group = 'b'}]}",
    ): "dependency-groups.a: includes 'b', which is no group",
    ("pyproject.toml", "dependency-groups = {a = [1]}"): "dependency-groups.a[0]: should be a requ",
    (
        "pyproject.toml",
        "tool = {poetry = {dependencies = {a = '^x'}}}",
    ): "tool.poetry.dependencies.a.version: 'x' is not a version",
    ("pyproject.toml", "tool = {uv = {default-groups = 1}}"): "tool.uv.default-groups: should be",
    ("Pipfile", "packages = {a = 1}"): "Pipfile: packages.a: should be a version or a table",
    ("setup.cfg", "a = 1"): "setup.cfg: is not an INI file: File contains no section headers.",
    ("setup.cfg", "[options]\ninstall_requires =\n  b >>"): "options.install_requires[0]: 'b >>'",
    ("setup.py", "setup(install_requires=['b >>'])"): "setup.py: install_requires[0]: 'b >>' is",
    ("setup.py", "setup(extras_require=[1])"): "setup.py: extras_require: should be a dictionary",
    ("requirements.in", "a\nb >>"): "requirements.in: line 2: 'b >>' is not a requirement",
}


def only(files: dict[str, str]) -> Member:
    (member,) = read(files).members
    return member


def names(needs: tuple[Requirement, ...]) -> list[str]:
    return [need.name for need in needs]


def sets(found: tuple[RequirementSet, ...]) -> dict[str, list[str]]:
    return {
        each.name: [*names(each.requirements), *(f"@{name}" for name in each.includes)]
        for each in found
    }


@pytest.mark.parametrize(("file", "text"), REFUSED)
def test_what_is_wrong_is_said_with_file_and_place(file: str, text: str) -> None:
    with pytest.raises(InputError, match=re.escape(REFUSED[file, text])) as caught:
        read({file: text})
    assert "\n" not in str(caught.value)


def test_nothing() -> None:
    assert read({}).members == ()


def test_pep_621_and_735() -> None:
    member = only(
        {
            "pyproject.toml": """
            [project]
            name = "The.Project"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["Some_Lib[x] >=1 ; os_name == 'nt'"]
            optional-dependencies = {all = ["the-project[web]"], web = ["server"]}
            [dependency-groups]
            dev = ["ruff", {include-group = "Test_It"}]
            test-it = ["pytest"]
            """
        }
    )
    assert (member.name, member.version, member.requires_python) == ("the-project", "1.0", ">=3.11")
    assert member.requirements == (
        Requirement(
            name=canonicalize_name("some-lib"),
            extras=("x",),
            marker='os_name == "nt"',
            specifier=">=1",
        ),
    )
    assert sets(member.extras) == {"all": ["the-project"], "web": ["server"]}
    assert member.extras[0].requirements[0].extras == ("web",)
    assert sets(member.dev_groups) == {"dev": ["ruff", "@test-it"], "test-it": ["pytest"]}
    assert member.default_groups == ("dev",)


def test_poetry() -> None:
    manifest = read(
        {
            "pyproject.toml": """
            [tool.poetry]
            name = "p"
            [tool.poetry.dependencies]
            python = "^3.9"
            Caret_Lib = "^1.2"
            extra-lib = {version = "~2.1", optional = true, extras = ["b", "A"]}
            forked = [
                {version = "1", python = "<3.10"},
                {version = "2", markers = "os_name == 'nt'"},
            ]
            local = {path = "../local", develop = true}
            repo = {git = "https://git.example/repo.git", tag = "v1"}
            [tool.poetry.extras]
            more = ["Extra_Lib"]
            [tool.poetry.dev-dependencies]
            old = "*"
            [tool.poetry.group.dev.dependencies]
            new = "*"
            [tool.poetry.group.docs]
            optional = true
            dependencies = {writer = "*"}
            [[tool.poetry.source]]
            name = "private"
            url = "https://index.example/simple"
            """
        }
    )
    (member,) = manifest.members
    assert [(n.name, n.specifier, n.marker) for n in member.requirements] == [
        ("caret-lib", "<2.0,>=1.2", None),
        ("forked", "==1", 'python_version < "3.10"'),
        ("forked", "==2", "os_name == 'nt'"),
        ("local", None, None),
        ("repo", None, None),
    ]
    sources = [need.source for need in member.requirements[3:]]
    assert [(s.kind, s.location) for s in sources if s] == [
        ("editable", "../local"),
        ("git", "https://git.example/repo.git@v1"),
    ]
    ((extra,),) = [each.requirements for each in member.extras]
    assert (extra.name, extra.extras, extra.specifier) == ("extra-lib", ("a", "b"), "<2.2,>=2.1")
    assert sets(member.dev_groups) == {"dev": ["old", "new"], "docs": ["writer"]}
    assert member.default_groups == ("dev",)
    assert member.requires_python == "<4.0,>=3.9"
    assert (manifest.lock_format, manifest.indexes) == ("poetry", ("https://index.example/simple",))


def test_pdm() -> None:
    manifest = read(
        {
            "pyproject.toml": """
            [project]
            name = "p"
            [tool.pdm.dev-dependencies]
            test = ["pytest", "-e file:///${PROJECT_ROOT}/sub#egg=sub"]
            lint = ["ruff"]
            [[tool.pdm.source]]
            url = "https://index.example/simple"
            """
        }
    )
    (member,) = manifest.members
    assert sets(member.dev_groups) == {"test": ["pytest", "sub"], "lint": ["ruff"]}
    assert member.default_groups == ("test", "lint")
    assert (manifest.lock_format, manifest.indexes) == ("pdm", ("https://index.example/simple",))


def test_uv_and_its_workspace() -> None:
    member = '[project]\nname = "{}"\ndependencies = ["{}"]'
    manifest = read(
        {
            "pyproject.toml": """
            project = {name = "root"}
            [tool.uv]
            dev-dependencies = ["ruff"]
            default-groups = ["docs"]
            workspace = {members = ["libs/*"], exclude = ["libs/old"]}
            index = [{url = "https://index.example/simple"}]
            """,
            "libs/one/pyproject.toml": member.format("one", "a"),
            "libs/old/pyproject.toml": member.format("old", "b"),
            "tools/pyproject.toml": member.format("tools", "c"),
        }
    )
    assert [(m.name, m.path, names(m.requirements)) for m in manifest.members] == [
        ("root", ".", []),
        ("one", "libs/one", ["a"]),
    ]
    assert sets(manifest.members[0].dev_groups) == {"dev": ["ruff"]}
    assert manifest.members[0].default_groups == ("docs",)
    assert (manifest.lock_format, manifest.indexes) == ("uv", ("https://index.example/simple",))


@pytest.mark.parametrize(
    ("text", "files", "answer"),
    [
        ("", (), None),
        ("tool = {uv = {}}", (), "uv"),
        ("tool = {pdm = {build = {}, version = {}}}", (), None),
        ("tool = {pdm = {build = {}}, uv = {package = true}}", (), "uv"),
        ("tool = {poetry = {name = 'a'}, uv = {package = true}}", (), None),
        ("build-system = {build-backend = 'poetry.core.masonry.api'}", (), "poetry"),
        ("build-system = {build-backend = 'poetry.core.masonry.api'}", ("Pipfile",), "pipfile"),
        ("build-system = {build-backend = 'pdm.backend'}", (), "pdm"),
        ("build-system = {build-backend = 'uv_build'}", (), "uv"),
        ("build-system = {build-backend = 'hatchling.build'}", (), None),
    ],
)
def test_which_lock_the_tool_writes(text: str, files: tuple[str, ...], answer: str | None) -> None:
    assert read({"pyproject.toml": text, **dict.fromkeys(files, "")}).lock_format == answer


def test_pixi_is_noted() -> None:
    notes = read({"pyproject.toml": "tool = {pixi = {dependencies = {a = '*'}}}"}).notes
    assert [note.code for note in notes] == ["pixi-ignored"]


def test_pipfile() -> None:
    manifest = read(
        {
            "Pipfile": """
            source = [{url = "https://index.example/simple", verify_ssl = true, name = "x"}]
            requires = {python_version = "3.12"}
            [packages]
            Plain_Lib = "*"
            full = {version = "==1.0", extras = ["b"], sys_platform = "== 'win32'"}
            edited = {path = ".", editable = true}
            [dev-packages]
            tool = ">=2"
            [docs]
            writer = "*"
            """
        }
    )
    (member,) = manifest.members
    assert [(n.name, n.specifier, n.marker) for n in member.requirements] == [
        ("plain-lib", None, None),
        ("full", "==1.0", "sys_platform == 'win32'"),
        ("edited", None, None),
    ]
    assert sets(member.dev_groups) == {"dev": ["tool"], "docs": ["writer"]}
    assert (member.requires_python, manifest.lock_format) == ("==3.12.*", "pipfile")


def test_setup_cfg() -> None:
    member = only(
        {
            "setup.cfg": """
[metadata]
name = The_Project
version = attr: p.__version__
[options]
python_requires = >=3.8
install_requires =
    one>=1  # why
    # two
    three ; os_name == "nt"
[options.extras_require]
test = pytest
all =
    four
"""
        }
    )
    assert (member.name, member.version, member.requires_python) == ("the-project", None, ">=3.8")
    assert names(member.requirements) == ["one", "three"]
    assert sets(member.extras) == {"test": ["pytest"], "all": ["four"]}


def test_setup_py_is_read_and_not_run() -> None:
    member = only(
        {
            "setup.py": """
import setuptools
BASE = ["one"]
raise SystemExit("never run")
setuptools.setup(
    name="p", install_requires=BASE + ["two>=2"],
    extras_require={"x": ["three"], ":os_name=='nt'": "four"},
)
"""
        }
    )
    assert names(member.requirements) == ["one", "two", "four"]
    assert member.requirements[2].marker == "os_name=='nt'"
    assert sets(member.extras) == {"x": ["three"]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("setup(install_requires=open('r').read())", "dynamic-dependencies"),
        ("BASE = []\nBASE.append('a')\nsetup(install_requires=BASE)", "dynamic-dependencies"),
        ("setup(**KW)", "dynamic-dependencies"),
        ("print 'old'", "setup-unreadable"),
    ],
)
def test_what_setup_py_works_out_is_noted(text: str, code: str) -> None:
    manifest = read({"setup.py": text})
    assert [note.code for note in manifest.notes] == [code]
    assert manifest.members[0].requirements == ()


def test_requirements_in_files() -> None:
    member = only(
        {
            "pyproject.toml": "",
            "requirements.txt": "a==1\n    # via -r main.in",
            "requirements/main.in": "-r shared.in\nA_Lib>=1",
            "requirements/shared.in": "shared",
            "requirements/dev.in": "-r main.in\n-e ./sub\n-e ./sub#egg=sub\ntool",
        }
    )
    assert names(member.requirements) == ["shared", "a-lib"]
    assert sets(member.dev_groups) == {"dev": ["sub", "tool"], "shared": ["shared"]}


def test_a_file_that_only_includes_says_what_is_no_group() -> None:
    files = {
        "requirements.txt": "# for people\n-r requirements/pip.txt\n",
        "requirements/pip.txt": "a==1\n    # via -r pip.in",
        "requirements/pip.in": "a",
        "requirements/deploy.in": "-r pip.txt\nb",
    }
    member = only(files)
    assert names(member.requirements) == ["a"]
    assert sets(member.dev_groups) == {"deploy": ["a", "b"], "pip": ["a"]}
    for other in ("", "a==1\n", "-r requirements/pip.txt\nc==1\n"):
        assert names(only(files | {"requirements.txt": other}).requirements) == []


def test_requirements_txt_written_by_hand() -> None:
    files = {"requirements.txt": "a==1", "dev-requirements.txt": "-r requirements.txt\nb"}
    member = only(files)
    assert names(member.requirements) == ["a"]
    assert sets(member.dev_groups) == {"dev": ["b"]}
    locked = {"requirements.txt": "# This file is autogenerated by pip-compile\na==1"}
    assert only(locked).requirements == ()
    declared = {**files, "pyproject.toml": "project = {dependencies = ['c']}"}
    assert names(only(declared).requirements) == ["c"]


def test_setuptools_names_its_files() -> None:
    dynamic = "tool = {setuptools = {dynamic = {dependencies = {file = ['requirements.txt']}}}}"
    assert names(only({"pyproject.toml": dynamic, "requirements.txt": "a"}).requirements) == ["a"]


def test_which_files_are_wanted() -> None:
    wanted = ("pyproject.toml", "a/pyproject.toml", "Pipfile", "requirements/dev.in", "setup.py")
    assert all(map(is_manifest, wanted))
    assert not any(
        map(is_manifest, ("a/setup.py", "docs/requirements.txt", "a.txt", "Pipfile.lock"))
    )
