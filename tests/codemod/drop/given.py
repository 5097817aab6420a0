"""Calls that the tests of dropping share."""

from __future__ import annotations

from inhouse.codemod.drop import drop
from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.model.places import Edited


def dropped(
    text: str | bytes,
    lowest: str | None = "3.11",
    others: dict[str, str] | None = None,
    path: str = "a.py",
) -> Edited:
    source = text if isinstance(text, bytes) else text.encode()
    files = {path: source, **{path: each.encode() for path, each in (others or {}).items()}}
    names = ImportNames(packages=("tomli", "mock", "six"))
    found = {each.path: each for each in find_sites(files, names)}
    return drop(found[path], source, min_python=lowest)


def kept(text: str, lowest: str | None = "3.11", others: dict[str, str] | None = None) -> str:
    edited = dropped(text, lowest, others)
    assert edited.after.decode() == text
    assert edited.rewritten == 0
    assert len(edited.left) >= 1
    return edited.left[0].why


def gone(text: str, lowest: str | None = "3.11") -> str:
    edited = dropped(text, lowest)
    assert edited.left == ()
    assert edited.rewritten > 0
    compile(edited.after, "a.py", "exec", dont_inherit=True)
    return edited.after.decode()


TRY = "try:\n    import tomllib\nexcept ImportError:\n    import tomli as tomllib\ntomllib.x\n"
BRANCH = (
    "import sys\nif {}:\n    import tomllib\nelse:\n    import tomli as tomllib\nsys, tomllib.x\n"
)
KEPT = "import sys\nimport tomllib\nsys, tomllib.x\n"
