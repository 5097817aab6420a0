"""Builds tiny distributions in memory and measures them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from inhouse.evidence.contents import Contents, Entry, UnreadableError
from inhouse.evidence.measure import measure
from inhouse.model.evidence import FactSource, Measurement

DISTRIBUTIONS = Path(__file__).resolve().parents[3] / "fixtures" / "distributions"
METADATA = "Metadata-Version: 2.1\nName: pkg\nVersion: 1.0\nSummary: A package\n"


class MemoryContents(Contents):
    def __init__(self, files: Mapping[str, bytes], source: FactSource = "wheel") -> None:
        self.files = dict(files)
        self.source = source
        self.artifact = "sha256:0"
        self.filename = "pkg-1.0-py3-none-any.whl"

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(Entry(path, len(data)) for path, data in sorted(self.files.items()))

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise UnreadableError(f"{path} is not there")
        return self.files[path]

    def states_requirements(self) -> bool:
        return self.source != "sdist"

    def _text(self, *names: str) -> str | None:
        for path, data in self.files.items():
            if path.rpartition("/")[2] in names:
                return data.decode()
        return None

    @property
    def metadata(self) -> str | None:
        return self._text("METADATA", "PKG-INFO")

    @property
    def entry_points(self) -> str | None:
        return self._text("entry_points.txt")


Measure = Callable[..., Measurement]


@pytest.fixture
def measured() -> Measure:
    def build(
        files: Mapping[str, str | bytes],
        metadata: str | None = METADATA,
        source: FactSource = "wheel",
        **options: Any,
    ) -> Measurement:
        data = {k: v.encode() if isinstance(v, str) else v for k, v in files.items()}
        if metadata is not None:
            data.setdefault("pkg-1.0.dist-info/METADATA", metadata.encode())
        return measure(MemoryContents(data, source), **options)

    return build


@pytest.fixture
def fixture_measured() -> Measure:
    def build(name: str) -> Measurement:
        folder = DISTRIBUTIONS / name
        files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
        return measure(MemoryContents({name: path.read_bytes() for name, path in files.items()}))

    return build
