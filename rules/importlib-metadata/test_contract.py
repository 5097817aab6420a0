"""What callers of importlib_metadata may rely on."""

import importlib.metadata
import sys

import pytest


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A distribution of our own, with a version, files, requirements and entry points."""
    (tmp_path / "shelf.py").write_text("def main(): return 7\n")
    info = tmp_path / "the_shelf-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: the-shelf\nVersion: 1.2\nSummary: A shelf\n"
        "Classifier: One\nClassifier: Two\nRequires-Dist: other>=1\n"
        'Requires-Dist: extra-one; extra == "more"\nProvides-Extra: more\n\nLong text.\n'
    )
    (info / "RECORD").write_text("shelf.py,sha256=abc,21\nthe_shelf-1.2.dist-info/METADATA,,\n")
    (info / "entry_points.txt").write_text(
        "[console_scripts]\nshelf = shelf:main\n\n[shelf.plugins]\none = shelf\ntwo = shelf:main [more]\n"
    )
    (info / "top_level.txt").write_text("shelf\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_version(subject, installed):
    assert subject.version("the-shelf") == "1.2"
    assert subject.version("The_Shelf") == "1.2"
    assert subject.version(distribution_name="the.shelf") == "1.2"


@pytest.mark.parametrize("name", ["no-such-distribution", "shelf"])
def test_what_is_not_installed(subject, installed, name):
    for function in ("version", "metadata", "distribution", "files", "requires"):
        with pytest.raises(subject.PackageNotFoundError) as caught:
            getattr(subject, function)(name)
        assert isinstance(caught.value, ModuleNotFoundError)
        assert caught.value.name == name
        assert str(caught.value) == f"No package metadata was found for {name}"


def test_an_empty_name(subject):
    with pytest.raises(ValueError):
        subject.version("")


def test_metadata(subject, installed):
    found = subject.metadata("the-shelf")
    assert found["Name"] == found["name"] == "the-shelf"
    assert found.get_all("Classifier") == ["One", "Two"]
    assert "Summary" in found
    assert "Author" not in found
    assert found.get_all("Author") is None
    assert found.get_all("Author", failobj=[]) == []
    assert found.json["provides_extra"] == ["more"]
    assert found.json["requires_dist"][0] == "other>=1"
    assert found.json["description"].strip() == "Long text."


def test_requires(subject, installed):
    assert subject.requires("the-shelf") == ["other>=1", 'extra-one; extra == "more"']


def test_files(subject, installed):
    found = subject.files("the-shelf")
    assert [str(each) for each in found] == ["shelf.py", "the_shelf-1.2.dist-info/METADATA"]
    assert isinstance(found[0], subject.PackagePath)
    assert (found[0].hash.mode, found[0].hash.value, found[0].size) == ("sha256", "abc", 21)
    assert found[0].read_text().startswith("def main")
    assert found[0].locate() == installed / "shelf.py"


def test_distribution(subject, installed):
    found = subject.distribution("the-shelf")
    assert isinstance(found, subject.Distribution)
    assert (found.version, found.metadata["Name"], found.name) == ("1.2", "the-shelf", "the-shelf")
    assert found.read_text("top_level.txt") == "shelf\n"
    assert found.read_text("none.txt") is None
    assert subject.Distribution.from_name("the-shelf").version == "1.2"
    assert subject.Distribution.at(installed / "the_shelf-1.2.dist-info").version == "1.2"
    assert len(found.entry_points) == 3


def test_distributions(subject, installed):
    assert "the-shelf" in {each.name for each in subject.distributions()}
    assert [each.name for each in subject.distributions(path=[str(installed)])] == ["the-shelf"]
    assert [each.version for each in subject.distributions(name="the-shelf")] == ["1.2"]


def test_entry_points(subject, installed):
    found = subject.entry_points(group="shelf.plugins")
    assert isinstance(found, subject.EntryPoints)
    assert sorted(each.name for each in found) == ["one", "two"]
    assert found.names == {"one", "two"}
    two = found["two"]
    assert isinstance(two, subject.EntryPoint)
    assert (two.value, two.group, two.module, two.attr, two.extras) == (
        "shelf:main [more]",
        "shelf.plugins",
        "shelf",
        "main",
        ["more"],
    )
    assert two.load()() == 7
    assert two.dist.name == "the-shelf"
    assert found["one"].load().main() == 7
    sys.modules.pop("shelf", None)
    with pytest.raises(KeyError):
        found["three"]
    assert [each.name for each in subject.entry_points(group="shelf.plugins", name="one")] == [
        "one"
    ]
    assert "shelf.plugins" in subject.entry_points().groups
    assert len(subject.entry_points().select(group="console_scripts", name="shelf")) == 1
    assert not subject.entry_points(group="none")


def test_an_entry_point_by_hand(subject):
    point = subject.EntryPoint(name="x", value="os.path:join", group="g")
    assert point.load()("a", "b") == "a/b"
    assert point == subject.EntryPoint("x", "os.path:join", "g")
    assert point.matches(group="g")
    with pytest.raises(AttributeError):
        point.name = "y"


def test_packages_distributions(subject, installed):
    assert subject.packages_distributions()["shelf"] == ["the-shelf"]


def test_own_finders(subject):
    assert issubclass(subject.DistributionFinder.Context, object)
    context = subject.DistributionFinder.Context(name="x", path=["p"])
    assert (context.name, context.path) == ("x", ["p"])
    with pytest.raises(TypeError):
        subject.DistributionFinder()


def backport():
    try:
        numbers = importlib.metadata.version("importlib-metadata").split(".")
    except importlib.metadata.PackageNotFoundError:
        return (99, 0)
    return int(numbers[0]), int(numbers[1])


@pytest.mark.skipif(backport() < (8, 0), reason="both give None")
def test_a_key_that_is_not_there(subject, side, installed):
    found = subject.metadata("the-shelf")
    if side == "original":
        with pytest.raises(KeyError):
            found["Author"]
    else:
        assert found["Author"] is None


@pytest.mark.skipif(backport() < (9, 0), reason="neither raises")
def test_no_metadata_at_all(subject, side, installed):
    (installed / "the_shelf-1.2.dist-info" / "METADATA").unlink()
    if side == "original":
        with pytest.raises(FileNotFoundError):
            subject.metadata("the-shelf")
    else:
        assert not subject.metadata("the-shelf")


def test_whose_error_it_is(subject, side):
    ours = subject.PackageNotFoundError is importlib.metadata.PackageNotFoundError
    assert ours == (side == "replacement")


@pytest.mark.skipif(backport() < (8, 7), reason="neither looks at the value")
@pytest.mark.parametrize("value", ["", "a b", "not-a-name"])
def test_a_reference_to_nothing(subject, side, value):
    with pytest.raises((ValueError, AttributeError, AssertionError)) as caught:
        assert subject.EntryPoint("name", value, "group").module
    assert isinstance(caught.value, ValueError) == (side == "original")


@pytest.mark.skipif(backport() < (8, 5), reason="both say no")
def test_matching_a_distribution(subject, side):
    point = subject.EntryPoint("name", "json", "group")
    if side == "original":
        with pytest.raises(ValueError):
            point.matches(dist="x")
    else:
        assert point.matches(dist="x") is False
