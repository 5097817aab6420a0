"""What callers of scandir may rely on."""

import gc
import inspect
import os
import random
import warnings

import pytest


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one")
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / "sub" / "b.txt").write_bytes(b"")
    (tmp_path / "sub" / "deep" / "c é.txt").write_bytes(b"c")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "sub")
    (tmp_path / "file-link").symlink_to(tmp_path / "a.txt")
    (tmp_path / "broken").symlink_to(tmp_path / "none")
    return tmp_path


def entries(subject, folder):
    return {entry.name: entry for entry in subject.scandir(folder)}


def test_names(subject, tree):
    found = list(subject.scandir(str(tree)))
    names = ["a.txt", "broken", "empty", "file-link", "link", "sub"]
    assert sorted(entry.name for entry in found) == names
    assert sorted(os.listdir(str(tree))) == names
    assert {entry.path for entry in found} == {os.path.join(str(tree), name) for name in names}
    assert list(subject.scandir(str(tree / "empty"))) == []


def test_it_is_lazy(subject, tree):
    found = subject.scandir(str(tree))
    assert iter(found) is found
    assert isinstance(next(found), subject.DirEntry)
    assert len(list(found)) == 5
    assert next(found, None) is None


@pytest.mark.parametrize(
    ("name", "folder", "file", "link"),
    [
        ("a.txt", (False, False), (True, True), False),
        ("sub", (True, True), (False, False), False),
        ("link", (True, False), (False, False), True),
        ("file-link", (False, False), (True, False), True),
        ("broken", (False, False), (False, False), True),
    ],
)
def test_kinds(subject, tree, name, folder, file, link):
    entry = entries(subject, str(tree))[name]
    assert (entry.is_dir(), entry.is_dir(follow_symlinks=False)) == folder
    assert (entry.is_file(), entry.is_file(follow_symlinks=False)) == file
    assert entry.is_symlink() is link


def test_stat(subject, tree):
    found = entries(subject, str(tree))
    assert found["a.txt"].stat().st_size == 3
    assert found["a.txt"].stat() == os.stat(str(tree / "a.txt"))
    assert found["link"].stat() == os.stat(str(tree / "sub"))
    assert found["link"].stat(follow_symlinks=False) == os.lstat(str(tree / "link"))
    assert found["broken"].stat(follow_symlinks=False).st_size > 0
    with pytest.raises(FileNotFoundError):
        found["broken"].stat()


def test_stat_is_kept(subject, tree):
    entry = entries(subject, str(tree))["a.txt"]
    first = entry.stat()
    (tree / "a.txt").write_bytes(b"longer")
    assert entry.stat().st_size == first.st_size == 3


def test_inode(subject, tree):
    for entry in subject.scandir(str(tree)):
        assert entry.inode() == os.lstat(entry.path).st_ino


def test_bytes(subject, tree):
    found = entries(subject, os.fsencode(str(tree / "sub" / "deep")))
    name = "c é.txt".encode()
    assert list(found) == [name]
    assert found[name].path == os.fsencode(str(tree / "sub" / "deep" / "c é.txt"))


def test_without_a_folder(subject, tree, monkeypatch):
    monkeypatch.chdir(tree)
    found = {entry.path for entry in subject.scandir()}
    assert os.path.join(".", "a.txt") in found
    assert {entry.path for entry in subject.scandir(".")} == found
    assert {entry.path for entry in subject.scandir(path="sub")} >= {os.path.join("sub", "b.txt")}


def test_what_is_no_folder(subject, tree):
    with pytest.raises(FileNotFoundError):
        list(subject.scandir(str(tree / "none")))
    with pytest.raises(NotADirectoryError):
        list(subject.scandir(str(tree / "a.txt")))


def walked(subject, top, **options):
    found = []
    for folder, folders, files in subject.walk(str(top), **options):
        place = os.path.relpath(folder, str(top)).replace(os.sep, "/")
        found.append((place, sorted(folders), sorted(files)))
    return found


TREE = [
    (".", ["empty", "link", "sub"], ["a.txt", "broken", "file-link"]),
    ("empty", [], []),
    ("sub", ["deep"], ["b.txt"]),
    ("sub/deep", [], ["c é.txt"]),
]


def test_walk(subject, tree):
    found = walked(subject, tree)
    assert found[0] == TREE[0]
    assert sorted(found) == TREE
    assert found.index(TREE[2]) < found.index(TREE[3])


def test_walk_from_below(subject, tree):
    found = walked(subject, tree, topdown=False)
    assert found[-1] == TREE[0]
    assert sorted(found) == TREE
    assert found.index(TREE[2]) > found.index(TREE[3])


def test_walk_through_links(subject, tree):
    found = walked(subject, tree, followlinks=True)
    assert sorted(place for place, _, _ in found) == [
        ".", "empty", "link", "link/deep", "sub", "sub/deep",
    ]  # fmt: skip


def test_walk_can_be_steered(subject, tree):
    seen = []
    for folder, folders, _ in subject.walk(str(tree), True, None, False):
        seen.append(os.path.basename(folder))
        folders[:] = [each for each in folders if each != "sub"]
    assert seen == [tree.name, "empty"]


def test_walk_and_errors(subject, tree):
    assert walked(subject, tree / "none") == []
    found = []
    assert walked(subject, tree / "none", onerror=found.append) == []
    assert [type(error) for error in found] == [FileNotFoundError]
    assert found[0].filename == str(tree / "none")

    def stop(error):
        raise error

    with pytest.raises(NotADirectoryError):
        walked(subject, tree / "a.txt", onerror=stop)


def test_walk_of_bytes(subject, tree):
    found = list(subject.walk(os.fsencode(str(tree / "sub"))))
    assert found[0] == (os.fsencode(str(tree / "sub")), [b"deep"], [b"b.txt"])


def test_random_trees(subject, tmp_path):
    dice = random.Random(3)
    folders, wanted = [tmp_path], {".": ([], [])}
    for number in range(60):
        above = dice.choice(folders)
        place = os.path.relpath(str(above), str(tmp_path)).replace(os.sep, "/")
        name = f"n{number}"
        if dice.random() < 0.4:
            (above / name).mkdir()
            folders.append(above / name)
            wanted[name if place == "." else f"{place}/{name}"] = ([], [])
            wanted[place][0].append(name)
        else:
            (above / name).write_bytes(b"x" * number)
            wanted[place][1].append(name)
    found = {place: (below, files) for place, below, files in walked(subject, tmp_path)}
    assert found == {place: (sorted(a), sorted(b)) for place, (a, b) in wanted.items()}


def test_when_a_missing_folder_is_told(subject, side, tmp_path):
    if side == "original":
        subject.scandir(str(tmp_path / "none"))
    else:
        with pytest.raises(FileNotFoundError):
            subject.scandir(str(tmp_path / "none"))


def test_follow_symlinks_by_position(subject, side, tree):
    entry = entries(subject, str(tree))["link"]
    if side == "original":
        assert entry.is_dir(False) is False
    else:
        with pytest.raises(TypeError):
            entry.is_dir(False)


@pytest.mark.parametrize("kind", ["path", "descriptor"])
def test_other_kinds_of_paths(subject, side, tree, kind):
    path = os.open(str(tree), os.O_RDONLY) if kind == "descriptor" else tree
    try:
        if side == "original":
            with pytest.raises(AttributeError):
                list(subject.scandir(path))
        else:
            assert list(subject.scandir(path))
    finally:
        if kind == "descriptor":
            os.close(path)


def test_left_open(subject, side, tree):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        entered = subject.scandir(str(tree))
        next(entered)
        assert hasattr(entered, "__enter__") == (side == "replacement")
        del entered
        gc.collect()
    assert [each.category for each in found] == ([] if side == "original" else [ResourceWarning])


def test_repr(subject, side, tree):
    text = str(next(iter(subject.scandir(str(tree / "sub" / "deep")))))
    assert text == "<{}DirEntry{} 'c é.txt'>".format(
        *(("Posix", ":") if side == "original" else ("", ""))
    )


def test_what_kind_of_function(subject, side):
    assert inspect.isgeneratorfunction(subject.scandir) == (side == "original")
    assert inspect.isbuiltin(subject.scandir) == (side == "replacement")


def test_nothing_as_a_path(subject, side, tree, monkeypatch):
    monkeypatch.chdir(tree)
    if side == "original":
        with pytest.raises(AttributeError):
            list(subject.scandir(None))
    else:
        assert len(list(subject.scandir(None))) == 6


def test_null_characters(subject, side):
    if side == "original":
        assert list(subject.walk("\0")) == []
    else:
        with pytest.raises(ValueError):
            list(subject.walk("\0"))
