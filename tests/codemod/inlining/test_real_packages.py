"""Real packages, sliced and taken whole: both give what the originals give, without them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inhouse.codemod.inlining import origin_of, slice_package, vendor_package
from inhouse.evidence.contents import Contents
from inhouse.evidence.slice.answer import closure
from inhouse.evidence.wheel import open_wheel
from inhouse.model.closure import Closure
from inhouse.model.taken import Owned, Refused
from tests.codemod.inlining.distributions import HOME
from tests.evidence.slice.assembly import outcome, write_original
from tests.evidence.slice.conftest import REQUIREMENTS, stem
from tests.evidence.slice.test_runs import CASES, NEEDS, names_of

_TOO_LARGE = {"django", "sqlalchemy", "requests", "pyyaml"}  # nobody would own these
_NO_LICENCE = {"pytimeparse", "titlecase"}
_REFUSED_WHOLE = {"toolz": "imports a module by a computed name"}
SMALL = [case for case in CASES if case[0] not in _TOO_LARGE]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Contents]:
    """Return a reader of wheels by distribution name; skips without an index."""
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
    command += ["--disable-pip-version-check", "--only-binary", ":all:"]
    wanted = [each for each in REQUIREMENTS if each.partition("==")[0] not in _TOO_LARGE]
    done = subprocess.run([*command, *wanted], capture_output=True, text=True, timeout=300)
    if done.returncode:
        pytest.skip(f"the index does not give the wheels: {done.stderr.strip()[-300:]}")

    def read(name: str) -> Contents:
        (found,) = (p for p in Path(folder).iterdir() if p.name.lower().startswith(stem(name)))
        return open_wheel(found.read_bytes(), found.name)

    return read


def owned_by(
    contents: Contents, name: str, symbols: tuple[str, ...], *, part: bool
) -> Owned | Refused:
    entries = tuple(entry.path for entry in contents.entries)
    tops = tuple(dict.fromkeys(symbol.partition(".")[0] for symbol in symbols))
    origin = origin_of(name, "1.0", contents.artifact, "MIT", entries, contents.read, tops)
    if not origin.licence_files:  # this wheel lacks it
        assert name in _NO_LICENCE
        origin = replace(origin, licence_files=(("LICENSE", b"from the sdist"),))
    if not part:
        return vendor_package(contents.read, entries, origin, HOME, tops, min_python="3.11")
    found = closure(contents, tops, symbols)
    assert isinstance(found, Closure)
    return slice_package(
        found, contents.read, entries, origin, HOME, tops, symbols, min_python="3.11"
    )


def redirected(program: str, top: str) -> str:
    """Return the program with its imports led to the owned code."""
    program = re.sub(rf"(?m)^from {top}\b", f"from {HOME.dotted}.{top}", program)
    program = re.sub(rf"(?m)^import {top}, ", f"import {top}\nimport ", program)
    return re.sub(rf"(?m)^import {top}\b", f"from {HOME.dotted} import {top}", program)


@pytest.mark.index
@pytest.mark.parametrize("part", [True, False], ids=["slice", "whole"])
@pytest.mark.parametrize("case", SMALL, ids=names_of)
def test_owned_code_gives_what_the_package_gives(
    case: tuple[str, tuple[str, ...], str],
    part: bool,
    wheel: Callable[[str], Contents],
    tmp_path: Path,
) -> None:
    name, symbols, program = case
    owned = owned_by(wheel(name), name, symbols, part=part)
    if isinstance(owned, Refused):
        assert name in _REFUSED_WHOLE and _REFUSED_WHOLE[name] in owned.reason, owned.reason
        return
    for change in owned.files:
        assert change.after is not None
        place = tmp_path / "new" / change.path.removeprefix("src/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(change.after)
    (tmp_path / "new/proj/__init__.py").write_text("")
    write_original(wheel(name), tmp_path / "original")
    for other in NEEDS.get(name, ()):
        write_original(wheel(other), tmp_path / "needs")
    before = outcome(tmp_path / "original", program, (tmp_path / "needs",))
    assert not str(before).startswith("failed:"), before
    program = redirected(program, symbols[0].partition(".")[0])
    after = outcome(tmp_path / "new", program, (tmp_path / "needs",))
    assert json.loads(json.dumps(after).replace("proj._inhouse.", "")) == before
