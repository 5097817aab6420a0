"""Only cases that hold on other machines and in other folders become tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inhouse.model.proof import Compared, Script, Trial
from inhouse.pipeline.replacing.elsewhere import held_elsewhere
from inhouse.verifier.sandbox import Sandbox


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("open('README.md')", False),
        ("__import__('os').mkdir('.')", False),
        ("__import__('time').timezone", False),
        ("__import__('os').path.expanduser('~')", False),
        ("int('x')", True),
        ("'a'.upper()", True),
    ],
)
def test_what_depends_on_the_machine_is_no_test(asked: str, held: bool) -> None:
    script = Script(symbol="lib.f", original=asked, replacement=asked, origin="example")
    trial = Trial(script=script, values=())
    with Sandbox(Path(sys.executable)) as here, Sandbox(Path(sys.executable), abroad=True) as there:
        (outcome,) = here.run([trial], "original")
        case = Compared(trial=trial, original=outcome, replacement=outcome, same=True)
        assert held_elsewhere([case], there) == ([case] if held else [])
