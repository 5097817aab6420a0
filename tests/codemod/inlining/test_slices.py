"""Slices of small packages: each construct is cut, run without the original, and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from inhouse.model.taken import Owned
from tests.codemod.inlining.distributions import answer, code, cut, paths, sliced, text

ONE = {
    "pkg.py": '''"""About pkg."""

import os
import re
from typing import List, Optional

__all__ = ["shout", "whisper", "LOUD"]
__version__ = "1.0"

# How loud it is.
LOUD = 3

QUIET = 1


def _times(text: str, count: int) -> str:
    return text * count


# Says it loudly.
def shout(text: str) -> Optional[str]:
    """Shout."""
    return _times(text.upper(), LOUD)  # always


def whisper(text: str) -> List[str]:
    return [os.fsdecode(re.sub("a", "b", text)) * QUIET]
'''
}


def test_one_module_becomes_one_file_with_the_kept_text_word_for_word(tmp_path: Path) -> None:
    owned = cut(ONE, "pkg.shout")
    assert owned.modules == (("pkg", "proj._inhouse.pkg"),)
    assert owned.symbols == ("pkg.shout",)
    assert (
        code(owned, "pkg.py")
        == '''"""About pkg."""

from typing import Optional

__all__ = ["shout", "LOUD"]

# How loud it is.
LOUD = 3


def _times(text: str, count: int) -> str:
    return text * count


# Says it loudly.
def shout(text: str) -> Optional[str]:
    """Shout."""
    return _times(text.upper(), LOUD)  # always
'''
    )
    assert owned.lines == 7
    assert answer(owned, "from proj._inhouse.pkg import shout\nanswer = shout('a')", tmp_path) == (
        "AAA"
    )


def test_a_package_whose_init_only_passes_on_becomes_one_file(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from .impl import *\nfrom .other import b\n__version__ = '1'\n",
        "pkg/impl.py": "__all__ = ['a', 'z']\ndef a():\n    return 1\ndef z():\n    return 2\n",
        "pkg/other.py": "def b():\n    return 3\n",
    }
    owned = cut(files, "pkg.a")
    assert paths(owned) == {"__init__.py", "pkg.py", "licenses/pkg-1.0.txt"}
    assert "def z" not in text(owned, "pkg.py") and '__all__ = ["a"]' in text(owned, "pkg.py")
    assert answer(owned, "from proj._inhouse.pkg import a\nanswer = a()", tmp_path) == 1


@pytest.mark.parametrize(
    "made", ["class E(Exception):\n    pass\n", "E = type('E', (Exception,), {})\n"]
)
def test_a_class_stays_in_the_module_that_it_tells(made: str, tmp_path: Path) -> None:
    files = {"pkg/__init__.py": "from .impl import E\n", "pkg/impl.py": made}
    owned = cut(files, "pkg.E")
    assert {"pkg/__init__.py", "pkg/impl.py"} <= paths(owned)
    program = "from proj._inhouse.pkg import E\nanswer = E.__module__"
    assert answer(owned, program, tmp_path) == "proj._inhouse.pkg.impl"


def test_a_symbol_of_a_submodule_keeps_the_shape(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from .pkg import pkg\n",
        "pkg/pkg.py": "def pkg():\n    return 1\ndef other():\n    return 2\n",
    }
    owned = cut(files, "pkg.pkg.pkg")
    assert {"pkg/__init__.py", "pkg/pkg.py"} <= paths(owned)
    assert answer(owned, "from proj._inhouse.pkg.pkg import pkg\nanswer = pkg()", tmp_path) == 1


def test_code_in_two_modules_keeps_the_shape_and_absolute_imports_become_relative(
    tmp_path: Path,
) -> None:
    files = {
        "pkg/__init__.py": "import pkg.sub.deep as d\nfrom pkg.sub import tool\n"
        "def a():\n    import pkg.late\n    return d.VALUE + tool() + pkg.late.X\n"
        "def b():\n    pass\n",
        "pkg/late.py": "X = 100\nY = 5\n",
        "pkg/sub/__init__.py": "from pkg.sub.deep import VALUE, SPARE\n"
        "def tool():\n    return VALUE\n",
        "pkg/sub/deep.py": "VALUE = 1\nSPARE = 2\n",
    }
    owned = cut(files, "pkg.a")
    assert "SPARE" not in text(owned, "pkg/sub/__init__.py") + text(owned, "pkg/sub/deep.py")
    assert "from .. import pkg\n    from . import late" in text(owned, "pkg/__init__.py")
    assert answer(owned, "from proj._inhouse.pkg import a\nanswer = a()", tmp_path) == 102


def test_classes_keep_bases_metaclasses_and_registrations(tmp_path: Path) -> None:
    files = {
        "pkg.py": "REGISTRY = {}\n"
        "def enter(name):\n    def wrap(thing):\n        REGISTRY[name] = thing\n"
        "        return thing\n    return wrap\n"
        "class Meta(type):\n    made = 1\n"
        "class Root(metaclass=Meta):\n    def hello(self):\n        return sorted(REGISTRY)\n"
        "class Leaf(Root):\n    pass\n"
        "class Unused(Root):\n    pass\n"
        "@enter('one')\nclass One:\n    pass\n"
        "REGISTRY['two'] = 2\n"
    }
    owned = cut(files, "pkg.Leaf")
    assert "Unused" not in text(owned, "pkg.py")
    program = "from proj._inhouse.pkg import Leaf\nanswer = [Leaf().hello(), Leaf.made]"
    assert answer(owned, program, tmp_path) == [["one", "two"], 1]


def test_conditional_definitions_and_fallback_imports_stay_whole(tmp_path: Path) -> None:
    files = {
        "pkg.py": "import sys\ntry:\n    import nothing_such as json\n"
        "    from nothing_such import x\n"
        "except ImportError:\n    import json\n"
        "if sys.maxsize > 5:\n    def a():\n        return json.dumps([1])\n"
        "    def spare():\n        pass\n"
        "else:\n    def a():\n        return None\n"
        "if sys.platform == 'never':\n    Z = 1\n"
    }
    owned = cut(files, "pkg.a")
    kept = text(owned, "pkg.py")
    assert "spare" not in kept and "never" not in kept and "from nothing_such import x" in kept
    assert owned.requires == ()
    assert any("nothing_such" in note for note in owned.notes)
    assert answer(owned, "from proj._inhouse.pkg import a\nanswer = a()", tmp_path) == "[1]"


def test_a_fallback_of_the_last_resort_is_a_requirement() -> None:
    files = {
        "pkg.py": "try:\n    from fast import go\nexcept ImportError:\n    from slow import go\n"
        "def a():\n    return go()\n"
    }
    assert cut(files, "pkg.a").requires == ("slow",)


def test_branches_for_dead_pythons_go_and_with_them_what_only_they_need(tmp_path: Path) -> None:
    files = {
        "pkg.py": "import sys\nimport six\n\n"
        "if sys.version_info >= (3, 10):\n    from itertools import pairwise\n"
        "else:\n    def pairwise(x):\n        return 'old'\n\n\n"
        "def a(x):\n    if sys.version_info[0] < 3:\n        x = unicode(x)\n"
        "    if six.PY2:\n        return 0\n    else:\n        # new\n"
        "        return list(pairwise(x))\n"
    }
    owned = cut(files, "pkg.a", min_python="3.11")
    assert code(owned, "pkg.py") == (
        "from itertools import pairwise\n\n\ndef a(x):\n    # new\n    return list(pairwise(x))\n"
    )
    assert owned.requires == ()
    older = cut(files, "pkg.a", min_python="3.9")
    assert "'old'" in text(older, "pkg.py")
    assert answer(owned, "from proj._inhouse.pkg import a\nanswer = a([1, 2])", tmp_path) == [
        [1, 2]
    ]


def test_a_branch_with_strings_over_lines_is_not_moved(tmp_path: Path) -> None:
    files = {
        "pkg.py": "import sys\nif sys.version_info >= (3,):\n    TEXT = '''a\n      b'''\n"
        "else:\n    TEXT = ''\ndef a():\n    return TEXT\n"
    }
    owned = cut(files, "pkg.a")
    assert "else" not in text(owned, "pkg.py")
    assert answer(owned, "from proj._inhouse.pkg import a\nanswer = a()", tmp_path) == "a\n      b"


def test_names_only_in_annotations_stay_named() -> None:
    files = {
        "pkg/__init__.py": "from __future__ import annotations\n"
        "from typing import TYPE_CHECKING, Sequence\n"
        "if TYPE_CHECKING:\n    from collections.abc import Iterator\n    from pkg.big import Big\n"
        "    from elsewhere import Thing\n\n"
        "def a(x: Sequence[int], y: Big, z: 'Thing') -> Iterator[int]:\n    return iter(x)\n",
        "pkg/big.py": "class Big:\n    pass\n",
    }
    owned = cut(files, "pkg.a")
    assert code(owned, "pkg.py") == (
        "from __future__ import annotations\n"
        "from typing import TYPE_CHECKING, Sequence\n"
        "if TYPE_CHECKING:\n    from collections.abc import Iterator\n"
        "    # Not taken: only annotations name them.\n"
        "    from typing import Any as Big\n    from typing import Any as Thing\n\n"
        "def a(x: Sequence[int], y: Big, z: 'Thing') -> Iterator[int]:\n    return iter(x)\n"
    )
    assert owned.requires == ()


def test_a_constant_that_hides_imports_from_the_run_stays(tmp_path: Path) -> None:
    files = {
        "pkg.py": "from __future__ import annotations\nTYPE_CHECKING = False\n"
        "if TYPE_CHECKING:\n    from typing import Any\n"
        "def a(x: Any) -> int:\n    return 1\ndef b():\n    pass\n"
    }
    owned = cut(files, "pkg.a")
    program = "from proj._inhouse.pkg import a\nanswer = a(1)"
    assert answer(owned, program, tmp_path) == 1
    assert "TYPE_CHECKING = False" in text(owned, "pkg.py")


def test_types_named_in_casts_stay_named() -> None:
    files = {
        "pkg.py": "from typing import cast\nclass Big:\n    pass\n"
        "def a(x):\n    return cast('Big', x)\n"
    }
    assert "import Any as Big" in text(cut(files, "pkg.a"), "pkg.py")


def test_circular_and_lazy_imports_work_as_before(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from .one import first\n",
        "pkg/one.py": "from . import two\nBASE = 1\ndef first():\n    return two.second()\n"
        "def spare():\n    return two.spare()\n",
        "pkg/two.py": "from . import one\ndef second():\n    from .three import third\n"
        "    return one.BASE + third()\ndef spare():\n    pass\n",
        "pkg/three.py": "def third():\n    return 10\n",
    }
    owned = cut(files, "pkg.first")
    assert "spare" not in text(owned, "pkg/one.py") + text(owned, "pkg/two.py")
    assert answer(owned, "from proj._inhouse.pkg import first\nanswer = first()", tmp_path) == 11


def test_a_namespace_package_keeps_its_name(tmp_path: Path) -> None:
    files = {"shared/pkg/__init__.py": "def a():\n    return 1\ndef b():\n    return 2\n"}
    owned = cut(files, "shared.pkg.a", tops=("shared.pkg",))
    assert owned.modules == (("shared.pkg", "proj._inhouse.shared.pkg"),)
    assert {"shared/__init__.py", "shared/pkg.py"} <= paths(owned)
    assert answer(owned, "from proj._inhouse.shared import pkg\nanswer = pkg.a()", tmp_path) == 1


def test_the_head_of_a_file_comes_first_and_breaks_nothing(tmp_path: Path) -> None:
    source = (
        "#!/usr/bin/python\n# -*- coding: latin-1 -*-\n# Copyright 2019 Ada\n'''Doc \xe9.'''\n"
        "from __future__ import annotations\r\nNAME = '\xe9'\r\ndef a():\r\n    return NAME\r\n"
    )
    owned = cut({"pkg.py": source.encode("latin-1")}, "pkg.a")
    assert text(owned, "pkg.py").split("\n") == [
        "#!/usr/bin/python",
        "# -*- coding: utf-8 -*-",
        "# From pkg 1.0, sha256:" + "0" * 64 + ".",
        "# SPDX-License-Identifier: MIT",
        "# Licence text: licenses/pkg-1.0.txt",
        "# Copyright (c) 2020 Jane Doe",
        "# Copyright 2019 Ada",
        "# Modified: only the used parts are kept.",
        "",
        "# Copyright 2019 Ada",
        "'''Doc \xe9.'''",
        "from __future__ import annotations",
        "NAME = '\xe9'",
        "def a():",
        "    return NAME",
        "",
    ]
    program = "from proj._inhouse import pkg\nanswer = [pkg.a(), pkg.__doc__]"
    assert answer(owned, program, tmp_path) == ["\xe9", "Doc \xe9."]


def test_a_version_that_is_looked_up_becomes_a_constant(tmp_path: Path) -> None:
    files = {
        "pkg.py": "from importlib.metadata import version, PackageNotFoundError\n"
        "try:\n    V = version('pkg')\nexcept PackageNotFoundError:\n    V = 'unknown'\n"
        "def a():\n    return V\n"
    }
    owned = cut(files, "pkg.a")
    assert any("version is a constant" in note for note in owned.notes)
    assert answer(owned, "from proj._inhouse.pkg import a\nanswer = a()", tmp_path) == "1.0"


def test_what_cannot_be_cut_is_taken_whole_and_says_why(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "import os\ndef a():\n"
        "    return open(os.path.join(os.path.dirname(__file__), 'data.txt')).read()\n"
        "def b():\n    pass\n",
        "pkg/data.txt": "data",
    }
    owned = sliced(files, "pkg.a")
    assert isinstance(owned, Owned) and owned.strategy == "vendor"
    assert "__file__" in owned.notes[0] and "def b" in text(owned, "pkg/__init__.py")
    program = "from proj._inhouse.pkg import a\nimport warnings\nwarnings.simplefilter('ignore')\n"
    assert answer(owned, program + "answer = a()", tmp_path) == "data"


def test_a_module_that_makes_up_names_is_taken_whole(tmp_path: Path) -> None:
    files = {"pkg.py": "def __getattr__(name):\n    return name * 2\ndef b():\n    pass\n"}
    owned = sliced(files, "pkg.anything")
    assert isinstance(owned, Owned) and owned.strategy == "vendor"
    program = "from proj._inhouse.pkg import anything\nanswer = anything"
    assert answer(owned, program, tmp_path) == "anythinganything"


def test_a_registry_that_anyone_may_fill_is_taken_whole() -> None:
    files = {
        "pkg.py": "FOUND = []\ndef register(thing):\n    FOUND.append(thing)\n"
        "def a():\n    return FOUND\n"
    }
    owned = sliced(files, "pkg.a")
    assert isinstance(owned, Owned) and owned.strategy == "vendor"
    assert "registry" in owned.notes[0]


def test_side_effects_that_would_be_lost_make_it_whole() -> None:
    files = {
        "pkg.py": "import codecs\ncodecs.register(lambda name: None)\ndef a():\n    return 1\n"
    }
    owned = sliced(files, "pkg.a")
    assert isinstance(owned, Owned) and owned.strategy == "vendor"
    assert "codecs.register" in text(owned, "pkg.py")


def test_an_unclear_use_takes_it_whole() -> None:
    owned = sliced(ONE, "pkg.shout", opaque=("app.py:3 uses getattr on pkg",))
    assert isinstance(owned, Owned) and owned.strategy == "vendor"
    assert "whisper" in text(owned, "pkg.py") and "app.py:3" in owned.notes[0]


def test_data_read_as_a_resource_goes_along(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from importlib import resources\ndef a():\n"
        "    return (resources.files('pkg') / 'words' / 'x.txt').read_text()\n",
        "pkg/words/__init__.py": "",
        "pkg/words/x.txt": "words",
    }
    owned = sliced(files, "pkg.a")
    assert isinstance(owned, Owned) and owned.strategy == "vendor"
    program = "from proj._inhouse.pkg import a\nanswer = a()"
    assert answer(owned, program, tmp_path) == "words"
