"""Whole packages in their new place: run without the original."""

from __future__ import annotations

from pathlib import Path

from tests.codemod.inlining.distributions import answer, code, cut, paths, text, whole

FULL = {
    "pkg/__init__.py": "import pkg.sub.deep\nimport os, pkg.data as data\n"
    "try:\n    import pkg.sub as s\nexcept ImportError:\n    s = None\n"
    "def a():\n    import pkg.sub  # lazily\n    from pkg.sub.deep import (\n"
    "        VALUE,\n    )\n"
    "    return [VALUE, pkg.sub.deep.VALUE, s.__name__, data.read(), os.sep]\n",
    "pkg/data.py": "import pkgutil\nfrom importlib import import_module\n"
    "def read():\n    return pkgutil.get_data('pkg', 'x.txt').decode()"
    " + import_module('pkg.sub.deep').TEXT + import_module('.sub', __package__).WORD\n",
    "pkg/sub/__init__.py": "WORD = 'w'\n",
    "pkg/sub/deep.py": "VALUE = 7\nTEXT = 't'\n",
    "pkg/sub/deep.pyi": "from pkg.sub import WORD as WORD\nVALUE: int\n",
    "pkg/x.txt": "x",
    "pkg/py.typed": "",
    "pkg/tests/test_it.py": "import pytest\n",
    "pkg/speed.c": "int x;",
    "pkg-1.0.dist-info/entry_points.txt": "[console_scripts]\npkgtool = pkg:a\n",
}


def test_every_spelling_of_an_own_import_is_rewritten(tmp_path: Path) -> None:
    owned = whole(FULL)
    assert "pkg/tests/test_it.py" not in paths(owned) and "pkg/speed.c" not in paths(owned)
    assert {"pkg/x.txt", "pkg/py.typed", "pkg/sub/deep.pyi"} <= paths(owned)
    assert "from . import WORD as WORD" in text(owned, "pkg/sub/deep.pyi")
    assert any("pkgtool" in note for note in owned.notes)
    found = answer(owned, "from proj._inhouse import pkg\nanswer = pkg.a()", tmp_path)
    assert found == [7, 7, "proj._inhouse.pkg.sub", "xtw", "/"]


def test_nothing_else_of_the_text_changes() -> None:
    source = "# -*- coding: utf-8 -*-\n'''Doc.'''\n\nx = 1 ;  y = [ 2,\n3 ]   # odd\n"
    owned = whole({"pkg.py": source})
    assert text(owned, "pkg.py").startswith("# -*- coding: utf-8 -*-\n# From pkg 1.0")
    assert code(owned, "pkg.py") == source.split("\n", 1)[1]
    assert "# Modified: imports rewritten to its new place." in text(owned, "pkg.py")


def test_a_name_that_begins_with_the_package_is_rewritten(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "def a(n):\n"
        "    return __import__('pkg.x%02d' % n, globals(), locals(), ['data']).data\n",
        "pkg/x01.py": "data = 'one'\n",
    }
    program = "from proj._inhouse.pkg import a\nanswer = a(1)"
    assert answer(whole(files), program, tmp_path) == "one"


def test_computed_imports_of_others_stay(tmp_path: Path) -> None:
    files = {
        "pkg.py": "from importlib import import_module\ndef a(n):\n    return import_module(n)\n"
    }
    program = "from proj._inhouse.pkg import a\nanswer = a('json').dumps([1])"
    assert answer(whole(files), program, tmp_path) == "[1]"


def test_two_import_packages_of_one_distribution_find_each_other(tmp_path: Path) -> None:
    files = {
        "new/__init__.py": "from old import thing\nimport old.sub\nX = old.sub.Y\n",
        "old/__init__.py": "thing = 1\n",
        "old/sub.py": "Y = 2\n",
        "apart.py": "Z = 1\n",
    }
    owned = whole(files, tops=("apart", "new", "old"), symbols=("new.X",))
    assert [old for old, _ in owned.modules] == ["new", "old"]
    program = "from proj._inhouse import new\nanswer = [new.thing, new.X]"
    assert answer(owned, program, tmp_path) == [1, 2]


def test_a_module_that_a_package_of_its_name_hides_stays_out(tmp_path: Path) -> None:
    files = {
        "pkg.py": "X = 1\n",
        "pkg/__init__.py": "from .deep import X\n",
        "pkg/deep.py": "X = 2\n",
    }
    files |= {"pkg/deep/__init__.py": "X = 3\n"}
    owned = whole(files)
    assert "pkg.py" not in paths(owned) and "pkg/deep.py" not in paths(owned)
    assert answer(owned, "from proj._inhouse.pkg import X\nanswer = X", tmp_path) == 3


def test_requirements_are_told_apart_from_what_is_optional() -> None:
    files = {
        "pkg.py": "import attr\nfrom six.moves import x\ntry:\n    import fast\n"
        "except ImportError:\n"
        "    fast = None\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import big\n"
        "import os.path\nimport sys\nif sys.version_info < (3, 8):\n    import old\n"
        "try:\n    from urllib2 import urlopen\nexcept ImportError:\n    urlopen = None\n"
    }
    owned = whole(files)
    assert owned.requires == ("attr", "six")
    assert not [note for note in owned.notes if "urllib2" in note]
    assert "uses fast where it is installed, as before" in owned.notes


def test_modules_for_other_pythons_stay_out_where_nothing_that_runs_needs_them(
    tmp_path: Path,
) -> None:
    files = {
        "pkg/__init__.py": "import sys\nif sys.version_info[0] < 3:\n    from ._two import a\n"
        "else:\n    from ._three import a\n",
        "pkg/_two.py": "def a():\n    raise E, 'x'\n",
        "pkg/_three.py": "def a():\n    return 3\n",
    }
    owned = whole(files)
    assert "pkg/_two.py" not in paths(owned)
    assert any("pkg/_two.py:2" in note for note in owned.notes)
    program = "from proj._inhouse.pkg import a\nanswer = a()"
    assert answer(owned, program, tmp_path) == 3
    assert paths(cut(files, "pkg.a")) == {"__init__.py", "pkg.py", "licenses/pkg-1.0.txt"}


def test_parts_that_only_tests_of_the_package_need_stay_out_but_imported_ones_stay() -> None:
    files = {
        "pkg/__init__.py": "from .tests import helper\n",
        "pkg/tests/__init__.py": "",
        "pkg/tests/helper.py": "X = 1\n",
        "pkg/tests/test_a.py": "import pkg\n",
    }
    owned = whole(files)
    assert "pkg/tests/helper.py" in paths(owned) and "pkg/tests/test_a.py" not in paths(owned)
