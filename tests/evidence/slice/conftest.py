"""Real wheels, downloaded once for all slice tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inhouse.evidence.contents import Contents
from inhouse.evidence.wheel import open_wheel

# Pure wheels, or wheels whose Python files do without their native part.
REQUIREMENTS = [
    "asgiref==3.8.1",
    "backoff==2.2.1",
    "boltons==24.1.0",
    "cachetools==5.5.0",
    "deepmerge==2.0",
    "dictdiffer==0.9.0",
    "django==5.1.4",
    "humanize==4.11.0",
    "inflection==0.5.1",
    "isodate==0.7.2",
    "more-itertools==10.5.0",
    "packaging==24.2",
    "pathvalidate==3.2.1",
    "python-dateutil==2.9.0.post0",
    "python-slugify==8.0.4",
    "pytimeparse==1.1.8",
    "pyyaml==6.0.2",
    "requests==2.32.3",
    "six==1.17.0",
    "sortedcontainers==2.4.0",
    "sqlalchemy==2.0.36",
    "tabulate==0.9.0",
    "tenacity==9.0.0",
    "termcolor==2.5.0",
    "text-unidecode==1.3",
    "titlecase==2.3",
    "toolz==1.0.0",
    "xmltodict==0.14.2",
]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Contents]:
    """Return a reader of wheels by distribution name; skips without an index."""
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
    command += ["--disable-pip-version-check", "--only-binary", ":all:", *REQUIREMENTS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        pytest.skip(f"the index does not give the wheels: {done.stderr.strip()[-300:]}")

    def read(name: str) -> Contents:
        (found,) = (p for p in Path(folder).iterdir() if p.name.lower().startswith(stem(name)))
        return open_wheel(found.read_bytes(), found.name)

    return read


def stem(name: str) -> str:
    return name.replace("-", "_") + "-"
