"""What is claimed of bs4, which stands for beautifulsoup4."""

import importlib.metadata
from pathlib import PurePosixPath


def test_it_holds_nothing(distribution):
    kinds = {PurePosixPath(str(file)).suffix for file in distribution.files}
    assert not kinds & {".py", ".pth", ".so", ".pyd"}
    assert not (distribution.read_text("top_level.txt") or "").strip()


def test_what_it_requires(distribution):
    assert distribution.requires == ["beautifulsoup4"]


def test_whose_module_bs4_is(distribution):
    owner = importlib.metadata.distribution("beautifulsoup4")
    assert "bs4/__init__.py" in {str(file) for file in owner.files}
    assert "bs4/__init__.py" not in {str(file) for file in distribution.files}
