"""What is claimed of sklearn, which stands for scikit-learn."""

from importlib.machinery import PathFinder
from pathlib import PurePosixPath


def test_it_holds_nothing(distribution):
    kinds = {PurePosixPath(str(file)).suffix for file in distribution.files}
    assert not kinds & {".py", ".pth", ".so", ".pyd"}


def test_what_it_requires(distribution):
    lines = distribution.read_text("METADATA").splitlines()
    assert [each for each in lines if "Requires-Dist" in each] == ["Requires-Dist: scikit-learn"]
    assert "" in lines[: lines.index("Requires-Dist: scikit-learn")]
    assert not distribution.requires


def test_without_scikit_learn_there_is_no_sklearn(distribution):
    folder = distribution.locate_file("")
    assert list(folder.glob("sklearn-*.dist-info"))
    assert PathFinder.find_spec("sklearn", [str(folder)]) is None
