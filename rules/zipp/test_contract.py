"""What callers of zipp may rely on."""

import io
import pathlib
import zipfile

import pytest


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "some.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in (
            ("a.txt", "one"),
            ("b/c.txt", "tw\xf6"),
            ("b/d/e.tar.gz", ""),
            ("f/", ""),
        ):
            file.writestr(name, text.encode())
    return path


@pytest.fixture
def root(subject, archive):
    found = subject.Path(archive)
    yield found
    found.root.close()


def test_it_opens_a_path_a_name_or_an_archive(subject, archive):
    for given in (archive, str(archive), zipfile.ZipFile(archive)):
        found = subject.Path(given)
        assert sorted(each.name for each in found.iterdir()) == ["a.txt", "b", "f"]
        found.root.close()


def test_folders_are_implied(root):
    assert (root / "b").is_dir()
    assert (root / "b/d").is_dir()
    assert not (root / "b").is_file()
    assert (root / "b/").exists()
    assert not (root / "none").exists()
    assert (root / "f").is_dir()
    assert not (root / "a.txt").is_dir()


def test_reading(root):
    path = root / "b" / "c.txt"
    assert path.read_text(encoding="utf-8") == "tw\xf6"
    assert path.read_bytes() == "tw\xf6".encode()
    with path.open(encoding="utf-8") as file:
        assert file.readlines() == ["tw\xf6"]
    with path.open("rb") as file:
        assert file.read(2) == b"tw"


def test_what_cannot_be_opened(root):
    with pytest.raises(FileNotFoundError):
        (root / "none").open()
    with pytest.raises(IsADirectoryError):
        (root / "b").open()
    with pytest.raises(ValueError):
        (root / "a.txt").open("rb", encoding="utf-8")


def test_names(root):
    path = root / "b" / "d" / "e.tar.gz"
    assert (path.name, path.suffix, path.suffixes, path.stem) == (
        "e.tar.gz",
        ".gz",
        [".tar", ".gz"],
        "e.tar",
    )
    assert path.parent.name == "d"
    assert path.at == "b/d/e.tar.gz"
    assert str(path).endswith("some.zip/b/d/e.tar.gz")
    assert root.joinpath("b", "c.txt") == root / "b" / "c.txt"
    assert path.filename == pathlib.Path(str(path))
    assert root.name == "some.zip"


def test_search(root):
    assert sorted(each.at for each in root.glob("*.txt")) == ["a.txt"]
    assert sorted(each.at for each in root.glob("**/*.txt")) == ["b/c.txt"]
    assert sorted(each.at for each in root.rglob("*.txt")) == ["b/c.txt"]
    assert (root / "b/c.txt").match("*.txt")
    assert (root / "b/c.txt").relative_to(root / "b") == "c.txt"
    assert not (root / "a.txt").is_symlink()
    with pytest.raises(ValueError):
        list(root.glob(""))


def test_writing(subject):
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        path = subject.Path(archive) / "new.txt"
        with path.open("w", encoding="utf-8") as file:
            file.write("x")
        assert archive.read("new.txt") == b"x"


def test_equality(subject, root):
    assert root / "a.txt" == root / "a.txt"
    assert root / "a.txt" != root / "b"
    assert len({root / "a.txt", root / "a.txt"}) == 1
    assert subject.Path(root.root, "a.txt").read_text("utf-8") == "one"
    assert subject.Path(root.root, at="b/").is_dir()


def test_whose_class_it_is(subject, side):
    assert (subject.Path is zipfile.Path) == (side == "replacement")


def test_module(subject, side):
    assert (subject.Path.__module__ == "zipp") == (side == "original")
