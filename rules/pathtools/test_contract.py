"""What callers of pathtools may rely on."""

import os
import random
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def tree():
    with tempfile.TemporaryDirectory() as name:
        top = Path(name).resolve()
        for folder in ("a/b", "c"):
            (top / folder).mkdir(parents=True)
        for file in ("one.py", "a/two.py", "a/b/three.txt"):
            (top / file).touch()
        (top / "c/link").symlink_to(top / "a", target_is_directory=True)
        yield str(top)


def below(tree, *names):
    return [os.path.join(tree, *name.split("/")) for name in names]


def test_files_and_folders(subject, tree):
    path = subject.path
    files = ["one.py", "a/two.py", "a/b/three.txt"]
    folders = ["a", "c", "a/b", "c/link"]
    assert sorted(path.list_files(tree)) == sorted(below(tree, *files))
    assert sorted(path.list_directories(tree)) == sorted(below(tree, *folders))
    assert sorted(path.listdir(tree)) == sorted(below(tree, *files, *folders))
    assert path.listdir(tree) is not None
    assert iter(path.listdir(tree)) is not None


def test_one_level(subject, tree):
    path = subject.path
    assert list(path.list_files(tree, recursive=False)) == below(tree, "one.py")
    assert sorted(path.list_directories(tree, False)) == below(tree, "a", "c")
    found = list(path.listdir(tree, False))
    assert (sorted(found[:2]), found[2:]) == (below(tree, "a", "c"), below(tree, "one.py"))


@pytest.mark.parametrize("recursive", [True, False])
@pytest.mark.parametrize("topdown", [True, False])
@pytest.mark.parametrize("followlinks", [True, False])
def test_walks_are_those_of_os(subject, tree, recursive, topdown, followlinks):
    options = {"topdown": topdown, "followlinks": followlinks}
    wanted = list(os.walk(tree, **options))
    if not recursive:
        wanted = wanted[:1]
    path = subject.path
    assert list(path.walk(tree, recursive, topdown, followlinks)) == wanted
    assert list(path.get_dir_walker(recursive, topdown, followlinks)(tree)) == wanted
    assert list(path.get_dir_walker(recursive, **options)(tree)) == wanted
    for names, pick in (
        (path.list_files, lambda folders, files: files),
        (path.list_directories, lambda folders, files: folders),
        (path.listdir, lambda folders, files: folders + files),
    ):
        found = list(names(tree, recursive, topdown, followlinks))
        assert found == list(names(dir_pathname=tree, recursive=recursive, **options))
        assert found == [
            os.path.join(root, each)
            for root, folders, files in wanted
            for each in pick(folders, files)
        ]


def test_what_walks_by_default(subject, tree):
    path = subject.path
    assert list(path.walk(tree)) == list(os.walk(tree))
    assert list(path.get_dir_walker(True)(tree)) == list(os.walk(tree))
    assert list(path.get_dir_walker(False)(tree)) == [next(os.walk(tree))]
    assert path.get_dir_walker(recursive=False)(tree, topdown=True) is not None
    flat = [each for each in path.list_files(tree) if "link" in each]
    assert flat == []


def test_folders_taken_out_of_a_walk(subject, tree):
    for root, folders, _ in subject.path.walk(tree):
        assert root == tree
        folders.clear()


def test_a_folder_that_is_not_there(subject, tree):
    gone = os.path.join(tree, "none")
    path = subject.path
    for find in (path.walk, path.listdir, path.list_files, path.list_directories):
        assert list(find(gone)) == []
        with pytest.raises(RuntimeError):
            list(find(gone, recursive=False))


def test_relative_paths(subject, tree, monkeypatch):
    monkeypatch.chdir(tree)
    assert list(subject.path.list_files("a/b")) == below(tree, "a/b/three.txt")
    assert list(subject.path.list_files(b"a/b")) == [os.fsencode(below(tree, "a/b/three.txt")[0])]
    assert subject.path.absolute_path("a//b/../two.py") == below(tree, "a/two.py")[0]
    assert subject.path.absolute_path(b"a") == os.fsencode(below(tree, "a")[0])
    assert subject.path.absolute_path("") == tree
    assert subject.path.absolute_path(path="/x/./y/") == "/x/y"
    assert subject.path.parent_dir_path("a/b") == below(tree, "a")[0]
    assert subject.path.parent_dir_path("a/b/") == below(tree, "a/b")[0]
    assert subject.path.parent_dir_path("a") == tree
    assert subject.path.parent_dir_path(path="/") == "/"


def test_links(subject, tree):
    link = below(tree, "c/link/b")[0]
    real = os.path.realpath(tree)
    assert subject.path.absolute_path(link) == link
    assert subject.path.real_absolute_path(link) == os.path.join(real, "a", "b")
    up = below(tree, "c/link/../x")[0]
    assert subject.path.real_absolute_path(up) == os.path.join(real, "c", "x")
    assert subject.path.real_absolute_path(path=".") == os.path.realpath(".")


@pytest.mark.parametrize("wrong", [None, 5])
def test_what_is_no_path(subject, wrong):
    for find in (
        subject.path.absolute_path,
        subject.path.real_absolute_path,
        subject.path.parent_dir_path,
    ):
        with pytest.raises(TypeError):
            find(wrong)


@pytest.mark.parametrize(
    ("path", "patterns", "exact", "any_case"),
    [
        ("/home/x/a.py", ["*.py"], True, True),
        ("/home/x/a.py", ["*.PY"], False, True),
        ("/home/x/A.PY", ["*.py"], False, True),
        ("/home/x/a.py", ["a.py"], False, False),
        ("a.py", ["*.txt", "?.py"], True, True),
        ("a.py", ["[ab].py"], True, True),
        ("a.py", ["[!ab].py"], False, False),
        ("a.py", [], False, False),
        ("", ["*"], True, True),
        ("", [""], True, True),
        ("x/y", "x/y", False, False),
        ("x", "xy", True, True),
        ("X", "xy", False, True),
        (".hidden", ["*"], True, True),
    ],
)
def test_patterns(subject, path, patterns, exact, any_case):
    match = subject.patterns.match_path_against
    assert match(path, patterns) is exact
    assert match(path, iter(patterns), True) is exact
    assert match(pathname=path, patterns=patterns, case_sensitive=False) is any_case
    assert subject.patterns.match_path(path, patterns) is exact
    assert subject.patterns.match_path(path, patterns, None, False) is any_case


def test_two_kinds_of_patterns(subject):
    match = subject.patterns.match_path
    assert match("a.py") is True
    assert match("", case_sensitive=False) is True
    assert match("a.py", ["*.py"], ["b*"]) is True
    assert match("b.py", ["*.py"], ["b*"]) is False
    assert match("b.py", excluded_patterns=["*.txt"]) is True
    assert match("b.txt", excluded_patterns=["*.txt"]) is False
    assert match("B.TXT", excluded_patterns=["*.txt"]) is True
    assert match("B.TXT", excluded_patterns=["*.txt"], case_sensitive=False) is False
    assert match("a.py", [], []) is False
    assert match("a.py", ("*.py", "*.py"), iter(["*.txt"])) is True
    assert match("a.py", ["*.py"], ["*.PY"]) is True


def test_patterns_of_both_kinds(subject):
    match = subject.patterns.match_path
    for call in (
        lambda: match("x", ["*.py"], ["*.py", "a"]),
        lambda: match("x", ["*.py"], ["*.PY"], False),
        lambda: list(subject.patterns.filter_paths(["x"], ["*.py"], ["*.py"])),
        lambda: subject.patterns.match_any_paths(["x"], ["*.py"], ["*.py"]),
    ):
        with pytest.raises(ValueError) as caught:
            call()
        assert str(caught.value) == "conflicting patterns `{'*.py'}` included and excluded"
    with pytest.raises(ValueError):
        match("x", None, ["*"])
    assert list(subject.patterns.filter_paths([], ["a"], ["a"])) == []
    assert subject.patterns.match_any_paths([], ["a"], ["a"]) is False


def test_many_paths(subject):
    paths = ["/a.py", "/B.PY", "/c.txt"]
    find, has = subject.patterns.filter_paths, subject.patterns.match_any_paths
    assert list(find(paths)) == paths
    assert list(find(iter(paths), ["*.py"])) == ["/a.py"]
    assert list(find(paths, ["*.py"], case_sensitive=False)) == ["/a.py", "/B.PY"]
    assert list(find(paths, ["*.py"], ["*b*"], False)) == ["/a.py"]
    assert list(find(pathnames=paths, excluded_patterns=["*.py"])) == ["/B.PY", "/c.txt"]
    found = find(paths)
    assert iter(found) is found
    assert (has(paths), has([]), has(iter(paths), ["*.md"])) == (True, False, False)
    assert has(paths, ["*.TXT"]) is False
    assert has(paths, ["*.TXT"], case_sensitive=False) is True
    assert has(pathnames=paths, included_patterns=["*b*"], excluded_patterns=["*.py"]) is False
    assert has(paths, None, ["/?.*"]) is False


def test_what_cannot_be_matched(subject):
    for wrong in (0, False):
        with pytest.raises(TypeError):
            subject.patterns.match_path("a", None, wrong)
        with pytest.raises(TypeError):
            list(subject.patterns.filter_paths(["a"], wrong))
    with pytest.raises(TypeError):
        subject.patterns.match_path_against("a", None)
    with pytest.raises(AttributeError):
        subject.patterns.match_path_against(None, ["*"], False)
    with pytest.raises(TypeError):
        subject.patterns.match_path_against("a", [["*"]])


def test_random_patterns(subject):
    dice = random.Random(4)
    for _ in range(300):
        path = "".join(dice.choice("aAbB.") for _ in range(4))
        included = ["".join(dice.choice("aAbB.*?") for _ in range(4)) for _ in range(2)]
        excluded = ["".join(dice.choice("aAbB.?*") for _ in range(4)) for _ in range(2)]
        if {each.lower() for each in included} & {each.lower() for each in excluded}:
            continue
        for exact in (True, False):
            one, two = (
                subject.patterns.match_path_against(path, each, exact)
                for each in (included, excluded)
            )
            found = subject.patterns.match_path(path, included, excluded, exact)
            assert found is (one and not two)
            assert list(subject.patterns.filter_paths([path], included, excluded, exact)) == (
                [path] if found else []
            )
