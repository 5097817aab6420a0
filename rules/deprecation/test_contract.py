"""What callers of deprecation may rely on."""

import datetime
import inspect
import warnings

import pytest

TODAY = datetime.date.today()
DAY = datetime.timedelta(days=1)
# In the order of PEP 440; those of one line are equal.
VERSIONS = [
    ["0.0", "0"],
    ["0.1"],
    ["1.0.dev0", "1dev", "1.0-DEV"],
    ["1.0a0.dev1"],
    ["1.0a0", "1.0a"],
    ["1.0a1", "v1.0-alpha.1", "1_A_1", "01.0a01"],
    ["1.0a9"],
    ["1.0b1"],
    ["1.0b2.dev9"],
    ["1.0b2", "1.0beta2"],
    ["1.0b2.post3", "1.0b2-3"],
    ["1.0b7"],
    ["1.0rc0", "1.0c"],
    ["1.0rc1", "1.0c1", "1.0pre1", "1.0.preview1"],
    ["1.0", "1", " 1.0.0 ", "v1"],
    ["1.0+0a"],
    ["1.0+a"],
    ["1.0+a.1", "1.0+A-1"],
    ["1.0+1"],
    ["1.0+1.a"],
    ["1.0+2", "1.0+02"],
    ["1.0.post.dev2"],
    ["1.0.post0", "1.0.post"],
    ["1.0.post1.dev2"],
    ["1.0.post1", "1.0-1", "1.0rev1", "1.0.r1"],
    ["1.1"],
    ["1.9"],
    ["1.10"],
    ["1.10.1"],
    ["2"],
    ["1!0.1"],
    ["1!0.2"],
]


def kind_of(subject, *args):
    """Return what calls of a function decorated so warn of: its class and text."""

    @subject.deprecated(*args)
    def work():
        """Doc."""

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        work()
    assert len(seen) <= 1
    return (type(seen[0].message).__name__, str(seen[0].message)) if seen else None


@pytest.mark.parametrize(
    ("args", "kind", "text"),
    [
        ((), "DeprecatedWarning", "work is deprecated"),
        (("1.0",), "DeprecatedWarning", "work is deprecated as of 1.0."),
        (
            ("1.0", "2.0"),
            "DeprecatedWarning",
            "work is deprecated as of 1.0 and will be removed in 2.0.",
        ),
        (
            ("1.0", "2.0", "1.0", "Use x."),
            "DeprecatedWarning",
            "work is deprecated as of 1.0 and will be removed in 2.0. Use x.",
        ),
        (("1.0", None, "1.1"), "DeprecatedWarning", "work is deprecated as of 1.0."),
        ((None, None, None, "Use x."), "DeprecatedWarning", "work is deprecated. Use x."),
        (("1.0", "2.0", "2.0"), "UnsupportedWarning", "work is unsupported as of 2.0."),
        (("1", "2", "3", "Gone."), "UnsupportedWarning", "work is unsupported as of 2. Gone."),
        (
            ("1", TODAY + DAY, None),
            "DeprecatedWarning",
            f"work is deprecated as of 1 and will be removed on {TODAY + DAY}.",
        ),
        (("1", TODAY, "0.1"), "UnsupportedWarning", f"work is unsupported as of {TODAY}."),
        (("1", TODAY - DAY), "UnsupportedWarning", f"work is unsupported as of {TODAY - DAY}."),
        (
            ("1", "2", ""),
            "DeprecatedWarning",
            "work is deprecated as of 1 and will be removed in 2.",
        ),
    ],
)
def test_warnings(subject, args, kind, text):
    assert kind_of(subject, *args) == (kind, text)


@pytest.mark.parametrize(
    "args", [("1.0", "2.0", "0.9"), ("1.0", None, "0.9"), (None, None, "5"), ("2", "3", "1.9")]
)
def test_not_yet(subject, args):
    assert kind_of(subject, *args) is None

    @subject.deprecated(*args)
    def work():
        """Doc."""
        return 1

    assert (work(), work.__doc__) == (1, "Doc.")


def test_versions_are_ordered(subject):
    for at, versions in enumerate(VERSIONS):
        for version in versions:
            assert kind_of(subject, version, None, versions[0]) is not None
            assert kind_of(subject, versions[0], None, version) is not None
            assert kind_of(subject, "0.dev0", version, versions[-1])[0] == "UnsupportedWarning"
            for later in VERSIONS[at + 1 :]:
                assert kind_of(subject, later[-1], None, version) is None, (version, later)
                assert kind_of(subject, version, None, later[-1]) is not None


@pytest.mark.parametrize(
    "wrong", ["x", "1.x", "1..2", "1.0-", "1.0+", "1.0 2", "a1", "1.0+a..b", "1.0a1b1", "\u0661"]
)
def test_what_is_no_version(subject, wrong):
    with pytest.raises(ValueError) as caught:
        subject.deprecated("1.0", None, wrong)
    assert str(caught.value) == f"Invalid version: {wrong!r}"
    with pytest.raises(ValueError):
        subject.deprecated("1.0", wrong, "1.0")
    with pytest.raises(ValueError):
        subject.deprecated(wrong, None, "1.0")
    assert callable(subject.deprecated(wrong))


def test_numbers_are_no_versions(subject):
    with pytest.raises((ValueError, TypeError)):
        subject.deprecated("1.0", None, 1.5)


def test_removed_without_a_version(subject):
    with pytest.raises(TypeError) as caught:
        subject.deprecated(removed_in="1.0")
    assert str(caught.value) == (
        "Cannot set removed_in to a value without also setting deprecated_in"
    )


@pytest.mark.parametrize(
    ("doc", "wanted"),
    [
        (None, "\n\n{}"),
        ("Doc.", "Doc.\n\n{}"),
        ("Doc.\n\n    More\n      in.\n    ", "Doc.\n\nMore\n  in.\n\n\n{}"),
        ("\n    Doc.\n    More.\n", "\nDoc.\nMore.\n\n\n{}"),
    ],
)
def test_docstrings(subject, doc, wanted):
    def work():
        pass

    for args, note in (
        ((), ".. deprecated::"),
        (("1.0",), ".. deprecated:: 1.0"),
        (("1.0", "2.0"), ".. deprecated:: 1.0\n   This will be removed in 2.0."),
        (("1", TODAY + DAY), f".. deprecated:: 1\n   This will be removed on {TODAY + DAY}."),
        (("1.0", None, None, "Use x."), ".. deprecated:: 1.0 Use x."),
        (("1", "2", "3", "x"), ".. deprecated:: 1\n   This will be removed in 2. x"),
    ):
        work.__doc__ = doc
        found = subject.deprecated(*args)(work)
        assert found.__doc__ == work.__doc__ == wanted.format(note)


def test_the_function(subject):
    @subject.deprecated(deprecated_in="1", removed_in="9", current_version="2", details="")
    def work(a, *, b=1):
        return a, b

    assert (work.__name__, work.__module__) == ("work", __name__)
    assert str(inspect.signature(work)) == "(a, *, b=1)"
    with pytest.warns(DeprecationWarning) as seen:
        assert work(1, b=2) == (1, 2)
    assert seen[0].filename == __file__
    with pytest.warns(DeprecationWarning), pytest.raises(TypeError):
        work()

    class Thing:
        @subject.deprecated("1")
        def method(self):
            return self

        @classmethod
        @subject.deprecated("1")
        def make(cls):
            return cls

    thing = Thing()
    with pytest.warns(DeprecationWarning):
        assert thing.method() is thing
        assert Thing.make() is Thing


def test_warnings_as_errors(subject):
    @subject.deprecated("1")
    def work():
        pass

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(subject.DeprecatedWarning):
            work()


def test_classes(subject):
    assert issubclass(subject.DeprecatedWarning, DeprecationWarning)
    assert issubclass(subject.UnsupportedWarning, subject.DeprecatedWarning)
    found = subject.DeprecatedWarning("f", "1", removed_in="2")
    assert (found.function, found.deprecated_in, found.removed_in, found.details) == (
        "f",
        "1",
        "2",
        "",
    )
    assert found.args == ("f", "1", "2", "")
    assert str(found) == "f is deprecated as of 1 and will be removed in 2."
    assert str(subject.DeprecatedWarning("f", None, None)) == "f is deprecated"
    assert (
        str(subject.DeprecatedWarning("f", None, "2"))
        == "f is deprecated and will be removed in 2."
    )
    assert str(subject.UnsupportedWarning("f", "1", "2", "x")) == "f is unsupported as of 2. x"


def test_tests_that_call_what_should_have_gone(subject):
    @subject.deprecated("1", "2", "3")
    def gone():
        return 1

    @subject.deprecated("1", "2", "1")
    def old():
        return 2

    @subject.fail_if_not_removed
    def test_gone(value, *, more=0):
        """Doc."""
        return gone() + value + more

    @subject.fail_if_not_removed
    def test_old(value, *, more=0):
        return old() + value + more

    assert test_old(3, more=4) == 9
    with pytest.raises(AssertionError) as caught:
        test_gone(1)
    assert str(caught.value) == (
        f"{test_gone.__wrapped__} uses a function that should be removed: "
        "gone is unsupported as of 2."
    )
    assert (test_gone.__name__, test_gone.__doc__) == ("test_gone", "Doc.")


def test_class_of_the_error(subject, side):
    with pytest.raises(ValueError) as caught:
        subject.deprecated("1", None, "x")
    assert (type(caught.value) is ValueError) == (side == "replacement")
