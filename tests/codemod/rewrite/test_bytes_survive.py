"""Encodings, line endings and other things that an edit must not touch; and hostile files."""

from __future__ import annotations

import dataclasses

import pytest

from inhouse.codemod.rewrite import rewrite
from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.model.places import FileSites, ImportSite, Span, UseSite
from tests.codemod.rewrite.given import PAIRS, SIX, TOML, rewritten


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"\xef\xbb\xbfimport toml\r\n# \xc3\xa9\r\n"
            b"x = '\xc3\xa9'; toml.loads('\xc3\xa9', )\r\n",
            b"\xef\xbb\xbfimport tomllib\r\n# \xc3\xa9\r\n"
            b"x = '\xc3\xa9'; tomllib.loads('\xc3\xa9')\r\n",
        ),
        (
            b"# coding: latin-1\nimport toml\nx = '\xe9'; toml.loads('\xe9')",
            b"# coding: latin-1\nimport tomllib\nx = '\xe9'; tomllib.loads('\xe9')",
        ),
        (
            b"import os\n\x0cimport toml\n\n\x0c\nclass A:\n\tx\t=\ttoml.loads( s )\t# y \n",
            b"import os\n\x0cimport tomllib\n\n\x0c\nclass A:\n\tx\t=\ttomllib.loads(s)\t# y \n",
        ),
        (
            b"import toml\r\rtoml.loads(s)\r",
            b"import tomllib\r\rtomllib.loads(s)\r",
        ),
        (
            "import toml\nx = '\u2028\x85'; toml.loads('𐐀')\n".encode(),
            "import tomllib\nx = '\u2028\x85'; tomllib.loads('𐐀')\n".encode(),
        ),
        (
            b"import toml\nx = toml . loads \\\n  (s)\n",
            None,
        ),
        (
            b"import toml, \\\n    os\ntoml.loads(s)\n",
            b"import os\nimport tomllib\ntomllib.loads(s)\n",
        ),
        (
            b"def f(): import toml; return toml.loads(s)",
            b"def f(): import tomllib; return tomllib.loads(s)",
        ),
    ],
)
def test_only_what_is_meant_changes(before: bytes, after: bytes | None) -> None:
    edited = rewritten(before, TOML)
    if after is None:
        assert edited.after == before or b"tomllib.loads(s)" in edited.after
        return
    assert edited.after == after
    assert edited.left == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"from six import (\r\n    text_type,  # noqa\r\n    iteritems,\r\n)\r\n"
            b"text_type(1)\r\niteritems(f(), 1)\r\n",
            b"from six import (\r\n    iteritems,\r\n)\r\nstr(1)\r\niteritems(f(), 1)\r\n",
        ),
        (
            b"from six import (\n    iteritems,  # noqa\n    text_type,\n)\n"
            b"text_type(1)\niteritems(f(), 1)\n",
            b"from six import (\n    iteritems,  # noqa\n)\nstr(1)\niteritems(f(), 1)\n",
        ),
        (
            b"from six import (iteritems, text_type)\ntext_type(1)\niteritems(f(), 1)\n",
            b"from six import (iteritems)\nstr(1)\niteritems(f(), 1)\n",
        ),
        (
            b"from six import text_type, \\\n    iteritems\ntext_type(1)\niteritems(f(), 1)\n",
            b"from six import iteritems\nstr(1)\niteritems(f(), 1)\n",
        ),
        (
            b"from six import (\n    text_type,  # the text\n    iteritems,\n)\n"
            b"text_type(1)\niteritems(f(), 1)\n",
            b"from six import (\n    # the text\n    iteritems,\n)\nstr(1)\niteritems(f(), 1)\n",
        ),
        (
            b"from six import (\n    iteritems,\n    # the text\n    text_type,\n    PY2\n)\n"
            b"text_type(PY2)\niteritems(f(), 1)\n",
            b"from six import (\n    iteritems,\n    # the text\n)\n"
            b"str(False)\niteritems(f(), 1)\n",
        ),
    ],
)
def test_a_name_leaves_its_list_with_its_own_comment_only(before: bytes, after: bytes) -> None:
    edited = rewritten(before, SIX)
    assert edited.after == after
    assert len(edited.left) == 1


@pytest.mark.parametrize(
    "source",
    [
        b"import toml\ntoml.loads(x",
        b"import toml\n\0",
        b"import toml\nprint 'x'\n",
        b"# coding: nonsense\nimport toml\ntoml.loads(x)\n",
        b"\xff\xfeimport toml",
        b"import toml\nreturn toml.loads(x)\n",
        b"import toml\n" + b"(" * 3000 + b"toml.loads(x)" + b")" * 3000,
        b"import toml\nx = " + b"toml.loads(" * 90 + b"x" + b")" * 90 + b" + y" * 3000,
        b"import toml\n" + b"x = -" + b"-" * 5000 + b"toml.loads(x)\n",
    ],
)
def test_a_file_that_is_not_understood_is_left_as_it_is(source: bytes) -> None:
    edited = rewritten(source, TOML)
    assert edited.after == source
    assert edited.left


def test_many_calls_inside_each_other() -> None:
    source = "import toml\n" + "toml.loads(" * 30 + "x" + ")" * 30 + "\n"
    assert rewritten(source, TOML).after.decode() == source.replace("toml", "tomllib")


def test_sites_of_another_text_change_nothing() -> None:
    source = b"import toml\ntoml.loads(x)\n"
    (sites,) = find_sites({"a.py": source}, ImportNames(packages=("toml",)))
    for other in (b"", b"import os\nprint(x.loads(x))\n", b"\n" + source, b"x = 1\n" * 9):
        edited = rewrite(sites, other, TOML, PAIRS, home=None)
        assert edited.after == other
        assert edited.left


def test_sites_that_contradict_each_other_change_nothing() -> None:
    source = b"import toml\ntoml.loads(x)\n"
    site = ImportSite(
        span=Span(1, 0, 1, 11), index=0, form="import", module="toml", name="", binds="toml",
        asname=False, scope="module",
    )  # fmt: skip
    use = UseSite(
        span=Span(2, 0, 2, 10),
        symbol="toml.loads",
        local="toml.loads",
        context="call",
        imports=(0,),
    )
    good = FileSites(path="a.py", imports=(site,), uses=(use,))
    assert rewrite(good, source, TOML, PAIRS, home=None).after != source
    for bad in (
        dataclasses.replace(good, uses=(dataclasses.replace(use, imports=(1,)),)),
        dataclasses.replace(good, uses=(dataclasses.replace(use, imports=()),)),
        dataclasses.replace(good, uses=(use, use)),
        dataclasses.replace(good, uses=(dataclasses.replace(use, span=Span(9, 0, 9, 9)),)),
        dataclasses.replace(good, imports=(dataclasses.replace(site, index=1),)),
        dataclasses.replace(good, imports=(dataclasses.replace(site, span=Span(7, 0, 7, 1)),)),
        dataclasses.replace(good, uses=()),
    ):
        edited = rewrite(bad, source, TOML, PAIRS, home=None)
        assert edited.after == source
        assert edited.left


@pytest.mark.parametrize(
    "pairs",
    [
        "",
        "def (",
        "def before_loads(s): return toml.loads(s)",
        "import toml\ndef before_loads(s):\n    x = 1\n    return toml.loads(s)\n"
        "def after_loads(s): return s",
        "import toml\ndef before_loads(s): return toml.loads(s)\ndef after_loads(t): return t",
        "import toml\ndef before_loads(s): return s\ndef after_loads(s): return s",
        "import json\ndef before_loads(s): return json.loads(s)\ndef after_loads(s): return s",
        "import toml\ndef before_loads(*s): return toml.loads(*s)\ndef after_loads(*s): return s",
        "import toml\ndef before_loads(s): return toml.loads(s)\n"
        "def after_loads(s): return (y := s)",
        "import toml\ndef before_loads(s): return toml.loads(s)\ndef after_loads(s): return s.x(q)",
    ],
)
def test_pairs_that_make_no_sense_change_nothing(pairs: str) -> None:
    source = b"import toml\ntoml.loads(x)\n"
    (sites,) = find_sites({"a.py": source}, ImportNames(packages=("toml",)))
    edited = rewrite(sites, source, TOML, pairs, home=None)
    assert edited.after == source
    assert edited.left


def test_a_file_of_the_owned_code_is_left() -> None:
    source = b"import toml\ntoml.loads(x)\n"
    (sites,) = find_sites({"a.py": source}, ImportNames(packages=("toml",)))
    edited = rewrite(sites, source, TOML, PAIRS, home="p._inhouse.toml", module="p._inhouse.toml.a")
    assert edited.after == source
