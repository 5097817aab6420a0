"""What callers of importlib_resources may rely on."""

import importlib
import pathlib
import sys
import zipfile

import pytest


def fill(root):
    for name, text in (
        ("shelf/__init__.py", ""),
        ("shelf/a.txt", "tw\xf6"),
        ("shelf/inner/b.bin", "x"),
        ("loose/c.txt", "c"),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


@pytest.fixture(params=["folder", "archive"])
def where(request, tmp_path, monkeypatch):
    tree = tmp_path / "tree"
    fill(tree)
    place = tree
    if request.param == "archive":
        place = tmp_path / "tree.zip"
        with zipfile.ZipFile(place, "w") as archive:
            for path in sorted(tree.rglob("*")):
                archive.write(path, path.relative_to(tree))
    monkeypatch.syspath_prepend(str(place))
    yield request.param
    for name in ("shelf", "loose"):
        sys.modules.pop(name, None)


def test_files(subject, where):
    root = subject.files("shelf")
    assert (root / "a.txt").read_text(encoding="utf-8") == "tw\xf6"
    assert root.joinpath("inner", "b.bin").read_bytes() == b"x"
    assert sorted(each.name for each in root.iterdir() if each.name[0] != "_") == ["a.txt", "inner"]
    assert (root.joinpath("inner").is_dir(), root.joinpath("a.txt").is_file()) == (True, True)
    assert not root.joinpath("none").is_file()
    with (root / "inner/b.bin").open("rb") as file:
        assert file.read() == b"x"


def test_files_of_a_module(subject, where):
    shelf = importlib.import_module("shelf")
    assert subject.files(shelf).joinpath("a.txt").is_file()


def test_files_of_nothing(subject):
    with pytest.raises(ModuleNotFoundError):
        subject.files("no_such_package_at_all")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="both know the caller")
def test_files_of_the_caller(subject, side, where, monkeypatch):
    shelf = importlib.import_module("shelf")
    code = compile("found = files(None)", "shelf.py", "exec")
    monkeypatch.setattr(shelf, "files", subject.files, raising=False)
    if side == "original":
        exec(code, vars(shelf))
        assert (shelf.found / "a.txt").is_file()
    else:
        with pytest.raises(AttributeError):
            exec(code, vars(shelf))


def test_as_file(subject, where):
    with subject.as_file(subject.files("shelf") / "a.txt") as path:
        assert isinstance(path, pathlib.Path)
        assert path.read_text(encoding="utf-8") == "tw\xf6"
    assert path.exists() == (where == "folder")


def test_as_file_of_a_path(subject, tmp_path):
    with subject.as_file(tmp_path) as path:
        assert path == tmp_path


def test_namespaces(subject, where):
    if where == "archive":
        pytest.skip("an archive has none")
    assert subject.files("loose").joinpath("c.txt").read_text() == "c"


def test_class_of_namespaces(subject, side, tmp_path, monkeypatch):
    fill(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    module = type(subject.files("loose")).__module__
    sys.modules.pop("loose", None)
    assert module.startswith("importlib_resources") == (side == "original")
