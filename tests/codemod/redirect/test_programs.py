"""Generated programs print the same before and after, with a real package on disk."""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from inhouse.codemod.redirect import redirect
from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.codemod.sites.source_text import read_source
from inhouse.model.places import FileSites

NAMES = ImportNames(
    packages=("wordy",), modules=("wordy", "wordy.wordy", "wordy.special", "wordy.late")
)
PACKAGE = {
    "__init__.py": "from .wordy import wordy, Thing, Oops\nfrom . import special\nSIZE = 3\n",
    "wordy.py": (
        "class Oops(ValueError): pass\nclass Thing:\n    size = 7\n"
        "    def __repr__(self): return 'a thing'\n"
        "def wordy(x, *more):\n    if x == 'bad': raise Oops(x)\n    return f'<{x}{more}>'\n"
    ),
    "special.py": "MARK = 'special mark'\ndef wordy(x): return 'special ' + x\n",
    "late.py": "MARK = 'late mark'\n",
}
NAME = st.sampled_from(["wordy", "w", "x", "special", "Thing"])
IMPORT = st.one_of(
    st.sampled_from(
        [
            "import wordy",
            "import wordy.special",
            "import wordy.late",
            "import os, wordy, wordy.late, sys",
            "from wordy import wordy, Thing",
            "from wordy import (\n {0}wordy, # one\n {0}special,\n{0})",
            "from wordy.special import *",
            "try:\n{0}    import wordy\n{0}except ImportError:\n{0}    wordy = None",
            "try:\n{0}    import no_such\n{0}except ImportError:\n{0}    import wordy as w",
            "if True: import wordy; import wordy.late as x",
            "import wordy.wordy as w",
        ]
    ),
    NAME.map("import wordy as {}".format),
    NAME.map("import os, wordy.special as {}".format),
    NAME.map("from wordy import special as {}".format),
    NAME.map("from wordy import wordy as {}".format),
    NAME.map("from wordy.special import wordy as {}".format),
)
USE = st.sampled_from(
    [
        "show({n}('a'))",
        "show({n}.wordy('b', 1))",
        "show({n}.special.MARK)",
        "show({n}.MARK)",
        "show({n}.late.MARK)",
        "show(f'{{{n}.SIZE}} {{{n}.Thing()!r:>9}}')",
        "show([{n}.wordy(y) for y in 'cd' if {n}.SIZE])",
        "show([{n} for {n} in 'ef'])",
        "show([{n}.SIZE for y in {n}.special.MARK for {n} in y])",
        "show([({n} := 5), {n}])",
        "show((lambda {n}: {n})(6))",
        "show((lambda y={n}.SIZE: (y, {n}.SIZE))())",
        "{n} = {n}",
        "{n} = 8",
        "for {n} in 'g': pass",
        "del {n}",
        "show(getattr({n}, 'SIZE', 0))",
        "show(isinstance({n}.Thing(), {n}.Thing))",
        "show(sorted(map({n}.wordy, 'hi')))",
        "show(sys_modules_of({n}))",
    ]
)
BLOCK = st.sampled_from(
    [
        "def f({n}=9):",
        "def f(y=None):",
        "def {n}():",
        "class A:",
        "class {n}:",
        "if True:",
        "for y in 'j':",
        "with nothing() as y:",
        "with nothing() as {n}:",
        "match 1:\n{i}  case {n}:",
        "match 1:\n{i}  case y:",
    ]
)
TRIED = "try:\n{i}    {text}\n{i}except Exception as error:\n{i}    show(type(error).__name__)"


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    indent = "    " * depth
    lines: list[str] = []
    in_function = depth > 0
    if in_function and draw(st.integers(0, 5)) == 0:
        lines.append(f"{indent}global {draw(NAME)}")
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["import", "use", "use", "use", "block"]))
        name = draw(NAME)
        if kind == "import":
            text = draw(IMPORT).replace("{0}", indent)
            if "*" in text and depth:
                continue
            lines.append(indent + text)
        elif kind == "use" or depth > 2:
            text = draw(USE).format(n=name)
            lines.append(indent + TRIED.format(i=indent, text=text))
        else:
            head = draw(BLOCK).format(n=name, i=indent)
            inner = draw(blocks(depth=depth + 1))
            lines += [indent + head, inner]
            if head.startswith("def"):
                called = head[4:].partition("(")[0]
                lines.append(indent + TRIED.format(i=indent, text=f"{called}()"))
    return "\n".join(lines) or f"{indent}pass"


@cache
def disk(root: Path) -> Path:
    for place in ("before/wordy", "after/proj/_inhouse/wordy"):
        for name, text in PACKAGE.items():
            path = root / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    (root / "after/proj/__init__.py").write_text("")
    (root / "after/proj/_inhouse/__init__.py").write_text("")
    return root


@contextlib.contextmanager
def path_of(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in [each for each in sys.modules if each.partition(".")[0] in ("wordy", "proj")]:
            del sys.modules[name]


def run(folder: Path, text: str) -> list[str]:
    shown: list[str] = []

    def show(value: Any) -> None:
        shown.append(repr(value) if type(value) in (str, int, bool, list) else str(type(value)))

    names = {
        "__name__": "program",
        "show": show,
        "nothing": contextlib.nullcontext,
        "THE": Everything(),
        "sys_modules_of": lambda it: type(it).__name__,
    }
    with path_of(folder), contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(compile(text, "program", "exec", dont_inherit=True), names)
        except Exception as error:  # noqa: BLE001 - whatever ends the program is its output
            shown.append(f"ended by {type(error).__name__}")
    return [each.replace("proj._inhouse.wordy", "wordy") for each in shown]


def found(text: str) -> FileSites | None:
    return next(iter(find_sites({"proj/app.py": text.encode()}, NAMES)), None)


def compiles(text: str) -> bool:
    try:
        compile(text, "program", "exec", dont_inherit=True)
    except SyntaxError:  # a name that is declared global after its use, and the like
        return False
    return True


SETTINGS = settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@SETTINGS
@given(text=blocks())
def test_a_redirected_program_prints_the_same(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = disk(tmp_path_factory.getbasetemp())
    if not compiles(text):
        return
    sites = found(text)
    if sites is None:
        return
    cut = read_source(text.encode())
    assert all(cut.cut(use.span) == use.local for use in sites.uses)
    edited = redirect(sites, text.encode(), (("wordy", "proj._inhouse.wordy"),), module="proj.app")
    event("left" if edited.left else "redirected")
    if edited.left:
        assert edited.after == text.encode()
        return
    assert run(root / "before", text) == run(root / "after", edited.after.decode())
    assert found(edited.after.decode()) is None, "a second run would find something"


PROGRAM = st.tuples(st.lists(IMPORT, min_size=2, max_size=4), blocks()).map(
    lambda parts: "\n".join([*(each.replace("{0}", "") for each in parts[0]), parts[1]])
)


@SETTINGS
@given(text=PROGRAM)
def test_a_use_that_is_not_ambiguous_is_what_its_symbol_says(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every such use is replaced by the thing that its symbol names; nothing else happens.

    Programs that meet a name before it is bound are not of interest.
    """
    root = disk(tmp_path_factory.getbasetemp())
    sites = found(text) if compiles(text) else None
    if sites is None:
        return
    before = run(root / "before", text)
    if any("NameError" in each or "UnboundLocal" in each for each in before):
        return
    cut = read_source(text.encode())
    after = text
    for use in sorted(sites.uses, key=lambda each: each.span, reverse=True):
        if not use.ambiguous and use.context != "assigned":
            start = cut.offset(use.span.line, use.span.column)
            end = cut.offset(use.span.end_line, use.span.end_column)
            after = f"{after[:start]}THE.{use.symbol}{after[end:]}"
    event(f"{sum(1 for use in sites.uses if not use.ambiguous)} sure uses")
    assert run(root / "before", after) == before


class Everything:
    """`THE.wordy.SIZE` is what the dotted name stands for, however the file is written."""

    def __getattr__(self, name: str) -> Any:
        return importlib.import_module(name)
