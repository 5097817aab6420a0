"""Real wheels from the package index, measured against figures that were counted by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.evidence.measure import MeasureLimits, broken_on, measure, screen
from inhouse.evidence.wheel import open_wheel
from inhouse.model.evidence import Measurement, Missing

pytestmark = pytest.mark.index
PINS = (
    "six==1.17.0", "iniconfig==2.3.1", "sniffio==1.3.1", "zope.event==6.2", "pytest-runner==6.0.1",
    "python-slugify==8.0.4", "text-unidecode==1.3", "types-requests==2.32.4.20250913",
)  # fmt: skip


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measurement]:
    folder = tmp_path_factory.mktemp("wheels")
    found: dict[str, Measurement] = {}
    for pin in PINS:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", pin]
        command += ["--only-binary", ":all:", "-d", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode:
            continue
    for path in sorted(Path(folder).glob("*.whl")):
        contents = open_wheel(path.read_bytes(), path.name)
        found[path.name.split("-", 1)[0].lower().replace(".", "_")] = measure(contents)
        assert screen(contents.entries) < MeasureLimits().python_bytes
    return found


def of(wheels: dict[str, Measurement], name: str) -> Measurement:
    if name not in wheels:
        pytest.skip(f"{name} is not on the index in this version")
    return wheels[name]


def test_six(wheels: dict[str, Measurement]) -> None:
    six = of(wheels, "six")
    assert six.sloc == 702
    assert six.import_names == ("six",)
    assert six.license == "MIT"
    assert {"dynamic", "persisted-format"} & {trait.code for trait in six.traits}


def test_iniconfig(wheels: dict[str, Measurement]) -> None:
    iniconfig = of(wheels, "iniconfig")
    assert isinstance(iniconfig.sloc, int)
    assert 150 < iniconfig.sloc < 350
    assert iniconfig.typed is True
    assert iniconfig.native is False


def test_sniffio_is_shared(wheels: dict[str, Measurement]) -> None:
    assert "shared-identity" in {trait.code for trait in of(wheels, "sniffio").traits}


def test_zope_event_owns_its_part_of_the_namespace(wheels: dict[str, Measurement]) -> None:
    event = of(wheels, "zope_event")
    assert event.import_names == ("zope.event",)
    assert "shared-identity" in {trait.code for trait in event.traits}


def test_pytest_runner_needs_what_is_gone(wheels: dict[str, Measurement]) -> None:
    assert broken_on(of(wheels, "pytest_runner"), "3.12") is not None


def test_text_unidecode_is_a_table(wheels: dict[str, Measurement]) -> None:
    assert "data-table" in {trait.code for trait in of(wheels, "text_unidecode").traits}


def test_stubs_have_no_figures(wheels: dict[str, Measurement]) -> None:
    stubs = of(wheels, "types_requests")
    assert isinstance(stubs.sloc, Missing)
    assert [trait.code for trait in stubs.traits] == ["stub-only"]
