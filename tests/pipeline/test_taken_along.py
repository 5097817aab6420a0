"""What came along in owned code, and scripts for it in the words of the project."""

from __future__ import annotations

import pytest

from inhouse.pipeline.replacing.taken_along import definitions_of, moved
from tests.codemod.cases.packages import package

KNOWN = {"p.f": ("shop._inhouse.p", "f"), "p.sub.g": ("shop._inhouse.p", "g")}
PACKAGES = frozenset({"p"})


@pytest.mark.parametrize(
    "text",
    [
        "import p\np.f(1)\n",
        "import p.sub\np.sub.g(1)\n",
        "from p import f, h\nf(h)\n",
        "from p.sub import *\ng(1)\n",
    ],
)
def test_a_script_that_takes_more_than_what_is_owned_is_none(text: str) -> None:
    assert moved(text, KNOWN, PACKAGES) is None


def test_imports_are_made_to_be_of_owned_code() -> None:
    text = "import json\nfrom p import f\nfrom p.sub import g as other\nf(other(json))\n"
    assert moved(text, KNOWN, PACKAGES) == (
        "import json\nfrom shop._inhouse.p import f\n"
        "from shop._inhouse.p import g as other\nf(other(json))\n"
    )


def test_public_definitions_are_known_by_where_the_original_has_them() -> None:
    source = package(
        {
            "p/__init__.py": "from p.a import f\n",
            "p/a.py": "def f(): ...\ndef g(): ...\ndef _h(): ...\nclass E(ValueError): ...\n",
        }
    )
    owned = b"def f(): ...\ndef g(): ...\ndef _h(): ...\nclass E(ValueError): ...\ndef new(): ...\n"
    found = definitions_of(source, {"shop._inhouse.p": owned}, (("p", "shop._inhouse.p"),))
    assert found == {"p.f": ("shop._inhouse.p", "f"), "p.a.g": ("shop._inhouse.p", "g")}
