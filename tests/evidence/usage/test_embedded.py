"""Uses in files that are not Python: inline scripts, Cython, and values that name classes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inhouse.evidence.usage import PackageNames, find_usage
from tests.evidence.usage.projects import result_of, tree_of, workspace_tree


def kinds(rel: str, text: str, name: str = "tiny") -> tuple[str, ...]:
    result = result_of({rel: text, "app.py": "import other\n"}, name, "other")
    assert not result.notes
    return result.usages[name].kinds


@pytest.mark.parametrize(
    ("rel", "text"),
    [
        ("run.sh", "import tiny.png other.png\n"),  # ImageMagick's
        ("run.sh", "echo 'from tiny to large'\n"),
        ("run.sh", "# import tiny\n"),
        ("Makefile", "x:\n\techo import tiny\n"),
        ("config/app.yaml", "host: tiny.example\nfile: tiny.json\npath: a/tiny.Class\n"),
        ("config/app.yaml", "mail: me@tiny.Host\nurl: git+https://tiny.example/x\n"),
        ("setup.cfg", "[tool:pytest]\nfilterwarnings = ignore::DeprecationWarning:tiny\n"),
        ("t.robot", "*** Settings ***\nLibrary  Collections\n"),
        ("production.ini", "[app]\nlist = tiny\n"),
    ],
)
def test_prose_and_hosts_are_no_use(rel: str, text: str) -> None:
    assert kinds(rel, text) == ()


@pytest.mark.parametrize(
    ("rel", "text"),
    [
        ("run.sh", "python - <<'P'\nimport tiny\nP\n"),
        ("run.sh", "python3 -c 'import os, tiny; tiny.go()'\n"),
        ("Makefile", 'x:\n\t@python -Wi -c "from tiny import go; go()"\n'),
        (".github/workflows/ci.yml", "- shell: python\n  run: |\n    from tiny import go\n"),
        ("fast.pyx", "cimport numpy\nfrom tiny cimport go\n"),
        ("Snakefile", "import tiny as t\n"),
        ("t.robot", "*** Settings ***\nLibrary    tiny.Words\n"),
        ("cookiecutter.json", '{"_extensions": ["tiny.ext.TimeExtension"]}'),
        ("conf/model.yaml", "_target_: tiny.Box\n"),
        ("conf/model.yaml", "model:\n  _target_: tiny.models.build\n"),
        ("logging.yaml", "formatters:\n  a:\n    (): tiny.Formatter\n"),
        ("compose.yml", "environment:\n  URL: sqlite+tiny:///x.db\n"),
        ("alembic.ini", "[alembic]\nsqlalchemy.url = sqlite+tiny:///x.db\n"),
        ("production.ini", "[app:main]\npyramid.includes =\n    tiny\n    other\n"),
        ("pytest.ini", "[pytest]\nfilterwarnings =\n    error\n    ignore::tiny.Old\n"),
        ("pyproject.toml", '[tool.pytest.ini_options]\nfilterwarnings = ["error::tiny.Old"]\n'),
        ("Makefile", "lint:\n\tpylint --load-plugins=tiny app\n"),
    ],
)
def test_code_and_classes_in_other_files(rel: str, text: str) -> None:
    assert kinds(rel, text) == ("config",)


def test_a_value_must_be_something_that_the_package_holds() -> None:
    package = PackageNames(name="tiny", imports=("tiny",), modules=("tiny", "tiny.models"))
    text = "a:\n  _target_: tiny.nothing.build\n"
    assert not find_usage(tree_of({"conf/a.yaml": text}), [package]).usages["tiny"].kinds


def test_a_script_is_python_by_its_first_line() -> None:
    files = {"bin/go": "#!/usr/bin/env python3\nimport tiny\ntiny.go()\n"}
    usage = result_of(files, "tiny").usages["tiny"]
    assert (usage.kinds, usage.call_sites) == (("plain",), 1)


@pytest.mark.parametrize(
    "call",
    [
        'importlib.metadata.version("tiny-thing")',
        'distribution("Tiny_Thing")',
        'pkg_resources.require("tiny.thing>=1")',
    ],
)
def test_looking_up_a_distribution_needs_it(call: str) -> None:
    package = PackageNames(name="tiny-thing", imports=("tt",))
    tree = tree_of({"app.py": f"import importlib.metadata\nx = {call}\n"})
    assert find_usage(tree, [package]).usages["tiny-thing"].kinds == ("config",)


def test_such_files_are_listed(tmp_path: Path) -> None:
    listed = ["bin/go", "conf/a/model.yaml", "cookiecutter.json", "fast.pyx", "log_config.json"]
    for rel in (*listed, "data/x.json", "data/y.yaml", "README"):
        (tmp_path / rel).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / rel).write_text("x")
    assert sorted(workspace_tree(tmp_path).configuration) == listed


def test_inline_scripts_that_python_code_runs() -> None:
    source = 'import sys, subprocess\nsubprocess.run([sys.executable, "-c", "import tiny"])\n'
    assert result_of({"app.py": source}, "tiny").usages["tiny"].kinds == ("config",)


def test_doctests_import_too() -> None:
    source = '"""An example:\n\n>>> from tiny import go\n>>> go()\n"""\nimport tiny_other\n'
    usages = result_of({"app.py": source}, "tiny", "other").usages
    assert usages["tiny"].imported and [site.line for site in usages["tiny"].sites] == [3]
    assert not usages["other"].kinds


def test_words_are_names_only_beside_an_import_by_a_computed_name() -> None:
    words = 'NAMES = ["tiny", "other.part", "not a name"]\n'
    computed = f"{words}for name in NAMES:\n    __import__(name)\n"
    assert not result_of({"app.py": words}, "tiny").usages["tiny"].kinds
    usages = result_of({"app.py": computed}, "tiny", "other", "name").usages
    kinds = {name: usage.kinds for name, usage in usages.items()}
    assert kinds == {"tiny": ("dynamic",), "other": ("dynamic",), "name": ()}


def test_python_below_a_cell_magic() -> None:
    cells = [["%%time\n", "import tiny\n"], ["%%R\n", "import other\n"]]
    book = {"cells": [{"cell_type": "code", "source": cell} for cell in cells]}
    usages = result_of({"a.ipynb": json.dumps(book)}, "tiny", "other").usages
    assert (usages["tiny"].kinds, usages["other"].kinds) == (("plain",), ())
