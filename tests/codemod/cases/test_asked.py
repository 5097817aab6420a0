"""Forms of a text that a function tells apart."""

from __future__ import annotations

import pytest

from inhouse.codemod.cases.generated import drafts_for
from inhouse.codemod.cases.signatures import signature_of
from tests.codemod.cases.packages import package


def scripts(body: str) -> list[str]:
    source = package({"p.py": f"def f(x, y=1):\n    {body}\n"})
    found = signature_of(source, "p.f")
    assert found is not None
    plain = ("f(_0)\n", "f(_0, y=_1)\n")
    return [each.text for each in drafts_for(source, found) if not each.text.endswith(plain)]


@pytest.mark.parametrize(
    "body",
    ["return hasattr(x, 'write')", "return hasattr(y, 'read')", "return isinstance(x, int)"],
)
def test_what_the_code_does_not_ask_is_not_given(body: str) -> None:
    assert scripts(body) == []


def test_a_file_is_given_where_the_code_asks_for_one() -> None:
    assert scripts("return x.read() if hasattr(x, 'read') else x") == [
        "import io\nfrom p import f\nf(io.StringIO(_0))\n",
        "import io\nfrom p import f\nf(io.BytesIO(_0.encode()))\n",
    ]


def test_so_are_bytes_and_generators() -> None:
    assert scripts("return isgenerator(x) or isinstance(x, (bytes, str))") == [
        "from p import f\nf((each for each in [_0]))\n",
        "from p import f\nf(_0.encode())\n",
    ]
