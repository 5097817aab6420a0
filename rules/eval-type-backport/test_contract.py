"""What is claimed of eval-type-backport, on a Python that reads the newer annotations itself."""

import typing

import pytest

NAMES = {"Optional": typing.Optional}


def hints(annotation):
    return typing.get_type_hints(type("C", (), {"__annotations__": {"x": annotation}}), NAMES)["x"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of typing._eval_type, which it calls
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("int | None", int | None),
        ("list[int]", list[int]),
        ("dict[str, int | None]", dict[str, int | None]),
        ("Optional[list[int]]", typing.Optional[list[int]]),
    ],
)
def test_eval_type_backport_gives_what_typing_gives(subject, text, value):
    found = subject.eval_type_backport(typing.ForwardRef(text), NAMES, NAMES)
    assert (found, type(found)) == (value, type(value))
    assert hints(text) == found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("'int' | None", "unsupported operand type(s) for |: 'str' and 'NoneType'"),
        ("int[str]", "type 'int' is not subscriptable"),
        ("nothing | None", "name 'nothing' is not defined"),
    ],
)
def test_it_evaluates_no_more_than_typing(subject, text, wrong):
    with pytest.raises((TypeError, NameError)) as theirs:
        subject.eval_type_backport(typing.ForwardRef(text), {}, {})
    with pytest.raises(theirs.type) as found:
        hints(text)
    assert str(theirs.value) == str(found.value) == wrong


def test_install_patch_changes_nothing(subject, distribution):
    if distribution.version < "0.4":
        assert not hasattr(subject, "install_patch")
        return
    before = dict(vars(typing.ForwardRef)), dict(vars(typing))
    assert subject.install_patch() is None
    assert (dict(vars(typing.ForwardRef)), dict(vars(typing))) == before


def test_forward_ref_is_that_of_typing(subject, distribution):
    assert (subject.ForwardRef is typing.ForwardRef) is (distribution.version >= "0.4")
    assert issubclass(subject.ForwardRef, typing.ForwardRef)
    found = hints(subject.ForwardRef("list[int] | None"))
    assert found == hints(typing.ForwardRef("list[int] | None")) == list[int] | None
