"""Sandboxes over plain module files, and scripts for them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from inhouse.model.proof import Hole, Outcome, Script, Trial
from inhouse.verifier.limits import Limits
from inhouse.verifier.sandbox import Sandbox

Run = Callable[..., Outcome]
QUICK = Limits(seconds=1.0, start=10.0, output=10_000, memory=400 << 20)


def script(original: str, replacement: str | None = None, *holes: str) -> Script:
    return Script(
        symbol="lib.f",
        original=original,
        replacement=original if replacement is None else replacement,
        origin="example",
        holes=tuple(Hole(name=name) for name in holes),
    )


@pytest.fixture
def module(tmp_path: Path) -> Callable[..., Path]:
    """Write a module and return its folder."""

    def write(text: str, name: str = "lib", folder: str = "code") -> Path:
        home = tmp_path / folder
        home.mkdir(exist_ok=True)
        path = home.joinpath(*name.split(".")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return home

    return write


@pytest.fixture
def boxes() -> Iterator[Callable[..., Sandbox]]:
    """Make sandboxes that are closed at the end."""
    with ExitStack() as stack:

        def make(
            *paths: Path, limits: Limits = QUICK, python: str | None = None, **more: Any
        ) -> Sandbox:
            chosen = Path(python or sys.executable)
            return stack.enter_context(
                Sandbox(chosen, paths=paths, limits=limits, site=False, **more)
            )

        yield make


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Limits], Sandbox]]:
    """Give one sandbox per text of `lib` and limits, for all tests of a file."""
    found: dict[tuple[str, Limits], Sandbox] = {}
    with ExitStack() as stack:

        def sandbox(text: str, limits: Limits) -> Sandbox:
            if (text, limits) not in found:
                home = tmp_path_factory.mktemp("lib")
                (home / "lib.py").write_text(text, encoding="utf-8")
                made = Sandbox(Path(sys.executable), paths=(home,), limits=limits, site=False)
                found[text, limits] = stack.enter_context(made)
            return found[text, limits]

        yield sandbox


@pytest.fixture
def run(kept: Callable[[str, Limits], Sandbox]) -> Run:
    """Run one expression over a module `lib` with a text of its own."""

    def once(last: str, text: str = "", limits: Limits = QUICK, **values: str) -> Outcome:
        chosen = script(f"import lib\n{last}", None, *values)
        trial = Trial(script=chosen, values=tuple(values.values()))
        return kept(text, limits).run([trial], "original")[0]

    return once
