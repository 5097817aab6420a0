"""What is kept for contracts is ready to start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inhouse.verifier.contract_places import Places

pytestmark = pytest.mark.once


@pytest.mark.index
def test_no_run_has_to_compile_what_is_kept(tmp_path: Path) -> None:
    places = Places(tmp_path / "here", keep=tmp_path / "kept")
    base = Path(sys.executable)
    environment = places.python(base).parents[1]
    assert any(environment.rglob("_pytest/__pycache__/runner.*.pyc"))
    package = places.packages(base, "first==2.0.2")
    assert any(package.rglob("first.*.pyc"))
