"""What is claimed of roman-numerals-py, which stands for roman-numerals."""

import importlib
import importlib.metadata
from pathlib import Path, PurePosixPath


def test_it_holds_nothing(distribution):
    kinds = {PurePosixPath(str(file)).suffix for file in distribution.files}
    assert not kinds & {".py", ".pth", ".so", ".pyd"}
    said = distribution.metadata["Summary"]
    assert said == "This package is deprecated, switch to roman-numerals."


def test_what_it_requires(distribution):
    assert distribution.requires == [f"roman-numerals=={distribution.version}"]


def test_whose_module_roman_numerals_is(distribution):
    owner = importlib.metadata.distribution("roman-numerals")
    assert "roman_numerals/__init__.py" in {str(file) for file in owner.files}
    assert "roman_numerals/__init__.py" not in {str(file) for file in distribution.files}
    module = importlib.import_module("roman_numerals")
    assert Path(module.__file__) == Path(owner.locate_file("roman_numerals/__init__.py"))
    assert str(module.RomanNumeral(14)) == "XIV"
